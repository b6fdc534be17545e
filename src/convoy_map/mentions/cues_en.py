"""The words that state a spatial relation in English, with their quantities.

"north of", "not far from", "about ten miles north-east of", "an hour's walk from".
"""

from __future__ import annotations

from dataclasses import dataclass

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.quantities import (
    NUMBER_WORDS,
    UNITS_M,
    Distance,
    bearing_of,
    read_distance,
)
from convoy_map.model import Relation, RelationKind

__all__ = ["DEICTIC", "MAY_OPEN", "Cue", "CueReader"]

K = RelationKind
_SIMPLE: dict[tuple[str, ...], RelationKind] = {
    ("not", "far", "from"): K.NEAR, ("close", "to"): K.NEAR, ("near", "to"): K.NEAR,
    ("next", "to"): K.NEAR, ("in", "the", "vicinity", "of"): K.NEAR, ("adjacent", "to"): K.NEAR,
    ("on", "the", "outskirts", "of"): K.NEAR, ("on", "the", "edge", "of"): K.NEAR,
    ("within", "sight", "of"): K.NEAR, ("near",): K.NEAR, ("nearing",): K.NEAR,
    ("outside",): K.NEAR, ("just", "outside"): K.NEAR, ("beside",): K.NEAR, ("opposite",): K.NEAR,
    ("just", "short", "of"): K.NEAR, ("short", "of"): K.NEAR, ("around",): K.NEAR,
    ("halfway", "between"): K.MIDWAY, ("midway", "between"): K.MIDWAY,
    ("half-way", "between"): K.MIDWAY, ("half", "way", "between"): K.MIDWAY,
    ("somewhere", "between"): K.BETWEEN, ("between",): K.BETWEEN,
    ("on", "the", "far", "side", "of"): K.BEYOND, ("on", "the", "other", "side", "of"): K.BEYOND,
    ("beyond",): K.BEYOND, ("past",): K.BEYOND, ("behind",): K.BEYOND,
    ("along",): K.ALONG, ("alongside",): K.ALONG,
    ("following",): K.ALONG, ("followed",): K.ALONG, ("follow",): K.ALONG,
    ("on", "the", "banks", "of"): K.ALONG, ("on", "the", "bank", "of"): K.ALONG,
    ("on", "the", "shores", "of"): K.ALONG, ("on", "the", "shore", "of"): K.ALONG,
    ("across",): K.CROSSING, ("over",): K.CROSSING, ("crossed",): K.CROSSING,
    ("crossing",): K.CROSSING, ("cross",): K.CROSSING, ("forded",): K.CROSSING,
}  # fmt: skip
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], RelationKind]]] = {}
for _words in sorted(_SIMPLE, key=len)[::-1]:
    _BY_FIRST.setdefault(_words[0], []).append((_words, _SIMPLE[_words]))
