"""The stage: from evidence to a partial order and the sequences that survive."""

from __future__ import annotations

from collections.abc import Sequence

from convoy_map.errors import OrderError
from convoy_map.model import (
    Contradiction,
    Evidence,
    Itinerary,
    LegEvidence,
    OrderConstraint,
    Ordering,
    Parameters,
)
from convoy_map.ordering.constraints import (
    leg_constraints,
    narrative_constraints,
    role_constraints,
    time_constraints,
)
from convoy_map.ordering.cycles import break_cycles, essential
from convoy_map.ordering.sequences import ranked_sequences
from convoy_map.ordering.temporal import time_contradictions


def order_evidence(
    evidence: Sequence[Evidence],
    legs: Sequence[LegEvidence],
    *,
    itineraries: Sequence[Itinerary],
    parameters: Parameters,
    judged: Sequence[OrderConstraint] = (),
) -> tuple[Ordering, ...]:
    """Order the fragments of every itinerary.

    Grounds, strongest first: an analyst's word, stated times, relations of the
    way, roles (origin first, destination last), the order of telling. Where they
    run in a circle the weakest is dropped and listed in ``Ordering.dropped``;
    sets of statements that cannot all be true are named in
    ``Ordering.contradictions`` with their quotes.

    Parameters
    ----------
    evidence, legs : sequences
        Fragments and statements about the way, of any itineraries.
    itineraries : sequence of Itinerary
        The journeys, in the order in which the orderings are returned;
        itineraries of the evidence that are not listed follow, by name.
    parameters : Parameters
        Parameters of the case (none is used by this stage so far).
    judged : sequence of OrderConstraint
        What people decided about the order.

    Returns
    -------
    tuple of Ordering
        One for each itinerary that has evidence.

    Raises
    ------
    OrderError
        Where two fragments have one id, or a judged order names an unknown one.
    """
    _check(evidence, judged)
    present = {e.itinerary for e in evidence}
    listed = [i.id for i in itineraries if i.id in present]
    names = [*listed, *sorted(present - set(listed))]
    return tuple(
        _order_one(
            name,
            [e for e in evidence if e.itinerary == name],
            [leg for leg in legs if leg.itinerary == name],
            judged,
        )
        for name in names
    )


def _check(evidence: Sequence[Evidence], judged: Sequence[OrderConstraint]) -> None:
    ids = [e.id for e in evidence]
    for e in ids:
        if ids.count(e) > 1:
            raise OrderError(
                f"two fragments have the id {e!r}", where=e, mend="give each waypoint its own name"
            )
    for c in judged:
        for name in (c.before, c.after):
            if name not in ids:
                raise OrderError(
                    f"the judged order names {name!r}, which is no fragment of the case",
                    where=f"{c.before} before {c.after}",
                    mend="name two waypoints of one itinerary",
                )


def _order_one(
    name: str,
    evidence: Sequence[Evidence],
    legs: Sequence[LegEvidence],
    judged: Sequence[OrderConstraint],
) -> Ordering:
    ids = {e.id for e in evidence}
    known = [g for g in legs if {g.after, g.before} <= ids | {None}]
    found = [c for c in judged if c.before in ids and c.after in ids]
    found += leg_constraints(known) + time_constraints(evidence)
    found += role_constraints(evidence)
    hard, dropped, named = break_cycles(name, [c for c in found if c.before != c.after])
    narrative, untold = narrative_constraints(evidence, hard)
    hard = essential(hard)
    named += _unknown_ends(name, [g for g in legs if g not in known], len(named))
    named += time_contradictions(name, evidence, known, hard, len(named))
    kept = hard + narrative
    sequences = ranked_sequences(_told_first(evidence), kept)
    return Ordering(name, tuple(kept), sequences, tuple(named), tuple(dropped + untold))


def _told_first(evidence: Sequence[Evidence]) -> list[str]:
    """Ids by first quotation: breaks ties where no constraint speaks."""

    def key(e: Evidence) -> tuple[str, int, str]:
        first = min(((q.anchor.source, q.anchor.start) for q in e.quotes), default=("~", 0))
        return (*first, e.id)

    return [e.id for e in sorted(evidence, key=key)]


def _unknown_ends(name: str, legs: Sequence[LegEvidence], number: int) -> list[Contradiction]:
    return [
        Contradiction(
            id=f"{name}/contradiction-{number + n}",
            itinerary=name,
            members=(leg.id,),
            why=f"The statement about the way from {leg.after} to {leg.before} names a waypoint "
            "that is not in this journey; it is set aside.",
            quotes=leg.quotes,
        )
        for n, leg in enumerate(legs, start=1)
    ]
