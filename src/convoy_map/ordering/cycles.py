"""Circular orders: found, named, and taken apart at their weakest ground."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx

from convoy_map.model import Contradiction, OrderBasis, OrderConstraint, Quote
from convoy_map.ordering.constraints import STRENGTH

Pairs = dict[tuple[str, str], OrderConstraint]


def strongest_per_pair(constraints: Sequence[OrderConstraint]) -> Pairs:
    """Keep the strongest constraint of each ordered pair."""
    best: Pairs = {}
    for c in constraints:
        held = best.get((c.before, c.after))
        if held is None or STRENGTH[c.basis] > STRENGTH[held.basis]:
            best[c.before, c.after] = c
    return best


def _shortest_cycle(graph: nx.DiGraph[str]) -> list[tuple[str, str]] | None:
    """Edges of a shortest cycle, the same one every time; None where there is none."""
    best: list[str] | None = None
    for component in sorted(
        (sorted(c) for c in nx.strongly_connected_components(graph) if len(c) > 1), key=str
    ):
        inside = graph.subgraph(component)
        for start in component:
            for successor in sorted(inside.successors(start)):
                path = nx.shortest_path(inside, successor, start)
                if best is None or len(path) < len(best):
                    best = [start, *path[:-1]]
            if best is not None and len(best) == 2:
                break
        if best is not None:
            return list(zip(best, [*best[1:], best[0]], strict=True))
    return None


def quotes_of(constraints: Sequence[OrderConstraint]) -> tuple[Quote, ...]:
    """Quotes behind some constraints, each once, in order."""
    return tuple(dict.fromkeys(q for c in constraints for q in c.quotes))


def _name(itinerary: str, number: int, ring: Sequence[OrderConstraint]) -> Contradiction:
    told = "; ".join(f"{c.before} before {c.after} ({c.why})" for c in ring)
    return Contradiction(
        id=f"{itinerary}/contradiction-{number}",
        itinerary=itinerary,
        members=tuple(sorted({c.before for c in ring})),
        why=f"These cannot all hold: {told}.",
        quotes=quotes_of(ring),
    )


def break_cycles(
    itinerary: str, constraints: Sequence[OrderConstraint]
) -> tuple[list[OrderConstraint], list[OrderConstraint], list[Contradiction]]:
    """Drop the weakest constraint of each cycle until none is left.

    Each is a contradiction, named with the smallest set of statements that
    cannot all be true. Of equal grounds the one listed last goes.

    Returns
    -------
    kept, dropped : list of OrderConstraint
    contradictions : list of Contradiction
    """
    pairs = strongest_per_pair(constraints)
    rank = {pair: n for n, pair in enumerate(pairs)}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(pairs)
    dropped: list[OrderConstraint] = []
    named: list[Contradiction] = []
    while (ring := _shortest_cycle(graph)) is not None:
        weakest = min(ring, key=lambda p: (STRENGTH[pairs[p].basis], -rank[p]))
        named.append(_name(itinerary, len(named) + 1, [pairs[p] for p in ring]))
        graph.remove_edge(*weakest)
        dropped.append(pairs.pop(weakest))
    return list(pairs.values()), dropped, named


def essential(constraints: Sequence[OrderConstraint]) -> list[OrderConstraint]:
    """Leave out what follows from the rest, except an analyst's word and the narrative.

    Examples
    --------
    >>> from convoy_map.model import OrderConstraint, OrderBasis
    >>> c = [OrderConstraint(a, b, OrderBasis.ROLE, "") for a, b in ("ab", "bc", "ac")]
    >>> [(x.before, x.after) for x in essential(c)]
    [('a', 'b'), ('b', 'c')]
    """
    hard = [c for c in constraints if c.basis is not OrderBasis.NARRATIVE]
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((c.before, c.after) for c in hard)
    needed = set(nx.transitive_reduction(graph).edges)
    reach = {n: nx.descendants(graph, n) for n in graph}
    return [
        c
        for c in constraints
        if c.basis is OrderBasis.ANALYST
        or (c.basis is OrderBasis.NARRATIVE and c.after not in reach.get(c.before, set()))
        or (c.before, c.after) in needed
    ]
