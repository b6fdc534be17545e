"""The small language in which judgements write relations, places, times and durations.

It is meant to be typed by people: ``north of bbc:7560-7567``, ``5 km from
geonames:172955``, ``between A and B``, ``2017-10-12T16:00/2017-10-12T17:00``,
``..6h``, ``2d..4d``, ``geonames:1 0.7; geonames:2 0.3``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from convoy_map.errors import JudgementError
from convoy_map.model import Relation, RelationKind, TimeInterval

_REF = r"[^\s;,]+:[^\s;,]+"
_POINTS = {
    "north": 0.0, "north-east": 45.0, "east": 90.0, "south-east": 135.0,
    "south": 180.0, "south-west": 225.0, "west": 270.0, "north-west": 315.0,
    "north-north-east": 22.5, "east-north-east": 67.5, "east-south-east": 112.5,
    "south-south-east": 157.5, "south-south-west": 202.5, "west-south-west": 247.5,
    "west-north-west": 292.5, "north-north-west": 337.5,
}  # fmt: skip
_ADJECTIVES = {
    "northern": "north", "southern": "south", "eastern": "east", "western": "west",
    "north-eastern": "north-east", "north-western": "north-west",
    "south-eastern": "south-east", "south-western": "south-west",
}  # fmt: skip
_DISTANCE = r"(?P<number>\d+(?:\.\d+)?) ?(?P<unit>km|m|mi)"
_UNITS_M = {"km": 1000.0, "m": 1.0, "mi": 1609.344}
_POINT = "|".join(sorted(_POINTS, key=len, reverse=True))
_FORMS: tuple[tuple[RelationKind, re.Pattern[str]], ...] = (
    (
        RelationKind.DIRECTION,
        re.compile(rf"(?:{_DISTANCE} )?(?P<point>{_POINT}) of (?P<a>{_REF})"),
    ),
    (RelationKind.FURTHER, re.compile(rf"further (?P<point>{_POINT})(?: of (?P<a>{_REF}))?")),
    (RelationKind.DISTANCE, re.compile(rf"{_DISTANCE} (?:from|of) (?P<a>{_REF})")),
    (RelationKind.MIDWAY, re.compile(rf"midway between (?P<a>{_REF}) and (?P<b>{_REF})")),
    (RelationKind.BETWEEN, re.compile(rf"between (?P<a>{_REF}) and (?P<b>{_REF})")),
    (RelationKind.NEAR, re.compile(rf"(?:near|not far from) (?P<a>{_REF})")),
    (RelationKind.BEYOND, re.compile(rf"(?:beyond|past) (?P<a>{_REF})")),
    (
        RelationKind.PART_OF,
        re.compile(rf"(?P<part>{'|'.join(_ADJECTIVES)}) part of (?P<a>{_REF})"),
    ),
    (RelationKind.WITHIN, re.compile(rf"(?:within|in) (?P<a>{_REF})")),
    (
        RelationKind.BORDER,
        re.compile(rf"(?:on |near )?the border of (?P<a>{_REF}) (?:and|with) (?P<b>{_REF})"),
    ),
    (RelationKind.ALONG, re.compile(rf"along (?P<a>{_REF})")),
    (RelationKind.CROSSING, re.compile(rf"crossing (?P<a>{_REF})")),
    (RelationKind.TURN, re.compile(rf"turn (?P<side>left|right)(?: near (?P<a>{_REF}))?")),
    (RelationKind.AT, re.compile(rf"at (?P<a>{_REF})")),
)


def parse_relation(text: str) -> tuple[Relation, tuple[str, ...]]:
    """Read a relation and the references it starts from.

    Returns
    -------
    relation : Relation
        Distances in metres with half their stated precision as uncertainty;
        bearings in degrees with the half angle of the named sector.
    references : tuple of str
        Text anchors or place ids, as written.

    Raises
    ------
    JudgementError
        If the text has none of the known forms.

    Examples
    --------
    >>> parse_relation("between bbc:1-5 and geonames:167208")[1]
    ('bbc:1-5', 'geonames:167208')
    >>> parse_relation("5 km north-east of bbc:1-5")[0].bearing_deg
    45.0
    """
    clean = " ".join(text.split())
    for kind, form in _FORMS:
        found = form.fullmatch(clean)
        if found is not None:
            return _relation(kind, clean, found.groupdict())
    raise JudgementError(
        f"the relation '{text}' is not understood",
        mend="write for instance 'north of SOURCE:START-END', '5 km east of …', 'near …', "
        "'between … and …', 'beyond …', 'within …', 'eastern part of …', "
        "'the border of … and …', 'along …', 'crossing …', 'turn right near …'",
    )


def _relation(
    kind: RelationKind, cue: str, parts: dict[str, str | None]
) -> tuple[Relation, tuple[str, ...]]:
    point = parts.get("point") or _ADJECTIVES.get(parts.get("part") or "")
    distance_m = uncertainty_m = None
    if parts.get("number"):
        unit_m = _UNITS_M[parts["unit"] or "m"]
        distance_m = float(parts["number"] or 0) * unit_m
        uncertainty_m = half_precision(parts["number"] or "0") * unit_m
    relation = Relation(
        kind=kind,
        cue=cue,
        bearing_deg=_POINTS[point] if point else None,
        bearing_half_angle_deg=_half_angle_deg(point) if point else None,
        distance_m=distance_m,
        distance_uncertainty_m=uncertainty_m,
        side=parts.get("side"),
    )
    return relation, tuple(ref for ref in (parts.get("a"), parts.get("b")) if ref)


def _half_angle_deg(point: str) -> float:
    """Half angle of a compass point's sector (GBIF Georeferencing Quick Reference)."""
    return {1: 45.0, 2: 22.5, 3: 11.25}[len(point.split("-"))]


