"""Relations, distances and directions in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from convoy_map.model import Relation, RelationKind

_POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def compass_words(bearing: float) -> str:
    """Name the nearest of the eight main directions.

    Examples
    --------
    >>> compass_words(350.0), compass_words(44.0)
    ('north', 'north-east')
    """
    return _POINTS[round(bearing / 45.0) % 8]


def distance_words(metres: float) -> str:
    """Write a distance as people say it.

    Examples
    --------
    >>> distance_words(850.0), distance_words(6000.0), distance_words(48_210.0)
    ('850 m', '6 km', '48 km')
    """
    if metres < 1000:
        return f"{round(metres, -1):.0f} m"
    km = metres / 1000
    return f"{km:.1f} km".replace(".0 km", " km") if km < 10 else f"{km:.0f} km"


def relation_words(relation: Relation, anchors: Sequence[str]) -> str:
    """Say a relation with the names it starts from.

    Examples
    --------
    >>> relation_words(Relation(RelationKind.BETWEEN, "between"), ["Markada", "As-Suwar"])
    'between Markada and As-Suwar'
    >>> relation_words(Relation(RelationKind.DIRECTION, "north of", bearing_deg=0.0), ["Raqqa"])
    'north of Raqqa'
    """
    first = anchors[0] if anchors else "an unnamed place"
    both = " and ".join(anchors[:2]) if anchors else "unnamed places"
    far = f"{distance_words(relation.distance_m)} " if relation.distance_m else ""
    point = compass_words(relation.bearing_deg) if relation.bearing_deg is not None else ""
    side = f" to the {relation.side}" if relation.side else ""
    border = f"the border of {both}" if anchors else "a border"
    if "border" in first.casefold():
        border = first
    path = f" by {relation.along}" if relation.along else ""
    forms = {
        RelationKind.AT: f"at {first}",
        RelationKind.NEAR: f"{far}from {first}" if far else f"near {first}",
        RelationKind.DISTANCE: f"{far}from {first}{path}",
        RelationKind.DIRECTION: f"{far}{point} of {first}",
        RelationKind.FURTHER: f"further {point} than {first}",
        RelationKind.BETWEEN: f"between {both}",
        RelationKind.MIDWAY: f"midway between {both}",
        RelationKind.ALONG: f"along {first}" if len(anchors) < 2 else f"along the way of {both}",
        RelationKind.WITHIN: f"within {first}",
        RelationKind.PART_OF: f"in the {point} of {first}" if point else f"in a part of {first}",
        RelationKind.BEYOND: f"beyond {first}",
        RelationKind.CROSSING: f"where it crosses {first}",
        RelationKind.BORDER: f"{far}by {border}",
        RelationKind.TURN: f"a turn{side}" + (f" near {first}" if anchors else ""),
    }
    return " ".join(forms[relation.kind].split())
