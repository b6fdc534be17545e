"""Names in many turns of phrase: `python benchmarks/name_frames.py`.

Towns drawn by seed from the gazetteer stand in sentences of journeys, most of them
without a word that places them ("Osk was cold."). Each is read in two texts: one
that names no other place, and one that names two larger towns of the same country.
The counter-examples are surnames that are also names of places, in sentences only a
person fits, in a text about a country that has a place of that name. Last come
towns spelled as people spell them: without diacritics, in capitals, abbreviated.
"""

from __future__ import annotations

import argparse
import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from convoy_map.gazetteer import open_gazetteer
from convoy_map.mentions import find_mentions
from convoy_map.model import Gazetteer, MentionKind, Place, Region
from mentions import document

SEED = 20
BANDS = (("below 5,000", 500, 5_000), ("5,000 to 50,000", 5_000, 50_000), ("above", 50_000, 10**9))
PLACED = (
    "We slept in {} that night.",
    "In the evening we reached {} on foot.",
    "The market of {} was closed.",
)
TOWN_FRAMES = (
    "{} was cold and wet.",
    "{} had one inn and no bread.",
    "{} lay under snow.",
    "{} on Sunday was a market of mud.",
    "Then came {}, where the bridge was down.",
    "After that {}, for three nights.",
    "Next {}, and a bath at last.",
    "{} followed, a long day further.",
    "{}, {b} and {c}: three towns in a day.",
    "{b}, {} and {c} all looked alike.",
    "Rain all day. {}. Nobody about.",
    "\n\n{}\n\nThe inn was shut.",
    "\n\n{caps}, 3 MAY\n\nThe inn was shut.",
    "\n\n1. {b}\n2. {}\n3. {c}\n\n",
    "Day 4: {}. The inn was shut.",
    "{}, which we saw at dusk, has a tower.",
    "After {} the road was gravel.",
    "Before {} we changed a wheel.",
    "{b} – {} – {c}, 212 km.",
    "Two nights on {}, then the boat.",
    "I never saw {} again.",
    "We liked {} better than the coast.",
    "The bus for {} was full.",
    "The {} road was closed.",
    "{} again, and again no letters.",
    "{}’s market was shut.",
    "{} kept us three days.",
    "{} to {b} took nine hours.",
)
PERSON_FRAMES = (
    "{} laughed and lit the stove.",
    "We ate with {} and went to bed.",
    "I asked {} for the key.",
    "Then {} shook his head.",
    "{}’s knee was swollen.",
    "After supper {} sang for an hour.",
    "{} was our driver.",
    "{} and I pushed the lorry.",
    "Neither {} nor I could sleep.",
    "{}, who had been a cook, made soup.",
    "Only {} had brought a torch.",
    "He gave {} the map.",
    "{} drove, and the rest of us slept.",
    "{} wanted to turn back.",
    "Poor {} was seasick the whole way.",
    "{} had fever, so I carried his pack.",
    "We waited for {} until dark.",
)
SURNAMES = (
    "Burton Carter Clifton Dalton Milton Preston Warren Sheridan Jackson Wellington Barton Ashton "
    "Hamilton Newton Stafford Crawford Bradford Lawson Nelson Hudson Medina Toledo Salazar Aguilar "
    "Moreno Castro Serrano Zamora Soto Mora Rocha Pinto Mendoza Rojas Vargas Salinas Barrios "
    "Mwanza Bello Musa Camara Keita Diallo Rashid Nasser Khalil Barzani Rahman Hamdan Mansour "
    "Tanaka Yamada Nagano Honda Orlov Kozlov Morozov Weber Steinbach Neumann Lange Rossi Romano "
    "Ferrara Sala Villa Laurent Lambert Fontaine Dumont Berg Lund Holm Strand Dahl Novak Horak"
).split()
OPENING = "We set out on a Monday with the lorry. The first day was dust. "
COMPANY = "We set out from {b} on a Monday with the lorry and slept in {c}. "
CLOSING = " In the morning the lorry would not start."
Reader = Callable[[str], list[tuple[int, str]]]


def towns(gazetteer: Gazetteer) -> list[Place]:
    """Every inhabited place of the gazetteer, sorted by id."""
    everywhere = Region(-180.0, -90.0, 180.0, 90.0)
    places = (p for p in gazetteer.within(everywhere) if p.feature_class == "P" and p.population)
    return sorted(places, key=lambda p: p.id)


