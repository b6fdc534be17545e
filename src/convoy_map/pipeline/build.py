"""The flow from sources to a route, stage by stage; every stage is pure.

``result = f(sources, gazetteer, parameters, judgements)``: nothing here reads a
file, a clock or the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from zoneinfo import ZoneInfo

from convoy_map import __version__
from convoy_map.candidates import find_candidates
from convoy_map.evidence import derive_evidence
from convoy_map.lineage import find_lineage
from convoy_map.mentions import find_mentions, link_itineraries
from convoy_map.model import (
    Candidate,
    CandidateSet,
    CaseDefinition,
    CaseResult,
    Evidence,
    Finding,
    Gazetteer,
    Judgement,
    LegEvidence,
    Lineage,
    Mention,
    OrderBasis,
    OrderConstraint,
    Ordering,
    Progress,
    Review,
    ReviewedMention,
    Route,
    RunRecord,
    SourceDocument,
    Stage,
    Terrain,
)
from convoy_map.ordering import order_evidence
from convoy_map.pipeline.finish import finished_route
from convoy_map.pipeline.judged import judged_candidates
from convoy_map.review import Reviewed, apply_judgements
from convoy_map.review.overlay import PLACE_PREFIX
from convoy_map.routing import reconstruct_route

STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class CaseInputs:
    """Everything a result is made from; ``hashes`` name each input's content."""

    definition: CaseDefinition
    documents: tuple[SourceDocument, ...]
    gazetteer: Gazetteer
    terrain: Terrain
    hashes: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the texts say, before anything is put on a map."""

    lineage: Lineage
    reviewed: Reviewed
    candidates: tuple[CandidateSet, ...]


def run_pipeline(
    inputs: CaseInputs,
    *,
    until: Stage = Stage.ROUTE,
    mode: str = "posterior",
    processes: int = 1,
    progress: Progress | None = None,
) -> CaseResult:
    """Run the stages in order.

    Parameters
    ----------
    inputs : CaseInputs
        Definition, documents, gazetteer and terrain.
    until : Stage
        Last stage to run; what comes after is left empty.
    mode : {"posterior", "fast", "map"}
        How the route is inferred.
    processes : int
        Processes for the posterior; the result does not depend on it.
    progress : callable, optional
        Told the share that is done; may raise ``CancelledError``.

    Returns
    -------
    CaseResult
        Results of every stage up to ``until``, with findings.

    Raises
    ------
    ConvoyMapError
        If a stage cannot go on at all; single bad records become findings.
    """
    tell = progress or _silent
    last = STAGES.index(until)
    reading = read_testimony(inputs, until=until, progress=tell)
    evidence: tuple[Evidence, ...] = ()
    legs: tuple[LegEvidence, ...] = ()
    if last >= 3:
        evidence, legs = _derive(inputs, reading)
    tell(0.4, "ordering the evidence")
    orderings = () if last < 4 else _order(inputs, reading, evidence, legs)
    routes: tuple[Route, ...] = ()
    if last >= 5:
        routes = _routes(inputs, orderings, evidence, legs, mode, processes, tell)
    stated = {e.id: e.stated_area for e in evidence if e.stated_area is not None}
    routes = tuple(finished_route(r, reading.lineage, stated) for r in routes)
    tell(1.0, "done")
    return CaseResult(
        definition=inputs.definition,
        documents=inputs.documents,
        lineage=reading.lineage,
        mentions=reading.reviewed.mentions,
        candidates=reading.candidates,
        evidence=evidence,
        legs=legs,
        orderings=orderings,
        routes=routes,
        run=_run_record(inputs, reading.reviewed),
    )


def _silent(_share: float, _what: str) -> None:
    """Progress that nobody watches."""


def read_testimony(
    inputs: CaseInputs, *, until: Stage = Stage.CANDIDATES, progress: Progress = _silent
) -> Reading:
    """Sources to reviewed mentions and their candidates."""
    last = STAGES.index(until)
    per_document: list[Sequence[Mention]] = []
    if last >= 1:
        for number, document in enumerate(inputs.documents):
            progress(0.25 * number / max(1, len(inputs.documents)), f"reading '{document.id}'")
            per_document.append(
                find_mentions(
                    document,
                    inputs.gazetteer,
                    countries=inputs.definition.countries,
                    zone=ZoneInfo(inputs.definition.timezone),
                )
            )
    mentions = [m for document in link_itineraries(per_document) for m in document]
    reviewed = apply_judgements(mentions, inputs.definition, inputs.documents, inputs.gazetteer)
    progress(0.25, "tracing who repeats whom")
    lineage = find_lineage(inputs.documents, judged=reviewed.origins)
    progress(0.3, "looking names up")
    candidates = _candidates(inputs, reviewed) if last >= 2 else ()
    return Reading(lineage, reviewed, candidates)


def _candidates(inputs: CaseInputs, reviewed: Reviewed) -> tuple[CandidateSet, ...]:
    """One set for each toponym, a chosen place laid over it, and one for each named place."""
    mentions = {r.mention.id: r.mention for r in reviewed.mentions}
    found = find_candidates(
        tuple(mentions.values()),
        inputs.gazetteer,
        region=inputs.definition.region,
        countries=inputs.definition.countries,
        parameters=inputs.definition.parameters,
    )
    sets = {c.mention: c for c in found}
    for one in reviewed.mentions:
        judged = judged_candidates(one, sets.get(one.mention.id), inputs.gazetteer)
        if judged is not None:
            sets[one.mention.id] = judged
    for place_id in reviewed.place_ids:
        place = inputs.gazetteer.place(place_id)
        key = f"{PLACE_PREFIX}{place_id}"
        sets[key] = CandidateSet(key, (Candidate(place, 1.0, why="named in a judgement"),))
    return tuple(sets[key] for key in sorted(sets))


def _derive(
    inputs: CaseInputs, reading: Reading
) -> tuple[tuple[Evidence, ...], tuple[LegEvidence, ...]]:
    return derive_from(inputs, reading.reviewed.mentions, reading.candidates, reading.lineage)


def derive_from(
    inputs: CaseInputs,
    mentions: Sequence[ReviewedMention],
    candidates: Sequence[CandidateSet],
    lineage: Lineage,
) -> tuple[tuple[Evidence, ...], tuple[LegEvidence, ...]]:
    """Evidence from reviewed mentions, drafts left out where the case says so."""
    if not inputs.definition.parameters.use_drafts:
        mentions = [_only_judged(m) for m in mentions]
    return derive_evidence(
        mentions,
        {c.mention: c for c in candidates},
        itineraries=inputs.definition.itineraries,
        gazetteer=inputs.gazetteer,
        terrain=inputs.terrain,
        parameters=inputs.definition.parameters,
        lineage=lineage,
    )


def _only_judged(one: ReviewedMention) -> ReviewedMention:
    """A draft that nobody judged, as evidence of nothing; it can still be an anchor."""
    if one.review is not Review.UNREVIEWED:
        return one
    return replace(one, mention=replace(one.mention, itinerary=None))


def _order(
    inputs: CaseInputs,
    reading: Reading,
    evidence: Sequence[Evidence],
    legs: Sequence[LegEvidence],
) -> tuple[Ordering, ...]:
    judged = _judged_orders(reading.reviewed.orders, evidence)
    return order_evidence(
        evidence,
        legs,
        itineraries=inputs.definition.itineraries,
        parameters=inputs.definition.parameters,
        judged=judged,
    )


def _judged_orders(
    orders: Sequence[tuple[str, str, Judgement]], evidence: Sequence[Evidence]
) -> tuple[OrderConstraint, ...]:
    """Orders that people stated, carried over from mentions to the fragments they became."""
    holders: dict[tuple[str, str], Evidence] = {}
    for one in evidence:
        for quote in one.quotes:
            holders.setdefault((one.itinerary, quote.anchor.target), one)
    itineraries = sorted({one.itinerary for one in evidence})
    out = []
    for earlier, later, judgement in orders:
        for itinerary in itineraries:
            first, second = holders.get((itinerary, earlier)), holders.get((itinerary, later))
            if first is None or second is None or first.id == second.id:
                continue
            why = f"{judgement.by} ({judgement.id}): {judgement.why}"
            quotes = (*first.quotes[:1], *second.quotes[:1])
            out.append(OrderConstraint(first.id, second.id, OrderBasis.ANALYST, why, quotes))
    return tuple(out)


def _routes(
    inputs: CaseInputs,
    orderings: Sequence[Ordering],
    evidence: Sequence[Evidence],
    legs: Sequence[LegEvidence],
    mode: str,
    processes: int,
    tell: Progress,
) -> tuple[Route, ...]:
    status = {i.id: i.status for i in inputs.definition.itineraries}
    out = []
    for number, ordering in enumerate(orderings):
        low, width = 0.45 + 0.55 * number / len(orderings), 0.55 / len(orderings)

        def within(share: float, what: str, low: float = low, width: float = width) -> None:
            tell(low + width * share, what)

        own = [e for e in evidence if e.itinerary == ordering.itinerary]
        out.append(
            reconstruct_route(
                ordering,
                own,
                [leg for leg in legs if leg.itinerary == ordering.itinerary],
                inputs.terrain,
                inputs.definition.region,
                inputs.definition.parameters,
                status=status[ordering.itinerary],
                mode=mode,
                progress=within,
                processes=processes,
            )
        )
    return tuple(out)


def _run_record(inputs: CaseInputs, reviewed: Reviewed) -> RunRecord:
    parameters = inputs.definition.parameters
    shown = tuple((f.name, _shown(getattr(parameters, f.name))) for f in fields(parameters))
    return RunRecord(
        version=__version__,
        inputs=tuple(sorted(inputs.hashes)),
        parameters=shown,
        findings=(*inputs.findings, *reviewed.findings),
    )


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{k}={value[k]}" for k in sorted(value))
    return str(value)
