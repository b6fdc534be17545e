"""What ``route.yaml`` and source records may say, as pydantic models.

Outside data is validated here, once; everything behind works on the frozen
types of ``convoy_map.model``.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]
Text = Annotated[str, Field(max_length=4000)]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False, str_strip_whitespace=True)


class RegionSchema(_Strict):
    """``region: {west: …, south: …, east: …, north: …}`` in degrees."""

    west: float = Field(ge=-180, le=180, allow_inf_nan=False)
    south: float = Field(ge=-90, le=90, allow_inf_nan=False)
    east: float = Field(ge=-180, le=180, allow_inf_nan=False)
    north: float = Field(ge=-90, le=90, allow_inf_nan=False)

    @model_validator(mode="after")
    def _not_empty(self) -> RegionSchema:
        if self.south >= self.north:
            raise ValueError(f"south ({self.south}) must be less than north ({self.north})")
        if self.west == self.east:
            raise ValueError(f"west and east are both {self.west}")
        return self


class ItinerarySchema(_Strict):
    """One journey of the case."""

    id: Slug
    title: Text
    status: Literal["travelled", "planned", "attempted", "reported"]
    travellers: Text = ""
    about: Text = ""


VerdictName = Literal[
    "accept", "reject", "place", "several", "not-place", "unlocatable", "area", "order",
    "leg", "mention", "origin", "withdraw",
]  # fmt: skip
RoleName = Literal[
    "origin", "via", "destination", "planned", "dispersal", "landmark", "area", "context"
]


class JudgementSchema(_Strict):
    """One judgement: one line."""

    id: Slug
    about: str = Field(min_length=1, max_length=200)
    verdict: VerdictName
    by: str = Field(min_length=1, max_length=200)
    on: str
    why: str = Field(min_length=1, max_length=4000)
    exact: str | None = Field(default=None, max_length=2000)
    itinerary: Slug | None = None
    role: RoleName | None = None
    waypoint: Slug | None = None
    title: Text | None = None
    place: str | None = Field(default=None, max_length=200)
    places: str | None = Field(default=None, max_length=4000)
    relation: Text | None = None
    witness: str | None = Field(default=None, max_length=200)
    stance: Literal["stated", "heard", "planned", "negated", "hypothetical"] | None = None
    status: Literal["travelled", "planned", "attempted", "reported"] | None = None
    time: str | None = Field(default=None, max_length=100)
    duration: str | None = Field(default=None, max_length=100)
    manner: str | None = Field(default=None, max_length=100)
    turn: Literal["left", "right"] | None = None
    after: str | None = Field(default=None, max_length=200)
    before: str | None = Field(default=None, max_length=200)
    geometry: str | None = Field(default=None, max_length=100_000)
    derives_from: str | None = Field(default=None, max_length=200)
    replaces: Slug | None = None
    to_all_alike: bool = False

    @field_validator("on")
    @classmethod
    def _is_date(cls, value: str) -> str:
        if not _DATE.fullmatch(value):
            raise ValueError(f"'{value}' is not a date written 2026-11-20")
        return value


class CaseSchema(_Strict):
    """The whole of ``route.yaml``; judgements are checked one by one."""

    format: Literal["convoy-map case 1"]
    id: Slug
    title: Text
    question: Text
    region: RegionSchema
    timezone: str = "UTC"
    countries: list[Annotated[str, Field(pattern=r"^[A-Z]{2}$")]] = Field(default_factory=list)
    sources: list[Slug] = Field(min_length=1)
    gazetteers: list[str] = Field(default_factory=lambda: ["case", "world"])
    layers: list[str] = Field(default_factory=list)
    parameters: dict[str, object] = Field(default_factory=dict)
    itineraries: list[ItinerarySchema] = Field(default_factory=list)


class PassageSchema(_Strict):
    """A quoted stretch of a source."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str


class SourceSchema(_Strict):
    """A source record in ``seeds/`` or in a case's ``sources/``."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    id: Slug
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    lang: str = Field(min_length=2, max_length=20)
    original_file: str | None = None
    original_sha256: str | None = None
    length: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    rights: str | None = None
    derives_from: list[str] = Field(default_factory=list)
    text_file: str | None = None
    passages: list[PassageSchema] = Field(default_factory=list)
