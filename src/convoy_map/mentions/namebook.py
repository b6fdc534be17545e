"""The gazetteer as the reading needs it: how well known a name is as a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from convoy_map.mentions.name_runs import NameRun, look_up
from convoy_map.model import Gazetteer, Place

__all__ = ["Fame", "NameBook"]

_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Fame:
    """What the gazetteer says of a name: how well known (0 to 1), and its sort."""

    fame: float
    sort: str
    ccodes: frozenset[str]


_UNKNOWN = Fame(0.0, "", frozenset())


@dataclass(slots=True)
class _Memory:
    """What was looked up in a gazetteer."""

    fames: dict[str, Fame] = field(default_factory=dict)
    runs: dict[str, NameRun] = field(default_factory=dict)


_MEMORIES: WeakKeyDictionary[Gazetteer, _Memory] = WeakKeyDictionary()


def _memory_of(gazetteer: Gazetteer) -> _Memory:
    """What was looked up in a gazetteer, shared by all documents read with it."""
    try:
        return _MEMORIES.setdefault(gazetteer, _Memory())
    except TypeError:  # a gazetteer of one's own that cannot be referred to weakly
        return _Memory()


class NameBook:
    """The gazetteer as the reading needs it: fame and sort of a name, remembered."""

    def __init__(self, gazetteer: Gazetteer, countries: frozenset[str] = frozenset()) -> None:
        self.gazetteer = gazetteer
        self.countries = countries
        memory = _memory_of(gazetteer)
        self._fames, self._runs = memory.fames, memory.runs

    def fame(self, name: str) -> Fame:
        """Look a name up; unknown names have fame 0."""
        found = self._fames.get(name)
        if found is None:
            if len(self._fames) > _REMEMBERED:
                self._fames.clear()
            found = self._fames[name] = self._look_up(name)
        return found

    def run(self, words: str) -> NameRun:
        """What may begin with these words, looked up once."""
        found = self._runs.get(words)
        if found is None:
            if len(self._runs) > _REMEMBERED:
                self._runs.clear()
            found = self._runs[words] = look_up(words, self.gazetteer)
        return found

    def _look_up(self, name: str) -> Fame:
        matches = self.gazetteer.exact(" ".join(name.split()))
        if not matches:
            return _UNKNOWN
        best = max((_fame(match.place), _sort(match.place)) for match in matches)
        if best[1] == "country" and any(
            m.place.feature_class == "P" and (m.place.population or 0) >= 100_000 for m in matches
        ):
            best = (best[0], "")
        codes = frozenset(m.place.ccode for m in matches if m.place.ccode)
        return Fame(best[0], best[1], codes)

    def is_place(self, name: str) -> float:
        """Fame alone, for the person index."""
        return self.fame(name).fame


def _fame(place: Place) -> float:
    code = place.feature_code
    if code.startswith("PCL") or code == "CONT":
        return 1.0
    population = place.population or 0
    for limit, fame in ((1_000_000, 0.95), (200_000, 0.8), (50_000, 0.6), (10_000, 0.4)):
        if population >= limit:
            return fame
    if place.feature_class == "A":
        return 0.9 if code == "ADM1" else 0.45
    return 0.25


def _sort(place: Place) -> str:
    code, cls = place.feature_code, place.feature_class
    if code.startswith("PCL") or code == "CONT":
        return "country"
    sorts = {"P": "settlement", "A": "area", "H": "water", "R": "line", "S": "site"}
    return sorts.get(cls, "area" if cls in {"L", "T", "V"} else "")
