"""The point-radius method of georeferencing, with its rules of different years.

A described place becomes a point and the radius of a circle that holds all the
places that the words may mean (Wieczorek, Guo & Hijmans 2004, IJGIS 18:745-767;
Chapman & Wieczorek 2020, Georeferencing Best Practices, GBIF). The rules changed
over the years in two spots – how precise a written distance is, and how
orthogonal offsets add up – so each function that differs takes a ``Rule``.
All lengths of one call share one unit; where the name ends in ``_m`` it is metres.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from pyproj import Geod

from convoy_map.errors import CoordinateError

_COMPASS_32 = (
    "N NbE NNE NEbN NE NEbE ENE EbN E EbS ESE SEbE SE SEbS SSE SbE "
    "S SbW SSW SWbS SW SWbW WSW WbS W WbN WNW NWbW NW NWbN NNW NbW"
).split()
_HALF_ANGLES_DEG = (45.0, 22.5, 11.25, 5.625)


class Rule(StrEnum):
    """Which edition of the method applies.

    ``W2004``: the paper; precision of a distance = the place value of its last
    non-zero digit, taken whole in the paper's orthogonal offsets, where extents
    count on both axes. ``C2013``: the calculator from February 2013; half that
    precision, and only the distance is taken √2 times in orthogonal offsets.
    ``G2020``: the GBIF guide; a round figure is not taken as vague as its last
    non-zero digit (10 mi: half a mile, not five).
    """

    W2004 = "2004"
    C2013 = "2013"
    G2020 = "2020"


@dataclass(frozen=True, slots=True)
class Uncertainties:
    """What makes a georeferenced position uncertain, each as a length in one unit.

    Parameters
    ----------
    extent : float
        Corrected centre to the farthest edge of the feature (the radial).
    datum : float
        Shift that an unrecorded geodetic datum may cause.
    map : float
        Error of the map or GPS that the coordinates were read from.
    measurement : float
        Error of measuring on that map.
    distance : float
        Uncertainty of a stated distance, see ``distance_uncertainty``.
    coordinate_precision : float
        From the precision of the coordinates, see ``coordinate_precision_m``.
    """

    extent: float = 0.0
    datum: float = 0.0
    map: float = 0.0
    measurement: float = 0.0
    distance: float = 0.0
    coordinate_precision: float = 0.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if not (math.isfinite(value) and value >= 0):
                raise CoordinateError(
                    f"an uncertainty of {value} is impossible",
                    where=f"point-radius method, {name}",
                    mend="give a length of zero or more",
                )

    @property
    def without_distance(self) -> float:
        """Sum of all but the stated distance's own."""
        return self.extent + self.datum + self.map + self.measurement + self.coordinate_precision

    @property
    def total(self) -> float:
        """Sum of all."""
        return self.without_distance + self.distance


def compass_point_deg(heading: str) -> float:
    """Bearing of a compass point of the 32, in degrees from north.

    Raises
    ------
    CoordinateError
        For something that is no compass point.

    Examples
    --------
    >>> compass_point_deg("ENE"), compass_point_deg("nbe")
    (67.5, 11.25)
    """
    return _COMPASS_32.index(_compass_point(heading)) * 11.25


def compass_half_angle_deg(heading: str) -> float:
    """Half angle of the sector that a compass point names: N 45, NE 22.5, NNE 11.25, NbE 5.625.

    Examples
    --------
    >>> compass_half_angle_deg("NE")
    22.5
    """
    point = _compass_point(heading)
    if "b" in point:
        return _HALF_ANGLES_DEG[3]
    return _HALF_ANGLES_DEG[len(point) - 1]


def _compass_point(heading: str) -> str:
    for point in _COMPASS_32:
        if point.casefold() == heading.strip().casefold():
            return point
    raise CoordinateError(
        f"{heading!r} is no compass point",
        where="point-radius method, heading",
        mend="write one of the 32, for instance N, NE, NNE or NbE",
    )


def distance_uncertainty(written: str, rule: Rule = Rule.G2020) -> float:
    """Uncertainty of a distance from the way it is written, in its own unit.

    Decimals that are fractions (.5, .25, .75) count as fractions; else half of
    the last place written. For whole numbers see ``Rule``.

    Parameters
    ----------
    written : str
        The number as written; a unit after it is ignored.
    rule : Rule
        Edition of the method.

    Raises
    ------
    CoordinateError
        If there is no number.

    Examples
    --------
    >>> distance_uncertainty("10.25 mi"), distance_uncertainty("10 mi")
    (0.125, 0.5)
    >>> distance_uncertainty("10 mi", Rule.C2013)
    5.0
    """
    found = re.match(r"\s*(\d+)(?:\.(\d+))?", written)
    if found is None:
        raise CoordinateError(
            f"{written!r} holds no distance",
            where="point-radius method, distance",
            mend="write a number, for instance '10 km'",
        )
    precision = _precision(found.group(1), found.group(2) or "", rule)
    return precision if rule is Rule.W2004 else precision / 2


