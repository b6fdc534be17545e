"""Rival routes: other places, other orders, ways that fork."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial import cKDTree
from scipy.spatial.distance import squareform

from convoy_map.model import Alternative
from convoy_map.routing.corridor import distance_matrix, thinned
from convoy_map.routing.journey import Journey, Yardstick, journey_of, line_of, solve
from convoy_map.routing.orders import reordered
from convoy_map.routing.problem import Problem
from convoy_map.routing.sampling import Sample
from convoy_map.routing.waypoints import nearest_place, places_of

LEAST_P = 0.05
LEAST_FORK_P = 0.1
MOST_ORDERS = 2
_FORK_SHARE = 0.05


def by_place(problem: Problem, shown: Journey, samples: Sequence[Sample]) -> list[Alternative]:
    """Routes by another candidate of a fragment, with its posterior probability."""
    out: list[Alternative] = []
    for k, fragment in enumerate(problem.fragments):
        places = places_of(fragment.evidence.spatial)
        kept = [s for s in samples if k in s.journey.stops]
        if len(places) < 2 or not kept:
            continue
        at = [nearest_place(problem, places, s.journey.stops[k]) for s in kept]
        mine = nearest_place(problem, places, shown.stops[k]) if k in shown.stops else None
        for place in places:
            group = [s for s, p in zip(kept, at, strict=True) if p == place]
            p = len(group) / len(samples)
            if place == mine or p < LEAST_P:
                continue
            title = fragment.evidence.title
            other = mine.title if mine is not None else "somewhere else"
            out.append(
                Alternative(
                    id=f"{fragment.evidence.id}@{place.place_id}",
                    itinerary=fragment.evidence.itinerary,
                    hypothesis=f"{title} is {place.title} ({place.place_id})",
                    p=round(p, 3),
                    differs_by=f"Here {title} is {place.title}; the route shown takes it for "
                    f"{other}. A statement that tells the two places apart would decide.",
                    geometry=line_of(problem, _central(problem, group).nodes),
                )
            )
    return out


def _central(problem: Problem, group: Sequence[Sample]) -> Journey:
    step = max(len(group) / 24, 1.0)
    some = [group[int(k * step)] for k in range(min(len(group), 24))]
    apart = distance_matrix([thinned(problem.network, s.direct.nodes, 50) for s in some])
    return some[int(np.argmin(apart.sum(axis=1)))].direct


def by_fork(
    problem: Problem, some: Sequence[Sample], apart: np.ndarray, shown: int
) -> list[Alternative]:
    """Ways that run clearly apart from the one shown, as clusters of the samples.

    Parameters
    ----------
    some : sequence of Sample
        Samples compared with each other.
    apart : array, shape (n, n)
        Their mean distances in metres.
    shown : int
        The sample that is shown.
    """
    if len(some) < 10:
        return []
    way = thinned(problem.network, some[shown].direct.nodes)
    length = float(np.hypot(*np.diff(way, axis=0).T).sum())
    cut = max(_FORK_SHARE * length, 3.0 * problem.grid.cell_m)
    group = fcluster(linkage(squareform(apart, checks=False), "average"), cut, "distance")
    out: list[Alternative] = []
    itinerary = problem.fragments[0].evidence.itinerary
    for label in sorted(set(group) - {group[shown]}):
        members = np.flatnonzero(group == label)
        p = len(members) / len(some)
        if p < LEAST_FORK_P:
            continue
        middle = members[int(np.argmin(apart[np.ix_(members, members)].sum(axis=1)))]
        where, km = _furthest_leg(problem, some[shown].direct, some[middle].direct)
        out.append(
            Alternative(
                id=f"{itinerary}/fork-{len(out) + 1}",
                itinerary=itinerary,
                hypothesis=f"another way {where}",
                p=round(p, 3),
                differs_by=f"It runs up to {km:.0f} km from the route shown {where}. A statement "
                "of any place on either way would decide.",
                geometry=line_of(problem, some[middle].direct.nodes),
            )
        )
    return out


def _furthest_leg(problem: Problem, a: Journey, b: Journey) -> tuple[str, float]:
    """Where two journeys lie furthest apart, in words, and how far in kilometres."""
    mine = [thinned(problem.network, s.nodes, 60) for s in a.stretches]
    other = thinned(problem.network, b.nodes, 300)
    off = np.stack([cKDTree(way).query(other)[0] for way in mine])
    ahead = [float(cKDTree(other).query(way)[0].max()) for way in mine]
    far_of_other = int(np.argmax(off.min(axis=0)))
    worst = float(off.min(axis=0)[far_of_other])
    leg = int(np.argmax(ahead)) if max(ahead) > worst else int(np.argmin(off[:, far_of_other]))
    names = [
        problem.fragments[k].evidence.title for k in (a.stretches[leg].start, a.stretches[leg].end)
    ]
    return f"between {names[0]} and {names[1]}", max(worst, *ahead) / 1000.0


def by_order(
    problem: Problem,
    yardstick: Yardstick,
    orders: Sequence[tuple[tuple[int, ...], float]],
) -> list[Alternative]:
    """Best routes of other orders of the fragments that have real probability.

    ``orders`` are relative to the problem's own order, the one shown first.
    """
    out: list[Alternative] = []
    shown = orders[0][0]
    at = {f: k for k, f in enumerate(shown)}
    for order, p in orders[1 : 1 + MOST_ORDERS]:
        if p < LEAST_P:
            continue
        swapped = [(a, b) for n, a in enumerate(order) for b in order[n + 1 :] if at[a] > at[b]]
        titles = [f.evidence.title for f in problem.fragments]
        told = "; ".join(f"{titles[at[a]]} before {titles[at[b]]}" for a, b in swapped[:3])
        other = reordered(problem, [at[f] for f in order])
        journey = journey_of(solve(other, yardstick.rate_per_km, backward=False))
        itinerary = problem.fragments[0].evidence.itinerary
        out.append(
            Alternative(
                id=f"{itinerary}/order-{len(out) + 1}",
                itinerary=itinerary,
                hypothesis=told,
                p=round(p, 3),
                differs_by=f"Passed in another order: {told}. A stated time or a word of order "
                "between them would decide.",
                geometry=line_of(other, journey.nodes),
            )
        )
    return out
