"""Tier 1 is exact: it equals brute force over every choice of nodes."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import random_graph

from convoy_map.routing.optimum import forward_backward
from convoy_map.routing.shortest import spread, trace


def all_pairs(dense):
    d = dense.copy()
    np.fill_diagonal(d, 0.0)
    for k in range(len(d)):
        d = np.minimum(d, d[:, k : k + 1] + d[k : k + 1, :])
    return d


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), n=st.integers(2, 7), fragments=st.integers(1, 4))
def test_energy_margins_and_path_equal_brute_force(seed, n, fragments):
    rng = np.random.default_rng(seed)
    grounds = [random_graph(rng, n) for _ in range(max(fragments - 1, 0))]
    psi = [rng.uniform(0, 4, n) for _ in range(fragments)]
    for p in psi:
        p[rng.random(n) < 0.3] = np.inf
        p[rng.integers(n)] = rng.uniform(0, 4)
    best = forward_backward(psi, [sparse for _, sparse in grounds])
    between = [all_pairs(dense) for dense, _ in grounds]
    margins = np.full((fragments, n), np.inf)
    leg_margins = np.full((max(fragments - 1, 0), n), np.inf)
    for choice in itertools.product(range(n), repeat=fragments):
        told = sum(psi[k][choice[k]] for k in range(fragments))
        legs = [between[k][choice[k], choice[k + 1]] for k in range(fragments - 1)]
        total = told + sum(legs)
        for k in range(fragments):
            margins[k, choice[k]] = min(margins[k, choice[k]], total)
        for k in range(fragments - 1):
            by = between[k][choice[k]] + between[k][:, choice[k + 1]]
            leg_margins[k] = np.minimum(leg_margins[k], total - legs[k] + by)
    assert best.energy == pytest.approx(margins.min(), abs=1e-9)
    np.testing.assert_allclose(np.array(best.waypoint_margins), margins, atol=1e-9)
    if fragments > 1:
        np.testing.assert_allclose(np.array(best.leg_margins), leg_margins, atol=1e-9)
    walked = sum(psi[k][s] for k, s in enumerate(best.stops))
    for k, path in enumerate(best.paths):
        assert (path[0], path[-1]) == (best.stops[k], best.stops[k + 1])
        walked += sum(grounds[k][0][a, b] for a, b in itertools.pairwise(path))
    assert walked == pytest.approx(best.energy, abs=1e-9)


def test_spread_takes_costs_below_zero_and_the_unreachable():
    dense, sparse = random_graph(np.random.default_rng(1), 6)
    start = np.full(6, np.inf)
    start[[0, 3]] = [-2.0, 1.0]
    cost, before = spread(sparse, start)
    d = all_pairs(dense)
    np.testing.assert_allclose(cost, np.minimum(d[0] - 2.0, d[3] + 1.0))
    assert trace(before, 0).tolist() == [0]
    nothing, _ = spread(sparse, np.full(6, np.inf))
    assert not np.isfinite(nothing).any()


def test_without_the_backward_pass_the_route_is_the_same():
    rng = np.random.default_rng(5)
    grounds = [random_graph(rng, 6)[1] for _ in range(3)]
    psi = [rng.uniform(0, 3, 6) for _ in range(4)]
    told = []
    whole = forward_backward(psi, grounds, step=told.append)
    half = forward_backward(psi, grounds, backward=False)
    assert half.stops == whole.stops
    assert half.leg_margins == ()
    assert told == sorted(told)
    assert told[-1] == 1.0
