"""Exports: a case's result in the formats that other programs read.

``sheet`` lays a result out as features; ``profiles`` decides what may leave;
``geojson``, ``jsonld`` (Linked Places, Web Annotation), ``kml``, ``gpx``,
``tables`` (CSV, GeoPackage), ``page`` and ``report`` (HTML), ``bundle`` write
it; ``plain`` makes text harmless; ``wording``, ``markup``, ``drawing`` and
``ground`` serve the pages.
"""

from typing import Protocol

from convoy_map.exports.bundle import to_bundle, verify_bundle
from convoy_map.exports.geojson import to_geojson
from convoy_map.exports.gpx import to_gpx
from convoy_map.exports.jsonld import to_annotations, to_lpf
from convoy_map.exports.kml import to_kml
from convoy_map.exports.page import to_html
from convoy_map.exports.report import to_report
from convoy_map.exports.tables import to_csv, to_gpkg
from convoy_map.model import CaseResult


class Exporter(Protocol):
    """Writes a result in one format."""

    def __call__(self, result: CaseResult, *, profile: str = "full") -> bytes:
        """Return the bytes of the file."""
        ...


EXPORTS: dict[str, Exporter] = {
    "annotations": to_annotations,
    "bundle": to_bundle,
    "csv": to_csv,
    "geojson": to_geojson,
    "gpkg": to_gpkg,
    "gpx": to_gpx,
    "html": to_html,
    "kml": to_kml,
    "lpf": to_lpf,
    "report": to_report,
}

__all__ = [
    "EXPORTS",
    "Exporter",
    "to_annotations",
    "to_bundle",
    "to_csv",
    "to_geojson",
    "to_gpkg",
    "to_gpx",
    "to_html",
    "to_kml",
    "to_lpf",
    "to_report",
    "verify_bundle",
]