_FIRST = frozenset(_BY_FIRST)
_COMPASS_STARTS = frozenset({"nort", "sout", "east", "west"})
_BEFORE_COMPASS = frozenset({"to", "in", "on"})
_TRIGGERS = (
    _FIRST
    | frozenset(en.COMPASS)
    | frozenset(
        "further farther due just directly a an about around some roughly nearly half".split()
    )
    | frozenset(NUMBER_WORDS)
) - {"in"}
DEICTIC = {"there": "there", "here": "here", "midway": "midway", "halfway": "midway"}
_BEGIN = (en.HEADS, en.REGION_ADJECTIVES, DEICTIC)
_MOST_WORDS = 100_000
_MEASURES = (
    frozenset(UNITS_M)
    | frozenset("minute minutes hour hours day days".split())
    | {f"{unit}{mark}s" for unit in ("hour", "day") for mark in ("'", "’")}
    | {f"{unit}{mark}" for unit in ("hours", "days", "minutes") for mark in ("'", "’")}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A relation's words: token range [first, last) and what they state."""

    first: int
    last: int
    relation: Relation


class Opens:
    """Which relation words a word can open, as bits."""

    NOTHING = 0
    SIMPLE = 1
    BEARING = 2
    DISTANCE = 4
    BEFORE_COMPASS = 8


class _OpeningWords(dict[str, int]):
    """What each word can open, worked out once a word."""

    def __missing__(self, low: str) -> int:
        found = Opens.NOTHING
        trigger = low in _TRIGGERS or low[:1].isdigit()
        if low in _FIRST:
            found |= Opens.SIMPLE
        if low in _BEFORE_COMPASS:
            found |= Opens.BEFORE_COMPASS
        if trigger:
            found |= Opens.DISTANCE
        towards = low in {"further", "farther", "due", "just", "directly"} or low in en.COMPASS
        if towards or low[:4] in _COMPASS_STARTS or (trigger and bearing_of(low)):
            found |= Opens.BEARING
        if len(self) < _MOST_WORDS:
            self[low] = found
        return found


_OPENS = _OpeningWords()


class _RelationWords(dict[str, bool]):
    """Whether a relation or an unnamed place can begin with, or be headed by, a word."""

    def __missing__(self, low: str) -> bool:
        found = bool(_OPENS[low]) or any(low in words for words in _BEGIN)
        if len(self) < _MOST_WORDS:
            self[low] = found
        return found


MAY_OPEN = _RelationWords()
"""Whether the relation reader has to look at a lower-cased word at all; most open nothing."""


class CueReader:
    """Reads relation words in one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s = sentence
        self._measures = not _MEASURES.isdisjoint(sentence.vocabulary)

    def at(self, i: int) -> Cue | None:
        """Read the relation words that begin at token ``i``."""
        can = _OPENS[self.s.low(i)]
        if not can:
            return None
        found = self._simple(i) if can & Opens.SIMPLE else None
        if found is None and (
            can & Opens.BEARING or (can & Opens.BEFORE_COMPASS and self.s.low(i + 2) in en.COMPASS)
        ):
            found = self._bearing(i)
        if found is None and can & Opens.DISTANCE and self._measures:
            found = self._measured(i)
        return found

    def _simple(self, i: int) -> Cue | None:
        lows = self.s.lows
        for words, kind in _BY_FIRST[lows[i]]:
            if tuple(lows[i : i + len(words)]) == words:
                return Cue(i, i + len(words), Relation(kind, " ".join(words)))
        return None

    def _bearing(self, i: int, distance: Distance | None = None, first: int = -1) -> Cue | None:
        """Such as "north of", "to the west of", "further north", "north-east"."""
        begin = first if first >= 0 else i
        j = i
        further = self.s.low(j) in {"further", "farther"}
        if further:
            j += 1
            if self.s.low(j) in {"afield", "away", "on"}:
                return Cue(begin, j + 1, Relation(K.BEYOND, self._words(begin, j + 1)))
        if self.s.low(j) in {"due", "just", "directly"}:
            j += 1
        if self.s.low(j) in {"to", "in", "on"} and self.s.low(j + 1) == "the":
            j += 2
        bearing = bearing_of(self.s.low(j)) if len(self.s.low(j)) > 2 else None
        if bearing is None and self.s.words[j : j + 1] and self.s.words[j] in {
            "N", "S", "E", "W", "NE", "NW", "SE", "SW", "NNE", "NNW", "SSE", "SSW", "ENE", "WNW",
        }:  # fmt: skip
            bearing = bearing_of(self.s.low(j))
        if bearing is None:
            return None
        j += 1
        if bearing_of(self.s.low(j)) and len(self.s.low(j)) > 3 and j - i == 1:
            joined = bearing_of(self.s.low(j - 1) + self.s.low(j))
            bearing, j = (joined, j + 1) if joined else (bearing, j)
        if self.s.low(j) == "side" and self.s.low(j + 1) == "of":
            return None
        of = self.s.low(j) in {"of", "from"}
        kind = K.FURTHER if further or not of else K.DIRECTION
        if not of and not further and distance is None:
            return None
        last = j + 1 if of else j
        return Cue(
            begin, last, _bearing_relation(kind, self._words(begin, last), bearing, distance)
        )

    def _measured(self, i: int) -> Cue | None:
        """Such as "about ten miles north of", "5 km from", "an hour's walk beyond"."""
        low = self.s.low(i)
        if not low or not (low[0].isdigit() or low.isalpha()):
            return None
        if not _MEASURES & set(self.s.lows[i : i + 9]):
            return None
        words = self.s.lows[i : i + 9]
        distance = read_distance(words)
        if distance is None:
            return None
        j = i + distance.used
        if self.s.low(j) in {"away", "further", "farther"} and self.s.low(j + 1) == "from":
            j += 1
        bearing = self._bearing(j, distance, i)
        if bearing is not None:
            return bearing
        along = _along_cue(self.s, j)
        words_used = (self.s.low(j), self.s.low(j + 1))
        if words_used[0] in {"from", "outside", "short", "off", "before", "beyond", "past"}:
            last = j + (2 if words_used == ("short", "of") else 1)
            kind = K.BEYOND if words_used[0] in {"beyond", "past"} else K.DISTANCE
            relation = Relation(
                kind, self._words(i, last), distance_m=distance.distance_m,
                distance_uncertainty_m=distance.uncertainty_m, along=along,
            )  # fmt: skip
            return Cue(i, last, relation)
        if along is not None:
            last = j + (1 if self.s.low(j).endswith(("stream", "river")) else 3)
            last += self.s.low(last) in {"from", "of"}
            relation = Relation(
                K.DISTANCE, self._words(i, last), distance_m=distance.distance_m,
                distance_uncertainty_m=distance.uncertainty_m, along=along,
            )  # fmt: skip
            return Cue(i, last, relation)
        return None

    def _words(self, first: int, last: int) -> str:
        return " ".join(self.s.lows[first:last])


def _bearing_relation(
    kind: RelationKind, cue: str, bearing: tuple[float, float], distance: Distance | None
) -> Relation:
    return Relation(
        kind,
        cue,
        bearing_deg=bearing[0],
        bearing_half_angle_deg=bearing[1],
        distance_m=distance.distance_m if distance else None,
        distance_uncertainty_m=distance.uncertainty_m if distance else None,
    )


def _along_cue(sentence: Sentence, j: int) -> str | None:
    """Such as "up the road", "downstream", "along the river" after a distance."""
    words = (sentence.low(j), sentence.low(j + 1), sentence.low(j + 2))
    if words[0] in {"upstream", "downstream", "upriver", "downriver"}:
        return "river"
    if words[0] in {"along", "up", "down"} and words[1] in {"the", "this", "that"}:
        if words[2] in {"road", "track", "highway", "street", "trail", "path", "railway"}:
            return "road"
        if words[2] in {"river", "canal", "coast", "shore", "valley", "wadi"}:
            return "river"
    return None
