"""Resolves a single name."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geographiclib.geodesic import Geodesic

from convoy_map.candidates.context import NameGroup, context_features
from convoy_map.candidates.features import context_feature, none_score, own_features, total
from convoy_map.candidates.finding import case_features
from convoy_map.candidates.scoring import candidate_set
from convoy_map.candidates.twins import without_twins
from convoy_map.errors import CoordinateError
from convoy_map.model import (
    Candidate,
    CandidateSet,
    Gazetteer,
    NameMatch,
    Place,
    Region,
    ScoreFeature,
)

NEAR_DEG = 3.0
_OF_REGION = ("in the region", "found by ear, in a wide region")
_CLOSE_M = 30_000.0
_FAR_M = 800_000.0


def resolve(
    name: str,
    gazetteer: Gazetteer,
    *,
    near: tuple[float, float] | None = None,
    region: Region | None = None,
    ccodes: Sequence[str] = (),
    limit: int = 10,
) -> CandidateSet:
    """Tell which places a name may mean, with reasons and rejections.

    Parameters
    ----------
    name : str
        The name as heard or written, in any script.
    gazetteer : Gazetteer
        Where to look.
    near : (float, float), optional
        Longitude and latitude in degrees that the place should be near to.
        Similar names are then looked for within three degrees around.
    region : Region, optional
        Look for similar names in this region only.
    ccodes : sequence of str
        Country codes that the place should be in.
    limit : int
        At most so many candidates.

    Raises
    ------
    CoordinateError
        ``near`` is no position, latitude first perhaps.
    """
    if near is not None:
        _check(near)
        region = region or around(near)
    matches = {match.place.id: match for match in gazetteer.exact(name)}
    for match in gazetteer.search(name, region=region, ccodes=ccodes):
        matches.setdefault(match.place.id, match)
    if not matches and region is not None:
        matches = {match.place.id: match for match in gazetteer.search(name, ccodes=ccodes)}
    ordered, ruled_out = _of_countries(list(matches.values()), ccodes)
    features = [_features(match, near, region, ccodes) for match in ordered]
    group = NameGroup("", name, ordered)
    features = [a + b for a, b in zip(features, context_features([group], 0), strict=True)]
    best = sorted(range(len(ordered)), key=lambda i: (-total(features[i]), ordered[i].place.id))
    best = best[: max(60, 3 * limit)]
    ordered, features = [ordered[i] for i in best], [features[i] for i in best]
    kept, twins = without_twins(ordered, features)
    ruled_out += [Candidate(ordered[i].place, 0.0, tuple(features[i]), why) for i, why in twins]
    places = [ordered[i].place for i in kept]
    reasons, none = [features[i] for i in kept], none_score(ordered)
    return candidate_set(name, places, reasons, none, limit, ruled_out)


def _of_countries(
    matches: list[NameMatch], ccodes: Sequence[str]
) -> tuple[list[NameMatch], list[Candidate]]:
    """Rule out what lies in other countries than those asked for."""
    if not ccodes:
        return matches, []
    asked = " or ".join(ccodes)
    kept = [m for m in matches if m.place.ccode is None or m.place.ccode in ccodes]
    out = [m for m in matches if m.place.ccode is not None and m.place.ccode not in ccodes]
    return kept, [
        Candidate(m.place, 0.0, tuple(own_features(m)), f"in {m.place.ccode}, not in {asked}")
        for m in out
    ]


def _features(
    match: NameMatch,
    near: tuple[float, float] | None,
    region: Region | None,
    ccodes: Sequence[str],
) -> list[ScoreFeature]:
    features = own_features(match)
    if near is None:
        features += case_features(match, region, ccodes)
    else:
        features += [f for f in case_features(match, region, ccodes) if f.name not in _OF_REGION]
        features += _nearness(match.place, near)
    return features


def _nearness(place: Place, near: tuple[float, float]) -> list[ScoreFeature]:
    if place.lon is None or place.lat is None:
        return []
    line = Geodesic.WGS84.Inverse(near[1], near[0], place.lat, place.lon, Geodesic.DISTANCE)
    distance_m = float(line["s12"])
    value = math.log(_FAR_M / (distance_m + place.coordinate_uncertainty_m + _CLOSE_M))
    return [context_feature("near the point", value, f"{distance_m / 1000:,.0f} km from the point")]


def around(near: tuple[float, float], degrees: float = NEAR_DEG) -> Region:
    """Return a box around a position, wider towards the poles.

    Examples
    --------
    >>> around((179.0, 0.0))
    Region(west=176.0, south=-3.0, east=-178.0, north=3.0)
    """
    lon, lat = near
    wide = min(180.0, degrees / max(0.05, math.cos(math.radians(lat))))
    west, east = lon - wide, lon + wide
    if wide >= 180.0:
        west, east = -180.0, 180.0
    elif west < -180.0:
        west += 360.0
    elif east > 180.0:
        east -= 360.0
    return Region(west, max(-90.0, lat - degrees), east, min(90.0, lat + degrees))


def _check(near: tuple[float, float]) -> None:
    lon, lat = near
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise CoordinateError(
            f"the position {lon}, {lat} is impossible",
            mend="give longitude before latitude, in degrees",
        )
