"""Orders of many fragments: block by block, the same as all at once where that can be."""

from dataclasses import replace

import numpy as np
from small import QUICK, REGION, Ground, fragment, place

from convoy_map.model import At, Itinerary, OrderBasis, OrderConstraint, Status
from convoy_map.ordering import order_evidence
from convoy_map.routing import blocks, reconstruct_route
from convoy_map.routing.blocks import blocks_of, orders_of
from convoy_map.routing.journey import measure
from convoy_map.routing.problem import pose_problem

COARSE = replace(QUICK, cell_size_m=3000.0, nats_per_leg=8.0)


def along(lons, witness="w"):
    return [
        fragment(f"f{k:03}", At((place(lon, 45.3 + 0.02 * (k % 2)),)), 10 * k, witness=witness)
        for k, lon in enumerate(lons)
    ]


def ordering_of(evidence, constraints=()):
    (ordering,) = order_evidence(
        evidence, [], itineraries=[Itinerary("j", "J", Status.TRAVELLED)], parameters=COARSE,
        judged=constraints,
    )  # fmt: skip
    return ordering


def before(evidence, a, b):
    return OrderConstraint(evidence[a].id, evidence[b].id, OrderBasis.ANALYST, "known")


def posed(evidence, constraints=()):
    ordering = ordering_of(evidence, constraints)
    problem = pose_problem(ordering, evidence, [], Ground(), REGION, COARSE)
    return problem, ordering, measure(problem)


def test_blocks_cover_the_sequence_and_stay_small():
    rng = np.random.default_rng(3)
    for n in (1, 2, 13, 40):
        hard = np.triu(rng.random((n, n)) < 0.3, 1)
        for k in range(n):
            hard |= np.outer(hard[:, k], hard[k])
        found, _ = blocks_of(hard)
        assert [k for block in found for k in block] == list(range(n))
        assert max(len(block) for block in found) <= blocks.MOST_IN_BLOCK


def test_blocks_that_fall_apart_find_the_order_of_all_at_once(monkeypatch):
    lons = [10.1, 10.45, 10.2, 10.5, 10.6, 10.9, 10.65, 10.95]
    evidence = along(lons)
    known = [before(evidence, a, b) for a in range(4) for b in range(4, 8)]
    problem, ordering, yardstick = posed(evidence, known)
    at_once = orders_of(problem, ordering, yardstick)
    monkeypatch.setattr(blocks, "MOST_ORDERED", 4)
    in_blocks = orders_of(problem, ordering, yardstick)
    assert in_blocks[0][0] == at_once[0][0] == (0, 2, 1, 3, 4, 6, 5, 7)
    assert abs(in_blocks[0][1] - at_once[0][1]) < 0.1
    assert problem.notes == ["No roads are known here: the way is reckoned over open ground."]


def test_a_swap_among_many_fragments_is_found_and_the_approximation_told():
    lons = list(np.linspace(10.05, 10.95, 16))
    lons[5], lons[6] = lons[6] + 0.06, lons[5] - 0.06
    evidence = along(lons)
    route = reconstruct_route(
        ordering_of(evidence), evidence, [], Ground(), REGION, COARSE,
        status=Status.TRAVELLED, mode="map",
    )  # fmt: skip
    shown = [w.id for w in route.waypoints]
    assert shown.index("j/f006") < shown.index("j/f005")
    assert any("runs of up to 10 were weighed" in n for n in route.notes)


def test_very_many_fragments_stand_as_told_and_the_route_says_so(monkeypatch):
    monkeypatch.setattr(blocks, "MOST_WEIGHED", 14)
    problem, ordering, yardstick = posed(along(np.linspace(10.05, 10.95, 15)))
    assert orders_of(problem, ordering, yardstick) == ((tuple(range(15)), 1.0),)
    assert "15 fragments are too many to weigh their orders" in problem.notes[-1]
