"""The orders that survive, ranked.

Hard constraints hold; the narrative order of a text is a leaning: each pair of
fragments told the other way round costs ``NARRATIVE_INVERSION_NATS`` (a Mallows
model). Where the journey runs has its say later, in the room ``routing``.
"""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np

from convoy_map.model import OrderConstraint, RankedSequence
from convoy_map.model.precedence import NARRATIVE_INVERSION_NATS, hard_and_soft_pairs

MOST_SEQUENCES = 10
_BEAM = 200
_LARGEST_ENUMERATED = 12


def _narrative_first(ids: Sequence[str], constraints: Sequence[OrderConstraint]) -> tuple[str, ...]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(ids)
    graph.add_edges_from((c.before, c.after) for c in constraints)
    at = {e: n for n, e in enumerate(ids)}
    return tuple(nx.lexicographical_topological_sort(graph, key=lambda e: at[e]))


def ranked_sequences(
    ids: Sequence[str], constraints: Sequence[OrderConstraint]
) -> tuple[RankedSequence, ...]:
    """Rank the orders that the hard constraints allow by their narrative inversions.

    Up to 12 fragments the best ten are listed and ``p`` is their share among the
    best 200 found by beam search; beyond, the one that follows the telling.
    """
    told = _narrative_first(ids, constraints)
    if not 1 < len(ids) <= _LARGEST_ENUMERATED:
        return (RankedSequence(told, 1.0, 0.0),)
    hard, soft = hard_and_soft_pairs(told, constraints)
    beam: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for _ in told:
        grown = []
        for cost, done in beam:
            rest = [j for j in range(len(told)) if j not in done]
            for j in rest:
                if any(hard[k, j] for k in rest):
                    continue
                skipped = sum(1 for k in rest if soft[k, j])
                grown.append((cost + NARRATIVE_INVERSION_NATS * skipped, (*done, j)))
        beam = sorted(grown)[:_BEAM]
    weights = np.exp(-np.array([c for c, _ in beam]))
    shares = weights / weights.sum()
    return tuple(
        RankedSequence(tuple(told[j] for j in seq), float(p), float(cost))
        for p, (cost, seq) in zip(shares[:MOST_SEQUENCES], beam[:MOST_SEQUENCES], strict=True)
    )
