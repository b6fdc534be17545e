"""What the pipeline needs of the outside world, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from convoy_map.model.space import NameMatch, Place, Region


class Gazetteer(Protocol):
    """Names to places. Implementations live in the room ``gazetteer``."""

    @property
    def version(self) -> str:
        """Hash of everything the index was built from."""
        ...

    def name_ends(self, folded: str, start: int) -> Sequence[int]:
        """End offsets, longest first, of indexed names that begin at ``start``.

        ``folded`` is text folded by ``convoy_map.text.fold`` (which keeps a
        map to the original offsets); a name ends only at a word boundary.
        """
        ...

    def exact(self, name: str) -> Sequence[NameMatch]:
        """Places with this very name, up to folding."""
        ...

    def search(
        self,
        name: str,
        *,
        region: Region | None = None,
        ccodes: Iterable[str] = (),
        limit: int = 50,
    ) -> Sequence[NameMatch]:
        """Places that may be meant: exact, folded, transliterated, fuzzy; best first."""
        ...

    def place(self, place_id: str) -> Place:
        """Return the place with this id; raises ``PlaceError`` if there is none."""
        ...

    def within(self, region: Region) -> Iterable[Place]:
        """All places in a region."""
        ...


@dataclass(frozen=True, slots=True)
class Road:
    """A stretch of road in lon/lat. ``length_m`` is its true length, where known."""

    geometry: LineString
    surface: str
    length_m: float | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Barrier:
    """A river, lake or closed area in lon/lat; ``surface`` names its cost."""

    geometry: BaseGeometry
    surface: str
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class GroundRaster:
    """What a raster says of the ground: heights, or how dear it is to cross.

    Parameters
    ----------
    kind : {"elevation", "cost"}
        Metres above the sea, or a factor of the usual cost of open ground.
    west, south, east, north : float
        Bounds in degrees; east may exceed 180 beyond the antimeridian.
    values : float array, shape (rows, columns)
        Rows from north to south; NaN where nothing is known.
    """

    kind: str
    west: float
    south: float
    east: float
    north: float
    values: np.ndarray

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north, degrees."""
        return self.west, self.south, self.east, self.north


class Terrain(Protocol):
    """The ground of a case: what can be driven on and what stands in the way."""

    @property
    def version(self) -> str:
        """Hash of the layers."""
        ...

    @property
    def roads(self) -> Sequence[Road]:
        """Roads of the region."""
        ...

    @property
    def barriers(self) -> Sequence[Barrier]:
        """Rivers, lakes and closed areas."""
        ...

    @property
    def bridges(self) -> Sequence[tuple[float, float]]:
        """Known crossings of rivers, (lon, lat)."""
        ...

    @property
    def borders(self) -> Sequence[tuple[str, BaseGeometry]]:
        """International borders as (title, line)."""
        ...


Progress = Callable[[float, str], None]
"""Called with a share from 0 to 1 and what is being done; may raise CancelledError."""
