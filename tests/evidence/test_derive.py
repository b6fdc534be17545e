"""Grouping, merging, status, time, legs: what becomes one waypoint and what none."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoy_map.evidence.grouping import slugify
from convoy_map.model import (
    At,
    Between,
    Itinerary,
    Lineage,
    MentionKind,
    Relation,
    Review,
    Role,
    Stance,
    Status,
    TimeInterval,
    Unlocated,
)
from convoy_map.model import RelationKind as K

ACCEPTED = {"review": Review.ACCEPTED, "judgements": ("j1",), "why": "the analyst says so"}


def hours(first, last, text="told"):
    return TimeInterval(
        text,
        datetime(2020, 1, 1, first, tzinfo=UTC),
        datetime(2020, 1, 1, last, tzinfo=UTC),
    )


def test_the_same_place_in_two_sources_is_one_waypoint_with_all_quotes(case, land):
    case.say("Orla", (land.orla, 0.9), (None, 0.1), source="copy", speaker="Ann")
    case.say("Orla", (land.orla, 0.9), (None, 0.1), source="root", speaker="Ann")
    case.lineage = Lineage((), (("copy", ("root",)), ("root", ("root",))))
    one = case.one()
    assert [q.anchor.source for q in one.quotes] == ["root", "copy"]
    assert {q.witness for q in one.quotes} == {"Ann"}


def test_a_return_is_another_waypoint(case, land):
    case.say("Orla", (land.orla, 1.0))
    case.say("Vesk", (land.vesk, 1.0))
    case.say("Orla", (land.orla, 1.0), visit=1)
    evidence, _ = case.derive()
    assert [e.id for e in evidence] == ["trip/orla", "trip/vesk", "trip/orla-visit-2"]


def test_a_word_that_refers_back_joins(case, land):
    orla = case.say("Orla", (land.orla, 1.0))
    town = case.say("the town", kind=MentionKind.NOMINAL, refers_to=orla)
    case.say("it", kind=MentionKind.NOMINAL, refers_to=town)
    one = case.one()
    assert [q.anchor.exact for q in one.quotes] == ["Orla", "the town", "it"]


def test_the_same_relation_told_twice_is_one_waypoint(case, land):
    for source in ("a", "b"):
        first = case.landmark("Orla", (land.orla, 1.0), source=source)
        second = case.landmark("Vesk", (land.vesk, 1.0), source=source)
        case.relate("a village", K.BETWEEN, first, second, source=source)
    one = case.one()
    assert len(one.quotes) == 2


def test_a_waypoint_named_by_a_person_takes_in_the_place(case, land):
    case.say("Orla", (land.orla, 1.0), reviewed={**ACCEPTED, "waypoint": "start", "title": "Yard"})
    case.say("Orla", (land.orla, 1.0), source="b")
    one = case.one()
    assert one.id == "trip/start"
    assert one.title == "Yard"
    assert len(one.quotes) == 2
    assert one.review is Review.ACCEPTED
    assert one.judgements == ("j1",)
    assert "Judged (j1): the analyst says so." in one.why


def test_words_in_no_gazetteer_stay_apart_or_join_by_name(case):
    case.say("Xanadu")
    case.say("XANADU", source="b")
    case.say("Shangri-La")
    evidence, _ = case.derive()
    assert [e.id for e in evidence] == ["trip/xanadu", "trip/shangri-la"]
    assert "“Xanadu” is in no gazetteer at hand" in evidence[0].why


@pytest.mark.parametrize(
    "fields",
    [
        {"stance": Stance.NEGATED},
        {"stance": Stance.HYPOTHETICAL},
        {"role": Role.CONTEXT},
        {"role": Role.LANDMARK},
        {"role": Role.DISPERSAL},
        {"p_mention": 0.3},
        {"itinerary": None},
        {"itinerary": "someone-elses"},
        {"kind": MentionKind.LEG},
    ],
)
def test_what_is_no_evidence(case, land, fields):
    case.say("Orla", (land.orla, 1.0), **fields)
    assert case.derive() == ((), ())


def test_what_a_person_accepted_is_evidence_whatever_the_machine_thought(case, land):
    case.say("Orla", (land.orla, 1.0), stance=Stance.NEGATED, p_mention=0.1, reviewed=ACCEPTED)
    assert case.one().status is Status.TRAVELLED


@pytest.mark.parametrize(
    ("fields", "itinerary", "status"),
    [
        ({}, Status.TRAVELLED, Status.TRAVELLED),
        ({"stance": Stance.PLANNED}, Status.TRAVELLED, Status.PLANNED),
        ({"role": Role.PLANNED}, Status.TRAVELLED, Status.PLANNED),
        ({"stance": Stance.HEARD}, Status.TRAVELLED, Status.REPORTED),
        ({}, Status.PLANNED, Status.PLANNED),
        ({}, Status.ATTEMPTED, Status.ATTEMPTED),
        ({"stance": Stance.HEARD}, Status.PLANNED, Status.PLANNED),
    ],
)
def test_planned_is_never_travelled(case, land, fields, itinerary, status):
    case.itineraries = (Itinerary("trip", "The trip", itinerary),)
    case.say("Orla", (land.orla, 1.0), **fields)
    assert case.one().status is status


def test_status_that_a_person_gave(case, land):
    case.say("Orla", (land.orla, 1.0), reviewed={**ACCEPTED, "status": Status.REPORTED})
    assert case.one().status is Status.REPORTED


def test_role_is_the_peoples_then_the_majority(case, land):
    case.say("Orla", (land.orla, 1.0), role=Role.VIA)
    case.say("Orla", (land.orla, 1.0), role=Role.VIA)
    case.say("Orla", (land.orla, 1.0), role=Role.ORIGIN, reviewed=ACCEPTED)
    assert case.one().role is Role.ORIGIN


def test_times_that_agree_are_narrowed_and_others_named(case, land):
    case.say("Orla", (land.orla, 1.0), time=hours(8, 12, "in the morning"))
    case.say("Orla", (land.orla, 1.0), time=hours(10, 18, "after ten"))
    one = case.one()
    assert (one.temporal.earliest_utc.hour, one.temporal.latest_utc.hour) == (10, 12)
    assert one.temporal.text == "in the morning; after ten"
    case.say("Orla", (land.orla, 1.0), time=hours(20, 22, "at night"))
    one = case.one()
    assert one.temporal.latest_utc.hour == 12
    assert "do not overlap: “in the morning; after ten” and “at night”" in one.why


def test_an_accepted_time_goes_before_a_read_one(case, land):
    case.say("Orla", (land.orla, 1.0), time=hours(1, 2))
    case.say("Orla", (land.orla, 1.0), time=hours(8, 9, "judged"), reviewed=ACCEPTED)
    assert case.one().temporal.text == "judged"


def test_a_place_chosen_by_a_person_outweighs_the_machines_readings(case, land):
    case.say("Vesk", (land.twin, 0.99), (None, 0.01))
    case.say(
        "Vesk", (land.vesk, 1.0), reviewed={**ACCEPTED, "waypoint": "vesk", "place": "test:Vesk"}
    )
    evidence, _ = case.derive()
    assert [e.id for e in evidence] == ["trip/vesk-2", "trip/vesk"]
    judged = next(e for e in evidence if e.id == "trip/vesk")
    assert isinstance(judged.spatial, At)
    assert judged.spatial.places[0].title == "Vesk"


def test_unlocatable_by_judgement_holds_against_machine_readings(case, land):
    slug = {"waypoint": "post"}
    case.say("the post", reviewed={**ACCEPTED, **slug, "unlocatable": True})
    case.say("Orla", (land.orla, 1.0), reviewed=slug)
    assert case.one().stated_area is None


def test_p_wrong_follows_what_is_known(case, land):
    case.say("Orla", (land.orla, 1.0))
    plain = case.one().p_wrong
    assert plain == pytest.approx(0.05)
    case.mentions[0] = type(case.mentions[0])(case.mentions[0].mention, **ACCEPTED)
    assert case.one().p_wrong == pytest.approx(0.025)
    other = land.case()
    other.say("Orla", (land.orla, 0.5), (None, 0.5), stance=Stance.HEARD)
    assert other.one().p_wrong == pytest.approx(1 - 0.9 * 0.5)
    two = land.case()
    two.say("Orla", (land.orla, 1.0), source="a")
    two.say("Orla", (land.orla, 1.0), source="b")
    assert two.one().p_wrong == pytest.approx(0.025)


def test_a_doubtful_stop_may_be_none_until_a_person_accepts_it(case, land):
    case.say("Orla", (land.orla, 1.0), p_stop=0.6)
    assert case.one().p_wrong == pytest.approx(1 - 0.95 * 0.6)
    case.mentions[0] = type(case.mentions[0])(case.mentions[0].mention, **ACCEPTED)
    assert case.one().p_wrong == pytest.approx(0.025)


def test_a_name_in_no_gazetteer_has_no_position_for_sounding_like_one(case, land):
    case.say("Orlin", (None, 0.85), (land.orla, 0.15))
    one = case.one()
    assert isinstance(one.spatial, Unlocated)
    assert "in no gazetteer" in one.spatial.reason
    assert one.p_wrong == pytest.approx(0.05)
    assert one.candidates is None or one.candidates.p_none == pytest.approx(0.85)


def test_words_in_apposition_say_where_an_unknown_name_is(case, land):
    first, second = case.landmark("Orla", (land.orla, 1.0)), case.landmark("Vesk", (land.vesk, 1.0))
    case.at["a"] = 300
    name = case.say("Nowik", (None, 0.9), (land.tarn, 0.1))
    case.at["a"] = 300 + len("Nowik, ")
    case.relate("a village between Orla and Vesk", K.BETWEEN, first, second, refers_to=name)
    one = case.one()
    assert isinstance(one.spatial, Between)
    assert one.title == "Nowik"
    assert [q.anchor.exact for q in one.quotes] == ["Nowik", "a village between Orla and Vesk"]


def leg(case, words, source="a", reviewed=None, **fields):
    return case.say(words, kind=MentionKind.LEG, source=source, reviewed=reviewed, **fields)


def test_words_about_the_way_lie_between_the_places_told_around_them(case, land):
    case.say("Orla", (land.orla, 1.0))
    leg(case, "on the main road", manner="main_road")
    case.say("Vesk", (land.vesk, 1.0))
    leg(case, "turned right", relation=Relation(K.TURN, "turned right", side="right"))
    _, legs = case.derive()
    assert [(w.after, w.before) for w in legs] == [("trip/orla", "trip/vesk"), ("trip/vesk", None)]
    assert legs[0].manner == "main_road"
    assert legs[1].turn == "right"
    assert legs[0].id == "trip/way-a-100"


def test_a_stretch_ends_at_places_that_are_on_the_map(case, land):
    case.say("Orla", (land.orla, 1.0))
    case.say("a checkpoint", kind=MentionKind.NOMINAL)
    leg(case, "left the road for a track", manner="track")
    case.say("a well", kind=MentionKind.NOMINAL)
    case.say("Vesk", (land.vesk, 1.0))
    _, legs = case.derive()
    assert (legs[0].after, legs[0].before) == ("trip/orla", "trip/vesk")


def test_a_person_says_between_what_the_way_lies(case, land):
    case.say("Orla", (land.orla, 1.0))
    leg(case, "tracks", manner="track", reviewed={**ACCEPTED, "leg_after": "trip/vesk"})
    _, legs = case.derive()
    assert (legs[0].after, legs[0].before) == ("trip/vesk", None)
    assert legs[0].judgements == ("j1",)


def test_the_same_way_told_by_copies_is_one(case, land):
    for source in ("a", "b"):
        case.say("Orla", (land.orla, 1.0), source=source)
        leg(case, "across the desert", manner="track", source=source)
    _, legs = case.derive()
    assert len(legs) == 1
    assert len(legs[0].quotes) == 2


def test_duration_of_a_journey_spans_it_and_empty_words_say_nothing(case, land):
    case.say("Orla", (land.orla, 1.0))
    days = TimeInterval("three days", duration_min_s=2e5, duration_max_s=3e5, duration_of="journey")
    leg(case, "three days of driving", time=days)
    leg(case, "slowly")
    leg(case, "not by road", manner="main_road", stance=Stance.NEGATED)
    _, legs = case.derive()
    assert len(legs) == 1
    assert (legs[0].after, legs[0].before) == (None, None)
    assert legs[0].duration.duration_max_s == 3e5


def test_nothing_in_nothing_out(case):
    assert case.derive() == ((), ())


def test_ids_are_unique_and_the_order_of_mentions_does_not_matter(case, land):
    case.say("Orla", (land.orla, 1.0))
    case.say("Orla!", (land.vesk, 1.0))
    case.say("Orla?", (land.tarn, 1.0))
    forward = case.derive()
    case.mentions.reverse()
    assert case.derive() == forward
    ids = [e.id for e in forward[0]]
    assert ids == ["trip/orla", "trip/orla-2", "trip/orla-3"]


def test_long_and_broken_words_make_short_titles(case, land):
    case.say("Orla,\n  the very " + "long " * 30, (land.orla, 1.0))
    one = case.one()
    assert len(one.title) <= 80
    assert "\n" not in one.title
    assert len(one.id) < 60


@given(st.text(max_size=200))
def test_slugs_are_plain(text):
    slug = slugify(text)
    assert slug
    assert len(slug) <= 48
    assert all(c.isascii() and (c.isalnum() or c == "-") for c in slug)