def half_precision(number: str) -> float:
    """Half of the precision with which a distance is written.

    ``10`` is precise to a unit, ``100`` to ten, ``10.5`` to a half, ``10.25``
    to a quarter (Georeferencing Best Practices, 2020, offset precision).

    Examples
    --------
    >>> [half_precision(n) for n in ("10", "100", "10.5", "10.25", "10.1")]
    [0.5, 5.0, 0.25, 0.125, 0.05]
    """
    whole, _, decimals = number.partition(".")
    if decimals:
        if decimals in {"5", "50"}:
            return 0.25
        if decimals in {"25", "75"}:
            return 0.125
        return float(0.5 * 10.0 ** -len(decimals))
    zeros = len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0
    return float(0.5 * 10.0 ** max(0, zeros - 1)) if zeros >= 1 else 0.5


MAX_PLACES = 12
MIN_SHARE = 0.01
_WEIGHED = re.compile(r"(?P<place>\S+:\S+?)(?:\s+(?P<weight>\d+(?:\.\d+)?)\s*%?)?")


def parse_places(text: str) -> tuple[tuple[str, float], ...]:
    """Read ``geonames:1; geonames:2`` or ``geonames:1 0.7; geonames:2 0.3``.

    Returns
    -------
    tuple of (str, float)
        Place ids in the order given, with shares that sum to 1. Without weights
        all are alike; weights may be given in any unit, per cent for instance.

    Raises
    ------
    JudgementError
        If there are fewer than two or more than twelve, one comes twice, only
        some have weights, or a share is below 1 %.

    Examples
    --------
    >>> parse_places("geonames:1 3; geonames:2 1")
    (('geonames:1', 0.75), ('geonames:2', 0.25))
    >>> parse_places("geonames:1; geonames:2")
    (('geonames:1', 0.5), ('geonames:2', 0.5))
    """
    found = [_WEIGHED.fullmatch(part.strip()) for part in text.split(";") if part.strip()]
    pairs = [(m["place"], m["weight"]) for m in found if m is not None]
    ids = [place for place, _ in pairs]
    weighed = [weight for _, weight in pairs if weight is not None]
    if len(pairs) < len(found):
        fault = "are not understood"
    elif not 2 <= len(pairs) <= MAX_PLACES:
        fault = f"are {len(pairs)}, and from 2 to {MAX_PLACES} can be kept open"
    elif len(set(ids)) < len(ids):
        fault = "name one place twice"
    elif weighed and len(weighed) < len(pairs):
        fault = "have weights only in part"
    else:
        return _shares(text, ids, [float(w) for w in weighed] or [1.0] * len(ids))
    raise JudgementError(
        f"the places '{text}' {fault}", mend="write 'geonames:1; geonames:2' or '… 0.7; … 0.3'"
    )


def _shares(
    text: str, ids: Sequence[str], weights: Sequence[float]
) -> tuple[tuple[str, float], ...]:
    total = sum(weights)
    if total <= 0.0 or min(weights) / total < MIN_SHARE:
        raise JudgementError(
            f"the places '{text}' give one of them less than {MIN_SHARE:.0%}",
            mend="leave it out, or give it more weight",
        )
    return tuple((place, w / total) for place, w in zip(ids, weights, strict=True))


def parse_time(text: str, timezone: str) -> TimeInterval:
    """Read ``2017-10-12``, an instant or ``from/to``; local to the case's time zone.

    Raises
    ------
    JudgementError
        If it is not ISO 8601, or ends before it starts.
    """
    zone = ZoneInfo(timezone)
    first, slash, last = text.strip().partition("/")
    try:
        earliest = _instant(first, zone, end=False)
        latest = _instant(last if slash else first, zone, end=True)
    except ValueError as error:
        raise JudgementError(
            f"the time '{text}' is not understood ({error})",
            mend="write 2017-10-12, 2017-10-12T16:00 or 2017-10-12T16:00/2017-10-12T17:00",
        ) from error
    if earliest and latest and latest < earliest:
        raise JudgementError(f"the time '{text}' ends before it starts", mend="swap the two")
    return TimeInterval(text=text, earliest_utc=earliest, latest_utc=latest)


def _instant(text: str, zone: ZoneInfo, *, end: bool) -> datetime | None:
    text = text.strip()
    if text in {"", ".."}:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    if end and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        moment += timedelta(days=1)
    return moment.astimezone(UTC)


_SPAN = re.compile(r"(\d+(?:\.\d+)?) ?(min|h|d)")
_SECONDS = {"min": 60.0, "h": 3600.0, "d": 86400.0}


def parse_duration(text: str) -> tuple[float | None, float | None]:
    """Read ``6h``, ``..6h``, ``2d..`` or ``2d..4d`` as bounds in seconds.

    Raises
    ------
    JudgementError
        If it is not written that way, or the bounds are reversed.

    Examples
    --------
    >>> parse_duration("..6h"), parse_duration("3d")
    ((None, 21600.0), (259200.0, 259200.0))
    """
    low, dots, high = text.strip().partition("..")
    bounds = (_span(low, text), _span(high, text)) if dots else (_span(low, text),) * 2
    if bounds == (None, None):
        raise JudgementError("the duration is empty", mend="write 6h, ..6h or 2d..4d")
    if bounds[0] is not None and bounds[1] is not None and bounds[0] > bounds[1]:
        raise JudgementError(f"the duration '{text}' is reversed", mend="put the shorter first")
    return bounds


def _span(text: str, whole: str) -> float | None:
    if not text.strip():
        return None
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise JudgementError(
            f"the duration '{whole}' is not understood", mend="write 30min, 6h, ..6h or 2d..4d"
        )
    return float(found[1]) * _SECONDS[found[2]]
