"""Simulated worlds, journeys and tellers, deliberately unlike what the inference assumes.

The true ground is a raster with roads burned into it and fractal noise over it;
travellers have tastes of their own, wander, and stop where nobody knows; walkers
take no least-cost path at all. The map that the inference sees lacks roads (in one
world, all of them), has roads that don't exist, and lies a little beside the truth.
Distances that tellers leave unsaid are gamma, not lognormal; the gazetteer's errors
are Laplace and smaller than it says, normal and as it says, or Student's and larger;
in one world people name the nearest town and a wind, wherever they were; some
statements are wrong and some are told out of order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import shapely
from scipy.ndimage import binary_dilation, gaussian_filter
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import Delaunay

from convoy_map.geo import Projection, local_projection
from convoy_map.model import (
    Barrier,
    Region,
    Road,
)

WIDE_M, HIGH_M, TRUE_CELL_M = 120_000.0, 90_000.0, 600.0
NX, NY = int(WIDE_M / TRUE_CELL_M), int(HIGH_M / TRUE_CELL_M)
KINDS = (
    "dense roads",
    "sparse roads",
    "rivers",
    "mountains",
    "desert",
    "on foot",
    "no map",
    "coast",
    "loose tellers",
)
ERRORS = ("laplace", "normal", "student")


@dataclass
class SimulatedTerrain:
    """The map that the inference sees."""

    roads: list[Road]
    barriers: list[Barrier]
    bridges: list[tuple[float, float]] = field(default_factory=list)
    borders: list[tuple[str, object]] = field(default_factory=list)
    version: str = "simulated"


@dataclass
class World:
    """A simulated country: its true costs, its towns, and its map."""

    kind: str
    projection: Projection
    region: Region
    towns: np.ndarray
    matrix: csr_matrix
    terrain: SimulatedTerrain
    river: np.ndarray | None
    errors: str = "laplace"
    sea: np.ndarray | None = None

    def lonlat(self, xy: np.ndarray) -> np.ndarray:
        """Degrees of positions in metres."""
        return np.column_stack(self.projection.to_lonlat(xy[:, 0], xy[:, 1]))


def make_world(kind: str, rng: np.random.Generator) -> World:
    projection = local_projection(float(rng.uniform(-170, 170)), float(rng.uniform(-50, 60)))
    sea = _sea(rng) if kind == "coast" else None
    towns = _towns(60 if kind in {"dense roads", "coast"} else 35, rng, sea)
    roads = _roads(towns, kind, rng)
    river = _river(rng) if kind in {"rivers", "desert"} else None
    matrix = _true_ground(kind, roads, river, sea, rng)
    corners = np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1], [0, 1], [0, -1]])
    lon, lat = projection.to_lonlat(*(corners * [WIDE_M / 2, HIGH_M / 2]).T)
    lon0 = projection.lon0
    lon = lon0 + (lon - lon0 + 180.0) % 360.0 - 180.0
    edges = [(v + 180.0) % 360.0 - 180.0 for v in (lon.min(), lon.max())]
    region = Region(edges[0], float(lat.min()), edges[1], float(lat.max()))
    world = World(kind, projection, region, towns, matrix, SimulatedTerrain([], []), river)
    world.sea = sea
    world.errors = str(rng.choice(ERRORS))
    world.terrain = _map_of(world, [] if kind == "no map" else roads, sea, rng)
    return world


def _sea(rng: np.random.Generator) -> np.ndarray:
    """Sea between islands and a mainland: roads across it are bridges and ferries."""
    height = gaussian_filter(rng.standard_normal((NY, NX)), 14)
    slope = np.linspace(-1.0, 1.0, NX) * rng.choice([-1.0, 1.0])
    return np.asarray(height / height.std() + 1.2 * slope < -0.7)


def _towns(count: int, rng: np.random.Generator, sea: np.ndarray | None = None) -> np.ndarray:
    towns: list[np.ndarray] = []
    while len(towns) < count:
        spot = rng.uniform([-0.46 * WIDE_M, -0.46 * HIGH_M], [0.46 * WIDE_M, 0.46 * HIGH_M])
        wet = sea is not None and sea.ravel()[_node(spot)]
        if not wet and all(np.hypot(*(spot - t)) > 4_000 for t in towns):
            towns.append(spot)
    return np.array(towns)


def _wiggle(a: np.ndarray, b: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    """A wandering line from a to b; ``share`` of its length is how far it strays."""
    t = np.linspace(0, 1, max(int(np.hypot(*(b - a)) / 1500), 3))
    straight = a + t[:, None] * (b - a)
    noise = gaussian_filter(rng.standard_normal((len(t), 2)), (max(len(t) / 5, 1), 0))
    noise /= noise.std() + 1e-9
    window = np.sin(np.pi * t)[:, None]
    return straight + share * np.hypot(*(b - a)) * noise * window


def _roads(towns: np.ndarray, kind: str, rng: np.random.Generator) -> list[tuple[np.ndarray, str]]:
    pairs = set()
    for simplex in Delaunay(towns).simplices:
        for i in range(3):
            a, b = sorted((int(simplex[i]), int(simplex[(i + 1) % 3])))
            pairs.add((a, b))
    keep = {"dense roads": 0.8, "rivers": 0.6, "mountains": 0.5, "coast": 0.6, "no map": 0.6}.get(
        kind, 0.3
    )
    out = []
    for a, b in sorted(pairs):
        if rng.random() < keep and np.hypot(*(towns[a] - towns[b])) < 45_000:
            surface = "main_road" if rng.random() < 0.4 else "minor_road"
            out.append((_wiggle(towns[a], towns[b], 0.06, rng), surface))
    return out


def _river(rng: np.random.Generator) -> np.ndarray:
    y = rng.uniform(-0.25, 0.25, 2) * HIGH_M
    return _wiggle(np.array([-0.55 * WIDE_M, y[0]]), np.array([0.55 * WIDE_M, y[1]]), 0.05, rng)


def _cells(line: np.ndarray) -> np.ndarray:
    dense = shapely.get_coordinates(shapely.segmentize(shapely.LineString(line), TRUE_CELL_M / 4))
    i = np.floor((dense[:, 0] + WIDE_M / 2) / TRUE_CELL_M).astype(int)
    j = np.floor((dense[:, 1] + HIGH_M / 2) / TRUE_CELL_M).astype(int)
    ok = (i >= 0) & (i < NX) & (j >= 0) & (j < NY)
    return np.asarray(j[ok] * NX + i[ok])


def _fractal(rng: np.random.Generator) -> np.ndarray:
    out = np.zeros((NY, NX))
    for scale in (2, 6, 18):
        layer = gaussian_filter(rng.standard_normal((NY, NX)), scale)
        out += layer / layer.std()
    return out / out.std()


def _true_ground(
    kind: str,
    roads: list[tuple[np.ndarray, str]],
    river: np.ndarray | None,
    sea: np.ndarray | None,
    rng: np.random.Generator,
) -> csr_matrix:
    """True cost of every move. Nobody tells the inference these numbers."""
    open_ground = {"dense roads": 5.0, "mountains": 5.0, "desert": 1.8}.get(kind, 3.0)
    open_ground *= float(np.exp(rng.normal(0, 0.3)))
    cost = open_ground * np.exp(rng.uniform(0.2, 0.6) * _fractal(rng))
    if kind == "mountains":
        ridge = gaussian_filter(rng.standard_normal((NY, NX)), 10)
        cost *= np.where(ridge > 0.7 * ridge.std(), 6.0, 1.0)
    if river is not None:
        wet = np.zeros((NY, NX), bool)
        wet.ravel()[_cells(river)] = True
        cost = np.where(binary_dilation(wet, np.ones((3, 3))), 300.0, cost)
    if sea is not None:
        cost = np.where(sea, 300.0, cost)
    flat = cost.ravel()
    taste = np.exp(rng.normal(0, 0.3, 2))
    for line, surface in roads:
        if rng.random() < 0.05:
            continue  # the map's road cannot be used
        value = taste[0] if surface == "main_road" else 1.5 * taste[1]
        cells = _cells(line)
        flat[cells] = np.minimum(flat[cells], value)
    return _moves(flat)


def _moves(cost: np.ndarray) -> csr_matrix:
    index = np.arange(NX * NY).reshape(NY, NX)
    rows, cols, data = [], [], []
    for dx, dy in ((1, 0), (0, 1), (1, 1), (1, -1)):
        low = index[max(0, -dy) : NY - max(0, dy), : NX - dx].ravel()
        high = index[max(0, dy) : NY + min(0, dy), dx:].ravel()
        w = np.hypot(dx, dy) * TRUE_CELL_M / 1000 * (cost[low] + cost[high]) / 2
        rows += [low, high]
        cols += [high, low]
        data += [w, w]
    triple = (np.concatenate(data), (np.concatenate(rows), np.concatenate(cols)))
    return csr_matrix(triple, shape=(NX * NY, NX * NY))


def _map_of(
    world: World,
    roads: list[tuple[np.ndarray, str]],
    sea: np.ndarray | None,
    rng: np.random.Generator,
) -> SimulatedTerrain:
    missing, ghosts = rng.uniform(0.05, 0.25), rng.uniform(0.0, 0.12)
    out = []
    for line, surface in roads:
        if rng.random() < missing:
            continue
        shifted = line + rng.normal(0, 150, 2)
        drawn = shapely.LineString(world.lonlat(shifted)).simplify(0.002)
        out.append(Road(drawn, surface))
    for _ in range(int(ghosts * len(roads))):
        a, b = world.towns[rng.choice(len(world.towns), 2, replace=False)]
        if np.hypot(*(a - b)) < 50_000:
            out.append(
                Road(shapely.LineString(world.lonlat(_wiggle(a, b, 0.05, rng))), "minor_road")
            )
    barriers = []
    if world.river is not None:
        barriers.append(Barrier(shapely.LineString(world.lonlat(world.river)), "river", "river"))
    if sea is not None:
        x, y = _centre(np.flatnonzero(sea)).T
        half = 0.501 * TRUE_CELL_M
        area = shapely.union_all(shapely.box(x - half, y - half, x + half, y + half))
        drawn = world.projection.inverse(area.simplify(TRUE_CELL_M))
        barriers.append(Barrier(drawn, "lake", "sea"))
    return SimulatedTerrain(out, barriers)


def _node(xy: np.ndarray) -> int:
    i = int(np.clip((xy[0] + WIDE_M / 2) / TRUE_CELL_M, 0, NX - 1))
    j = int(np.clip((xy[1] + HIGH_M / 2) / TRUE_CELL_M, 0, NY - 1))
    return j * NX + i


def _centre(nodes: np.ndarray) -> np.ndarray:
    x = (nodes % NX + 0.5) * TRUE_CELL_M - WIDE_M / 2
    return np.column_stack([x, (nodes // NX + 0.5) * TRUE_CELL_M - HIGH_M / 2])


def _way(world: World, a: np.ndarray, b: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    if world.kind == "on foot" or (world.kind == "desert" and rng.random() < 0.4):
        return _wiggle(a, b, 0.08, rng)
    _, before = dijkstra(world.matrix, indices=_node(b), return_predecessors=True)
    nodes = [_node(a)]
    while before[nodes[-1]] >= 0:
        nodes.append(int(before[nodes[-1]]))
    return _centre(np.array(nodes))


def travel(world: World, rng: np.random.Generator) -> np.ndarray:
    """A true journey: a chain of places, some of which nobody will mention."""
    count = int(rng.integers(4, 8))
    here = world.towns[rng.integers(len(world.towns))]
    stops = [here]
    heading = rng.uniform(0, 2 * np.pi)
    while len(stops) < count:
        heading += rng.normal(0, 0.7)
        reach = rng.uniform(8_000, 30_000)
        ahead = stops[-1] + reach * np.array([np.sin(heading), np.cos(heading)])
        if abs(ahead[0]) > 0.44 * WIDE_M or abs(ahead[1]) > 0.44 * HIGH_M:
            heading += 1.0
            continue
        if world.sea is not None and world.sea.ravel()[_node(ahead)]:
            heading += rng.normal(0, 1.0)
            continue
        far = np.hypot(*(world.towns - ahead).T)
        town = world.towns[int(np.argmin(far))]
        near_enough = far.min() < 6_000 and not any(np.array_equal(town, s) for s in stops)
        stops.append(town if near_enough and rng.random() < 0.8 else ahead)
    legs = [_way(world, a, b, rng) for a, b in pairwise(stops)]
    return np.concatenate(legs)
