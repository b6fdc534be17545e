"""What the other names of a text say about where a name is.

Every distinct name of a document is a group with candidates and probabilities.
Towns lie near the other places of a text, in the countries it names, and most
surely in the division named right after them ("Paris, Texas").
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from convoy_map.candidates.features import context_feature, kind_of_place
from convoy_map.model import MatchTier, NameMatch, Place, ScoreFeature
from convoy_map.text.folding import fold_name

Floats = npt.NDArray[np.float64]
_WORTH_A_THOUGHT, _NEGLIGIBLE = 0.01, 1e-8
_REACH_M = 150_000.0
_BESIDE_DEG = 0.25
_EARTH_DIAMETER_M = 12_742_000.0
_SPELLED = (MatchTier.EXACT, MatchTier.FOLDED)
_POINTLIKE = ("town", "capital", "second-order division", "site")


@dataclass(slots=True)
class NameGroup:
    """A distinct name of a document: its matches and how probable each is.

    ``followed_by`` are the numbers of the groups named right after it, behind
    a comma or in brackets.
    """

    document: str
    name: str
    matches: list[NameMatch]
    followed_by: set[int] = field(default_factory=set)
    weight: float = 1.0
    p: Floats = field(default_factory=lambda: np.empty(0))
    lon: Floats = field(default_factory=lambda: np.empty(0))
    lat: Floats = field(default_factory=lambda: np.empty(0))
    reach: Floats = field(default_factory=lambda: np.empty(0))
    near: Floats = field(default_factory=lambda: np.empty((3, 0)))
    likely: list[tuple[Place, float]] = field(default_factory=list)

    def weigh(self, p: Floats) -> None:
        """Note how probable each match is, and which are worth a thought."""
        self.p = p
        share = p * self.reach
        pointlike = np.flatnonzero(share > _NEGLIGIBLE)
        self.near = np.stack([self.lon[pointlike], self.lat[pointlike], share[pointlike]])
        likely = zip(self.matches, p.tolist(), strict=True)
        self.likely = [(match.place, q) for match, q in likely if q > _WORTH_A_THOUGHT]

    def prepare(self) -> None:
        """Lay the positions out in arrays; NaN where there is none."""
        places = [match.place for match in self.matches]
        self.lon = np.array([np.nan if p.lon is None else p.lon for p in places], dtype=float)
        self.lat = np.array([np.nan if p.lat is None else p.lat for p in places], dtype=float)
        self.reach = np.array([1.0 if kind_of_place(p) in _POINTLIKE else 0.0 for p in places])


def great_circle_m(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Great-circle distances in metres between two arrays of positions, all pairs."""
    a, b = np.radians(lat1)[:, None], np.radians(lat2)[None, :]
    half_lon = np.radians(lon2[None, :] - lon1[:, None]) / 2
    h = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(half_lon) ** 2
    distances: Floats = _EARTH_DIAMETER_M * np.arcsin(np.sqrt(np.clip(h, 0.0, 1.0)))
    return distances


def context_features(groups: list[NameGroup], own: int) -> list[list[ScoreFeature]]:
    """Reasons for each match of one group that lie in the other groups."""
    group = groups[own]
    others = [
        (number, other)
        for number, other in enumerate(groups)
        if number != own and len(other.p) and other.name != group.name
    ]
    found: list[list[ScoreFeature]] = [[] for _ in group.matches]
    _namesakes(group, found)
    if not others:
        return found
    _nearness(group, others, found)
    _country(group, others, found)
    _among_divisions(group, others, found)
    _containers(group, others, found)
    return found


def _namesakes(group: NameGroup, found: list[list[ScoreFeature]]) -> None:
    """Divisions that bear the name of a town in them, and towns that of their country.

    Of "Idlib" the town is meant more often, of "Mexico" the country.
    """
    heard = [m.place for m in group.matches]
    spelled = [m.place for m in group.matches if m.tier in _SPELLED]
    countries = {place.ccode for place in spelled if is_country(place)}
    capitals = {place.ccode for place in spelled if place.feature_code == "PPLC"}
    for i, match in enumerate(group.matches):
        place = match.place
        if match.tier not in _SPELLED:
            beside = _beside_its_spelling(place, spelled)
            if beside is not None:
                why = f"{beside.title} ({beside.id}) beside it is spelled like the name"
                found[i].append(context_feature("beside a place spelled so", 1.0, why))
        if place.feature_class == "P" and place.ccode in countries:
            why = "its country has the same name"
            found[i].append(context_feature("shares its name with its country", 1.0, why))
        if place.feature_class != "A" or is_country(place):
            continue
        alike = spelled if match.tier in _SPELLED else heard
        towns = (town for town in alike if town.feature_class == "P")
        if any(contains(place, town) or _reaches(place, town) for town in towns):
            why = "a town in it has the same name"
            found[i].append(context_feature("shares its name with its town", 1.0, why))
        elif place.ccode in capitals:
            why = "the capital of its country has the same name"
            found[i].append(context_feature("shares its name with its town", 1.0, why))


def _beside_its_spelling(heard: Place, spelled: list[Place]) -> Place | None:
    """A town that is spelled like the name, beside one that only sounds like it.

    Of two towns that face each other over a border, the one that bears the name is meant.
    """
    if heard.lon is None or heard.lat is None:
        return None
    for place in spelled:
        if place.feature_class != "P" or place.lon is None or place.lat is None:
            continue
        if abs(place.lat - heard.lat) < _BESIDE_DEG and abs(place.lon - heard.lon) < _BESIDE_DEG:
            return place
    return None


