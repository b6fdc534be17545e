"""A gazetteer of a few places, and short cuts to read a text with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, tzinfo
from hashlib import sha256

import pytest

from convoy_map.mentions import find_mentions
from convoy_map.model import (
    Citation,
    MatchTier,
    Mention,
    NameMatch,
    Passage,
    Place,
    SourceDocument,
    Toponym,
)
from convoy_map.text.folding import fold_name

PLACES = """
Syria A PCLI SY 20000000|Turkey A PCLI TR 80000000|Iraq A PCLI IQ 38000000|France A PCLI FR 65000000
Kenya A PCLI KE 50000000|Libya A PCLI LY 6000000|Oman A PCLI OM 5000000|Peru A PCLI PE 33000000
Tunisia A PCLI TN 11000000|Egypt A PCLI EG 99000000|Yemen A PCLI YE 30000000
Raqqa P PPLA SY 220000|Tabqa P PPL SY 70000|Idlib P PPLA SY 130000|Damascus P PPLC SY 1500000
Homs P PPLA SY 800000|Aleppo P PPLA SY 1800000|London P PPLC GB 8900000|Paris P PPLC FR 2100000
Osh P PPLA KG 300000|Murgab P PPL TJ 6500|Kano P PPLA NG 3600000|Zaria P PPL NG 700000
Reading P PPL GB 160000|Many P PPL US 2800|Dillon P PPL US 4100|Nairobi P PPLC KE 2700000
Washington P PPLC US 600000|Jinja P PPL UG 90000|Kampala P PPLC UG 1350000|Mombasa P PPLA KE 800000
Sahara L RGN - 0|Euphrates H STM - 0|Tigris H STM IQ 0|Mosul P PPLA IQ 1700000
دمشق P PPLC SY 1500000|حلب P PPLA SY 1800000|حمص P PPLA SY 800000|الرقة P PPLA SY 220000
الموصل P PPLA IQ 1700000|سوريا A PCLI SY 20000000|العراق A PCLI IQ 38000000|الفرات H STM - 0
منبج P PPL SY 100000|البصرة P PPLA IQ 1300000
Kisumu P PPLA KE 400000|Nakuru P PPLA KE 570000|Naivasha P PPL KE 190000
بغداد P PPLC IQ 7000000|سامراء P PPL IQ 350000|تكريت P PPLA IQ 160000
Sault Ste. Marie P PPL US 14000
Tamale P PPLA GH 464000|Kumasi P PPLA GH 1468000|October 6 P PPL EG 500000|Nile H STM EG 0
"""


LONLAT = {
    "Kampala": (32.6, 0.3), "Jinja": (33.2, 0.4), "Kisumu": (34.8, -0.1), "Nakuru": (36.1, -0.3),
    "Naivasha": (36.4, -0.7), "Nairobi": (36.8, -1.3), "Mombasa": (39.7, -4.0),
    "Paris": (2.3, 48.9), "London": (-0.1, 51.5), "Kano": (8.5, 12.0), "Zaria": (7.7, 11.1),
    "البصرة": (47.8, 30.5), "بغداد": (44.4, 33.3), "سامراء": (43.9, 34.2), "تكريت": (43.7, 34.6),
    "الموصل": (43.1, 36.3), "حلب": (37.2, 36.2), "دمشق": (36.3, 33.5), "حمص": (36.7, 34.7),
    "منبج": (37.9, 36.5),
}  # fmt: skip


class SmallGazetteer:
    """Implements ``model.protocols.Gazetteer`` over the few places above."""

    version = "small"

    def __init__(self) -> None:
        self._names: dict[str, list[Place]] = {}
        for number, row in enumerate(PLACES.replace("\n", "|").split("|")):
            if not row.strip():
                continue
            name, cls, code, ccode, population = row.rsplit(None, 4)
            place = Place(
                f"small:{number}", name, *LONLAT.get(name, (0.0, 0.0)), 5000.0, cls, code,
                ccode=None if ccode == "-" else ccode, population=int(population),
            )  # fmt: skip
            self._names.setdefault(fold_name(name), []).append(place)

    def name_ends(self, folded: str, start: int) -> list[int]:
        ends = []
        for match in re.finditer(r"[^\W_]+", folded[start : start + 40]):
            end = start + match.end()
            if folded[start:end] in self._names:
                ends.append(end)
        return ends[::-1]

    def exact(self, name: str) -> list[NameMatch]:
        places = self._names.get(fold_name(name), [])
        return [NameMatch(p, Toponym(p.title), MatchTier.EXACT, 1.0) for p in places]

    def search(self, name: str, **_: object) -> list[NameMatch]:
        return self.exact(name)

    def place(self, place_id: str) -> Place:
        return next(p for places in self._names.values() for p in places if p.id == place_id)

    def within(self, region: object) -> list[Place]:
        return []


def make_document(
    text: str, *, lang: str = "en", published: str | None = None, name: str = "doc"
) -> SourceDocument:
    digest = sha256(text.encode()).hexdigest()
    passages = (Passage(0, len(text), text),)
    return SourceDocument(name, lang, digest, len(text), passages, Citation(published=published))


@pytest.fixture(scope="session")
def gazetteer() -> SmallGazetteer:
    return SmallGazetteer()


Reader = Callable[..., tuple[Mention, ...]]


@pytest.fixture
def read(gazetteer: SmallGazetteer) -> Reader:
    def reader(
        text: str, *, lang: str = "en", published: str | None = None, zone: tzinfo = UTC
    ) -> tuple[Mention, ...]:
        document = make_document(text, lang=lang, published=published)
        mentions = find_mentions(document, gazetteer, zone=zone)
        for mention in mentions:
            anchor = mention.anchor
            assert text[anchor.start : anchor.end] == anchor.exact
        return mentions

    return reader


@pytest.fixture
def names(read: Reader) -> Callable[..., list[str]]:
    return lambda text, **kw: [
        m.anchor.exact for m in read(text, **kw) if m.kind.value == "toponym"
    ]


@pytest.fixture
def stops(read: Reader) -> Callable[..., dict[str, list[str]]]:
    """Named stops on the route by itinerary, in the order of the telling."""

    def find(text: str, **kw: object) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        mentions = [m for m in read(text, **kw) if m.kind.value == "toponym"]
        for m in sorted(mentions, key=lambda m: (m.told_at or m.anchor.start, m.anchor.end)):
            if m.itinerary and m.role.is_on_route:
                found.setdefault(m.itinerary, []).append(m.anchor.exact)
        return found

    return find
