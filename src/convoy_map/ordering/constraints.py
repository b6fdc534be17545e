"""What each ground says about the order, strongest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from convoy_map.model import Evidence, LegEvidence, OrderBasis, OrderConstraint, Role
from convoy_map.model.precedence import extend_reach, reach_matrix

STRENGTH = {
    OrderBasis.ANALYST: 5,
    OrderBasis.TIME: 4,
    OrderBasis.RELATION: 3,
    OrderBasis.ROLE: 2,
    OrderBasis.NARRATIVE: 1,
}


def time_constraints(evidence: Sequence[Evidence]) -> list[OrderConstraint]:
    """Order two fragments where one's latest time is before the other's earliest."""
    out = []
    for a in evidence:
        for b in evidence:
            ends = a.temporal.latest_utc if a.temporal else None
            begins = b.temporal.earliest_utc if b.temporal else None
            if a.id == b.id or ends is None or begins is None or ends >= begins:
                continue
            words = f"“{a.temporal.text}” is before “{b.temporal.text}”"  # type: ignore[union-attr]
            out.append(
                OrderConstraint(a.id, b.id, OrderBasis.TIME, words, a.quotes[:1] + b.quotes[:1])
            )
    return out


def leg_constraints(legs: Sequence[LegEvidence]) -> list[OrderConstraint]:
    """A stated way from one fragment to another puts them in order."""
    out = []
    for leg in legs:
        if leg.after is None or leg.before is None:
            continue
        basis = OrderBasis.ANALYST if leg.judgements else OrderBasis.RELATION
        why = (
            "a person ordered them so"
            if leg.judgements
            else "the way from one to the other is told"
        )
        out.append(OrderConstraint(leg.after, leg.before, basis, why, leg.quotes))
    return out


def role_constraints(evidence: Sequence[Evidence]) -> list[OrderConstraint]:
    """Origins come before everything else, destinations after everything else."""
    out = []
    for end in evidence:
        for other in evidence:
            if end.role is Role.ORIGIN and other.role is not Role.ORIGIN:
                why = f"{end.title} is told as where the journey began"
                out.append(OrderConstraint(end.id, other.id, OrderBasis.ROLE, why, end.quotes[:1]))
            if end.role is Role.DESTINATION and other.role not in {Role.DESTINATION, Role.ORIGIN}:
                why = f"{end.title} is told as where the journey went"
                out.append(OrderConstraint(other.id, end.id, OrderBasis.ROLE, why, end.quotes[:1]))
    return out


def tellings(evidence: Sequence[Evidence]) -> list[tuple[str, list[str]]]:
    """Order in which each text tells of the fragments.

    The text that tells of most fragments comes first.

    Returns
    -------
    list of (source, ids)
    """
    positions: dict[str, dict[str, int]] = defaultdict(dict)
    for e in evidence:
        for quote in e.quotes:
            told = positions[quote.anchor.source]
            at = quote.anchor.start if quote.told_at is None else quote.told_at
            told[e.id] = min(told.get(e.id, at), at)
    sources = sorted(positions, key=lambda s: (-len(positions[s]), s))
    return [
        (s, sorted(positions[s], key=lambda i, told=positions[s]: (told[i], i)))  # type: ignore[misc]
        for s in sources
    ]


def narrative_constraints(
    evidence: Sequence[Evidence], hard: Sequence[OrderConstraint]
) -> tuple[list[OrderConstraint], list[OrderConstraint]]:
    """Order fragments as a text tells of them, where nothing stronger speaks.

    The weakest ground. Neighbours in the telling go in first, then pairs further
    apart; what would close a circle is dropped, and listed if the pair are
    neighbours. A second text orders only fragments that the first left out.

    Returns
    -------
    kept, dropped : list of OrderConstraint
    """
    by_id = {e.id: e for e in evidence}
    at = {e: n for n, e in enumerate(by_id)}
    reach = reach_matrix(len(at), [(at[c.before], at[c.after]) for c in hard])
    placed: set[str] = set()
    kept, dropped = [], []
    for source, told in tellings(evidence):
        for gap in range(1, len(told)):
            for a, b in zip(told, told[gap:], strict=False):
                i, j = at[a], at[b]
                if reach[i, j] or (a in placed and b in placed):
                    continue
                if reach[j, i]:
                    if gap == 1:
                        dropped.append(_told_before(by_id[a], by_id[b], source))
                    continue
                extend_reach(reach, i, j)
                kept.append(_told_before(by_id[a], by_id[b], source))
        placed |= set(told)
    return kept, dropped


def _told_before(a: Evidence, b: Evidence, source: str) -> OrderConstraint:
    quotes = [next(q for q in e.quotes if q.anchor.source == source) for e in (a, b)]
    why = f"{source} tells of {a.title} before {b.title}"
    return OrderConstraint(a.id, b.id, OrderBasis.NARRATIVE, why, tuple(quotes))
