"""Rows: what every gazetteer format is read into before it is indexed."""

from __future__ import annotations

import math
from typing import NamedTuple

from convoy_map.errors import GazetteerError
from convoy_map.model import ToponymKind

LONGEST_NAME = 400
KINDS = tuple(ToponymKind)


class NameRow(NamedTuple):
    """A toponym: text, language tag or empty, and what sort of name it is."""

    text: str
    lang: str = ""
    kind: ToponymKind = ToponymKind.ALTERNATE


class PlaceRow(NamedTuple):
    """A gazetteer record on its way into an index; the fields of ``model.Place``.

    ``lon`` and ``lat`` are degrees in WGS 84, NaN where no coordinate is known.
    ``wkb`` is the extent, empty for a point.
    """

    id: str
    title: str
    lon: float
    lat: float
    coordinate_uncertainty_m: float
    feature_class: str = "P"
    feature_code: str = "PPL"
    names: tuple[NameRow, ...] = ()
    admin: tuple[str, ...] = ()
    ccode: str = ""
    population: int = -1
    wkb: bytes = b""
    source: str = ""
    record: str = ""
    licence: str = ""
    status: str = "verified"
    note: str = ""


def checked(row: PlaceRow, where: str = "") -> PlaceRow:
    """Return the row if it can be indexed.

    Raises
    ------
    GazetteerError
        No id or title, a NUL byte or over 400 characters in a name, or
        coordinates that are no position on Earth.

    Examples
    --------
    >>> checked(PlaceRow("x:1", "Nowhere", 39.0, 135.2, 100.0), "a.tsv:2")
    Traceback (most recent call last):
    convoy_map.errors.GazetteerError: a.tsv:2: latitude 135.2 of 'Nowhere' is impossible. \
To mend: give degrees from -90 to 90; perhaps the columns are swapped
    """
    if not row.id or not row.title:
        raise GazetteerError(
            f"a place without {'an id' if not row.id else 'a title'}",
            where=where,
            mend="fill the column in",
        )
    _check_text(row.id, where)
    _check_text(row.title, where)
    for name in row.names:
        _check_text(name.text, where)
    _check_position(row.lon, row.lat, row.title, where)
    return row


def _check_text(text: str, where: str) -> None:
    if len(text) > LONGEST_NAME:
        raise GazetteerError(
            f"a name of {len(text)} characters, {text[:30]!r}…",
            where=where,
            mend=f"names may have {LONGEST_NAME} characters; perhaps a quote is unclosed",
        )
    if text.isascii():
        if "\x00" in text:
            raise GazetteerError(
                f"NUL byte in {text[:40]!r}",
                where=where,
                mend="export the file again as UTF-8 text",
            )
        return
    try:
        text.encode()
    except UnicodeEncodeError:
        raise GazetteerError(
            f"{text[:40]!r} is not UTF-8 text", where=where, mend="save the file as UTF-8"
        ) from None


def _check_position(lon: float, lat: float, title: str, where: str) -> None:
    if math.isnan(lon) and math.isnan(lat):
        return
    for axis, value, limit in (("longitude", lon, 180), ("latitude", lat, 90)):
        if not -limit <= value <= limit:
            raise GazetteerError(
                f"{axis} {value} of {title[:60]!r} is impossible",
                where=where,
                mend=f"give degrees from -{limit} to {limit}; perhaps the columns are swapped",
            )


def settlement_radius_m(population: int | None) -> float:
    """Coordinate uncertainty of a settlement given as a point.

    The radius of a disc that holds the population at 4,000 people per square
    kilometre, plus 1,000 m for the point itself (GeoNames points are often
    rounded to a minute or to the centre of the built-up area).

    Examples
    --------
    >>> settlement_radius_m(None), round(settlement_radius_m(531952))
    (1500.0, 7506)
    """
    if population is None or population <= 0:
        return 1500.0
    return 1000.0 + 1000.0 * math.sqrt(population / (4000.0 * math.pi))
