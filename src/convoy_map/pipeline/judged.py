"""Candidates after a person has chosen, excluded or given up on places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from convoy_map.model import Candidate, CandidateSet, Gazetteer, ReviewedMention


def judged_candidates(
    one: ReviewedMention, known: CandidateSet | None, gazetteer: Gazetteer
) -> CandidateSet | None:
    """The candidates after a person chose or excluded places; None where nobody did."""
    if one.place is None and not (one.places or one.not_places or one.unlocatable):
        return None
    old = known.candidates if known is not None else ()
    kept_open = {place_id for place_id, _ in one.places}
    told = {p: why for p, why in one.not_places if p not in kept_open}
    ruled = tuple(_ruled_out(p, why, old, gazetteer) for p, why in told.items())
    rest = tuple(c for c in (known.rejected if known is not None else ()) if _id(c) not in told)
    others = tuple(c for c in old if c.place is not None and _id(c) not in told)
    if one.unlocatable:
        none = Candidate(None, 1.0, why=f"judged unlocatable: {one.why}")
        return CandidateSet(one.mention.id, (none,), (*ruled, *others, *rest))
    if one.places:
        left = tuple(c for c in others if _id(c) not in kept_open)
        return CandidateSet(one.mention.id, _kept_open(one, old, gazetteer), (*ruled, *left, *rest))
    if one.place is not None:
        chosen = next((c for c in old if _id(c) == one.place), None)
        best = chosen or Candidate(gazetteer.place(one.place), 1.0)
        best = replace(best, p=1.0, why=f"chosen by a person: {one.why}")
        left = tuple(c for c in others if _id(c) != one.place)
        return CandidateSet(one.mention.id, (best,), (*ruled, *left, *rest))
    kept = [c for c in old if _id(c) not in told]
    total = sum(c.p for c in kept)
    if total <= 0.0:
        kept, total = [Candidate(None, 1.0, why="every known place was ruled out")], 1.0
    scaled = tuple(replace(c, p=c.p / total) for c in kept)
    return CandidateSet(one.mention.id, scaled, (*ruled, *rest))


def _kept_open(
    one: ReviewedMention, candidates: Sequence[Candidate], gazetteer: Gazetteer
) -> tuple[Candidate, ...]:
    """The places that a person keeps open, each with its share, the likeliest first."""
    known = {_id(c): c for c in candidates}
    kept = [
        replace(
            known.get(place_id) or Candidate(gazetteer.place(place_id), 0.0),
            p=share,
            why=f"one of {len(one.places)} kept open by a person: {one.why}",
        )
        for place_id, share in one.places
    ]
    return tuple(sorted(kept, key=lambda c: (-c.p, _id(c) or "")))


def _id(candidate: Candidate) -> str | None:
    return candidate.place.id if candidate.place is not None else None


def _ruled_out(
    place_id: str, why: str, candidates: Sequence[Candidate], gazetteer: Gazetteer
) -> Candidate:
    """A place that a person excluded, known to the machine as a candidate or not."""
    known = next((c for c in candidates if _id(c) == place_id), None)
    base = known or Candidate(gazetteer.place(place_id), 0.0)
    return replace(base, p=0.0, why=f"ruled out by a person: {why}")
