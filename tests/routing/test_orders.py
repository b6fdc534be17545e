"""The order posterior of Held–Karp equals enumeration of every order."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logsumexp

from convoy_map.routing.orders import Subsets, weigh_orders


def setting(seed, n):
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 4, n)
    log_weights = [rng.normal(0, 1, s) for s in sizes]
    costs = {
        (i, j): rng.uniform(0, 4, (sizes[i], sizes[j]))
        for i, j in itertools.permutations(range(n), 2)
    }
    rank = rng.permutation(n)
    hard = np.array(
        [[rank[i] < rank[j] and rng.random() < 0.2 for j in range(n)] for i in range(n)]
    )
    for k in range(n):
        hard |= np.outer(hard[:, k], hard[k])
    soft = np.array([[i < j and rng.random() < 0.5 for j in range(n)] for i in range(n)])
    return log_weights, costs, hard, soft & ~(hard | hard.T)


def enumerate_orders(log_weights, costs, hard, soft, price):
    n = len(log_weights)
    out = {}
    for order in itertools.permutations(range(n)):
        at = {f: k for k, f in enumerate(order)}
        if any(hard[i, j] and at[i] > at[j] for i in range(n) for j in range(n)):
            continue
        inversions = sum(soft[i, j] and at[i] > at[j] for i in range(n) for j in range(n))
        ways = []
        for nodes in itertools.product(*[range(len(w)) for w in log_weights]):
            w = sum(log_weights[f][nodes[f]] for f in range(n))
            w -= sum(costs[a, b][nodes[a], nodes[b]] for a, b in itertools.pairwise(order))
            ways.append(w)
        out[order] = logsumexp(ways) - price * inversions
    return out


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), n=st.integers(2, 5))
def test_held_karp_equals_enumeration(seed, n):
    given_ = setting(seed, n)
    exact = enumerate_orders(*given_, price=1.3)
    subsets = Subsets(*given_, inversion_nats=1.3)
    assert subsets.log_total == pytest.approx(logsumexp(list(exact.values())), abs=1e-8)
    for order in itertools.permutations(range(n)):
        assert subsets.log_weight(order) == pytest.approx(exact.get(order, -np.inf), abs=1e-8)


def test_drawn_orders_follow_the_posterior():
    given_ = setting(11, 4)
    exact = enumerate_orders(*given_, price=1.0)
    total = logsumexp(list(exact.values()))
    subsets = Subsets(*given_, inversion_nats=1.0)
    rng = np.random.default_rng(0)
    drawn = [subsets.draw(rng) for _ in range(3000)]
    for order, w in exact.items():
        assert np.mean([d == order for d in drawn]) == pytest.approx(np.exp(w - total), abs=0.03)


def test_weighed_orders_come_most_probable_first():
    given_ = setting(2, 4)
    best = weigh_orders(Subsets(*given_), (0, 1, 2, 3), np.random.default_rng(1))
    shares = [p for _, p in best.orders]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.0 + 1e-9
    assert sum(shares) > 0.9
