"""Stated times and durations that cannot all be true.

A simple temporal problem (Dechter, Meiri and Pearl 1991): variables are the
moments of the fragments, bounds are differences, and a set of bounds is
impossible exactly where their distance graph has a negative cycle. The cycle
is a smallest conflicting set: without any one of its bounds it is no conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from convoy_map.model import Contradiction, Evidence, LegEvidence, OrderConstraint, Quote

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ZERO, _START, _END = "", "(start)", "(end)"


@dataclass(frozen=True, slots=True)
class Bound:
    """``t[head] - t[tail] <= seconds``, and whose words say so."""

    tail: str
    head: str
    seconds: float
    why: str
    member: str = ""
    quotes: tuple[Quote, ...] = ()


def _time_bounds(e: Evidence) -> list[Bound]:
    if e.temporal is None:
        return []
    text, out = f"{e.title}: “{e.temporal.text}”", []
    if e.temporal.latest_utc is not None:
        late = (e.temporal.latest_utc - _EPOCH).total_seconds()
        out.append(Bound(_ZERO, e.id, late, text, e.id, e.quotes[:1]))
    if e.temporal.earliest_utc is not None:
        early = (e.temporal.earliest_utc - _EPOCH).total_seconds()
        out.append(Bound(e.id, _ZERO, -early, text, e.id, e.quotes[:1]))
    return out


def _duration_bounds(leg: LegEvidence) -> list[Bound]:
    if leg.duration is None:
        return []
    a, b = leg.after or _START, leg.before or _END
    why, out = f"the way is told to take “{leg.duration.text}”", []
    if leg.duration.duration_max_s is not None:
        out.append(Bound(a, b, leg.duration.duration_max_s, why, leg.id, leg.quotes[:2]))
    if leg.duration.duration_min_s is not None and (leg.after or leg.before):
        out.append(Bound(b, a, -leg.duration.duration_min_s, why, leg.id, leg.quotes[:2]))
    return out


def bounds_of(
    evidence: Sequence[Evidence],
    legs: Sequence[LegEvidence],
    order: Sequence[OrderConstraint],
) -> list[Bound]:
    """All bounds on the moments of a journey's fragments."""
    out = [b for e in evidence for b in _time_bounds(e)]
    out += [b for leg in legs for b in _duration_bounds(leg)]
    for c in order:
        out.append(Bound(c.after, c.before, 0.0, c.why, "", c.quotes))
    for e in evidence:
        out.append(Bound(e.id, _START, 0.0, ""))
        out.append(Bound(_END, e.id, 0.0, ""))
    return out


def negative_cycle(bounds: Sequence[Bound]) -> list[Bound]:
    """Bounds of one impossible circle (Bellman–Ford), empty where all can hold."""
    nodes = sorted({n for b in bounds for n in (b.tail, b.head)})
    distance = dict.fromkeys(nodes, 0.0)
    via: dict[str, Bound] = {}
    changed: str | None = None
    for _ in range(len(nodes) + 1):
        changed = None
        for b in bounds:
            if distance[b.tail] + b.seconds < distance[b.head] - 1e-6:
                distance[b.head] = distance[b.tail] + b.seconds
                via[b.head] = b
                changed = b.head
        if changed is None:
            return []
    node = changed or nodes[0]
    for _ in nodes:
        node = via[node].tail
    ring = [via[node]]
    while ring[-1].tail != node:
        ring.append(via[ring[-1].tail])
    return ring[::-1]


def time_contradictions(
    itinerary: str,
    evidence: Sequence[Evidence],
    legs: Sequence[LegEvidence],
    order: Sequence[OrderConstraint],
    number: int,
) -> list[Contradiction]:
    """Name every set of times, durations and orders that cannot all be true.

    ``number`` is the number of contradictions named before.
    """
    bounds = bounds_of(evidence, legs, order)
    named: list[Contradiction] = []
    while ring := negative_cycle(bounds):
        told = [b for b in ring if b.why]
        named.append(
            Contradiction(
                id=f"{itinerary}/contradiction-{number + len(named) + 1}",
                itinerary=itinerary,
                members=tuple(sorted({b.member for b in told if b.member})),
                why="These cannot all hold: " + "; ".join(dict.fromkeys(b.why for b in told)) + ".",
                quotes=tuple(dict.fromkeys(q for b in told for q in b.quotes)),
            )
        )
        # The last stated bound of the circle is set aside so that others show too.
        bounds.remove(told[-1])
    return named
