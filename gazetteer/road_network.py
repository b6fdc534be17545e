"""The main-road network that PyPI's ``scgraph_data`` carries: junctions and true lengths."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from convoy_map.geo import distance_m

JUNCTION_KM = 0.3

Node = tuple[float, float]
Edges = dict[tuple[int, int], float]


def roads_in(wheel: Path, window: BaseGeometry) -> Iterator[tuple[LineString, float]]:
    """Roads that meet the window, straight between bends, each with its true length in km."""
    graph, nodes = road_graph(wheel)
    near = shapely.contains_xy(window.buffer(1.0), np.array(nodes))
    edges: Edges = {}
    for i in np.flatnonzero(near).tolist():
        for key, length in graph[i].items():
            pair = (min(i, int(key)), max(i, int(key)))
            if LineString([nodes[pair[0]], nodes[pair[1]]]).intersects(window):
                edges[pair] = float(length)
    merged, home = merge_junctions(edges, nodes)
    for path, length_km in chains(merged):
        yield LineString([home[n] for n in path]), length_km


def road_graph(wheel: Path) -> tuple[list[dict[str, float]], list[Node]]:
    """Junctions (lon, lat) and, for each, its neighbours with the road's length in km.

    The package's module is read as text, never run.
    """
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read("scgraph_data/world_highways.py").decode("ascii")
    lines = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    graph = json.loads(re.sub(r"(\d+):", r'"\1":', lines["graph"]))
    return graph, [(lon, lat) for lat, lon in json.loads(lines["nodes"])]


def merge_junctions(edges: Edges, nodes: list[Node]) -> tuple[Edges, dict[int, Node]]:
    """Join junctions linked by a road of up to ``JUNCTION_KM`` (carriageways, ramps)."""
    parent = {n: n for pair in edges for n in pair}

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for (a, b), length in sorted(edges.items()):
        if length <= JUNCTION_KM and distance_m(*nodes[a], *nodes[b]) <= JUNCTION_KM * 1000:
            low, high = sorted((root(a), root(b)))
            parent[high] = low
    merged: Edges = {}
    for (a, b), length in sorted(edges.items()):
        low, high = sorted((root(a), root(b)))
        if low != high:
            merged[(low, high)] = min(length, merged.get((low, high), length))
    return merged, {n: nodes[root(n)] for n in parent}


def chains(edges: Edges) -> Iterator[tuple[list[int], float]]:
    """Paths through junctions that join only two roads, with their summed length."""
    near: dict[int, dict[int, float]] = {}
    for (a, b), length in sorted(edges.items()):
        near.setdefault(a, {})[b] = length
        near.setdefault(b, {})[a] = length
    seen: set[tuple[int, int]] = set()
    ends = sorted(n for n in near if len(near[n]) != 2) + sorted(
        n for n in near if len(near[n]) == 2
    )
    for start in ends:
        for step in sorted(near[start]):
            if (min(start, step), max(start, step)) in seen:
                continue
            path, length = [start], 0.0
            here, there = start, step
            while (min(here, there), max(here, there)) not in seen:
                seen.add((min(here, there), max(here, there)))
                path.append(there)
                length += near[here][there]
                if len(near[there]) != 2:
                    break
                here, there = there, next(n for n in sorted(near[there]) if n != here)
            yield path, length