def largest(places: list[Place]) -> dict[str, list[Place]]:
    """The eight largest towns of every country."""
    by_country: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda p: -(p.population or 0)):
        own = by_country[place.ccode or ""]
        if len(own) < 8:
            own.append(place)
    return by_country


def texts(
    frame: str, name: str, company: tuple[str, str] | None, stand_ins: tuple[str, str]
) -> tuple[str, int]:
    """A text with the frame in it, and where the name stands."""
    b, c = company or stand_ins
    opening = COMPANY.format(b=b, c=c) if company else OPENING
    shown = name.upper() if "{caps}" in frame else name
    head, _, tail = frame.replace("{caps}", "{}").partition("{}")
    head, tail = (part.replace("{b}", b).replace("{c}", c) for part in (head, tail))
    return opening + head + shown + tail + CLOSING, len(opening) + len(head)


def reader(gazetteer: Gazetteer) -> Reader:
    """Starts and surfaces of the names found in a text."""

    def read(text: str) -> list[tuple[int, str]]:
        found = find_mentions(document("f", text), gazetteer)
        return [(m.anchor.start, m.anchor.exact) for m in found if m.kind is MentionKind.TOPONYM]

    return read


def draw(
    places: list[Place], top: dict[str, list[Place]], number: int
) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """(band, name, two larger towns of its country), by seed."""
    rng = random.Random(SEED)
    for band, low, high in BANDS:
        pool = [
            p for p in places
            if low <= (p.population or 0) < high and len(top[p.ccode or ""]) >= 4
            and p.title.isprintable() and p.title[0].isupper()
        ]  # fmt: skip
        for place in rng.sample(pool, number):
            others = [o.title for o in top[place.ccode or ""] if o.title != place.title]
            b, c = rng.sample(others, 2)
            yield band, place.title, (b, c)


def town_table(read: Reader, drawn: list[tuple[str, str, tuple[str, str]]], verbose: bool) -> None:
    """Recall of towns by frame and by size, alone and in company."""
    hits: Counter[tuple[str, str, bool]] = Counter()
    missed: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for band, name, others in drawn:
        for frame in (*PLACED, *TOWN_FRAMES):
            for company in (False, True):
                text, at = texts(frame, name, others if company else None, ("Yrrask", "Ollmeth"))
                shown = text[at : at + len(name.upper() if "{caps}" in frame else name)]
                if (at, shown) in read(text):
                    hits[(frame, band, company)] += 1
                else:
                    missed[(frame, company)].append(name)
    bands = [band for band, _, _ in BANDS]
    each = len(drawn) // len(bands)
    print(f"recall of towns by frame; {each} towns a size; alone | with two towns of the country")
    print(f"  {'':46}" + "".join(f"{band:>18}" for band in bands))
    for frame in (*PLACED, *TOWN_FRAMES):
        cells = "".join(
            f"{hits[(frame, band, False)] / each:>10.2f} |{hits[(frame, band, True)] / each:>5.2f} "
            for band in bands
        )
        print(f"  {frame.strip()!r:46.46}{cells}")
        if verbose:
            print("      missed:", ", ".join(missed[(frame, True)][:25]))
    for title, frames in (("all frames that place", PLACED), ("all others", TOWN_FRAMES)):
        cells = "".join(
            f"{mean(hits, frames, band, False, each):>10.2f} |"
            f"{mean(hits, frames, band, True, each):>5.2f} "
            for band in bands
        )
        print(f"  {title:46}{cells}")


def mean(
    hits: Counter[tuple[str, str, bool]], frames: tuple[str, ...], band: str, company: bool,
    each: int,
) -> float:  # fmt: skip
    """Share of towns of a size that are found in several frames."""
    return sum(hits[(frame, band, company)] for frame in frames) / (each * len(frames))


