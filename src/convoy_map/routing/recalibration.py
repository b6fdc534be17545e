"""Levels of corridors and areas, corrected on simulated journeys.

A level is the share of the true journey's length (or of true waypoints) that an
area is to hold, averaged over journeys. The tables say which share of the
*samples* an area must hold for that; they were fitted on simulated worlds
(``benchmarks/calibration.py --fit``) and tested on others.
"""

from __future__ import annotations

import numpy as np

CORRIDOR = (
    (0.0, 0.0),
    (0.2, 0.225),
    (0.3, 0.335),
    (0.4, 0.44),
    (0.5, 0.545),
    (0.6, 0.645),
    (0.7, 0.74),
    (0.8, 0.83),
    (0.9, 0.92),
    (0.95, 0.962),
    (0.98, 0.987),
    (1.0, 1.0),
)
WAYPOINT = (
    (0.0, 0.0),
    (0.2, 0.03),
    (0.3, 0.08),
    (0.4, 0.17),
    (0.5, 0.26),
    (0.6, 0.36),
    (0.7, 0.47),
    (0.8, 0.62),
    (0.9, 0.795),
    (0.95, 0.89),
    (0.98, 0.95),
    (1.0, 1.0),
)


def sample_share(level: float, table: tuple[tuple[float, float], ...]) -> float:
    """Share of the samples that an area of some level must hold.

    Examples
    --------
    >>> sample_share(0.35, ((0.0, 0.0), (0.5, 0.6), (1.0, 1.0)))
    0.42
    """
    wanted, share = np.array(table).T
    return round(float(np.interp(level, wanted, share)), 6)
