"""The particle filter: exact on exact input, and close to exact as particles grow."""

import itertools

import numpy as np
import pytest
from scipy.special import logsumexp
from small import random_graph
from test_optimum import all_pairs

from convoy_map.routing.particles import (
    MOST_SKIPPED_IN_A_ROW,
    Odds,
    draw,
    forward_filter,
    proposal,
    sample_backwards,
)


def chain(seed, n=9, fragments=4):
    rng = np.random.default_rng(seed)
    d = all_pairs(random_graph(rng, n)[0])
    log_p = [np.log(rng.dirichlet(np.ones(n))) for _ in range(fragments)]
    costs = {(i, j): d for i in range(fragments) for j in range(i + 1, fragments)}
    odds = Odds(tuple(np.log(rng.uniform(0.02, 0.3, fragments))), (1.0,) * 3, (0.5,) * 3)
    return rng, log_p, costs, odds


def enumerate_chains(log_p, costs, odds):
    """Log weight of every set of kept fragments and choice of nodes."""
    n = len(log_p)
    for size in range(1, n + 1):
        for kept in itertools.combinations(range(n), size):
            gaps = [kept[0], n - 1 - kept[-1]]
            gaps += [b - a - 1 for a, b in itertools.pairwise(kept)]
            if max(gaps) > MOST_SKIPPED_IN_A_ROW:
                continue
            price = odds.before(kept[0]) + odds.after(kept[-1])
            price += sum(odds.between(a, b) for a, b in itertools.pairwise(kept))
            for nodes in itertools.product(*[range(len(log_p[k])) for k in kept]):
                w = price + sum(log_p[k][x] for k, x in zip(kept, nodes, strict=True))
                for (a, x), (b, y) in itertools.pairwise(zip(kept, nodes, strict=True)):
                    w -= costs[a, b][x, y]
                yield kept, nodes, w


def test_the_filter_equals_enumeration_with_skips():
    _, log_p, costs, odds = chain(3, n=4)
    exact = logsumexp([w for *_, w in enumerate_chains(log_p, costs, odds)])
    assert forward_filter(log_p, costs, odds).log_total == pytest.approx(exact)


def test_backward_samples_follow_the_exact_posterior():
    rng, log_p, costs, odds = chain(4, n=4)
    every = list(enumerate_chains(log_p, costs, odds))
    p = np.exp(np.array([w for *_, w in every]) - logsumexp([w for *_, w in every]))
    skipped = np.array(
        [sum(q for (k, *_), q in zip(every, p, strict=True) if f not in k) for f in range(4)]
    )
    filtered = forward_filter(log_p, costs, odds)
    chains = sample_backwards(filtered, costs, odds, 4000, rng)
    found = np.array([np.mean([f not in dict(c) for c in chains]) for f in range(4)])
    np.testing.assert_allclose(found, skipped, atol=0.03)


def particle_estimate(count, seed):
    rng, log_p, costs, odds = chain(7, n=40)
    rng = np.random.default_rng(seed)
    q = [proposal(p, -p) for p in log_p]
    particles = [draw(p, v, count, rng) for p, v in zip(log_p, q, strict=True)]
    some = {(i, j): costs[i, j][np.ix_(particles[i].nodes, particles[j].nodes)] for i, j in costs}
    return forward_filter([p.log_weight for p in particles], some, odds).log_total


def test_particles_approach_exact_filtering_as_they_grow():
    _, log_p, costs, odds = chain(7, n=40)
    exact = forward_filter(log_p, costs, odds).log_total
    off = {
        m: np.mean([abs(particle_estimate(m, s) - exact) for s in range(12)]) for m in (4, 32, 256)
    }
    assert off[4] > off[32] > off[256]
    assert off[256] < 0.02


def test_systematic_draws_are_unbiased():
    log_p = np.log(np.array([0.7, 0.2, 0.1, 0.0 + 1e-12]))
    q = proposal(log_p, np.array([1.0, 0.0, 5.0, np.inf]))
    weight = np.zeros(4)
    for seed in range(4000):
        drawn = draw(log_p, q, 5, np.random.default_rng(seed))
        weight[drawn.nodes] += np.exp(drawn.log_weight)
    np.testing.assert_allclose(weight / 4000, np.exp(log_p), atol=0.02)
