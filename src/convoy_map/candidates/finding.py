"""Finds the candidates of mentions, each in the light of the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from convoy_map.candidates.context import NameGroup, context_features
from convoy_map.candidates.features import (
    NAMED_AFTER,
    context_feature,
    none_score,
    own_features,
    total,
)
from convoy_map.candidates.scoring import candidate_set, probabilities
from convoy_map.candidates.twins import without_twins
from convoy_map.model import (
    Candidate,
    CandidateSet,
    Gazetteer,
    MatchTier,
    Mention,
    MentionKind,
    NameMatch,
    Parameters,
    Region,
    ScoreFeature,
)
from convoy_map.text.folding import fold_name

_KINDS = (MentionKind.TOPONYM, MentionKind.EMBEDDED)
_MOST = 60
_COMMON_NOUNS = frozenset(
    "province governorate county district region state oblast department prefecture municipality "
    "subdistrict city town village valley countryside suburbs airport airfield airbase base dam "
    "camp prison hospital university bridge crossing border refinery".split()
)
WELL_KNOWN = 3.0
"""Score, from name and place alone, of a place too well known to be a misspelling."""
USUAL_REGION_M2 = 2e11
"""Area of a middling country: in it, a place that sounds like a name is seldom so by chance."""
_PASSES = 2
_OTHER_DOCUMENTS = 0.25
_ADJACENT = 3


def find_candidates(
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    region: Region | None = None,
    countries: Sequence[str] = (),
    parameters: Parameters | None = None,
) -> tuple[CandidateSet, ...]:
    """Find what places each named mention may mean.

    Every distinct name of a document is resolved once, in two passes: by itself,
    then in the light of the other names.

    Parameters
    ----------
    mentions : sequence of Mention
        All mentions of a case. Only those that name a place (toponyms, and
        toponyms within longer names) get candidates.
    gazetteer : Gazetteer
        Where to look.
    region : Region, optional
        The case's region: favours what lies in it, and lets names be matched
        by ear there.
    countries : sequence of str
        Country codes of the case, favoured likewise.
    parameters : Parameters, optional
        Unused so far; part of the stage's signature.

    Returns
    -------
    tuple of CandidateSet
        One for each mention that names a place, in the order given. The
        probabilities of each set sum to 1, "none of these" included.
    """
    named = [mention for mention in mentions if mention.kind in _KINDS]
    groups, group_of, features = scored_groups(named, gazetteer, region, frozenset(countries))
    return tuple(
        _set_of(mention, groups[group_of[mention.id]], features[group_of[mention.id]])
        for mention in named
    )


def scored_groups(
    named: Sequence[Mention], gazetteer: Gazetteer, region: Region | None, countries: frozenset[str]
) -> tuple[list[NameGroup], dict[str, int], list[list[list[ScoreFeature]]]]:
    """Group mentions by document and name, and score the matches of each group.

    Returns
    -------
    groups : list of NameGroup
    group_of : dict
        Number of the group of each mention, by the mention's id.
    features : list of list of list of ScoreFeature
        Reasons by group and match.
    """
    groups, group_of = _groups(named, gazetteer, region, countries)
    own = [
        [own_features(match) + case_features(match, region, countries) for match in group.matches]
        for group in groups
    ]
    for group, reasons in zip(groups, own, strict=True):
        group.prepare()
        group.weigh(_p(group, reasons))
    features = own
    for _ in range(_PASSES):
        features = [_in_context(groups, number, own[number]) for number in range(len(groups))]
        for group, reasons in zip(groups, features, strict=True):
            group.weigh(_p(group, reasons))
    return groups, group_of, features


def _set_of(
    mention: Mention, group: NameGroup, features: Sequence[list[ScoreFeature]]
) -> CandidateSet:
    kept, twins = without_twins(group.matches, features)
    places = [group.matches[i].place for i in kept]
    ruled_out = [
        Candidate(group.matches[i].place, 0.0, tuple(features[i]), why) for i, why in twins
    ]
    reasons = [features[i] for i in kept]
    none = none_score(group.matches)
    return candidate_set(mention.id, places, reasons, none, ruled_out=ruled_out)


def _p(group: NameGroup, reasons: Sequence[list[ScoreFeature]]) -> npt.NDArray[np.float64]:
    scores = [total(features) for features in reasons]
    return np.array(probabilities(scores, none_score(group.matches))[:-1])


def _in_context(
    groups: list[NameGroup], number: int, own: Sequence[list[ScoreFeature]]
) -> list[list[ScoreFeature]]:
    document = groups[number].document
    for group in groups:
        group.weight = 1.0 if group.document == document else _OTHER_DOCUMENTS
    more = context_features(groups, number)
    return [a + b for a, b in zip(own, more, strict=True)]


def _groups(
    named: Sequence[Mention], gazetteer: Gazetteer, region: Region | None, ccodes: frozenset[str]
) -> tuple[list[NameGroup], dict[str, int]]:
    numbers: dict[tuple[str, str], int] = {}
    groups: list[NameGroup] = []
    group_of: dict[str, int] = {}
    for mention in named:
        key = (mention.anchor.source, fold_name(mention.anchor.exact))
        if key not in numbers:
            numbers[key] = len(groups)
            matches = matches_of(mention.anchor.exact, gazetteer, region, ccodes)
            groups.append(NameGroup(mention.anchor.source, key[1], matches))
        group_of[mention.id] = numbers[key]
    _link_adjacent(named, groups, group_of)
    return groups, group_of


def _link_adjacent(
    named: Sequence[Mention], groups: list[NameGroup], group_of: dict[str, int]
) -> None:
    """Note which name follows which behind a comma ("Paris, Texas")."""
    ordered = sorted(named, key=lambda m: (m.anchor.source, m.anchor.start))
    for before, after in pairwise(ordered):
        gap = after.anchor.start - before.anchor.end
        if before.anchor.source == after.anchor.source and 1 <= gap <= _ADJACENT:
            groups[group_of[before.id]].followed_by.add(group_of[after.id])


def matches_of(
    name: str, gazetteer: Gazetteer, region: Region | None, ccodes: frozenset[str]
) -> list[NameMatch]:
    """Matches worth scoring: the same name anywhere, similar ones in the region or country.

    A name that is spelled like a country, a sea or a big city is not looked for by
    ear ("Iraq" is no misspelling of Raqqa). Where nothing is found, similar names
    of the whole world.
    """
    found = {match.place.id: match for match in gazetteer.exact(name)}
    if not found and (proper := without_common_noun(name)):
        after = (
            replace(match, tier=MatchTier.FOLDED, similarity=NAMED_AFTER)
            for match in gazetteer.exact(proper)
        )
        found = {match.place.id: match for match in after}
    known = max((total(own_features(match)) for match in found.values()), default=0.0)
    if (region is not None or ccodes) and known < WELL_KNOWN:
        for match in gazetteer.search(name, region=region, ccodes=ccodes if region is None else ()):
            found.setdefault(match.place.id, match)
    if not found:
        found = {match.place.id: match for match in gazetteer.search(name)}
    ranked = sorted(
        found.values(),
        key=lambda m: (-total(own_features(m) + case_features(m, region, ccodes)), m.place.id),
    )
    return ranked[:_MOST]


def without_common_noun(name: str) -> str | None:
    """Return the proper name in a name that ends in a common noun, None if there is none.

    Examples
    --------
    >>> without_common_noun("Kandahar Airfield"), without_common_noun("Raqqa")
    ('Kandahar', None)
    """
    head, _, noun = name.strip().rpartition(" ")
    return head if head and noun.casefold() in _COMMON_NOUNS else None


def chance_by_ear(region: Region) -> float:
    """Log of how many times more sound-alikes a region holds by chance than a usual one.

    The places that sound like a name by chance grow in number as the area does, so
    the odds of one of them shrink as the area grows.

    Examples
    --------
    >>> chance_by_ear(Region(38.0, 34.5, 41.0, 36.5)), chance_by_ear(Region(16.0, 10.0, 40.0, 35.0))
    (0.0, 3.53)
    """
    bands = math.sin(math.radians(region.north)) - math.sin(math.radians(region.south))
    width = math.radians((region.east - region.west) % 360.0) or 2 * math.pi
    area_m2 = 6_371_000.0**2 * width * bands
    return round(max(0.0, math.log(area_m2 / USUAL_REGION_M2)), 2)


def case_features(
    match: NameMatch, region: Region | None, countries: Sequence[str] | frozenset[str]
) -> list[ScoreFeature]:
    """Reasons that lie in the case: its region and its countries."""
    place = match.place
    features: list[ScoreFeature] = []
    if region is not None and place.lon is not None and place.lat is not None:
        inside = region.contains(place.lon, place.lat)
        why = "inside the case's region" if inside else "outside the case's region"
        features.append(context_feature("in the region", 1.0 if inside else 0.0, why))
    elif region is not None:
        why = "it may be in the case's region: its position is unknown"
        features.append(context_feature("in the region", 0.6, why))
    inside_case = any(f.name == "in the region" and f.value for f in features)
    heard = match.tier in (MatchTier.TRANSLITERATION, MatchTier.FUZZY)
    if heard and not inside_case and place.ccode not in countries:
        why = "only sounds like the name, and no region or country points to it"
        features.append(context_feature("found by ear, world-wide", -1.0, why))
    elif heard and region is not None and (chance := chance_by_ear(region)) > 0:
        why = "in so wide a region some place sounds like the name by chance"
        features.append(context_feature("found by ear, in a wide region", -chance, why))
    if countries and place.ccode in countries:
        why = f"in {place.ccode}, a country of the case"
        features.append(context_feature("in a country of the case", 1.0, why))
    return features
