"""Lays the judgements of people over the machine's reading.

Pure: mentions and judgements in, reviewed mentions and findings out. A mention
may be evidence of several itineraries; it then comes out once for each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from convoy_map.errors import ConvoyMapError
from convoy_map.model import (
    CaseDefinition,
    Finding,
    Gazetteer,
    Judgement,
    Mention,
    MentionKind,
    Review,
    ReviewedMention,
    Role,
    Severity,
    SourceDocument,
    Verdict,
)
from convoy_map.review.active import (
    Anchored,
    active_judgements,
    anchor_judgement,
    finding_of,
    origin_judgements,
)
from convoy_map.review.language import parse_places
from convoy_map.review.overlay import lay_over, place_references, text_references
from convoy_map.text.anchors import AnchorMatch, make_anchor, parse_target, reanchor


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The machine's reading with the judgements laid over it.

    ``orders`` pairs mention ids (earlier, later) with the judgement that says
    so; ``place_ids`` are places named by relations; ``origins`` the judged
    lineage; ``findings`` everything that was set aside.
    """

    mentions: tuple[ReviewedMention, ...]
    orders: tuple[tuple[str, str, Judgement], ...]
    place_ids: tuple[str, ...]
    origins: tuple[tuple[str, str | None], ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Desk:
    """What is on the desk while judgements are applied."""

    definition: CaseDefinition
    documents: Mapping[str, SourceDocument]
    gazetteer: Gazetteer
    mentions: dict[str, Mention]
    by_target: dict[str, list[Anchored]] = field(default_factory=dict)
    orders: list[tuple[str, str, Judgement]] = field(default_factory=list)
    place_ids: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def apply_judgements(
    mentions: Sequence[Mention],
    definition: CaseDefinition,
    documents: Sequence[SourceDocument],
    gazetteer: Gazetteer,
) -> Reviewed:
    """Apply every judgement that holds.

    Parameters
    ----------
    mentions : sequence of Mention
        What the machine read.
    definition : CaseDefinition
        The case with its judgements in file order.
    documents : sequence of SourceDocument
        The documents the anchors point into.
    gazetteer : Gazetteer
        To check the place ids that judgements name.

    Returns
    -------
    Reviewed
        Reviewed mentions sorted by source and position.
    """
    kept, findings = active_judgements(definition.judgements)
    origins, more = origin_judgements(definition, kept)
    desk = _Desk(
        definition,
        {d.id: d for d in documents},
        gazetteer,
        {m.id: m for m in mentions},
        findings=[*findings, *more],
    )
    for one in kept:
        if one.verdict not in {Verdict.ORIGIN, Verdict.ORDER}:
            _put_on_desk(one, desk)
    for one in kept:
        if one.verdict is Verdict.ORDER:
            _put_on_desk(one, desk)
    reviewed = [
        r for mention_id in sorted(desk.mentions) for r in _review(desk.mentions[mention_id], desk)
    ]
    order = {d.id: n for n, d in enumerate(documents)}
    reviewed.sort(key=lambda r: _position(r, order))
    return Reviewed(
        tuple(reviewed),
        tuple(desk.orders),
        tuple(sorted(desk.place_ids)),
        origins,
        tuple(desk.findings),
    )


def _position(one: ReviewedMention, order: Mapping[str, int]) -> tuple[int, int, int, str]:
    anchor = one.mention.anchor
    return order.get(anchor.source, 0), anchor.start, anchor.end, one.mention.itinerary or ""


def _put_on_desk(judgement: Judgement, desk: _Desk) -> None:
    """Check a judgement, anchor it, and file it under the mentions it is about."""
    told = _faults(judgement, desk)
    if told is not None:
        desk.findings.append(told)
        return
    anchored = anchor_judgement(judgement, desk.documents)
    if isinstance(anchored, Finding):
        desk.findings.append(anchored)
        return
    try:
        _mark_references(judgement, desk)
    except ConvoyMapError as error:
        told = finding_of(judgement, "faulty-judgement", error.what, error.mend or "")
        desk.findings.append(told)
        return
    target = anchored.anchor.target
    if target not in desk.mentions:
        kind = _kind(judgement, anchored.anchor.exact, desk.gazetteer)
        note = "marked by a person"
        desk.mentions[target] = Mention(target, anchored.anchor, kind, note=note)
    if judgement.verdict is Verdict.ORDER:
        _file_order(anchored, desk)
        return
    desk.by_target.setdefault(target, []).append(anchored)
    if judgement.to_all_alike:
        _file_alike(anchored, desk)


def _kind(judgement: Judgement, exact: str, gazetteer: Gazetteer) -> MentionKind:
    """The kind of a mention that only a person saw."""
    if judgement.verdict is Verdict.LEG:
        return MentionKind.LEG
    if judgement.relation:
        return MentionKind.RELATIONAL
    chosen = judgement.place is not None or judgement.places is not None
    named = chosen or bool(gazetteer.exact(exact))
    return MentionKind.TOPONYM if named else MentionKind.NOMINAL


def _mark_references(judgement: Judgement, desk: _Desk) -> None:
    """Make mentions of the words that a relation starts from, where the machine saw none."""
    for target in text_references(judgement):
        source, start, end = parse_target(target)
        document = desk.documents.get(source)
        if target in desk.mentions or document is None:
            continue
        anchor = make_anchor(document, start, end)
        desk.mentions[target] = Mention(
            target, anchor, MentionKind.TOPONYM, note="marked by a person"
        )


def _faults(judgement: Judgement, desk: _Desk) -> Finding | None:
    """The first thing that makes a judgement unusable."""
    known = {i.id for i in desk.definition.itineraries}
    if judgement.itinerary is not None and judgement.itinerary not in known:
        return finding_of(
            judgement,
            "unknown-itinerary",
            f"the itinerary '{judgement.itinerary}' is not in the case",
            f"use one of {', '.join(sorted(known)) or '(none yet)'}, or add it to 'itineraries'",
        )
    needs = {
        Verdict.ACCEPT: "itinerary",
        Verdict.PLACE: "place",
        Verdict.NOT_PLACE: "place",
        Verdict.SEVERAL: "places",
        Verdict.AREA: "geometry",
        Verdict.ORDER: "before",
        Verdict.LEG: "itinerary",
    }
    needed = needs.get(judgement.verdict)
    if needed is not None and getattr(judgement, needed) is None:
        return finding_of(
            judgement,
            "incomplete",
            f"the verdict '{judgement.verdict.value}' needs '{needed}'",
            f"add '{needed}: …'",
        )
    try:
        named = [] if judgement.place is None else [judgement.place]
        if judgement.verdict is Verdict.SEVERAL:
            named += [place_id for place_id, _ in parse_places(judgement.places or "")]
    except ConvoyMapError as error:
        return finding_of(judgement, "faulty-judgement", error.what, error.mend or "")
    faults = (_place_fault(place_id, judgement, desk) for place_id in named)
    return next((fault for fault in faults if fault is not None), None)


def _place_fault(place_id: str, judgement: Judgement, desk: _Desk) -> Finding | None:
    try:
        place = desk.gazetteer.place(place_id)
    except ConvoyMapError as error:
        return finding_of(judgement, "unknown-place", error.what, error.mend or "")
    inside = (
        judgement.verdict is Verdict.NOT_PLACE
        or place.lon is None
        or place.lat is None
        or place.feature_class in {"A", "H", "L"}
        or desk.definition.region.contains(place.lon, place.lat)
    )
    if inside:
        return None
    return finding_of(
        judgement,
        "outside-region",
        f"'{place.title}' ({place.id}) at {place.lon}, {place.lat} lies outside the case's region",
        "enlarge 'region' in route.yaml, or choose another place",
    )


def _file_order(anchored: Anchored, desk: _Desk) -> None:
    judgement = anchored.judgement
    later = judgement.before or ""
    try:
        source, start, end = parse_target(later)
    except ConvoyMapError as error:
        desk.findings.append(finding_of(judgement, "bad-target", error.what, error.mend or ""))
        return
    target = f"{source}:{start}-{end}"
    if target not in desk.mentions:
        desk.findings.append(
            finding_of(
                judgement,
                "unknown-mention",
                f"'before: {later}' is no mention of the case",
                "give the anchor of a mention in 1-mentions.jsonl",
            )
        )
        return
    desk.orders.append((anchored.anchor.target, target, judgement))


def _file_alike(anchored: Anchored, desk: _Desk) -> None:
    """File a judgement under all mentions with the same words, weaker than their own."""
    words = anchored.anchor.exact.casefold()
    for mention in list(desk.mentions.values()):
        if mention.id != anchored.anchor.target and mention.anchor.exact.casefold() == words:
            copy = Anchored(replace(anchored.judgement, to_all_alike=True), mention.anchor)
            desk.by_target.setdefault(mention.id, []).insert(0, copy)


def _review(mention: Mention, desk: _Desk) -> list[ReviewedMention]:
    """One reviewed mention for each itinerary a person put it in; else the machine's draft."""
    filed = desk.by_target.get(mention.id, [])
    own = [a for a in filed if a.anchor.target == mention.id and not _is_copy(a, mention)]
    if own:
        filed = own
    base = ReviewedMention(mention)
    verdicts = {a.judgement.verdict for a in filed}
    accepts = [a.judgement for a in filed if a.judgement.verdict in _ACCEPTING]
    rejects = [a.judgement for a in filed if a.judgement.verdict is Verdict.REJECT]
    if accepts and rejects:
        _tell_conflict(mention, accepts, rejects, desk)
    if rejects and (not accepts or filed[-1].judgement.verdict is Verdict.REJECT):
        rejected = replace(mention, role=Role.CONTEXT, itinerary=None, stance=mention.stance)
        ids = tuple(j.id for j in rejects)
        review = Review.DISPUTED if accepts else Review.ACCEPTED
        return [replace(base, mention=rejected, review=review, judgements=ids, why=rejects[-1].why)]
    shared = [a.judgement for a in filed if a.judgement.verdict in _REFINING]
    if not accepts:
        return [_refine(base, shared, desk)] if verdicts else [base]
    by_itinerary: dict[tuple[str, str], list[Judgement]] = {}
    for one in accepts:
        by_itinerary.setdefault((one.itinerary or "", one.waypoint or ""), []).append(one)
    out = []
    for group in by_itinerary.values():
        review = Review.DISPUTED if rejects else Review.ACCEPTED
        start = replace(base, review=review)
        out.append(_refine(_refine(start, group, desk), shared, desk))
    return out


_ACCEPTING = {Verdict.ACCEPT, Verdict.LEG, Verdict.MENTION}
_REFINING = {Verdict.PLACE, Verdict.SEVERAL, Verdict.NOT_PLACE, Verdict.UNLOCATABLE, Verdict.AREA}


def _is_copy(anchored: Anchored, mention: Mention) -> bool:
    return anchored.judgement.to_all_alike and anchored.judgement.about != mention.id


def _refine(one: ReviewedMention, judgements: Sequence[Judgement], desk: _Desk) -> ReviewedMention:
    for judgement in judgements:
        try:
            one = lay_over(one, judgement, desk.definition)
            _note_references(judgement, desk)
        except ConvoyMapError as error:
            desk.findings.append(
                finding_of(judgement, "faulty-judgement", error.what, error.mend or "")
            )
    return one


def _note_references(judgement: Judgement, desk: _Desk) -> None:
    """Remember the places, and mark the words, that a relation starts from."""
    for reference in place_references(judgement):
        desk.gazetteer.place(reference)
        desk.place_ids.add(reference)


def _tell_conflict(
    mention: Mention, accepts: Sequence[Judgement], rejects: Sequence[Judgement], desk: _Desk
) -> None:
    ids = ", ".join(j.id for j in (*accepts, *rejects))
    desk.findings.append(
        Finding(
            Severity.WARNING,
            "disputed",
            f"“{mention.anchor.exact[:60]}” is accepted by {accepts[-1].by} and rejected by "
            f"{rejects[-1].by} ({ids}); the later judgement is used and marked as disputed",
            mention.id,
            "agree, and let one judgement replace the other",
        )
    )


def reanchor_mentions(
    mentions: Sequence[Mention], documents: Mapping[str, SourceDocument]
) -> tuple[tuple[Mention, ...], tuple[Finding, ...]]:
    """Carry mentions over to changed documents; orphans are listed, never dropped silently."""
    kept: list[Mention] = []
    findings: list[Finding] = []
    for mention in mentions:
        document = documents.get(mention.anchor.source)
        again = reanchor(mention.anchor, document) if document is not None else None
        if again is None or again.match is AnchorMatch.ORPHAN:
            findings.append(
                Finding(
                    Severity.ERROR,
                    "orphan",
                    f"“{mention.anchor.exact[:80]}” does not stand in its source (any more)",
                    mention.id,
                    "read the source again",
                )
            )
            continue
        kept.append(replace(mention, id=again.anchor.target, anchor=again.anchor))
    return tuple(kept), tuple(findings)
