"""The route as GPX 1.1: waypoints, a route for each itinerary, a track for each leg."""

from __future__ import annotations

import gpxpy.gpx
import shapely

from convoy_map import __version__
from convoy_map.exports.plain import mark, xml_text
from convoy_map.exports.profiles import make_sheet
from convoy_map.exports.sheet import Properties, Sheet, SheetFeature
from convoy_map.exports.wording import leg_text, waypoint_text
from convoy_map.geo import cut_at_antimeridian
from convoy_map.model import CaseResult


def to_gpx(result: CaseResult, *, profile: str = "full") -> bytes:
    """Write the result as GPX.

    GPX knows points and lines only: areas are left out, and under the public
    profile a point is the middle of its coarse area and no track is written.
    What cannot be placed is named in the route's description. Times are
    intervals, which GPX cannot say; they stand in the descriptions.
    """
    return gpx_bytes(make_sheet(result, profile))


def gpx_bytes(sheet: Sheet) -> bytes:
    """Write a sheet as GPX."""
    gpx = gpxpy.gpx.GPX()
    gpx.creator = f"convoy-map {__version__}"
    gpx.name = xml_text(sheet.case["title"])
    gpx.description = xml_text(sheet.case["question"])
    gpx.copyright_author = xml_text("; ".join(sheet.attribution))
    for itinerary in sheet.itineraries:
        waypoints = sheet.of("waypoint", itinerary["id"])
        gpx.waypoints += [
            gpxpy.gpx.GPXWaypoint(*_lat_lon(w), **_described(w)) for w in waypoints if w.geometry
        ]
        gpx.routes.append(_route(itinerary, waypoints))
        if sheet.profile == "full":
            gpx.tracks += [_track(leg) for leg in sheet.of("leg", itinerary["id"]) if leg.geometry]
    return str(gpx.to_xml(version="1.1")).encode("utf-8") + b"\n"


def _lat_lon(feature: SheetFeature) -> tuple[float, float]:
    assert feature.geometry is not None
    point = feature.geometry.centroid
    return round(point.y, 6), round(point.x, 6)


def _described(waypoint: SheetFeature) -> Properties:
    p = waypoint.properties
    return {
        "name": xml_text(mark(f"{p['sequence']}. {p['title']}", p)),
        "description": xml_text(waypoint_text(p)),
        "comment": xml_text(f"uncertainty radius {p.get('coordinate_uncertainty_m')} m"),
        "type": xml_text(p["role"]),
    }


def _route(itinerary: Properties, waypoints: tuple[SheetFeature, ...]) -> gpxpy.gpx.GPXRoute:
    lost = [mark(w.properties["title"], w.properties) for w in waypoints if w.geometry is None]
    about = [itinerary["about"], f"Not placed: {'; '.join(lost)}" if lost else ""]
    route = gpxpy.gpx.GPXRoute(
        name=xml_text(mark(itinerary["title"], itinerary)),
        description=xml_text("\n".join(a for a in about if a)),
    )
    route.points = [
        gpxpy.gpx.GPXRoutePoint(*_lat_lon(w), **_described(w)) for w in waypoints if w.geometry
    ]
    return route


def _track(leg: SheetFeature) -> gpxpy.gpx.GPXTrack:
    p = leg.properties
    track = gpxpy.gpx.GPXTrack(
        name=xml_text(mark(f"{p['from']} → {p['to']}", p)), description=xml_text(leg_text(p))
    )
    assert leg.geometry is not None
    for part in shapely.get_parts(cut_at_antimeridian(leg.geometry)):
        points = [
            gpxpy.gpx.GPXTrackPoint(round(float(y), 6), round(float(x), 6))
            for x, y in shapely.get_coordinates(part)
        ]
        track.segments.append(gpxpy.gpx.GPXTrackSegment(points))
    return track
