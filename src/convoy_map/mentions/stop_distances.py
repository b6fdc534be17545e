"""How far a named place lies off the way between the stops told beside it.

A journey goes on from place to place: what lies a day's stage from the stops told
before and after it is likelier to be one of them than a city on another continent.
Distances are measured in steps, the median distance between stops told one after the
other, so that a walk and a voyage are judged alike. A name of several places counts as
the one that lies best.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from convoy_map.mentions.units import Unit
from convoy_map.model import Gazetteer

__all__ = ["reasons_of_distance"]

_MOST_PLACES = 12
_LOOK = 4
_EARTH_RADIUS_KM = 6371.0
_SHORTEST_STEP_KM = 3.0
_BINS = (0.4, 1.0, 2.0, 4.0, 8.0)
Vectors = NDArray[np.float64]


def reasons_of_distance(
    towns: Sequence[Unit], told: Sequence[int], gazetteer: Gazetteer
) -> list[list[str]]:
    """Name for every place how far it lies from the stops told before and after it.

    Parameters
    ----------
    towns : sequence of Unit
        The named settlements of a text in order.
    told : sequence of int
        Which of them a motion tells as stops.
    gazetteer : Gazetteer
        Where the names lie.

    Returns
    -------
    list of list of str
        "step:2" is within two median steps of the nearer neighbour, "detour:4" a
        detour of up to four; "step:unknown" where the gazetteer has no such name.
    """
    places = {name: _unit_vectors(name, gazetteer) for name in {u.name for u in towns}}
    own = [places[u.name] for u in towns]
    stops = [n for n in told if len(own[n])]
    steps = [
        _nearest_km(own[a], own[b]) for a, b in pairwise(stops) if towns[a].name != towns[b].name
    ]
    if len(steps) < 2:
        return [[] for _ in towns]
    step_km = max(_SHORTEST_STEP_KM, float(np.median(steps)))
    return [[*_of_one(n, towns, own, stops, step_km)] for n in range(len(towns))]


def _of_one(
    n: int, towns: Sequence[Unit], own: Sequence[Vectors], stops: Sequence[int], step_km: float
) -> Iterator[str]:
    if not len(own[n]):
        yield "step:unknown"
        return
    name = towns[n].name
    at, past = bisect_left(stops, n), bisect_right(stops, n)
    earlier, later = stops[max(0, at - _LOOK) : at], stops[past : past + _LOOK]
    before = next((own[s] for s in reversed(earlier) if towns[s].name != name), None)
    after = next((own[s] for s in later if towns[s].name != name), None)
    near = [_nearest_km(own[n], o) for o in (before, after) if o is not None]
    if not near:
        return
    yield f"step:{_bin(min(near) / step_km)}"
    if before is not None and after is not None:
        extra = max(0.0, sum(near) - _nearest_km(before, after))
        yield f"detour:{_bin(extra / step_km)}"


def _bin(ratio: float) -> str:
    return next((f"{limit:g}" for limit in _BINS if ratio <= limit), "far")


def _unit_vectors(name: str, gazetteer: Gazetteer) -> Vectors:
    """The places of a name as unit vectors, the most populous first, at most a dozen."""
    found = sorted(
        (-(p.population or 0), p.id, p.lon, p.lat)
        for p in (match.place for match in gazetteer.exact(name))
        if p.lon is not None and p.lat is not None
    )
    degrees = np.array([(lon, lat) for _, _, lon, lat in found[:_MOST_PLACES]], dtype=np.float64)
    lonlat = np.radians(degrees).reshape(-1, 2)
    lon, lat = lonlat[:, 0], lonlat[:, 1]
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def _nearest_km(a: Vectors, b: Vectors) -> float:
    """Great-circle distance of the two places of two names that lie nearest to each other."""
    cosine = float(np.clip((a @ b.T).max(), -1.0, 1.0))
    return _EARTH_RADIUS_KM * float(np.arccos(cosine))
