"""Map layers read into the terrain of a case.

The project's own layers (``gazetteer/layers``) and any that a person adds:
GeoJSON, GeoPackage, OpenStreetMap extracts (``.osm.pbf``, ``.osm``) and whatever
else GDAL reads. All come out in lon/lat (WGS 84), clipped to the region.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from convoy_map.errors import LayerError
from convoy_map.geo import line_length_m
from convoy_map.model import Barrier, GroundRaster, Region, Road
from convoy_map.store.layers import LayerFeature, read_user_layer

_BUILT_IN = ("roads", "rivers", "lakes", "bridges")
_RASTERS = (".tif", ".tiff", ".vrt", ".hgt", ".asc")
_KIND = {"roads": "road", "rivers": "barrier", "lakes": "barrier", "bridges": "bridge"}


@dataclass(frozen=True, slots=True)
class LayerTerrain:
    """The ground of a case as its layers show it; see ``model.Terrain``.

    Parameters
    ----------
    version : str
        Hash of every layer's bytes and of the region.
    roads, barriers, bridges, borders
        See ``model.Terrain``.
    notes : tuple of str
        What the layers do not have for this region, in plain words.
    rasters : tuple of GroundRaster
        Elevations and costs that a person brought.
    """

    version: str
    roads: tuple[Road, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    bridges: tuple[tuple[float, float], ...] = ()
    borders: tuple[tuple[str, BaseGeometry], ...] = ()
    notes: tuple[str, ...] = ()
    rasters: tuple[GroundRaster, ...] = ()


def read_terrain(region: Region, *, layers_dir: Path, extra: Sequence[Path] = ()) -> LayerTerrain:
    """Read the layers of a region.

    Parameters
    ----------
    region : Region
        What to clip to.
    layers_dir : Path
        Folder of the project's layers, as ``gazetteer/build_layers.py`` writes it.
    extra : sequence of Path
        Files that a person adds; what they hold comes on top, except that their
        borders take the place of the project's.

    Returns
    -------
    LayerTerrain
        Deterministic: the same files give the same terrain in the same order.

    Raises
    ------
    LayerError
        For a layer that is missing, broken, empty, without a coordinate system,
        or without anything in the region.
    """
    window = region_window(region)
    digest = hashlib.sha256(repr(region).encode())
    features: list[LayerFeature] = []
    notes: list[str] = []
    for name in _BUILT_IN:
        covered, found = _read_built_in(layers_dir / f"{name}.geojson", _KIND[name], digest)
        if not covered.intersects(window):
            if not any(path_is_for(name, path) for path in extra):
                notes.append(f"there is no layer of {name} for this region")
            continue
        if name == "roads" and not covered.buffer(1e-9).covers(window):
            notes.append("the road layer covers a part of this region only")
        features += found
    covered, lines = _read_built_in(layers_dir / "borders.geojson", "border", digest)
    if not covered.buffer(1e-9).covers(window):
        _, lines = _read_built_in(layers_dir / "world_borders.geojson", "border", digest)
    rasters: list[GroundRaster] = []
    for path in extra:
        if path.suffix.casefold() in _RASTERS:
            # Only cases with rasters pay for loading GDAL's second binding.
            from convoy_map.store.rasters import read_raster

            raster, hashed = read_raster(path, region)
            rasters.append(raster)
        else:
            mine, hashed = read_user_layer(path, region)
            features += mine
        digest.update(hashed.encode())
    if not any(item.kind == "border" for item in features):
        features += lines
    terrain = _assemble(features, window, digest.hexdigest(), notes)
    return replace(terrain, rasters=tuple(rasters))


def path_is_for(name: str, path: Path) -> bool:
    """Whether a file's name says that it holds this layer."""
    return name.rstrip("s") in path.stem.casefold() or path.suffix in {".pbf", ".osm"}


def region_window(region: Region) -> BaseGeometry:
    """Region as a polygon in lon/lat, in two parts if it crosses ±180°."""
    if not region.crosses_antimeridian:
        return box(region.west, region.south, region.east, region.north)
    west = box(region.west, region.south, 180.0, region.north)
    east = box(-180.0, region.south, region.east, region.north)
    return unary_union([west, east])


def _read_built_in(
    path: Path, kind: str, digest: hashlib._Hash
) -> tuple[BaseGeometry, list[LayerFeature]]:
    """Return what a project layer covers, and its features."""
    try:
        raw = path.read_bytes()
        data = json.loads(raw)
        coverage = region_window(Region(*data["coverage"]))
        features = [_built_in_feature(record, kind) for record in data["features"]]
    except FileNotFoundError:
        raise LayerError(
            "the layer is missing",
            where=str(path),
            mend="run gazetteer/build_layers.py, or install the program again",
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        raise LayerError(
            f"the layer cannot be read ({type(error).__name__}: {error})",
            where=str(path),
            mend="run gazetteer/build_layers.py to build it anew",
        ) from None
    digest.update(hashlib.sha256(raw).digest())
    return coverage, features


def _built_in_feature(record: dict[str, Any], kind: str) -> LayerFeature:
    properties = record["properties"]
    return LayerFeature(
        kind=kind,
        surface=properties.get("surface") or "",
        title=properties.get("title") or "",
        length_m=properties.get("length_m"),
        geometry=shapely.geometry.shape(record["geometry"]),
    )


def _assemble(
    features: Iterable[LayerFeature], window: BaseGeometry, version: str, notes: Sequence[str]
) -> LayerTerrain:
    roads: list[Road] = []
    barriers: list[Barrier] = []
    bridges: list[tuple[float, float]] = []
    borders: list[tuple[str, BaseGeometry]] = []
    shapely.prepare(window)
    for item in features:
        if not window.intersects(item.geometry):
            continue
        if item.kind == "road":
            roads += _clipped_roads(item, window)
        elif item.kind == "bridge":
            point = item.geometry.centroid
            bridges.append((point.x, point.y))
        else:
            clipped = item.geometry.intersection(window)
            if item.kind == "border":
                borders.append((item.title, clipped))
            else:
                barriers.append(Barrier(clipped, item.surface or "river", item.title))
    return LayerTerrain(
        version,
        tuple(roads),
        tuple(barriers),
        tuple(sorted(set(bridges))),
        tuple(borders),
        tuple(notes),
    )


def _clipped_roads(item: LayerFeature, window: BaseGeometry) -> list[Road]:
    """Parts of a road within the region; a known length is shared out by their extent."""
    whole_m = line_length_m(item.geometry)
    out = []
    for part in shapely.get_parts(item.geometry.intersection(window)):
        if not isinstance(part, LineString) or part.length == 0:
            continue
        length_m = item.length_m
        if length_m is not None and whole_m > 0:
            length_m *= min(line_length_m(part) / whole_m, 1.0)
        out.append(Road(part, item.surface or "main_road", length_m, item.title))
    return out
