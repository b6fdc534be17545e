"""Layers that a person brings: what each feature is, told from its tags or its file's name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shapely.geometry.base import BaseGeometry

from convoy_map.errors import LayerError
from convoy_map.model import Region

if TYPE_CHECKING:
    import geopandas as gpd

_MAIN = {"motorway", "trunk", "primary", "secondary"}
_MINOR = {"tertiary", "unclassified", "residential", "living_street", "road", "service"}
_TRACK = {"track", "path", "bridleway", "footway"}
_WATER_LINES = {"river", "canal"}
_WORDS = {
    "road": ("road", "main_road"),
    "track": ("road", "track"),
    "river": ("barrier", "river"),
    "lake": ("barrier", "lake"),
    "closed": ("barrier", "closed"),
    "border": ("border", ""),
    "bridge": ("bridge", ""),
}
_OTHER_TAG = re.compile(r'"([^"]*)"=>"((?:[^"\\]|\\.)*)"')
_OSM_TABLES = ("lines", "multilinestrings", "multipolygons")


@dataclass(frozen=True, slots=True)
class LayerFeature:
    """One feature of a layer: ``kind`` is road, barrier, bridge or border; lon/lat."""

    kind: str
    surface: str
    title: str
    length_m: float | None
    geometry: BaseGeometry


def read_user_layer(path: Path, region: Region) -> tuple[list[LayerFeature], str]:
    """Read a file of roads, waters, borders, bridges or closed areas.

    What a feature is, is told by a property ``layer`` (road, track, river, lake,
    closed, border, bridge; with ``surface`` where it differs), else by its
    OpenStreetMap tags, else by such a word in the name of the table or file.

    Parameters
    ----------
    path : Path
        GeoJSON, GeoPackage, ``.osm.pbf``, ``.osm`` or another format of GDAL.
    region : Region
        Only what touches it is read.

    Returns
    -------
    features : list of LayerFeature
        In the order of the file, in WGS 84.
    sha256 : str
        Hash of the file.

    Raises
    ------
    LayerError
        For a file that is missing, broken or empty, that has no coordinate
        system, or in which nothing is usable within the region.
    """
    tables = _tables(path)
    frames = [(name, _read_table(path, name)) for name in tables]
    n_read = sum(len(frame) for _, frame in frames)
    if n_read == 0:
        raise LayerError("the layer is empty", where=str(path), mend="export it again, or drop it")
    near = [(name, _clip(path, frame, region)) for name, frame in frames if len(frame)]
    if not sum(len(frame) for _, frame in near):
        _refuse_elsewhere(path, [f for _, f in frames if len(f)], region)
    features = [f for name, frame in near for f in _features(path, name, frame)]
    if not features:
        raise LayerError(
            f"none of its {n_read} features says whether it is a road, river, lake or border",
            where=str(path),
            mend="give each a property 'layer' (road, track, river, lake, closed, border, bridge)",
        )
    return features, hashlib.sha256(path.read_bytes()).hexdigest()


def _tables(path: Path) -> list[str]:
    if not path.exists():
        raise LayerError("there is no such file", where=str(path), mend="correct the path")
    import pyogrio  # here, not above: a case without layers of its own needs no GDAL in memory
    from pyogrio.errors import DataSourceError

    try:
        names = [str(name) for name, _ in pyogrio.list_layers(path)]
    except DataSourceError as error:
        raise _unreadable(path, error) from None
    if path.suffix.casefold() in {".pbf", ".osm"}:
        return [name for name in names if name in _OSM_TABLES]
    return names


def _unreadable(path: Path, error: Exception) -> LayerError:
    return LayerError(
        f"the layer cannot be read ({error})",
        where=str(path),
        mend="check that it opens in a GIS program, and save it as GeoPackage or GeoJSON",
    )


def _read_table(path: Path, name: str) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        frame = pyogrio.read_dataframe(path, layer=name)
    except (DataSourceError, ValueError, RuntimeError) as error:
        raise _unreadable(path, error) from None
    if not isinstance(frame, gpd.GeoDataFrame):
        raise LayerError(
            f"table {name!r} has no geometry", where=str(path), mend="add a geometry, or drop it"
        )
    frame = frame[frame.geometry.notna() & ~frame.geometry.is_empty]
    if not len(frame):
        return frame
    if frame.crs is None:
        raise LayerError(
            f"table {name!r} does not say in which coordinate system it is",
            where=str(path),
            mend="save it with its coordinate system, best as WGS 84 (EPSG:4326)",
        )
    frame = frame.to_crs("EPSG:4326")
    west, south, east, north = frame.total_bounds
    if not (west >= -180.001 and east <= 180.001 and south >= -90.001 and north <= 90.001):
        raise LayerError(
            f"coordinates run to {east:g}, {north:g}, which are no degrees",
            where=f"{path}, table {name!r}",
            mend="it seems to be in metres: save it as WGS 84 (EPSG:4326)",
        )
    return frame


def _clip(path: Path, frame: gpd.GeoDataFrame, region: Region) -> gpd.GeoDataFrame:
    if not region.crosses_antimeridian:
        return frame.cx[region.west : region.east, region.south : region.north]
    west = frame.cx[region.west : 180.0, region.south : region.north]
    east = frame.cx[-180.0 : region.east, region.south : region.north]
    return frame.loc[west.index.union(east.index)]


def _refuse_elsewhere(path: Path, frames: list[gpd.GeoDataFrame], region: Region) -> None:
    bounds = [frame.total_bounds for frame in frames]
    west, south = (min(float(b[i]) for b in bounds) for i in (0, 1))
    east, north = (max(float(b[i]) for b in bounds) for i in (2, 3))
    swapped = region.south <= (west + east) / 2 <= region.north and region.contains(
        (south + north) / 2, (west + east) / 2
    )
    raise LayerError(
        f"nothing in it touches the region (it spans {west:g}, {south:g} to {east:g}, {north:g})",
        where=str(path),
        mend="its coordinates are swapped: longitude comes first"
        if swapped
        else "use a layer of the case's region, or drop it",
    )


def _features(path: Path, table: str, frame: gpd.GeoDataFrame) -> list[LayerFeature]:
    hint = f"{path.stem} {table}".casefold()
    out = []
    columns = [c for c in frame.columns if c != frame.geometry.name]
    rows = frame[columns].to_dict("records")
    for row, geometry in zip(rows, frame.geometry, strict=True):
        tags = _tags(row)
        title = tags.get("title") or tags.get("name") or ""
        length_m = _number(row.get("length_m"))
        for kind, surface in classify(tags, hint):
            out.append(LayerFeature(kind, surface, title, length_m, geometry))
    return out


def _number(value: Any) -> float | None:  # noqa: ANN401 (whatever the file's column holds)
    return float(value) if isinstance(value, int | float) and value > 0 else None


def _tags(row: Mapping[Any, Any]) -> dict[str, str]:
    tags = {str(k): v for k, v in row.items() if isinstance(v, str) and v}
    tags.update(_OTHER_TAG.findall(tags.pop("other_tags", "")))
    return tags


def classify(tags: Mapping[str, str], hint: str = "") -> list[tuple[str, str]]:
    """Tell what a feature is, as (kind, surface) pairs; none if nothing says so.

    Examples
    --------
    >>> classify({"highway": "primary", "bridge": "yes"})
    [('road', 'main_road'), ('bridge', '')]
    >>> classify({}, hint="my_rivers")
    [('barrier', 'river')]
    """
    named = tags.get("layer", "").casefold() or tags.get("kind", "").casefold()
    if named in _WORDS:
        kind, surface = _WORDS[named]
        return [(kind, tags.get("surface", surface) if kind == "road" else surface)]
    by_tag = _by_osm_tags(tags)
    if by_tag or any(key in tags for key in ("highway", "waterway", "natural", "boundary")):
        return by_tag
    for word, meaning in _WORDS.items():
        if word in hint:
            return [meaning]
    return []


def _by_osm_tags(tags: Mapping[str, str]) -> list[tuple[str, str]]:
    highway = tags.get("highway", "").removesuffix("_link")
    for surface, values in (("main_road", _MAIN), ("minor_road", _MINOR), ("track", _TRACK)):
        if highway in values:
            is_bridge = tags.get("bridge", "no") not in {"no", ""}
            return [("road", surface)] + ([("bridge", "")] if is_bridge else [])
    if tags.get("waterway") in _WATER_LINES:
        return [("barrier", "river")]
    if tags.get("natural") == "water" or tags.get("landuse") == "reservoir":
        return [("barrier", "lake")]
    if tags.get("boundary") == "administrative" and tags.get("admin_level") == "2":
        return [("border", "")]
    return []
