"""A made-up land to derive evidence in: names are invented, positions are plain."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from shapely.geometry import LineString, box

from convoy_map.errors import PlaceError
from convoy_map.evidence import derive_evidence
from convoy_map.model import (
    Barrier,
    Candidate,
    CandidateSet,
    Itinerary,
    Lineage,
    MatchTier,
    Mention,
    MentionKind,
    NameMatch,
    Parameters,
    Place,
    Relation,
    ReviewedMention,
    Road,
    Role,
    Status,
    TextAnchor,
    Toponym,
)
from convoy_map.text.folding import fold_name


def place(name, lon, lat, *, radius_m=1500.0, feature_class="P", geometry=None, toponyms=()):
    code = {"A": "PCLI", "H": "STM"}.get(feature_class, "PPL")
    return Place(
        id=f"test:{name}",
        title=name,
        lon=lon,
        lat=lat,
        coordinate_uncertainty_m=radius_m,
        feature_class=feature_class,
        feature_code=code,
        toponyms=tuple(Toponym(t) for t in toponyms),
        geometry=geometry,
    )


ORLA = place("Orla", 39.0, 36.0, radius_m=5000.0)
VESK = place("Vesk", 39.5, 36.0)
VESK_TWIN = place("Vesk-in-the-Hills", 38.2, 35.2)
TARN = place("Tarn", 39.5, 36.5)
NOWHERE = place("Nowhere", None, None)
LAND = place(
    "Landia", 39.0, 36.0, feature_class="A", geometry=box(38.0, 35.0, 40.0, 37.0),
    toponyms=["Republic of Landia"],
)  # fmt: skip
NEXT = place(
    "Nextia", 41.0, 36.0, feature_class="A", geometry=box(40.0, 35.0, 42.0, 37.0)
)  # fmt: skip
BROOK = place("Small Brook", 39.7, 36.2, feature_class="H")
ARABIC = place("Arabia Nova", 41.0, 36.0, feature_class="A", toponyms=["نوريا", "العمران"])
PLACES = {p.id: p for p in (ORLA, VESK, VESK_TWIN, TARN, NOWHERE, LAND, NEXT, BROOK, ARABIC)}


class FakeGazetteer:
    version = "fake"

    def place(self, place_id):
        if place_id not in PLACES:
            raise PlaceError(f"there is no place {place_id!r}")
        return PLACES[place_id]

    def exact(self, name):
        folded = fold_name(name)
        return [
            NameMatch(p, t, MatchTier.EXACT, 1.0)
            for p in PLACES.values()
            for t in (Toponym(p.title), *p.toponyms)
            if fold_name(t.text) == folded
        ]

    def search(self, name, *, region=None, ccodes=(), limit=50):
        return ()

    def name_ends(self, folded, start):
        return ()

    def within(self, region):
        return PLACES.values()


@dataclass(frozen=True)
class FakeTerrain:
    version: str = "fake"
    roads: tuple = (
        Road(LineString([(39.0, 36.0), (39.25, 36.1), (39.5, 36.0)]), "main_road", 60_000.0, "M7"),
        Road(LineString([(39.0, 36.0), (39.0, 35.5), (39.5, 36.0)]), "main_road", 120_000.0),
    )
    barriers: tuple = (
        Barrier(LineString([(38.0, 36.2), (40.0, 36.2)]), "river", "Great Brook River"),
        Barrier(LineString([(39.6, 36.0), (39.6, 36.4)]), "river", "Small Brook"),
    )
    bridges: tuple = ()
    borders: tuple = (
        ("Landia–Nextia", LineString([(40.0, 35.0), (40.0, 37.0)])),
        ("Landia–Otheria", LineString([(38.0, 35.0), (38.0, 37.0)])),
    )


def chosen(mention, *options):
    """Candidates (place, p) of a mention."""
    made = tuple(Candidate(p, share, why="it fits") for p, share in options)
    return CandidateSet(mention, made)


@dataclass
class Case:
    """Builds mentions one after the other, then derives."""

    itineraries: tuple = (Itinerary("trip", "The trip", Status.TRAVELLED),)
    mentions: list = field(default_factory=list)
    candidates: dict = field(default_factory=dict)
    parameters: Parameters = field(default_factory=Parameters)
    lineage: Lineage = field(default_factory=lambda: Lineage((), ()))
    at: dict = field(default_factory=dict)

    def say(self, words, *options, source="a", itinerary="trip", reviewed=None, **fields):
        """Add a mention; options are its candidates; returns its id."""
        start = self.at.get(source, 0)
        self.at[source] = start + 100
        anchor = TextAnchor(source, start, start + len(words), words)
        known = {"role": Role.VIA, "kind": MentionKind.TOPONYM, "itinerary": itinerary}
        mention = Mention(id=anchor.target, anchor=anchor, **{**known, **fields})
        if options:
            self.candidates[mention.id] = chosen(mention.id, *options)
        self.mentions.append(ReviewedMention(mention, **(reviewed or {})))
        return mention.id

    def relate(
        self, words, kind, *anchors, source="a", reviewed=None, itinerary="trip", **relation
    ):
        """Add a mention that a relation places."""
        refers_to = relation.pop("refers_to", None)
        made = Relation(kind, relation.pop("cue", kind.value), **relation)
        return self.say(
            words, source=source, reviewed=reviewed, itinerary=itinerary, refers_to=refers_to,
            kind=MentionKind.RELATIONAL, relation=made, anchors_on=tuple(anchors),
        )  # fmt: skip

    def landmark(self, words, *options, source="a"):
        return self.say(words, *options, source=source, itinerary=None, role=Role.LANDMARK)

    def derive(self):
        return derive_evidence(
            self.mentions, self.candidates, itineraries=self.itineraries,
            gazetteer=FakeGazetteer(), terrain=FakeTerrain(), parameters=self.parameters,
            lineage=self.lineage,
        )  # fmt: skip

    def one(self):
        evidence, _ = self.derive()
        assert len(evidence) == 1, [e.id for e in evidence]
        return evidence[0]


@pytest.fixture
def case():
    """An empty case to say things in."""
    return Case()


@pytest.fixture
def land():
    """The places of the made-up land."""
    return SimpleNamespace(
        orla=ORLA, vesk=VESK, twin=VESK_TWIN, tarn=TARN, nowhere=NOWHERE, landia=LAND, nextia=NEXT,
        brook=BROOK,
        terrain=FakeTerrain(), gazetteer=FakeGazetteer(), case=Case,
    )  # fmt: skip
