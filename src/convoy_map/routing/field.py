"""From layers to the network: roads as true lines, rivers and closed ground as barriers.

Rivers are not burned into the raster. A raster river either leaks at its corners
or swallows the road on its bank; here every move is cut with the river's own
line and pays for an odd number of crossings, at any cell size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import shapely
from scipy.ndimage import binary_dilation
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from convoy_map.errors import LayerError
from convoy_map.model import Barrier, GroundRaster, Parameters, Road, Terrain
from convoy_map.routing.grid import Grid
from convoy_map.routing.network import Network, raster_moves
from convoy_map.routing.relief import edge_factors

BASE_SURFACES = ("roadless", "track", "minor_road", "main_road")
STRETCH_M = 15_000.0
_SAMPLES = 33


def check_layers(terrain: Terrain, costs: Mapping[str, float]) -> None:
    """Check that layers are in degrees and that every surface has a cost.

    Raises
    ------
    LayerError
        For coordinates that are no degrees (another CRS), or an unknown surface.
    """
    layers: tuple[tuple[str, Sequence[Road | Barrier]], ...] = (
        ("road", terrain.roads),
        ("barrier", terrain.barriers),
    )
    for kind, things in layers:
        for n, thing in enumerate(things):
            name = f"{kind} {n} {thing.title!r}" if thing.title else f"{kind} {n}"
            if thing.surface not in costs:
                raise LayerError(
                    f"the surface {thing.surface!r} has no cost",
                    where=name,
                    mend=f"use one of {', '.join(sorted(costs))}, or add it to parameters.costs",
                )
            if thing.geometry.is_empty:
                raise LayerError("the geometry is empty", where=name, mend="leave it out")
            west, south, east, north = thing.geometry.bounds
            if not (west >= -360 and east <= 360 and south >= -90 and north <= 90):
                raise LayerError(
                    f"its coordinates reach from {west:.6g}, {south:.6g} to {east:.6g}, "
                    f"{north:.6g}: these are no degrees",
                    where=name,
                    mend="bring the layer to WGS 84 (EPSG:4326) first",
                )


_KEPT: dict[str, Network] = {}
_MOST_KEPT = 4


def network_of(grid: Grid, terrain: Terrain, parameters: Parameters) -> Network:
    """The network of ``build_network``, kept for the next question about the same ground.

    The key is the content of the layers, not their name or version.
    """
    check_layers(terrain, parameters.costs)
    digest = hashlib.sha256(repr((grid, parameters.costs, parameters.river_width_m)).encode())
    for things in (terrain.roads, terrain.barriers):
        for thing in things:
            digest.update(shapely.to_wkb(thing.geometry))
            digest.update(f"{thing.surface}|{thing.title}".encode())
    digest.update(repr([r.length_m for r in terrain.roads]).encode())
    digest.update(repr([tuple(b) for b in terrain.bridges]).encode())
    for raster in _rasters(terrain):
        digest.update(repr((raster.kind, raster.bounds)).encode())
        digest.update(raster.values.tobytes())
    key = digest.hexdigest()
    if key not in _KEPT:
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)))
        _KEPT[key] = build_network(grid, terrain, parameters)
    return _KEPT[key]


def build_network(grid: Grid, terrain: Terrain, parameters: Parameters) -> Network:
    """Lay moves, roads and barriers over a grid.

    Raises
    ------
    LayerError
        As ``check_layers``.
    """
    check_layers(terrain, parameters.costs)
    x, y = grid.centres()
    a, b, cells = raster_moves(grid.nx, grid.ny)
    surfaces = tuple(dict.fromkeys([*BASE_SURFACES, *sorted(parameters.costs)]))
    walls, rivers = _barrier_costs(grid, terrain, parameters, a, b)
    ra, rb, rlen, rsurf, rroad, (rx, ry) = _road_edges(grid, terrain.roads, surfaces, x, y)
    closed = [t for t in terrain.barriers if t.surface == "closed"]
    rbar = _area_costs(grid, closed, parameters, ra, rb, rx, ry)
    network = Network(
        cell=np.arange(grid.size),
        x=rx,
        y=ry,
        a=np.concatenate([a, ra]),
        b=np.concatenate([b, rb]),
        length_km=np.concatenate([cells * grid.cell_m / 1000.0, rlen]),
        surface=np.concatenate([np.zeros(len(a), np.int64), rsurf]),
        surfaces=surfaces,
        barrier=np.concatenate([walls + rivers, rbar]),
        road=np.concatenate([np.full(len(a), -1), rroad]),
        river=np.concatenate([(rivers > 0) & (walls == 0), np.zeros(len(ra), bool)]),
    )
    return _with_slopes(grid, terrain, network)


def _rasters(terrain: Terrain) -> tuple[GroundRaster, ...]:
    """Elevation and cost rasters of a terrain; many terrains have none."""
    return tuple(getattr(terrain, "rasters", ()))


def _with_slopes(grid: Grid, terrain: Terrain, network: Network) -> Network:
    """The network with what rasters say of open ground and tracks."""
    rasters = _rasters(terrain)
    if not rasters:
        return network
    track = network.surfaces.index("track")
    off = np.flatnonzero((network.road < 0) | (network.surface == track))
    steep = np.ones(len(network.a))
    steep[off] = edge_factors(grid, rasters, network.x, network.y, network.a[off], network.b[off])
    return replace(network, steep=steep)


def _road_edges(
    grid: Grid, roads: Sequence[Road], surfaces: tuple[str, ...], x: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, tuple[np.ndarray, ...]]:
    """Edges along roads, and node positions with road cells moved onto their road."""
    nodes_x, nodes_y = x.copy(), y.copy()
    nearest = np.full(grid.size, np.inf)
    parts: list[tuple[np.ndarray, ...]] = []
    stretch = 0
    for road in roads:
        for line in shapely.get_parts(grid.projection.forward(road.geometry)):
            found = _edges_of(grid, line, road, x, y)
            if found is None:
                continue
            cells, along, px, py, far = found
            closer = far < nearest[cells]
            nodes_x[cells[closer]], nodes_y[cells[closer]] = px[closer], py[closer]
            nearest[cells[closer]] = far[closer]
            step = np.diff(along)
            joined = (cells[:-1] >= 0) & (cells[1:] >= 0) & (step > 0)
            piece = stretch + (along[:-1] // STRETCH_M).astype(np.int64)
            code = np.full(len(step), surfaces.index(road.surface))
            parts.append(
                tuple(v[joined] for v in (cells[:-1], cells[1:], step / 1000.0, code, piece))
            )
            stretch = int(piece.max(initial=stretch)) + 1
    if not parts:
        none = np.zeros(0, np.int64)
        return none, none, np.zeros(0), none, none, (nodes_x, nodes_y)
    a, b, length, code, piece = (np.concatenate(v) for v in zip(*parts, strict=True))
    return a, b, length, code, piece, (nodes_x, nodes_y)


def _edges_of(
    grid: Grid, line: BaseGeometry, road: Road, x: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray] | None:
    """Cells that one road visits, its length up to each, and its nearest point in each."""
    west, south, east, north = line.bounds
    if line.length == 0 or not (
        east > grid.x0
        and north > grid.y0
        and west < grid.x0 + grid.nx * grid.cell_m
        and south < grid.y0 + grid.ny * grid.cell_m
    ):
        return None
    xy = shapely.get_coordinates(shapely.segmentize(line, grid.cell_m / 3))
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    if road.length_m is not None and along[-1] > 0 and road.geometry.geom_type == "LineString":
        along *= max(road.length_m / along[-1], 1.0)
    cells = grid.cells(xy[:, 0], xy[:, 1])
    run = np.concatenate([[0], np.cumsum(np.diff(cells) != 0)])
    safe = np.maximum(cells, 0)
    far = np.where(cells >= 0, np.hypot(xy[:, 0] - x[safe], xy[:, 1] - y[safe]), 0.0)
    order = np.lexsort((far, run))
    pick = order[np.unique(run[order], return_index=True)[1]]
    far_pick = np.where(cells[pick] >= 0, far[pick], np.inf)
    return cells[pick], along[pick], xy[pick, 0], xy[pick, 1], far_pick


def _barrier_costs(
    grid: Grid, terrain: Terrain, parameters: Parameters, a: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """What areas, and what rivers, add to each raster move, in main-road km."""
    x, y = grid.centres()
    areas = [t for t in terrain.barriers if "Polygon" in t.geometry.geom_type]
    out = np.zeros(len(a))
    rivers: dict[tuple[str, str], list[BaseGeometry]] = {}
    for n, thing in enumerate(terrain.barriers):
        if "Line" in thing.geometry.geom_type:
            key = (thing.surface, thing.title or f"#{n}")
            rivers.setdefault(key, []).append(thing.geometry)
    bridges = _points(grid, terrain.bridges)
    width_km = parameters.river_width_m / 1000.0
    for (surface, _), lines in sorted(rivers.items()):
        times = _crossings(grid, lines, a, b, x, y, bridges)
        out += times * parameters.costs[surface] * width_km
    return _area_costs(grid, areas, parameters, a, b, x, y), out


def _points(grid: Grid, lonlat: Sequence[tuple[float, float]]) -> np.ndarray:
    if not len(lonlat):
        return np.zeros((0, 2))
    lon, lat = np.array(lonlat, dtype=float).T
    return np.column_stack(grid.projection.to_xy(lon, lat))


def _near(grid: Grid, geometry: BaseGeometry, steps: int) -> np.ndarray:
    """Cells within some steps of a line, boolean, shape (size,)."""
    xy = shapely.get_coordinates(shapely.segmentize(geometry, grid.cell_m / 2))
    cells = grid.cells(xy[:, 0], xy[:, 1])
    hit = np.zeros((grid.ny, grid.nx), bool)
    hit.reshape(-1)[cells[cells >= 0]] = True

    return np.asarray(binary_dilation(hit, np.ones((3, 3), bool), iterations=steps)).ravel()


def _crossings(
    grid: Grid,
    lines: Sequence[BaseGeometry],
    a: np.ndarray,
    b: np.ndarray,
    x: np.ndarray,
    y: np.ndarray,
    bridges: np.ndarray,
) -> np.ndarray:
    """1 for each move that ends on the other bank of a river and uses no bridge."""
    river = shapely.union_all([grid.projection.forward(g) for g in lines])
    out = np.zeros(len(a))
    near = _near(grid, river, 2)
    moves = np.flatnonzero(near[a] & near[b])
    if not len(moves):
        return out
    i, j = a[moves], b[moves]
    ends = np.stack([np.stack([x[i], y[i]], 1), np.stack([x[j], y[j]], 1)], 1)
    legs = np.asarray(shapely.linestrings(ends))
    pieces = _two_point_pieces(river)
    which, piece = shapely.STRtree(pieces).query(legs, predicate="intersects")
    met = shapely.intersection(legs[which], pieces[piece])
    px, py = shapely.get_coordinates(shapely.centroid(met)).T
    if len(bridges):
        far, _ = cKDTree(bridges).query(np.column_stack([px, py]))
        unbridged = far > max(0.75 * grid.cell_m, 300.0)
        which, px, py = which[unbridged], px[unbridged], py[unbridged]
    spots = np.unique(np.column_stack([which, np.round(px, 2), np.round(py, 2)]), axis=0)
    times = np.bincount(spots[:, 0].astype(np.int64), minlength=len(moves))
    out[moves] = times % 2
    return out


def _two_point_pieces(line: BaseGeometry) -> np.ndarray:
    pieces = []
    for part in shapely.get_parts(line):
        xy = shapely.get_coordinates(part)
        pieces.append(np.stack([xy[:-1], xy[1:]], axis=1))
    return np.asarray(shapely.linestrings(np.concatenate(pieces)))


def _area_costs(
    grid: Grid,
    areas: Sequence[Barrier],
    parameters: Parameters,
    a: np.ndarray,
    b: np.ndarray,
    x: np.ndarray,
    y: np.ndarray,
) -> np.ndarray:
    """What lakes and closed areas add to each edge: their cost over the length inside."""
    out = np.zeros(len(a))
    length_km = np.hypot(x[a] - x[b], y[a] - y[b]) / 1000.0
    share = np.linspace(0.0, 1.0, _SAMPLES)
    for thing in areas:
        area = grid.projection.forward(thing.geometry)
        shapely.prepare(area)
        inside = shapely.contains_xy(area, x, y)
        edge = _near(grid, area.boundary, 3)
        part = (inside[a] & inside[b]).astype(float)
        mixed = np.flatnonzero(edge[a] | edge[b])
        i, j = a[mixed, None], b[mixed, None]
        hit = shapely.contains_xy(area, x[i] + share * (x[j] - x[i]), y[i] + share * (y[j] - y[i]))
        part[mixed] = hit.mean(axis=1)
        out += part * length_km * parameters.costs[thing.surface]
    return out
