"""The route as tables: CSV, and GeoPackage with a layer for each kind."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from convoy_map.exports.plain import csv_cell, xml_text
from convoy_map.exports.profiles import make_sheet
from convoy_map.exports.sheet import Sheet, SheetFeature
from convoy_map.exports.wording import quote_words
from convoy_map.geo import geojson_geometry
from convoy_map.model import CaseResult

COLUMNS = (
    "itinerary", "sequence", "id", "title", "lon", "lat", "coordinate_uncertainty_m", "role",
    "status", "support", "review", "relation", "earliest_utc", "latest_utc", "time_text",
    "place_id", "p_place", "p_skipped", "n_quotes", "n_sources", "n_origins", "n_witnesses",
    "judgements", "quotes", "why", "area_wkt",
)  # fmt: skip
_LAYERS = {
    "waypoint": "waypoints",
    "area": "areas",
    "leg": "legs",
    "corridor": "corridors",
    "alternative": "alternatives",
}
_FIXED_DATE = "1980-01-01T00:00:00.000Z"


def to_csv(result: CaseResult, *, profile: str = "full") -> bytes:
    """Write the waypoints as CSV (UTF-8), one a line, in order.

    No cell can run as a formula: text that begins like one gets an apostrophe.
    Under the public profile positions are left empty and ``area_wkt`` holds the
    coarse area.
    """
    return csv_bytes(make_sheet(result, profile))


def csv_bytes(sheet: Sheet) -> bytes:
    """Write a sheet's waypoints as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for waypoint in sheet.of("waypoint"):
        row = _row(waypoint)
        writer.writerow([csv_cell(row.get(column)) for column in COLUMNS])
    return out.getvalue().encode("utf-8")


def _row(waypoint: SheetFeature) -> dict[str, Any]:
    p = waypoint.properties
    time = p.get("time") or {}
    geometry = waypoint.geometry
    is_point = geometry is not None and geometry.geom_type == "Point"
    return {
        **p,
        "id": waypoint.id,
        "lon": round(float(shapely.get_x(geometry)), 6) if is_point else None,
        "lat": round(float(shapely.get_y(geometry)), 6) if is_point else None,
        "earliest_utc": time.get("earliest"),
        "latest_utc": time.get("latest"),
        "time_text": time.get("text"),
        "judgements": " ".join(p["judgements"]),
        "quotes": "\n".join(quote_words(q) for q in p["quotes"]),
        "area_wkt": shapely.to_wkt(geometry, rounding_precision=4)
        if geometry is not None and not is_point
        else None,
    }


def to_gpkg(result: CaseResult, *, profile: str = "full") -> bytes:
    """Write the result as a GeoPackage: one layer a kind, lists as JSON text.

    The date of change that the format wants is fixed, so that the same result
    gives the same bytes with the same GDAL.
    """
    return gpkg_bytes(make_sheet(result, profile))


def gpkg_bytes(sheet: Sheet) -> bytes:
    """Write a sheet as a GeoPackage.

    GDAL and GeoPandas are imported only here: they take 90 MB, which nobody who
    only looks at a map should pay for.
    """
    import pyogrio

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "route.gpkg"
        before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _FIXED_DATE})
        try:
            for kind, layer in _LAYERS.items():
                features = sheet.of(kind)
                if features or kind == "waypoint":
                    _write_layer(path, layer, features)
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
        return path.read_bytes()


def _write_layer(path: Path, layer: str, features: tuple[SheetFeature, ...]) -> None:
    import geopandas as gpd
    import pyogrio

    shapes = np.array([_shape(f) for f in features], dtype=object)
    rows = [{"id": f.id, **{k: _flat(v) for k, v in f.properties.items()}} for f in features]
    frame = gpd.GeoDataFrame(
        rows or {"id": []},
        geometry=gpd.GeoSeries(shapes, crs="EPSG:4326"),
        crs="EPSG:4326",
    )
    pyogrio.write_dataframe(
        frame,
        path,
        layer=layer,
        driver="GPKG",
        geometry_type="Unknown",
        append=path.exists(),
        dataset_options={} if path.exists() else {"VERSION": "1.3"},
        layer_options={"IDENTIFIER": layer},
    )


def _shape(feature: SheetFeature) -> shapely.geometry.base.BaseGeometry | None:
    written = geojson_geometry(feature.geometry)
    return None if written is None else shapely.geometry.shape(written)


def _flat(value: Any) -> Any:  # noqa: ANN401 (plain data in, a cell's value out)
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return xml_text(value) if isinstance(value, str) else value
