"""Other grounds that the map may stand for: the map isn't the ground of that week.

Each perturbed ground has a smooth lognormal field over its costs, its own mind
about how dear each class of surface is, mapped roads that cannot be used and
roads that the map lacks.
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates
from scipy.special import ndtri

from convoy_map.model import Parameters
from convoy_map.routing.network import Network
from convoy_map.routing.tastes import powered

_LEAST_ROADS_KM_PER_KM2 = 0.02
_NEW_ROAD_KM = (5.0, 35.0)
_MOST_NEW_ROADS = 300
_OCTAVES = (0.57, 0.29, 0.14)


def rough_field(
    x: np.ndarray, y: np.ndarray, range_m: float, rng: np.random.Generator
) -> np.ndarray:
    """Random field of unit variance that is rough on several scales, shape (n,).

    Ground has no scale of its own: a third of the range adds half the roughness. On a
    scale finer than the positions lie apart their values are unrelated.
    """
    apart_m = float(np.sqrt(np.ptp(x) * np.ptp(y) / max(1, len(x))))
    out = np.zeros(len(x))
    for step, share in enumerate(_OCTAVES):
        scale_m = range_m / 3.0**step
        fine = scale_m < apart_m
        field = rng.standard_normal(len(x)) if fine else smooth_field(x, y, scale_m, rng)
        out += np.sqrt(share) * field
    return out


def smooth_field(
    x: np.ndarray, y: np.ndarray, range_m: float, rng: np.random.Generator
) -> np.ndarray:
    """Smooth random field of unit variance at some positions, shape (n,).

    ``range_m`` is the distance over which its values are clearly related.
    """
    step = range_m / 4.0
    pad = 4
    nx = int(np.ptp(x) / step) + 2 * pad + 2
    ny = int(np.ptp(y) / step) + 2 * pad + 2
    noise = gaussian_filter(rng.standard_normal((ny, nx)), 2.0, mode="wrap")
    # Variance of white noise under a Gaussian of 2 cells: 1 / (4 pi sigma^2).
    noise *= np.sqrt(4.0 * np.pi) * 2.0
    at = [(y - y.min()) / step + pad, (x - x.min()) / step + pad]
    return np.asarray(map_coordinates(noise, at, order=1, mode="nearest"))


class Ground:
    """One perturbed ground: gives edge costs for each manner of travel.

    Parameters
    ----------
    network : Network
        The ground as mapped.
    parameters : Parameters
        How far the map may be off.
    rng : numpy Generator
        Source of this ground's randomness.
    taste : float
        The traveller's care for good roads: the power to which costs are raised.
    """

    def __init__(
        self,
        network: Network,
        parameters: Parameters,
        rng: np.random.Generator,
        taste: float = 1.0,
    ) -> None:
        self._network = network
        self._taste = taste
        self._parameters = parameters
        extent = max(float(np.hypot(np.ptp(network.x), np.ptp(network.y))), 1.0)
        reach = min(parameters.surface_range_m, extent / 6.0)
        field = rough_field(network.x, network.y, reach, rng)
        self._factor = np.exp(parameters.surface_log_sd * field)
        spread = rng.standard_normal(len(network.surfaces)) * parameters.class_log_sd
        self._class_factor = dict(zip(network.surfaces, np.exp(spread), strict=True))
        stretches = int(network.road.max(initial=-1)) + 1
        lost = rng.random(stretches + 1) < parameters.p_road_ghost
        self._lost = np.flatnonzero((network.road >= 0) & lost[network.road])
        self._new = self._new_roads(rng)
        self._open = self._crossings(reach, rng)

    def _new_roads(self, rng: np.random.Generator) -> np.ndarray:
        """Edges of roads that the map lacks: straight strips between places on roads."""
        n = self._network
        roadless = n.road < 0
        on_road = np.unique(np.concatenate([n.a[~roadless], n.b[~roadless]]))
        ends = on_road if len(on_road) > 10 else np.arange(n.size)
        cell_km = float(n.length_km[roadless].min(initial=np.inf))
        if not np.isfinite(cell_km):
            return np.zeros(0, np.int64)
        total = max(
            float(n.length_km[~roadless].sum()), _LEAST_ROADS_KM_PER_KM2 * n.size * cell_km**2
        )
        span = float(np.hypot(np.ptp(n.x), np.ptp(n.y))) / 1000.0
        low, high = min(_NEW_ROAD_KM[0], span / 20.0), min(_NEW_ROAD_KM[1], span / 4.0)
        wanted = self._parameters.p_road_missing * total / max((low + high) / 2, 0.1)
        hit = np.zeros(n.size, bool)
        for _ in range(min(int(rng.poisson(wanted)), _MOST_NEW_ROADS)):
            start = ends[rng.integers(len(ends))]
            km, bearing = rng.uniform(low, high), rng.uniform(0.0, 2 * np.pi)
            hit |= _strip(n, start, km, bearing, 0.75 * cell_km)
        return np.flatnonzero(roadless & hit[n.a] & hit[n.b])

    def _crossings(self, reach_m: float, rng: np.random.Generator) -> np.ndarray:
        """River moves that cost nothing here: fords, ferries and bridges the map lacks."""
        n, p = self._network, self._parameters.p_unknown_crossing
        field = smooth_field(n.x, n.y, reach_m / 3.0, rng)
        if not n.river.any() or not 0.0 < p < 1.0:
            return np.zeros(0, np.int64)
        open_here = field > float(ndtri(1.0 - p))
        return np.flatnonzero(n.river & open_here[n.a] & open_here[n.b])

    def weights(self, costs: dict[str, float], *, told: bool = False) -> np.ndarray:
        """Edge costs in main-road km under the costs of one manner.

        Travellers care more or less for good roads: their costs are powers of the
        given ones. Where the manner is ``told``, less is left to taste.
        """
        n = self._network
        seen = powered(costs, self._taste, told=told)
        mine = {s: seen[s] * self._class_factor[s] for s in n.surfaces}
        w = n.weights(mine, self._factor)
        w[self._open] -= n.barrier[self._open]
        lost, per_km = self._lost, np.array([mine[c] for c in n.surfaces])
        w[lost] *= np.maximum(mine["roadless"] / per_km[n.surface[lost]], 1.0)
        road = mine["minor_road"] * n.length_km[self._new]
        # A road that the map lacks has its own bridges; it leads through no lake or wall.
        barrier = np.where(n.river[self._new], 0.0, n.barrier[self._new])
        w[self._new] = np.minimum(w[self._new], road + barrier)
        return w


def _strip(
    network: Network, start: int, km: float, bearing: float, half_width_km: float
) -> np.ndarray:
    """Nodes on a straight strip of some length from a node, boolean, shape (n,)."""
    dx = (network.x - network.x[start]) / 1000.0
    dy = (network.y - network.y[start]) / 1000.0
    ahead = dx * np.sin(bearing) + dy * np.cos(bearing)
    aside = dx * np.cos(bearing) - dy * np.sin(bearing)
    return np.asarray((np.abs(aside) <= half_width_km) & (ahead >= -half_width_km) & (ahead <= km))
