"""The language of judgements: relations, times, durations."""

from datetime import UTC, datetime

import pytest

from convoy_map.errors import JudgementError
from convoy_map.model import RelationKind
from convoy_map.review.language import parse_duration, parse_relation, parse_time

A, B = "diary:1-5", "geonames:172955"


@pytest.mark.parametrize(
    ("text", "kind", "references"),
    [
        (f"north of {A}", RelationKind.DIRECTION, (A,)),
        (f"12 km south-south-west of {A}", RelationKind.DIRECTION, (A,)),
        (f"further north of {A}", RelationKind.FURTHER, (A,)),
        (f"3.5 mi from {B}", RelationKind.DISTANCE, (B,)),
        (f"between {A} and {B}", RelationKind.BETWEEN, (A, B)),
        (f"midway between {A} and {B}", RelationKind.MIDWAY, (A, B)),
        (f"near {A}", RelationKind.NEAR, (A,)),
        (f"not far from {A}", RelationKind.NEAR, (A,)),
        (f"past {A}", RelationKind.BEYOND, (A,)),
        (f"eastern part of {B}", RelationKind.PART_OF, (B,)),
        (f"within {B}", RelationKind.WITHIN, (B,)),
        (f"the border of {A} and {B}", RelationKind.BORDER, (A, B)),
        (f"along {B}", RelationKind.ALONG, (B,)),
        (f"crossing {B}", RelationKind.CROSSING, (B,)),
        (f"turn right near {A}", RelationKind.TURN, (A,)),
        ("turn left", RelationKind.TURN, ()),
        (f"at {A}", RelationKind.AT, (A,)),
    ],
)
def test_relations(text: str, kind: RelationKind, references: tuple[str, ...]) -> None:
    relation, found = parse_relation(text)
    assert relation.kind is kind
    assert found == references
    assert relation.cue == text


def test_quantities_of_a_relation() -> None:
    relation, _ = parse_relation(f"10 km north-east of {A}")
    assert relation.bearing_deg == 45.0
    assert relation.bearing_half_angle_deg == 22.5
    assert relation.distance_m == 10_000.0
    assert relation.distance_uncertainty_m == 500.0
    eastern, _ = parse_relation(f"eastern part of {B}")
    assert eastern.bearing_deg == 90.0


@pytest.mark.parametrize(
    "text",
    ["somewhere north", "north of Raqqa town", "between a and b", "", "turn around", "; DROP"],
)
def test_what_is_no_relation_is_told_with_the_known_forms(text: str) -> None:
    with pytest.raises(JudgementError, match=r"is not understood.*between … and …"):
        parse_relation(text)


def test_times_are_local_to_the_case() -> None:
    day = parse_time("2017-10-12", "Asia/Damascus")
    assert day.earliest_utc == datetime(2017, 10, 11, 21, tzinfo=UTC)
    assert day.latest_utc == datetime(2017, 10, 12, 21, tzinfo=UTC)
    span = parse_time("2017-10-12T16:00/2017-10-12T17:00", "Asia/Damascus")
    assert span.earliest_utc == datetime(2017, 10, 12, 13, tzinfo=UTC)
    assert parse_time("2017-10-12/..", "UTC").latest_utc is None


@pytest.mark.parametrize("text", ["noon", "2017-13-01", "2017-10-12T25:00"])
def test_what_is_no_time_is_told(text: str) -> None:
    with pytest.raises(JudgementError, match=r"the time .* is not understood"):
        parse_time(text, "UTC")


def test_a_reversed_time_is_told() -> None:
    with pytest.raises(JudgementError, match="ends before it starts"):
        parse_time("2017-10-13/2017-10-11", "UTC")


def test_durations() -> None:
    assert parse_duration("2d..4d") == (172_800.0, 345_600.0)
    assert parse_duration("90 min..") == (5400.0, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("..", "the duration is empty"),
        ("4d..2d", "is reversed"),
        ("a while", "is not understood"),
        ("3 fortnights", "is not understood"),
    ],
)
def test_what_is_no_duration_is_told(text: str, message: str) -> None:
    with pytest.raises(JudgementError, match=message):
        parse_duration(text)
