"""Candidates after a person has chosen, excluded or given up on places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from convoy_map.model import Candidate, CandidateSet, Gazetteer, ReviewedMention


def judged_candidates(
    one: ReviewedMention, known: CandidateSet | None, gazetteer: Gazetteer
) -> CandidateSet | None:
    """The candidates after a person chose or excluded places; None where nobody did."""
    if one.place is None and not one.not_places and not one.unlocatable:
        return None
    old = known.candidates if known is not None else ()
    ruled_out = list(known.rejected) if known is not None else []
    if one.unlocatable:
        none = Candidate(None, 1.0, why=f"judged unlocatable: {one.why}")
        return CandidateSet(one.mention.id, (none,), (*ruled_out, *_located(old)))
    if one.place is not None:
        chosen = next(
            (c for c in old if c.place is not None and c.place.id == one.place),
            Candidate(gazetteer.place(one.place), 1.0),
        )
        best = replace(chosen, p=1.0, why=f"chosen by a person: {one.why}")
        others = tuple(c for c in _located(old) if c is not chosen)
        return CandidateSet(one.mention.id, (best,), (*others, *ruled_out))
    kept = [c for c in old if c.place is None or c.place.id not in one.not_places]
    gone = [c for c in _located(old) if c.place is not None and c.place.id in one.not_places]
    total = sum(c.p for c in kept)
    if total <= 0.0:
        kept, total = [Candidate(None, 1.0, why="every known place was ruled out")], 1.0
    scaled = tuple(replace(c, p=c.p / total) for c in kept)
    ruled = [replace(c, why=f"ruled out by a person: {one.why}") for c in gone]
    return CandidateSet(one.mention.id, scaled, (*ruled, *ruled_out))


def _located(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(c for c in candidates if c.place is not None)
