"""More fragments than can be ordered at once: block by block.

Where everything before a point must come before everything after it, the order
falls apart into blocks that can be weighed on their own, each between the last
fragment before it and the first one after it. A block of more than ten is cut
into runs of ten along the telling: an approximation, and the route says so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convoy_map.model import Ordering
from convoy_map.model.precedence import hard_and_soft_pairs
from convoy_map.routing.journey import Yardstick
from convoy_map.routing.orders import MOST_ORDERED, RankedOrders, order_posterior, weighed_members
from convoy_map.routing.problem import Problem

# With a fragment before and one after, as many as can be weighed at once.
MOST_IN_BLOCK = MOST_ORDERED - 2
# Beyond this many fragments the telling is followed as it is.
MOST_WEIGHED = 120
LEAST_REORDER_P = 0.6


def blocks_of(hard: np.ndarray, most: int = MOST_IN_BLOCK) -> tuple[list[range], bool]:
    """Cut a sequence where all before must come before all after; and longer runs evenly.

    Parameters
    ----------
    hard : boolean array, shape (n, n)
        Transitive closure of who must come before whom, in a possible order.
    most : int
        Most fragments of a block.

    Returns
    -------
    blocks : list of range
    cut : bool
        Whether a run had to be cut where the order is open.

    Examples
    --------
    >>> hard = np.zeros((5, 5), bool)
    >>> hard[:2, 2:] = True
    >>> blocks_of(hard)
    ([range(0, 2), range(2, 5)], False)
    >>> blocks_of(hard, most=2)
    ([range(0, 2), range(2, 4), range(4, 5)], True)
    """
    n = len(hard)
    ends = [k for k in range(1, n) if hard[:k, k:].all()] + [n]
    blocks, cut, start = [], False, 0
    for end in ends:
        parts = max(int(np.ceil((end - start) / most)), 1)
        size = int(np.ceil((end - start) / parts))
        cut |= parts > 1
        blocks += [range(k, min(k + size, end)) for k in range(start, end, size)]
        start = end
    return blocks, cut


def orders_of(problem: Problem, ordering: Ordering, yardstick: Yardstick) -> RankedOrders:
    """Orders of the located fragments, the one to show first, with their probabilities.

    Up to 12 fragments all orders at once; up to 120 block by block, where an
    alternative differs from the shown order in one block and its probability is that
    within the block; beyond, the order of the telling.
    """
    n = len(problem.fragments)
    told = tuple(range(n))
    if n <= MOST_ORDERED:
        orders = order_posterior(problem, ordering, yardstick)
        return orders if orders[0][1] >= LEAST_REORDER_P else _told_first(orders, told)
    hard, soft = hard_and_soft_pairs(problem.ids, ordering.constraints)
    if (hard | hard.T).sum() == n * (n - 1):
        return ((told, 1.0),)
    if n > MOST_WEIGHED:
        problem.notes.append(
            f"{n} fragments are too many to weigh their orders: they stand as they are told."
        )
        return ((told, 1.0),)
    blocks, cut = blocks_of(hard)
    if cut:
        problem.notes.append(
            f"{n} fragments are too many to weigh all their orders at once: "
            f"runs of up to {MOST_IN_BLOCK} were weighed, one after the other."
        )
    return _joined(told, [_block_orders(problem, b, hard, soft, yardstick) for b in blocks])


def _block_orders(
    problem: Problem, block: range, hard: np.ndarray, soft: np.ndarray, yardstick: Yardstick
) -> RankedOrders:
    """Orders of one block between its neighbours, as numbers of the whole."""
    here = tuple(block)
    if hard[np.ix_(here, here)].sum() == len(here) * (len(here) - 1) // 2:
        return ((here, 1.0),)
    before, after = here[0] - 1, here[-1] + 1
    members = [k for k in (before, *here, after) if 0 <= k < len(problem.fragments)]
    must, may = hard[np.ix_(members, members)].copy(), soft[np.ix_(members, members)].copy()
    for k, member in enumerate(members):
        if member == before:
            must[k], may[k] = True, False
        elif member == after:
            must[:, k], may[:, k] = True, False
    np.fill_diagonal(must, False)
    may &= ~(must | must.T)
    ranked = weighed_members(problem, members, must, may, yardstick)
    orders = tuple((tuple(members[k] for k in o if members[k] in block), p) for o, p in ranked)
    return orders if orders[0][1] >= LEAST_REORDER_P else _told_first(orders, here)


def _joined(told: tuple[int, ...], blocks: Sequence[RankedOrders]) -> RankedOrders:
    """The first order of every block in a row, and the same with one block's rival orders."""
    shown = [orders[0][0] for orders in blocks]
    p = float(np.prod([orders[0][1] for orders in blocks]))
    whole = tuple(k for part in shown for k in part)
    rivals = []
    for number, orders in enumerate(blocks):
        for other, share in orders[1:]:
            parts = [*shown[:number], other, *shown[number + 1 :]]
            rivals.append((tuple(k for part in parts for k in part), share))
    rivals.sort(key=lambda rival: (-rival[1], rival[0]))
    return ((whole, p), *rivals)


def _told_first(orders: RankedOrders, told: tuple[int, ...]) -> RankedOrders:
    """The same orders with the told one in front.

    Examples
    --------
    >>> _told_first([((1, 0), 0.5), ((0, 1), 0.4)], (0, 1))
    (((0, 1), 0.4), ((1, 0), 0.5))
    """
    shown = dict(orders).get(told, 0.0)
    return ((told, shown), *((o, p) for o, p in orders if o != told))
