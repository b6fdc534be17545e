"""The reasons for and against a candidate, as a table of named numbers.

A candidate's score is the sum of ``weight * value``. The weights in ``WEIGHTS``
are a conditional logit fitted on the GeoVirus corpus by ``benchmarks/resolution.py
--fit`` (name, kind of place, population, context); those that the corpus cannot
teach (transliteration, region, missing coordinates) are set by judgement and
marked so there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from convoy_map.model import MatchTier, NameMatch, Place, ScoreFeature, ToponymKind

WEIGHTS: Mapping[str, float] = {
    "name": 1.0,
    "preferred name": 0.5,
    "former name": 0.5,
    "country": 5.0,
    "first-order division": 3.0,
    "second-order division": 0.0,
    "capital": 1.0,
    "region or water": 2.5,
    "site": -0.5,
    "population": 1.0,
    "near the other names": 2.0,
    "in a country of the other names": 1.5,
    "in a place that is named": 1.5,
    "named with its division": 3.0,
    "in the region": 1.0,
    "in a country of the case": 1.0,
    "near the point": 1.0,
    "from the case's gazetteer": 1.0,
    "no position known": 1.0,
    "unverified": 1.0,
}
NONE_SCORE = -2.0
TEMPERATURE = 1.0
"""Divides the scores before the softmax; fitted with the weights."""

_TIER_COST = {
    MatchTier.EXACT: 0.0,
    MatchTier.FOLDED: 0.1,
    MatchTier.TRANSLITERATION: 0.6,
    MatchTier.FUZZY: 1.6,
}


def kind_of_place(place: Place) -> str:
    """Return the row of the table for a place's feature class.

    Examples
    --------
    >>> kind_of_place(Place("x:1", "Syria", 38.0, 35.0, 1e5, "A", "PCLI"))
    'country'
    """
    code = place.feature_code
    if place.feature_class == "A":
        if code.startswith("PCL"):
            return "country"
        return "first-order division" if code == "ADM1" else "second-order division"
    if place.feature_class in "HTL":
        return "region or water"
    if place.feature_class == "P":
        return "capital" if code == "PPLC" else "town"
    return "site"


def own_features(match: NameMatch) -> list[ScoreFeature]:
    """Reasons that lie in the name and the place alone."""
    place = match.place
    features = [_name_feature(match)]
    if match.toponym.kind is ToponymKind.PREFERRED:
        features.append(_feature("preferred name", 1.0, "it is the place's main name"))
    if match.toponym.kind in (ToponymKind.FORMER, ToponymKind.UNVERIFIED):
        why = f"the name is {match.toponym.kind.value}"
        features.append(_feature("former name", -1.0, why))
    kind = kind_of_place(place)
    if kind in WEIGHTS:
        features.append(_feature(kind, 1.0, f"a {kind}"))
    people = place.population or 0
    if people > 0 and place.feature_class in "PA":
        value = math.log10(max(people, 100)) - 4.0
        features.append(_feature("population", value, f"{people:,} people"))
    elif place.feature_class == "P":
        features.append(_feature("population", -1.0, "population unknown"))
    if place.lon is None:
        features.append(_feature("no position known", -1.0, "no source gives its position"))
    if place.status == "unverified":
        features.append(_feature("unverified", -0.5, "the record is unverified"))
    return features


def _name_feature(match: NameMatch) -> ScoreFeature:
    value = -_TIER_COST[match.tier] - 12.0 * (1.0 - match.similarity)
    how = {
        MatchTier.EXACT: "exactly the name",
        MatchTier.FOLDED: "the name but for case, accents, article or spacing of",
        MatchTier.TRANSLITERATION: "sounds like",
        MatchTier.FUZZY: "sounds somewhat like",
    }[match.tier]
    share = "" if match.similarity == 1.0 else f" ({match.similarity:.2f})"
    return _feature("name", value, f"{how} {match.toponym.text}{share}")


def _feature(name: str, value: float, why: str) -> ScoreFeature:
    return ScoreFeature(name, round(value, 4), WEIGHTS[name], why)


def context_feature(name: str, value: float, why: str) -> ScoreFeature:
    """Return a reason that lies in the context."""
    return _feature(name, value, why)


def total(features: list[ScoreFeature]) -> float:
    """Score of a candidate.

    Examples
    --------
    >>> total([ScoreFeature("name", -1.0, 2.0, ""), ScoreFeature("population", 1.5, 1.0, "")])
    -0.5
    """
    return sum(feature.value * feature.weight for feature in features)
