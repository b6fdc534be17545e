"""The stage: from reviewed mentions and their candidates to evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convoy_map.evidence.book import Book, make_book
from convoy_map.evidence.grouping import Group, group_mentions, is_evidence, position
from convoy_map.evidence.legs import derive_legs
from convoy_map.evidence.merging import (
    Merged,
    merge_places,
    merge_quotes,
    merge_review,
    merge_role,
    merge_status,
    merge_times,
    prior_p_wrong,
)
from convoy_map.evidence.reasons import explain_place
from convoy_map.evidence.stated import stated_area
from convoy_map.model import (
    CandidateSet,
    Evidence,
    Gazetteer,
    Itinerary,
    LegEvidence,
    Lineage,
    MentionKind,
    Parameters,
    Review,
    ReviewedMention,
    Terrain,
    Unlocated,
)


def derive_evidence(
    mentions: Sequence[ReviewedMention],
    candidates: Mapping[str, CandidateSet],
    *,
    itineraries: Sequence[Itinerary],
    gazetteer: Gazetteer,
    terrain: Terrain,
    parameters: Parameters,
    lineage: Lineage,
) -> tuple[tuple[Evidence, ...], tuple[LegEvidence, ...]]:
    """Make evidence of what the mentions say of where and when.

    Parameters
    ----------
    mentions : sequence of ReviewedMention
        All of the case, also those of no itinerary: relations start from them.
    candidates : mapping of str to CandidateSet
        By mention id, or ``place:ID`` for places that judgements name.
    itineraries : sequence of Itinerary
        Mentions of others are not evidence.
    gazetteer, terrain : Gazetteer, Terrain
        For names of anchors, and lines and areas of the map.
    parameters : Parameters
        Numbers of the method.
    lineage : Lineage
        Copies of one report count as one origin.

    Returns
    -------
    evidence : tuple of Evidence
        By itinerary, in the order of first mention, with stated areas by the
        point-radius method (Wieczorek et al. 2004; GBIF 2020).
    legs : tuple of LegEvidence
        What is said of the way.

    Raises
    ------
    PlaceError
        If a judgement names a place that the gazetteer does not know.
    """
    book = make_book(
        mentions, candidates, gazetteer=gazetteer, terrain=terrain, parameters=parameters
    )
    groups: dict[str, tuple[Group, ...]] = {}
    for itinerary in itineraries:
        mine = [m for m in mentions if is_evidence(m, (itinerary.id,))]
        groups[itinerary.id] = group_mentions(mine, book, itinerary.id)
    evidence = tuple(
        _evidence(group, itinerary, book, lineage)
        for itinerary in itineraries
        for group in groups[itinerary.id]
    )
    return evidence, derive_legs(mentions, groups, lineage)


def _evidence(group: Group, itinerary: Itinerary, book: Book, lineage: Lineage) -> Evidence:
    mentions = [r.one for r in group.readings]
    merged = merge_places(group.readings)
    candidates = _candidates(merged, book)
    time, clash = merge_times(mentions)
    why = explain_place(merged, candidates, _judged_first(mentions))
    return Evidence(
        id=f"{itinerary.id}/{group.slug}",
        itinerary=itinerary.id,
        title=_title(merged, mentions),
        role=merge_role(mentions),
        status=merge_status(mentions, itinerary.status),
        quotes=merge_quotes(mentions, lineage),
        spatial=merged.constraint,
        temporal=time,
        relation_text="; ".join(
            dict.fromkeys(r.relation_text for r in merged.used if r.relation_text)
        ),
        candidates=candidates,
        stated_area=stated_area(merged.constraint),
        p_wrong=_p_wrong(mentions, candidates if _by_name(merged) else None, book, lineage),
        review=merge_review(mentions),
        judgements=tuple(dict.fromkeys(j for m in mentions for j in m.judgements)),
        why=f"{why} {clash}".strip(),
    )


def _by_name(merged: Merged) -> bool:
    """Whether a name, resolved to places, puts it where it is."""
    by_relation = merged.used[0].one.mention.relation is not None
    return not by_relation and not isinstance(merged.constraint, Unlocated)


def _p_wrong(
    mentions: Sequence[ReviewedMention],
    candidates: CandidateSet | None,
    book: Book,
    lineage: Lineage,
) -> float:
    return prior_p_wrong(book.parameters.p_wrong, mentions, candidates, lineage)


def _judged_first(mentions: Sequence[ReviewedMention]) -> list[ReviewedMention]:
    return sorted(mentions, key=lambda m: (m.review is Review.UNREVIEWED, position(m)))


def _candidates(merged: Merged, book: Book) -> CandidateSet | None:
    """Candidates of the words that lead; none where a relation, not a name, places it."""
    lead = merged.used[0].one
    if lead.mention.relation is not None:
        return None
    keys = [lead.mention.id, lead.mention.refers_to or ""]
    if lead.waypoint and lead.mention.itinerary:
        group = book.by_waypoint.get((lead.mention.itinerary, lead.waypoint), ())
        keys += [one.mention.id for one in group]
    return next((book.candidates[key] for key in keys if key in book.candidates), None)


def _title(merged: Merged, mentions: Sequence[ReviewedMention]) -> str:
    """Title that a person gave, else the name that the leading words explain, else these."""
    given = [m.title for m in _judged_first(mentions) if m.title]
    if given:
        return given[0]
    lead = merged.used[0].one.mention
    explained = (m.mention for m in mentions if m.mention.id == lead.refers_to)
    named = next((m for m in explained if m.kind is MentionKind.TOPONYM), lead)
    words = " ".join(named.anchor.exact.split())
    return words if len(words) <= 80 else words[:77].rstrip() + "…"
