"""Levels of corridors and areas, corrected on simulated journeys.

A level is the share of the true journey's length (or of true waypoints) that an
area is to hold, averaged over journeys. Which share of the *samples* an area must
hold for that is a straight line between log odds (logistic recalibration: D. R. Cox
1958, "Two further applications of a model for binary regression", Biometrika 45):
two numbers, too few to learn any one simulated world by heart. They were fitted by
``benchmarks/calibration.py --fit``, every kind of world weighing the same, and
checked on kinds left out.
"""

from __future__ import annotations

import numpy as np

IDENTITY = (0.0, 1.0)
CORRIDOR = (-0.044, 1.072)
WAYPOINT = (-0.252, 1.113)


def sample_share(level: float, line: tuple[float, float]) -> float:
    """Share of the samples that an area of some level must hold.

    Parameters
    ----------
    level : float
        Share of the truth to hold, from 0 to 1.
    line : (float, float)
        Intercept and slope between the log odds.

    Examples
    --------
    >>> sample_share(0.9, IDENTITY)
    0.9
    >>> sample_share(0.5, (0.4, 1.0))
    0.598688
    """
    if not 0.0 < level < 1.0:
        return float(min(max(level, 0.0), 1.0))
    odds = line[0] + line[1] * np.log(level / (1.0 - level))
    return round(float(1.0 / (1.0 + np.exp(-odds))), 6)
