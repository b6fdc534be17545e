"""Candidates: which place a name means, how probable, and why."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoy_map.candidates import find_candidates, resolve
from convoy_map.candidates.context import contains, great_circle_m
from convoy_map.candidates.features import WEIGHTS, kind_of_place, none_score, own_features
from convoy_map.candidates.resolving import around
from convoy_map.candidates.scoring import probabilities, why_not
from convoy_map.errors import CoordinateError
from convoy_map.model import Mention, MentionKind, Region, TextAnchor

RAQQA_REGION = Region(37.5, 34.5, 42.0, 37.5)


def mention(name, start=0, source="doc", kind=MentionKind.TOPONYM):
    anchor = TextAnchor(source, start, start + len(name), name)
    return Mention(anchor.target, anchor, kind)


def best(result):
    top = result.candidates[0]
    return top.place.id if top.place else None


@pytest.mark.parametrize(
    ("heard", "place_id"),
    [
        ("Shanine", "t:shnina"),
        ("Shneineh", "t:shnina"),
        ("شنينة", "t:shnina"),
        ("Al-Souwar", "t:suwar"),
        ("Merkede", "t:markada"),
        ("Rakka", "t:raqqa"),
        ("Tabka", "t:tabqa"),
    ],
)
def test_names_by_ear_find_their_place_near_raqqa(gazetteer, heard, place_id):
    assert best(resolve(heard, gazetteer, near=(39.0, 35.95))) == place_id


def test_probabilities_sum_to_one_and_none_is_always_there(gazetteer):
    for name in ("Raqqa", "Shneine", "Qwertyuiop", "Paris"):
        result = resolve(name, gazetteer)
        assert sum(c.p for c in result.candidates) == pytest.approx(1.0, abs=1e-3)
        assert sum(c.place is None for c in result.candidates) == 1
        assert [c.p for c in result.candidates] == sorted(
            (c.p for c in result.candidates), reverse=True
        )


def test_a_name_that_is_nowhere_is_none_of_these(gazetteer):
    result = resolve("Qwertyuiop", gazetteer)
    assert best(result) is None
    assert result.p_none == pytest.approx(1.0)


def test_every_score_is_explained_by_the_table(gazetteer):
    result = resolve("Shneine", gazetteer, near=(39.0, 35.95))
    for candidate in (*result.candidates, *result.rejected):
        assert candidate.why
        for feature in candidate.features:
            assert feature.weight == WEIGHTS[feature.name]
            assert feature.why
    assert "sounds like Shnina" in result.candidates[0].why
    assert "km from the point" in result.candidates[0].why


def test_every_rejection_is_explained(gazetteer):
    result = resolve("Shneine", gazetteer, near=(39.0, 35.95))
    why = {c.place.id: c.why for c in result.rejected}
    assert "near the point" in why["t:shannan"]


def test_country_rules_out_with_its_reason(gazetteer):
    result = resolve("Paris", gazetteer, ccodes=["US"])
    assert best(result) == "t:paris-tx"
    assert {c.place.id: c.why for c in result.rejected}["t:paris"] == "in FR, not in US"


def test_swapped_near_is_told(gazetteer):
    with pytest.raises(CoordinateError, match=r"39.0, 135.0 is impossible.*longitude before"):
        resolve("Raqqa", gazetteer, near=(39.0, 135.0))


def test_paris_alone_is_the_capital_but_not_before_texas(gazetteer):
    alone = find_candidates([mention("Paris")], gazetteer)
    assert best(alone[0]) == "t:paris"
    both = find_candidates([mention("Paris"), mention("Texas", 7)], gazetteer)
    assert best(both[0]) == "t:paris-tx"
    names = {feature.name for feature in both[0].candidates[0].features}
    assert {"named with its division", "in a place that is named"} <= names


def test_a_division_far_off_in_the_text_weighs_less(gazetteer):
    beside = find_candidates([mention("Paris"), mention("Texas", 7)], gazetteer)[0]
    apart = find_candidates([mention("Paris"), mention("Texas", 700)], gazetteer)[0]
    p = [
        next((c.p for c in found.candidates if c.place and c.place.id == "t:paris-tx"), 0.0)
        for found in (beside, apart)
    ]
    assert p[0] > p[1]


def test_other_documents_weigh_less(gazetteer):
    same = find_candidates([mention("Paris"), mention("Texas", 99)], gazetteer)[0]
    other = find_candidates([mention("Paris"), mention("Texas", 99, "b")], gazetteer)[0]
    alone = find_candidates([mention("Paris")], gazetteer)[0]
    p = [
        next((c.p for c in found.candidates if c.place and c.place.id == "t:paris"), 0.0)
        for found in (same, other, alone)
    ]
    assert p[0] < p[1] < p[2]


def test_the_region_lets_names_be_found_by_ear(gazetteer):
    inside = find_candidates([mention("Shneine")], gazetteer, region=RAQQA_REGION)[0]
    outside = find_candidates([mention("Shneine")], gazetteer)[0]
    assert best(inside) == "t:shnina"
    p = {c.place.id: c.p for c in outside.candidates if c.place}
    assert p.get("t:shnina", 0.0) < inside.candidates[0].p


def test_only_names_get_candidates_one_set_each_in_order(gazetteer):
    mentions = [
        mention("Raqqa", 10),
        mention("a village", 20, kind=MentionKind.NOMINAL),
        mention("Raqqa", 30),
        mention("Suva", 0, kind=MentionKind.EMBEDDED),
    ]
    found = find_candidates(mentions, gazetteer)
    assert [result.mention for result in found] == ["doc:10-15", "doc:30-35", "doc:0-4"]
    assert found[0].candidates == found[1].candidates


def test_no_mentions_no_sets(gazetteer):
    assert find_candidates([], gazetteer) == ()


def test_same_input_same_answer(gazetteer):
    mentions = [mention("Raqqa"), mention("Shneine", 20), mention("Paris", 40)]
    first = find_candidates(mentions, gazetteer, region=RAQQA_REGION)
    again = find_candidates(list(reversed(mentions)), gazetteer, region=RAQQA_REGION)
    assert {r.mention: r for r in first} == {r.mention: r for r in again}


def test_an_unlocated_place_can_be_a_candidate(gazetteer):
    found = find_candidates([mention("Jisr Shnina")], gazetteer, region=RAQQA_REGION)[0]
    assert found.candidates[0].place.id == "t:nowhere"
    assert "its position is unknown" in " ".join(f.why for f in found.candidates[0].features)


def test_two_records_of_one_place_are_one_candidate(tmp_path):
    from convoy_map.gazetteer import open_gazetteer

    path = tmp_path / "twins.tsv"
    path.write_text(
        "id\ttitle\tlon\tlat\tpopulation\n"
        "a:1\tMarkada\t40.753\t35.746\t9000\nb:1\tMarqadah\t40.769\t35.759\t\n",
        encoding="utf-8",
    )
    twins = open_gazetteer(["case"], places_tsv=path, cache_dir=tmp_path)
    result = resolve("Markada", twins)
    assert best(result) == "a:1"
    assert [c.why for c in result.rejected] == ["the same place as a:1, in another record"]


@given(st.lists(st.floats(-50, 50), max_size=8), st.floats(-5, 5))
def test_softmax_is_a_distribution_that_keeps_the_order(scores, none):
    p = probabilities(scores, none)
    assert math.isclose(sum(p), 1.0)
    for (a, pa), (b, pb) in zip(
        zip(scores, p, strict=False), zip(scores[1:], p[1:], strict=False), strict=False
    ):
        assert (a < b) <= (pa <= pb)


@given(st.floats(-180, 180), st.floats(-89, 89))
def test_the_box_around_a_point_holds_it(lon, lat):
    assert around((lon, lat)).contains(lon, lat)


def test_great_circle_of_a_quarter_of_the_earth():
    import numpy as np

    zero, ninety = np.array([0.0]), np.array([90.0])
    assert great_circle_m(zero, zero, ninety, zero)[0] == pytest.approx(10_007_543, rel=1e-4)


def test_why_not_names_the_gap(gazetteer):
    near, far = (own_features(match) for match in gazetteer.exact("Paris"))
    assert why_not(near, far).startswith("population: ")
    assert why_not(near, near) == "as good as the best, but less so in all"


def test_none_is_likelier_where_nothing_is_spelled_like_the_name(gazetteer):
    spelled, heard = gazetteer.exact("Raqqa"), gazetteer.search("Shneine")
    assert none_score(spelled) == none_score([*heard, *spelled])
    assert kind_of_place(spelled[0].place) == "town"


def test_containment_goes_by_any_spelling(gazetteer):
    texas, paris = gazetteer.place("t:texas"), gazetteer.place("t:paris-tx")
    syria, raqqa = gazetteer.place("t:syria"), gazetteer.place("t:raqqa")
    assert contains(texas, paris)
    assert contains(syria, raqqa)
    assert not contains(texas, raqqa)
    assert not contains(syria, syria)


def test_a_thing_named_after_a_town_is_looked_for_at_the_town(gazetteer):
    found = find_candidates([mention("Raqqa Airport")], gazetteer, region=RAQQA_REGION)[0]
    plain = find_candidates([mention("Raqqa")], gazetteer, region=RAQQA_REGION)[0]
    assert best(found) == best(plain) == "t:raqqa"
    assert found.candidates[0].p < plain.candidates[0].p


def test_a_sound_alike_counts_less_the_wider_the_region(gazetteer):
    heard = mention("Markade")
    narrow, wide = (
        find_candidates([heard], gazetteer, region=region)[0]
        for region in (RAQQA_REGION, Region(0.0, 0.0, 60.0, 60.0))
    )
    assert best(narrow) == "t:markada"
    markada = {c.place.id: c for c in (*wide.candidates, *wide.rejected) if c.place}["t:markada"]
    assert markada.p < narrow.candidates[0].p
    assert any("by chance" in f.why for f in markada.features)
    assert wide.p_none > narrow.p_none


def test_of_two_towns_facing_over_a_border_the_one_spelled_so_is_meant(gazetteer):
    result = resolve("Ras al-Ayn", gazetteer, near=(39.0, 35.95))
    assert best(result) == "t:border-sy"
    other = next(c for c in result.candidates if c.place and c.place.id == "t:border-tr")
    assert "beside it is spelled like the name" in other.why


def test_a_bare_name_means_the_capital_but_among_divisions_the_division(gazetteer):
    (alone,) = find_candidates([mention("Oxmoor")], gazetteer)
    assert best(alone) == "t:oxmoor"
    told = [mention("Alder"), mention("Birchland", 20), mention("Oxmoor", 40)]
    *_, among = find_candidates(told, gazetteer)
    assert best(among) == "t:oxmoor-state"
    assert "2 other first-order divisions of its country are named" in {
        f.why for c in among.candidates for f in c.features
    }
