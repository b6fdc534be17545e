"""Relational phrases become typed relations with their quantities and anchors."""

import pytest

from convoy_map.mentions.quantities import bearing_of, number_of, read_distance


def relations(mentions):
    return {
        m.anchor.exact: (
            m.relation.kind.value,
            [next(x.anchor.exact for x in mentions if x.id == a) for a in m.anchors_on],
        )
        for m in mentions
        if m.relation is not None and m.kind.value == "relational"
    }


@pytest.mark.parametrize(
    ("text", "phrase", "kind", "anchors"),
    [
        ("It stood north of Raqqa.", "north of Raqqa", "direction", ["Raqqa"]),
        ("Idlib, to the west of Raqqa, is full.", "to the west of Raqqa", "direction", ["Raqqa"]),
        ("a village between Raqqa and Tabqa", "a village between Raqqa and Tabqa", "between",
         ["Raqqa", "Tabqa"]),
        ("a camp not far from Tabqa", "a camp not far from Tabqa", "near", ["Tabqa"]),
        ("They live near Kano.", "near Kano", "near", ["Kano"]),
        ("a spring beyond Zaria", "a spring beyond Zaria", "beyond", ["Zaria"]),
        ("the border with Iraq", "the border with Iraq", "border", ["Iraq"]),
        ("the Turkish-Syrian border", "the Turkish-Syrian border", "border",
         ["Turkish", "Syrian"]),
        ("He went to eastern Syria.", "eastern Syria", "part_of", ["Syria"]),
        ("the town of Tabqa on the Euphrates river", "the town of Tabqa on the Euphrates river",
         "at", ["Tabqa", "Euphrates"]),
        ("a yard in Tabqa", "a yard in Tabqa", "within", ["Tabqa"]),
        ("a suburb of Nairobi", "a suburb of Nairobi", "within", ["Nairobi"]),
        ("We camped midway between Osh and Murgab.", "midway between Osh and Murgab", "midway",
         ["Osh", "Murgab"]),
        ("the road from here to Mosul is long; the road to Mosul", "the road to Mosul", "along",
         ["Mosul"]),
        ("to a camp further north", "a camp further north", "further", []),
        ("Then they drove across the Tigris.", "across the Tigris", "crossing", ["Tigris"]),
        ("a mill ten miles south-east of Jinja", "a mill ten miles south-east of Jinja",
         "direction", ["Jinja"]),
        ("a post 5 km from Kampala", "a post 5 km from Kampala", "distance", ["Kampala"]),
    ],
)  # fmt: skip
def test_phrase_kind_and_anchors(read, text, phrase, kind, anchors):
    assert relations(read(text))[phrase] == (kind, anchors)


def test_distance_and_bearing_are_kept_with_their_precision(read):
    (relation,) = [
        m.relation for m in read("about 20 km north-east of Osh") if m.relation is not None
    ]
    assert (relation.bearing_deg, relation.bearing_half_angle_deg) == (45.0, 22.5)
    assert (relation.distance_m, relation.distance_uncertainty_m) == (20_000.0, 5_000.0)


def test_distance_along_a_road(read):
    (relation,) = [m.relation for m in read("a well 12 km up the road from Osh") if m.relation]
    assert (relation.kind.value, relation.along, relation.distance_m) == (
        "distance", "road", 12_000.0,
    )  # fmt: skip


def test_a_countryside_near_a_border_keeps_both_anchors_and_its_part(read):
    text = "They went to the countryside of eastern Syria, not far from the border with Iraq."
    mentions = read(text)
    whole = relations(mentions)
    phrase = "the countryside of eastern Syria, not far from the border with Iraq"
    assert whole[phrase] == ("near", ["eastern Syria", "the border with Iraq"])
    area = next(m for m in mentions if m.anchor.exact == "eastern Syria")
    assert area.role.value == "area"


@pytest.mark.parametrize(
    ("words", "metres", "slack"),
    [
        ("10 km", 10_000, 5_000),
        ("7 km", 7_000, 500),
        ("2.5 miles", 4_023.36, 402.336),
        ("six to seven kilometres", 6_500, 500),
        ("a few miles", 5_632.704, 2_414.016),
        ("two days ' march", 68_000, 20_000),
    ],
)
def test_distances(words, metres, slack):
    distance = read_distance(words.split())
    assert distance is not None
    assert distance.distance_m == pytest.approx(metres)
    assert distance.uncertainty_m == pytest.approx(slack)


def test_what_is_no_distance_is_none():
    assert read_distance("ten green bottles".split()) is None
    assert read_distance([]) is None
    assert bearing_of("northern") == (0.0, 45.0)
    assert bearing_of("nowhere") is None
    assert number_of("twenty-five") == 25.0
    assert number_of("1.2.3") is None


def test_the_village_means_the_place_named_before(read):
    text = "A column drove through his town, Shanine. A bridge in the village was narrow."
    mentions = {m.anchor.exact: m for m in read(text)}
    assert mentions["the village"].refers_to == mentions["Shanine"].id


def test_the_city_means_another_city_in_another_paragraph(read):
    text = (
        "They left Raqqa at night. The city was dark.\n\n"
        "He decided to leave for Idlib. He now lives in the city."
    )
    cities = [m for m in read(text) if m.anchor.exact.lower() == "the city"]
    raqqa, idlib = (
        next(m.id for m in read(text) if m.anchor.exact == name) for name in ("Raqqa", "Idlib")
    )
    assert [m.refers_to for m in cities] == [raqqa, idlib]
