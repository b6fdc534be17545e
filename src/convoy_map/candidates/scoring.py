"""From reasons to probabilities, and to the words that explain them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from convoy_map.candidates.features import TEMPERATURE, total
from convoy_map.model import Candidate, CandidateSet, Place, ScoreFeature

_SHOWN = 0.005
_TOLD = 3


def probabilities(scores: Sequence[float], none_score: float) -> list[float]:
    """Softmax of the scores and of "none of these", which comes last.

    Examples
    --------
    >>> [round(p, 2) for p in probabilities([2.0, 0.0], none_score=0.0)]
    [0.79, 0.11, 0.11]
    """
    all_scores = [score / TEMPERATURE for score in (*scores, none_score)]
    top = max(all_scores)
    weights = [math.exp(score - top) for score in all_scores]
    whole = sum(weights)
    return [weight / whole for weight in weights]


def candidate_set(
    mention: str,
    places: Sequence[Place],
    features: Sequence[list[ScoreFeature]],
    none_score: float,
    limit: int = 10,
    ruled_out: Sequence[Candidate] = (),
) -> CandidateSet:
    """Put the scored places of one name into a candidate set.

    Places under half a per cent or beyond ``limit`` are listed as rejected, with
    the reason that weighs most against them; their probability goes to "none of
    these", so that the candidates sum to 1.
    """
    p = probabilities([total(reasons) for reasons in features], none_score)
    order = sorted(range(len(places)), key=lambda i: (-p[i], places[i].id))
    kept: list[Candidate] = []
    rejected: list[Candidate] = list(ruled_out)
    for rank, i in enumerate(order):
        reasons = tuple(sorted(features[i], key=_by_worth))
        if rank < limit and p[i] >= _SHOWN:
            kept.append(Candidate(places[i], round(p[i], 4), reasons, explain(reasons)))
        elif rank < 3 * limit:
            against = why_not(features[order[0]], reasons)
            rejected.append(Candidate(places[i], round(p[i], 4), reasons, against))
    rest = round(1.0 - sum(candidate.p for candidate in kept), 4)
    kept.append(Candidate(None, max(rest, 0.0), (), "none of these, or in no gazetteer at hand"))
    kept.sort(key=lambda c: (-c.p, c.place is None, c.place.id if c.place else ""))
    return CandidateSet(mention, tuple(kept), tuple(rejected))


def _by_worth(feature: ScoreFeature) -> tuple[float, str]:
    return (-abs(feature.value * feature.weight), feature.name)


def explain(features: Sequence[ScoreFeature]) -> str:
    """Say in words what weighs most for and against a candidate."""
    told = [f.why for f in features if f.name == "name"]
    told += [f.why for f in features if f.name != "name" and f.value * f.weight != 0][:_TOLD]
    return "; ".join(told)


def why_not(best: Sequence[ScoreFeature], mine: Sequence[ScoreFeature]) -> str:
    """Say where a candidate falls furthest behind the best one."""
    worth = {feature.name: feature.value * feature.weight for feature in mine}
    gaps = [(f.value * f.weight - worth.get(f.name, 0.0), f.name, f.why) for f in best]
    own = {f.name: f.why for f in mine}
    gaps += [
        (-f.value * f.weight, f.name, f.why)
        for f in mine
        if f.name not in {g.name for g in best} and f.value * f.weight < 0
    ]
    gap, name, why = max(gaps, default=(0.0, "", ""))
    if gap <= 0:
        return "as good as the best, but less so in all"
    if name in own:
        return f"{name}: {own[name]}"
    return f"{name}: the best candidate has it ({why}), this one does not"
