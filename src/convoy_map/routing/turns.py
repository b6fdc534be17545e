"""Stated turns: journeys that bend to the side told count for more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convoy_map.model import Turn
from convoy_map.routing.journey import Journey
from convoy_map.routing.problem import Problem

# A turn is told from the ground: the way some cells before and after it.
_REACH_CELLS = 4.0
_SOFT_DEG = 20.0
_MISTAKEN = 0.1


def stated_turns(problem: Problem) -> tuple[tuple[int, str], ...]:
    """Fragments at which a turn is stated, and its side."""
    number = {e: k for k, e in enumerate(problem.ids)}
    found = []
    for k, f in enumerate(problem.fragments):
        if isinstance(f.evidence.spatial, Turn):
            found.append((k, f.evidence.spatial.side))
    for leg in problem.legs:
        if leg.turn is not None and leg.after in number:
            found.append((number[leg.after], leg.turn))
    return tuple(sorted(set(found)))


def bend_deg(xy: np.ndarray, journey: Journey, stop: int, reach_m: float) -> float | None:
    """Change of heading at a stop in degrees, right positive; None at an end.

    Examples
    --------
    >>> side_weight(90.0, "right") > 0.9, side_weight(90.0, "left") < 0.2
    (True, True)
    """
    into = next((s for s in journey.stretches if s.end == stop), None)
    out = next((s for s in journey.stretches if s.start == stop), None)
    if into is None or out is None or len(into.nodes) < 2 or len(out.nodes) < 2:
        return None
    before = _heading(xy[into.nodes[::-1]], reach_m) + 180.0
    after = _heading(xy[out.nodes], reach_m)
    return float((after - before + 180.0) % 360.0 - 180.0)


def _heading(way: np.ndarray, reach_m: float) -> float:
    dx, dy = (way - way[0]).T
    far = np.flatnonzero(np.hypot(dx, dy) >= reach_m)
    at = int(far[0]) if len(far) else len(way) - 1
    return float(np.degrees(np.arctan2(dx[at], dy[at])))


def side_weight(bend: float, side: str) -> float:
    """Likelihood of a told side given the bend, never quite zero."""
    right = bend if side == "right" else -bend
    return float(_MISTAKEN + (1.0 - _MISTAKEN) / (1.0 + np.exp(-right / _SOFT_DEG)))


def resample_by_turns(
    xy: np.ndarray,
    journeys: Sequence[Journey],
    turns: Sequence[tuple[int, str]],
    cell_m: float,
    rng: np.random.Generator,
) -> list[int]:
    """Numbers of the journeys to keep, as many as there are, drawn by how they turn.

    ``xy`` are the positions of all nodes in metres, shape (nodes, 2).
    """
    weights = np.ones(len(journeys))
    for k, journey in enumerate(journeys):
        for stop, side in turns:
            bend = bend_deg(xy, journey, stop, _REACH_CELLS * cell_m)
            if bend is not None:
                weights[k] *= side_weight(bend, side)
    steps = (rng.random() + np.arange(len(journeys))) / len(journeys) * weights.sum()
    return [
        int(k) for k in np.minimum(np.searchsorted(np.cumsum(weights), steps), len(weights) - 1)
    ]
