"""The reasons for and against a candidate, as a table of named numbers.

A candidate's score is the sum of ``weight * value``. The weights in ``WEIGHTS``
are a conditional logit fitted on the GeoVirus corpus by ``benchmarks/resolution.py
--fit`` (name, kind of place, population, context); those that the corpus cannot
teach (transliteration, region, missing coordinates) are set by judgement and
marked so there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from convoy_map.model import MatchTier, NameMatch, Place, ScoreFeature, ToponymKind

WEIGHTS: Mapping[str, float] = {
    "name": 2.0,
    "found by ear, world-wide": 3.0,
    "found by ear, in a wide region": 1.0,
    "preferred name": 1.3,
    "former name": 0.5,
    "country": 4.4,
    "first-order division": 3.0,
    "second-order division": 0.5,
    "capital": 1.0,
    "region or water": 5.5,
    "site": -0.5,
    "population": 1.2,
    "people of the division": 1.5,
    "shares its name with its country": -2.0,
    "shares its name with its town": -2.8,
    "named among divisions": 2.8,
    "beside a place spelled so": -2.0,
    "near the other names": 4.0,
    "in a country of the other names": 3.0,
    "in a place that is named": 2.5,
    "named with its division": 3.0,
    "in the region": 3.0,
    "in a country of the case": 1.5,
    "near the point": 3.0,
    "no position known": 1.0,
    "unverified": 1.0,
}
NONE_SCORE = 1.0
NONE_SCORE_HEARD = 1.0
"""What "none of these" scores, where a match is spelled like the name and where the
best only sounds like it."""
TEMPERATURE = 1.0
"""Divides the scores before the softmax; fitted with the weights."""

_HEARD = 0.0
"""What its kind is worth to a place that only sounds like the name: countries are
spelled right more often than villages."""
NAMED_AFTER = 0.9
"""Similarity of a place that something is named after ("Raqqa airport")."""
_TIER_COST = {
    MatchTier.EXACT: 0.0,
    MatchTier.FOLDED: 0.1,
    MatchTier.TRANSLITERATION: 0.5,
    MatchTier.FUZZY: 2.0,
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
    heard_well = match.tier in (MatchTier.EXACT, MatchTier.FOLDED)
    features = [_name_feature(match)]
    if match.toponym.kind is ToponymKind.PREFERRED:
        features.append(_feature("preferred name", 1.0, "it is the place's main name"))
    if match.toponym.kind in (ToponymKind.FORMER, ToponymKind.UNVERIFIED):
        why = f"the name is {match.toponym.kind.value}"
        features.append(_feature("former name", -1.0, why))
    kind = kind_of_place(place)
    if kind in WEIGHTS:
        features.append(_feature(kind, 1.0 if heard_well else _HEARD, f"a {kind}"))
    features += _people(place) if heard_well or place.feature_class == "P" else []
    if place.lon is None:
        features.append(_feature("no position known", -1.0, "no source gives its position"))
    if place.status == "unverified":
        features.append(_feature("unverified", -0.5, "the record is unverified"))
    return features


def _people(place: Place) -> list[ScoreFeature]:
    people = place.population or 0
    if people > 0 and place.feature_class in "PA":
        name = "population" if place.feature_class == "P" else "people of the division"
        value = math.log10(max(people, 100)) - (4.0 if place.feature_class == "P" else 6.0)
        return [_feature(name, value, f"{people:,} people")]
    if place.feature_class == "P":
        return [_feature("population", -0.5, "population unknown")]
    return []


def _name_feature(match: NameMatch) -> ScoreFeature:
    value = -_TIER_COST[match.tier] - 8.0 * (1.0 - match.similarity)
    how = {
        MatchTier.EXACT: "exactly the name",
        MatchTier.FOLDED: "the name but for case, accents, article or spacing of",
        MatchTier.TRANSLITERATION: "sounds like",
        MatchTier.FUZZY: "sounds somewhat like",
    }[match.tier]
    if match.tier is MatchTier.FOLDED and match.similarity <= NAMED_AFTER:
        how = "named after"
    share = "" if match.similarity == 1.0 else f" ({match.similarity:.2f})"
    return _feature("name", value, f"{how} {match.toponym.text}{share}")


def _feature(name: str, value: float, why: str) -> ScoreFeature:
    return ScoreFeature(name, round(value, 4), WEIGHTS[name], why)


def context_feature(name: str, value: float, why: str) -> ScoreFeature:
    """Return a reason that lies in the context."""
    return _feature(name, value, why)


def none_score(matches: Sequence[NameMatch]) -> float:
    """Score of "none of these" beside these matches."""
    well = any(match.tier in (MatchTier.EXACT, MatchTier.FOLDED) for match in matches)
    return NONE_SCORE if well else NONE_SCORE_HEARD


def total(features: Sequence[ScoreFeature]) -> float:
    """Score of a candidate.

    Examples
    --------
    >>> total([ScoreFeature("name", -1.0, 2.0, ""), ScoreFeature("population", 1.5, 1.0, "")])
    -0.5
    """
    return sum(feature.value * feature.weight for feature in features)
