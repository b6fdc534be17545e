"""What a partial order implies: who must, and who is told to, come before whom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convoy_map.model.evidence import OrderBasis, OrderConstraint

NARRATIVE_INVERSION_NATS = 4.0
"""What it costs to pass two fragments the other way round than they are told."""


def hard_and_soft_pairs(
    ids: Sequence[str], constraints: Sequence[OrderConstraint]
) -> tuple[np.ndarray, np.ndarray]:
    """Precedence matrices of the fragments, transitive closures included.

    Returns
    -------
    hard, soft : boolean arrays, shape (n, n)
        ``[i, j]`` is true where i must, or is told to, come before j; a pair
        that is hard is not soft.
    """
    at = {e: n for n, e in enumerate(ids)}
    pairs: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    for c in constraints:
        if c.before in at and c.after in at:
            pairs[c.basis is OrderBasis.NARRATIVE].append((at[c.before], at[c.after]))
    hard = reach_matrix(len(ids), pairs[False])
    soft = reach_matrix(len(ids), pairs[True])
    soft &= ~(hard | hard.T)
    return hard, soft & ~soft.T


def extend_reach(reach: np.ndarray, before: int, after: int) -> None:
    """Add one precedence to a transitive closure, in place."""
    ahead = reach[:, before].copy()
    ahead[before] = True
    behind = reach[after].copy()
    behind[after] = True
    reach |= np.outer(ahead, behind)


def reach_matrix(size: int, pairs: Sequence[tuple[int, int]]) -> np.ndarray:
    """Transitive closure of some precedences, boolean, shape (size, size).

    Examples
    --------
    >>> reach_matrix(3, [(0, 1), (1, 2)])[0].tolist()
    [False, True, True]
    """
    reach = np.zeros((size, size), bool)
    for before, after in pairs:
        extend_reach(reach, before, after)
    return reach
