"""Regions, places and what a gazetteer says of them. WGS 84, longitude first."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Region:
    """A box in degrees; ``west > east`` means that it crosses the antimeridian.

    Examples
    --------
    >>> Region(38.0, 35.0, 41.5, 37.2).contains(39.0, 36.0)
    True
    >>> Region(179.0, -20.0, -178.0, -15.0).contains(179.5, -18.0)
    True
    """

    west: float
    south: float
    east: float
    north: float

    @property
    def crosses_antimeridian(self) -> bool:
        """Whether the box spans the 180th meridian."""
        return self.west > self.east

    def contains(self, lon: float, lat: float) -> bool:
        """Whether a position lies in the box, its edges included."""
        if not self.south <= lat <= self.north:
            return False
        if self.crosses_antimeridian:
            return lon >= self.west or lon <= self.east
        return self.west <= lon <= self.east


class ToponymKind(StrEnum):
    """What sort of name a toponym is."""

    PREFERRED = "preferred"
    ALTERNATE = "alternate"
    FORMER = "former"
    LOCAL = "local"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a place, in one spelling."""

    text: str
    lang: str | None = None
    script: str | None = None
    kind: ToponymKind = ToponymKind.ALTERNATE


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer record.

    Parameters
    ----------
    id : str
        ``gazetteer:record``, for instance ``geonames:172955``.
    title : str
        The name to show.
    lon, lat : float or None
        Representative point in degrees; None where no coordinate is known.
    coordinate_uncertainty_m : float
        Radius in metres that holds the place with 95 %, its extent included
        (after Darwin Core ``coordinateUncertaintyInMeters``).
    feature_class, feature_code : str
        GeoNames feature class and code.
    admin : tuple of str
        Names of the divisions it lies in, largest first.
    ccode : str or None
        ISO 3166-1 alpha-2 country code.
    geometry : shapely geometry or None
        Extent in lon/lat where one is known (line of a river, polygon of a
        country); None for a point.
    status : str
        ``verified`` or ``unverified``.
    """

    id: str
    title: str
    lon: float | None
    lat: float | None
    coordinate_uncertainty_m: float
    feature_class: str
    feature_code: str
    toponyms: tuple[Toponym, ...] = ()
    admin: tuple[str, ...] = ()
    ccode: str | None = None
    population: int | None = None
    geometry: BaseGeometry | None = field(default=None, compare=False)
    source: str = ""
    record: str = ""
    licence: str = ""
    status: str = "verified"
    note: str = ""


class MatchTier(StrEnum):
    """How a name in a text came to a name in the gazetteer, best first."""

    EXACT = "exact"
    FOLDED = "folded"
    TRANSLITERATION = "transliteration"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A place that answers to a name, and how well.

    ``similarity`` is 1 where no more than case, accents and hyphens differ, a
    little less where an article or spacing does, and falls with the sounds.
    """

    place: Place
    toponym: Toponym
    tier: MatchTier
    similarity: float


@dataclass(frozen=True, slots=True)
class ScoreFeature:
    """One named reason for or against a candidate; ``score = weight * value``."""

    name: str
    value: float
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a mention may mean; ``place is None`` is "none of these".

    ``p`` is a probability; over the candidates of one mention they sum to 1.
    """

    place: Place | None
    p: float
    features: tuple[ScoreFeature, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class CandidateSet:
    """All candidates of one mention, most probable first, and those ruled out."""

    mention: str
    candidates: tuple[Candidate, ...]
    rejected: tuple[Candidate, ...] = ()

    @property
    def p_none(self) -> float:
        """Probability that the place is in no gazetteer at hand."""
        return sum(c.p for c in self.candidates if c.place is None)