def _reaches(division: Place, town: Place) -> bool:
    if division.ccode != town.ccode or division.lon is None or town.lon is None:
        return False
    if division.lat is None or town.lat is None:
        return False
    here, there = np.array([division.lon, town.lon]), np.array([division.lat, town.lat])
    distance = great_circle_m(here[:1], there[:1], here[1:], there[1:])[0, 0]
    return bool(distance <= division.coordinate_uncertainty_m)


def is_country(place: Place) -> bool:
    """Whether a place is a country or dependency."""
    return place.feature_code.startswith("PCL")


def _nearness(
    group: NameGroup, others: list[tuple[int, NameGroup]], found: list[list[ScoreFeature]]
) -> None:
    beside = [other for _, other in others if other.near.shape[1]]
    if not beside or not group.matches:
        return
    lon, lat, share = np.concatenate([other.near for other in beside], axis=1)
    sizes = np.array([other.near.shape[1] for other in beside])
    share = share * np.repeat([other.weight for other in beside], sizes)
    distance = great_circle_m(group.lon, group.lat, lon, lat)
    closeness = np.nan_to_num(np.exp(-distance / _REACH_M)) * share
    by_name = np.add.reduceat(closeness, np.cumsum(sizes) - sizes, axis=1)
    nearest = by_name.argmax(axis=1)
    best = by_name[np.arange(len(nearest)), nearest]
    for i, value in enumerate(best):
        if value > 0.01 and kind_of_place(group.matches[i].place) in _POINTLIKE:
            why = f"near {beside[nearest[i]].name}, which is named too"
            found[i].append(context_feature("near the other names", float(value), why))


def _country(
    group: NameGroup, others: list[tuple[int, NameGroup]], found: list[list[ScoreFeature]]
) -> None:
    shares: dict[str, float] = {}
    whole = 0.0
    for _, other in others:
        whole += other.weight
        for place, p in other.likely:
            if place.ccode:
                shares[place.ccode] = shares.get(place.ccode, 0.0) + p * other.weight
    for i, match in enumerate(group.matches):
        share = shares.get(match.place.ccode or "", 0.0) / max(whole, 1.0)
        if share > 0.01 and kind_of_place(match.place) != "country":
            why = f"{share:.0%} of the other names are in {match.place.ccode}"
            found[i].append(context_feature("in a country of the other names", share, why))


def _among_divisions(
    group: NameGroup, others: list[tuple[int, NameGroup]], found: list[list[ScoreFeature]]
) -> None:
    """A division that shares its name with the capital, in a text that names its like."""
    shared = [
        i
        for i, reasons in enumerate(found)
        if any(f.name == "shares its name with its town" for f in reasons)
        and group.matches[i].place.feature_code == "ADM1"
    ]
    if not shared:
        return
    told = [max(other.likely, key=lambda one: one[1])[0] for _, other in others if other.likely]
    divisions = Counter(place.ccode for place in told if place.feature_code == "ADM1")
    for i in shared:
        count = divisions[group.matches[i].place.ccode]
        if count >= 2:
            why = f"{count} other first-order divisions of its country are named"
            found[i].append(context_feature("named among divisions", 1.0, why))


def _containers(
    group: NameGroup, others: list[tuple[int, NameGroup]], found: list[list[ScoreFeature]]
) -> None:
    divisions = [
        (number, other, outer)
        for number, other in others
        if (outer := [(o, q) for o, q in other.likely if o.feature_class == "A"])
    ]
    for i, match in enumerate(group.matches):
        named, named_by, right_after, after = 0.0, "", 0.0, ""
        for number, other, outer in divisions:
            p = sum(q for division, q in outer if contains(division, match.place))
            if p * other.weight > named:
                named, named_by = p * other.weight, other.name
            if number in group.followed_by and p > right_after:
                right_after, after = p, other.name
        if named > 0.01:
            why = f"lies in {named_by}, which is named too"
            found[i].append(context_feature("in a place that is named", named, why))
        if right_after > 0.01:
            why = f"{after} is named right after it"
            found[i].append(context_feature("named with its division", right_after, why))


def contains(outer: Place, inner: Place) -> bool:
    """Whether a country or division holds a place, going by codes and names.

    Examples
    --------
    >>> texas = Place("x:1", "Texas", -99.0, 31.0, 5e5, "A", "ADM1", ccode="US")
    >>> admin = ("United States", "Texas")
    >>> town = Place("x:2", "Paris", -95.5, 33.7, 5e3, "P", "PPL", (), admin, "US")
    >>> contains(texas, town), contains(town, texas)
    (True, False)
    """
    if outer.feature_class != "A" or outer.ccode is None or outer.ccode != inner.ccode:
        return False
    if outer.feature_code.startswith("PCL"):
        return not inner.feature_code.startswith("PCL")
    if outer.id == inner.id or not inner.admin:
        return False
    names = _folded(tuple(toponym.text for toponym in outer.toponyms) or (outer.title,))
    return any(fold_name(division) in names for division in inner.admin)


@lru_cache(maxsize=4096)
def _folded(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold_name(text) for text in texts)
