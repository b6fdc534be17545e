"""A case: question, sources, parameters, itineraries and the judgements of people."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from convoy_map.model.evidence import Evidence, LegEvidence, Ordering, Review, Status
from convoy_map.model.mention import Mention, Role, Stance
from convoy_map.model.parameters import Parameters
from convoy_map.model.route import Route
from convoy_map.model.space import CandidateSet, Region
from convoy_map.model.text import SourceDocument, TextAnchor


class Verdict(StrEnum):
    """What a person decided about the target.

    ``accept``: the words are evidence of an itinerary (``itinerary``, ``role``, and
    where needed ``waypoint``, ``place``, ``relation``, ``witness``, ``stance``,
    ``time``, ``manner``). ``reject``: they are evidence of nothing. ``place``: of the
    candidates, this one (``place``). ``several``: one of these, and nothing says which
    (``places``, with weights if they are not alike). ``not-place``: not this one.
    ``unlocatable``: no place can be given. ``area``: the place is this area
    (``geometry``, WKT lon/lat). ``order``: the target comes before the anchor in
    ``before``. ``leg``: the words speak of the way between waypoints (``after``,
    ``before``; ``manner``, ``turn``, ``duration``). ``mention``: the words are a
    mention the machine missed. ``origin``: the source in ``about`` repeats the source
    in ``derives_from`` (or, with ``derives_from: none``, repeats none). ``withdraw``:
    ``replaces`` no longer holds and nothing takes its place.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    PLACE = "place"
    SEVERAL = "several"
    NOT_PLACE = "not-place"
    UNLOCATABLE = "unlocatable"
    AREA = "area"
    ORDER = "order"
    LEG = "leg"
    MENTION = "mention"
    ORIGIN = "origin"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of one person: one line in ``route.yaml``, never edited.

    ``about`` is a text anchor ``source:start-end`` (or a source id for
    ``origin``). ``exact`` repeats the anchored words so that the judgement
    survives a changed document. ``to_all_alike`` applies it to every mention
    with the same words. ``line`` is the line in the file.
    """

    id: str
    about: str
    verdict: Verdict
    by: str
    on: str
    why: str
    exact: str | None = None
    itinerary: str | None = None
    role: Role | None = None
    waypoint: str | None = None
    title: str | None = None
    place: str | None = None
    places: str | None = None
    relation: str | None = None
    anchors: tuple[str, ...] = ()
    witness: str | None = None
    stance: Stance | None = None
    status: Status | None = None
    time: str | None = None
    duration: str | None = None
    manner: str | None = None
    turn: str | None = None
    after: str | None = None
    before: str | None = None
    geometry: str | None = None
    derives_from: str | None = None
    replaces: str | None = None
    to_all_alike: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Itinerary:
    """One journey of the case."""

    id: str
    title: str
    status: Status
    travellers: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class CaseDefinition:
    """What ``route.yaml`` says, validated."""

    id: str
    title: str
    question: str
    region: Region
    timezone: str
    sources: tuple[str, ...]
    itineraries: tuple[Itinerary, ...]
    judgements: tuple[Judgement, ...]
    parameters: Parameters = field(default_factory=Parameters)
    gazetteers: tuple[str, ...] = ("case", "world")
    countries: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()


class Stage(StrEnum):
    """Stages that a run may stop after, in their order."""

    SOURCES = "sources"
    MENTIONS = "mentions"
    CANDIDATES = "candidates"
    EVIDENCE = "evidence"
    ORDERING = "ordering"
    ROUTE = "route"


class Severity(StrEnum):
    """How grave a finding is: an ``error`` makes ``check`` fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know: set aside, orphaned, doubtful or in conflict."""

    severity: Severity
    kind: str
    what: str
    where: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What a result was made from: hashes of every input, no clock."""

    version: str
    inputs: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewedMention:
    """A mention after the judgements: what people said of it laid over the machine's reading.

    ``waypoint`` is the slug that joins mentions into one fragment; ``place`` the
    chosen place id; ``places`` the ids that a person keeps open with their shares,
    which sum to 1; ``not_places`` the ids ruled out, each with its reason;
    ``area_wkt`` a drawn area (WKT, lon/lat); ``constraint`` the
    relation as a person wrote it ("north of bbc:7560-7567"), parsed into
    ``mention.relation`` and ``mention.anchors_on`` already.
    """

    mention: Mention
    review: Review = Review.UNREVIEWED
    waypoint: str | None = None
    title: str | None = None
    status: Status | None = None
    place: str | None = None
    places: tuple[tuple[str, float], ...] = ()
    not_places: tuple[tuple[str, str], ...] = ()
    unlocatable: bool = False
    area_wkt: str | None = None
    leg_after: str | None = None
    leg_before: str | None = None
    judgements: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class LineageEdge:
    """``source`` repeats ``origin``: by shared passages, by its own words, or by judgement.

    ``containment`` is the share of the source's word shingles found in the
    origin; ``passages`` pairs anchors in the source with anchors in the origin.
    """

    source: str
    origin: str
    basis: str
    containment: float
    passages: tuple[tuple[TextAnchor, TextAnchor], ...] = ()
    attribution: tuple[TextAnchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """Which source derives from which; ``origin_of`` maps every source to its root(s)."""

    edges: tuple[LineageEdge, ...]
    origin_of: tuple[tuple[str, tuple[str, ...]], ...]

    def roots(self, source: str) -> tuple[str, ...]:
        """Independent origins behind a source, itself if it repeats none."""
        return dict(self.origin_of).get(source, (source,))


@dataclass(frozen=True, slots=True)
class CaseResult:
    """Everything that a run of the pipeline yields, stage by stage."""

    definition: CaseDefinition
    documents: tuple[SourceDocument, ...]
    lineage: Lineage
    mentions: tuple[ReviewedMention, ...]
    candidates: tuple[CandidateSet, ...]
    evidence: tuple[Evidence, ...]
    legs: tuple[LegEvidence, ...]
    orderings: tuple[Ordering, ...]
    routes: tuple[Route, ...]
    run: RunRecord