def _precision(whole: str, decimals: str, rule: Rule) -> float:
    fraction = decimals.rstrip("0")
    if fraction in {"5", "25", "75"}:
        return 0.5 if fraction == "5" else 0.25
    if decimals:
        return float(10.0 ** -len(decimals))
    digits = whole.lstrip("0")
    if not digits:
        return 1.0
    zeros = len(digits) - len(digits.rstrip("0"))
    if rule is Rule.G2020:
        zeros = min(zeros, max(len(digits) - 2, 0))
    return float(10**zeros)


def degree_lengths_m(lat: float, ellipsoid: str = "WGS84") -> tuple[float, float]:
    """Length of one degree of longitude and of latitude at a latitude, in metres.

    Examples
    --------
    >>> tuple(round(v) for v in degree_lengths_m(0.0))
    (111319, 110574)
    """
    geod = Geod(ellps=ellipsoid)
    phi = math.radians(lat)
    w2 = 1.0 - geod.es * math.sin(phi) ** 2
    meridional = geod.a * (1.0 - geod.es) / w2**1.5
    parallel = geod.a * math.cos(phi) / math.sqrt(w2)
    return math.radians(1.0) * parallel, math.radians(1.0) * meridional


def coordinate_precision_m(lat: float, precision_deg: float, ellipsoid: str = "WGS84") -> float:
    """Uncertainty from the precision of coordinates: the diagonal of one step, in metres.

    Parameters
    ----------
    lat : float
        Latitude in degrees.
    precision_deg : float
        Smallest step in which both coordinates are written, in degrees.
    ellipsoid : str
        PROJ's name of the datum's ellipsoid (``"clrk66"`` for NAD27).

    Examples
    --------
    >>> round(coordinate_precision_m(10.27, 0.01) / 1000, 4)
    1.5568
    """
    east_m, north_m = degree_lengths_m(lat, ellipsoid)
    return precision_deg * math.hypot(east_m, north_m)


def radius_of_place(u: Uncertainties) -> float:
    """Coordinates only, or a named place: everything adds up."""
    return u.total


def radius_distance_only(offset: float, u: Uncertainties) -> float:
    """A distance from a place in no stated direction, centred on the place."""
    return offset + u.total


def radius_along_path(u: Uncertainties) -> float:
    """A distance along a path; the heading is known from the path."""
    return u.total


def radius_orthogonal(u: Uncertainties, rule: Rule = Rule.G2020) -> float:
    """Offsets along two axes ("2 mi E and 3 mi N"); see ``Rule``.

    Examples
    --------
    >>> round(radius_orthogonal(Uncertainties(distance=1, extent=3), Rule.W2004), 3)
    5.657
    """
    if rule is Rule.W2004:
        return math.sqrt(2) * (u.total - u.coordinate_precision) + u.coordinate_precision
    return math.sqrt(2) * u.distance + u.without_distance


def radius_at_heading(offset: float, half_angle_deg: float, u: Uncertainties) -> float:
    """Radius for a distance at a heading: from the centre to the far corner of the sector.

    The other uncertainties widen the offset first; that of the coordinates'
    precision is added after, as the published calculators do.

    Examples
    --------
    >>> round(radius_at_heading(10, 22.5, Uncertainties()), 1)
    3.9
    """
    half = math.radians(half_angle_deg)
    widened = offset + u.total - u.coordinate_precision
    across = offset * math.sin(half)
    ahead = widened - offset * math.cos(half)
    return math.hypot(ahead, across) + u.coordinate_precision


def offset_by_degree_lengths(
    lon: float, lat: float, east_m: float, north_m: float, ellipsoid: str = "WGS84"
) -> tuple[float, float]:
    """Shift by metres east and north with the degree lengths at the start.

    This is the rule of the published calculators, kept to check against them;
    elsewhere use ``geo.destination``, which follows the geodesic.

    Examples
    --------
    >>> tuple(round(v, 4) for v in offset_by_degree_lengths(0.0, 0.0, 111319.5, 0.0))
    (1.0, 0.0)
    """
    per_lon, per_lat = degree_lengths_m(lat, ellipsoid)
    return lon + east_m / per_lon, lat + north_m / per_lat


def radius_between(separation: float) -> float:
    """Between two places: half the distance of their centres, about the midpoint.

    Examples
    --------
    >>> radius_between(10_000.0)
    5000.0
    """
    return separation / 2