def person_table(
    read: Reader, gazetteer: Gazetteer, top: dict[str, list[Place]], verbose: bool
) -> None:
    """Surnames wrongly taken for places, by frame."""
    taken: dict[tuple[str, bool], list[str]] = defaultdict(list)
    rng = random.Random(SEED)
    used = 0
    for name in SURNAMES:
        codes = sorted({m.place.ccode for m in gazetteer.exact(name) if m.place.ccode})
        codes = [c for c in codes if len(top[c]) >= 4]
        if not codes:
            continue
        used += 1
        others = [o.title for o in top[rng.choice(codes)] if o.title != name]
        company = (others[0], others[1])
        for frame in PERSON_FRAMES:
            for named in (False, True):
                text, at = texts(frame, name, company if named else None, ("Yrrask", "Ollmeth"))
                if any(s < at + len(name) and at < s + len(t) for s, t in read(text)):
                    taken[(frame, named)].append(name)
    print(f"{used} surnames that are names of places, taken for one: alone | with two towns")
    for frame in PERSON_FRAMES:
        alone, named = len(taken[(frame, False)]), len(taken[(frame, True)])
        print(f"  {frame!r:46}{alone / used:>10.2f} |{named / used:>5.2f}")
        if verbose and named:
            print("      taken:", ", ".join(taken[(frame, True)]))
    total = used * len(PERSON_FRAMES)
    sums = [sum(len(taken[(f, named)]) for f in PERSON_FRAMES) / total for named in (False, True)]
    print(f"  {'all frames of persons':46}{sums[0]:>10.3f} |{sums[1]:>6.3f}")


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    return "".join(c for c in parts if not unicodedata.combining(c))


_MARKS = "'’‘`"
SPELLINGS: tuple[tuple[str, Callable[[str], bool], Callable[[str], str]], ...] = (
    ("as the gazetteer has it", lambda n: True, lambda n: n),
    ("diacritics left out", lambda n: _plain(n) != n and _plain(n).isascii(), _plain),
    ("in capitals", lambda n: len(n) > 3, str.upper),
    ("apostrophe left out", lambda n: any(c in n for c in "'’‘"),
     lambda n: "".join(c for c in n if c not in "'’‘")),
    ("apostrophe plain", lambda n: any(c in n for c in "’‘"),
     lambda n: n.replace("’", "'").replace("‘", "'")),
    ("hyphens as spaces", lambda n: "-" in n, lambda n: n.replace("-", " ")),
    ("spaces as hyphens", lambda n: n.count(" ") == 1, lambda n: n.replace(" ", "-")),
    ("lower-case parts", lambda n: any(w.islower() for w in n.split()), lambda n: n),
    ("Saint as St.", lambda n: n.startswith(("Saint ", "Saint-")), lambda n: "St. " + n[6:]),
    ("Mount as Mt.", lambda n: n.startswith("Mount "), lambda n: "Mt. " + n[6:]),
    ("Fort as Ft.", lambda n: n.startswith("Fort "), lambda n: "Ft. " + n[5:]),
    ("opens with The, La, Le, El, Al", lambda n: n.split()[0] in {"The", "La", "Le", "El", "Al"}
     and " " in n, lambda n: n),
)  # fmt: skip


def spelling_table(read: Reader, places: list[Place], number: int, verbose: bool) -> None:
    """Recall of towns spelled as people spell them, with and without a placing word."""
    print("recall of towns by spelling: placed | not placed, with two towns of the country")
    for title, fits, spell in SPELLINGS:
        rng = random.Random(SEED)
        pool = [p.title for p in places if (p.population or 0) >= 2_000 and fits(p.title)]
        sample = rng.sample(pool, min(number, len(pool)))
        hits, missed = [0, 0], []
        for name in sample:
            shown = spell(name)
            for k, frame in enumerate(("We slept in {} that night.", "Then came {}, at dusk.")):
                head, _, tail = frame.partition("{}")
                text = OPENING + head + shown + tail + CLOSING
                at = len(OPENING + head) + len(shown) - len(shown.lstrip(_MARKS))
                right = (at, shown.strip(_MARKS)) in read(text)
                hits[k] += right
                if not right and not k:
                    missed.append(shown)
        shares = " |".join(f"{h / max(1, len(sample)):>6.2f}" for h in hits)
        print(f"  {title:46}{shares}   of {len(sample)}")
        if verbose:
            print("      missed:", ", ".join(missed[:25]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--towns", type=int, default=60, help="towns a size")
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    gazetteer = open_gazetteer(("world",), places_tsv=None)
    places = towns(gazetteer)
    top = largest(places)
    read = reader(gazetteer)
    town_table(read, list(draw(places, top, given.towns)), given.verbose)
    person_table(read, gazetteer, top, given.verbose)
    spelling_table(read, places, given.towns * 2, given.verbose)


if __name__ == "__main__":
    main()
