"""Relational phrases of English: from words to typed spatial relations.

A cue ("north of", "not far from", "between") is read with what it starts from,
and with the unnamed place before it, if there is one. Every step looks at a
bounded window, so the reading is linear in the length of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.noun_phrases import (
    NounPhrase,
    Sentence,
    is_emphatic,
    phrase_from,
    phrase_with_head,
)
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.quantities import (
    NUMBER_WORDS,
    UNITS_M,
    Distance,
    bearing_of,
    read_distance,
)
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind, Relation, RelationKind

__all__ = ["Cue", "RelationReader"]

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
    ("along",): K.ALONG, ("beside",): K.ALONG, ("alongside",): K.ALONG,
    ("following",): K.ALONG, ("followed",): K.ALONG, ("follow",): K.ALONG,
    ("on", "the", "banks", "of"): K.ALONG, ("on", "the", "bank", "of"): K.ALONG,
    ("on", "the", "shores", "of"): K.ALONG, ("on", "the", "shore", "of"): K.ALONG,
    ("across",): K.CROSSING, ("over",): K.CROSSING, ("crossed",): K.CROSSING,
    ("crossing",): K.CROSSING, ("cross",): K.CROSSING, ("forded",): K.CROSSING,
}  # fmt: skip
_LONGEST = max(len(words) for words in _SIMPLE)
_FIRST = frozenset(words[0] for words in _SIMPLE)
_AT_NAMED = frozenset(
    "border frontier crossing post checkpoint station ferry port airport bridge camp".split()
)
_COMPASS_STARTS = frozenset({"nort", "sout", "east", "west"})
_TRIGGERS = (
    _FIRST
    | frozenset(en.COMPASS)
    | frozenset(
        "further farther due just directly a an about around some roughly nearly half".split()
    )
    | frozenset(NUMBER_WORDS)
) - {"in"}
_MEASURES = (
    frozenset(UNITS_M)
    | frozenset("minute minutes hour hours day days".split())
    | {f"{unit}{mark}s" for unit in ("hour", "day") for mark in ("'", "’")}
    | {f"{unit}{mark}" for unit in ("hours", "days", "minutes") for mark in ("'", "’")}
)
_BORDERS = frozenset("border borders frontier frontiers".split())
_WAYS = frozenset("road roads track trail highway motorway railway route path street lane".split())
_DEICTIC = {"there": "there", "here": "here", "midway": "midway", "halfway": "midway"}
_MODIFIERS = frozenset("just directly due immediately slightly a little well far".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A relation's words: token range [first, last) and what they state."""

    first: int
    last: int
    relation: Relation


class RelationReader:
    """Reads the relational phrases and unnamed places of one sentence."""

    def __init__(self, text: str, sentence: Sentence, persons: PersonIndex) -> None:
        self.text = text
        self.persons = persons
        self.s = sentence
        self.made: dict[tuple[int, int], Unit] = {}

    def read(self) -> list[Unit]:
        """Return the relational and nominal units, outer before inner."""
        i = 0
        while i < len(self.s.tokens):
            i = max(i + 1, self._at(i))
        return sorted(self.made.values(), key=lambda u: (u.start, -u.end))

    def _at(self, i: int) -> int:
        low = self.s.low(i)
        if low in en.HEADS:
            phrase = phrase_with_head(self.s, i)
            if phrase is not None:
                return self._noun_phrase(phrase)
        part = self._part_of(i)
        if part is not None:
            return part
        if low in _DEICTIC and self._points(i):
            self._emit(i, i + 1, MentionKind.NOMINAL, head=_DEICTIC[low])
            return i + 1
        cue = self.cue_at(i)
        if cue is not None:
            return self._bare(cue)
        return i + 1

    def _points(self, i: int) -> bool:
        """Whether "there", "here" or "midway" tells a place rather than that something is."""
        follow, low = self.s.low(i + 1), self.s.low(i)
        if low in {"midway", "halfway"}:
            return follow not in {"between", "through", "to", "up", "down", "along"}
        if low == "there" and (follow in en.AUXILIARIES or follow in {"'s", "’s", "s"}):
            return False
        return self.s.low(i - 1) not in {"here", "and here", "is"} and follow not in {"and", "'s"}

    # -- cues ---------------------------------------------------------------

    def cue_at(self, i: int) -> Cue | None:
        """Read the relation words that begin at token ``i``."""
        low = self.s.low(i)
        if low in _TRIGGERS or low[:1].isdigit():
            return self._simple(i) or self._bearing(i) or self._measured(i)
        if low in {"to", "in", "on"} and self.s.low(i + 2) in en.COMPASS:
            return self._simple(i) or self._bearing(i)
        return self._simple(i) if low in _FIRST else self._compass(i)

    def _compass(self, i: int) -> Cue | None:
        """Compass words in one piece: "north-northwest of", "southwards"."""
        return self._bearing(i) if self.s.low(i)[:4] in _COMPASS_STARTS else None

    def _simple(self, i: int) -> Cue | None:
        if self.s.low(i) not in _FIRST:
            return None
        for length in range(_LONGEST, 0, -1):
            words = tuple(self.s.low(i + j) for j in range(length))
            kind = _SIMPLE.get(words)
            if kind is not None:
                return Cue(i, i + length, Relation(kind, " ".join(words)))
        return None

    def _bearing(self, i: int, distance: Distance | None = None, first: int = -1) -> Cue | None:
        """ "north of", "to the west of", "further north", "north-east"."""
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
        if bearing is None and self.s.tokens[j : j + 1] and self.s.tokens[j].text in {
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
        """ "about ten miles north of", "5 km from", "an hour's walk beyond"."""
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
            relation = Relation(
                K.DISTANCE, self._words(i, j + 1), distance_m=distance.distance_m,
                distance_uncertainty_m=distance.uncertainty_m, along=along,
            )  # fmt: skip
            return Cue(i, j, relation)
        return None

    def _words(self, first: int, last: int) -> str:
        tokens = self.s.tokens[first:last]
        return " ".join(t.low for t in tokens)

    # -- what a relation starts from ---------------------------------------

    def place_at(self, i: int, depth: int = 0) -> tuple[Unit, int] | None:
        """Read the place that begins at token ``i``: a name or an unnamed one."""
        if depth > 4 or i >= len(self.s.tokens):
            return None
        name = self.s.name_at(i)
        if name is not None:
            return name, self.s.after(name, i)
        if self.s.low(i) == "the":
            name = self.s.name_at(i + 1)
            if name is not None:
                return name, self.s.after(name, i + 1)
        part = self._part_of(i)
        if part is not None:
            return self._unit_from(i, part), part
        phrase = phrase_from(self.s, i)
        if phrase is None or (not phrase.determiner and phrase.head not in {"desert", "camp"}):
            return None
        last = self._noun_phrase(phrase, depth + 1)
        unit = self._unit_from(phrase.first, last)
        if unit is None:
            unit = self._emit(phrase.first, phrase.last, MentionKind.NOMINAL, head=phrase.head)
            last = phrase.last
        return unit, last

    def _unit_from(self, first: int, last: int) -> Unit:
        start = self.s.tokens[first].start
        spans = [k for k in self.made if k[0] == start]
        if spans:
            return self.made[max(spans)]
        phrase = " ".join(t.low for t in self.s.tokens[first:last])
        return self._emit(first, last, MentionKind.NOMINAL, head=phrase.split()[-1])

    def _anchors(self, i: int, cue: Cue, depth: int = 0) -> tuple[list[Unit], int]:
        """The places that follow a cue: one, or two joined by "and"."""
        found = self.place_at(i, depth)
        if found is None:
            return [], i
        units, last = [found[0]], found[1]
        if cue.relation.kind in {K.BETWEEN, K.MIDWAY} or cue.relation.cue == "beyond":
            if self.s.low(last) == "and":
                second = self.place_at(last + 1, depth)
                if second is not None:
                    units.append(second[0])
                    last = second[1]
        return units, last

    # -- building -----------------------------------------------------------

    def _emit(
        self, first: int, last: int, kind: MentionKind, *, head: str = "",
        relation: Relation | None = None, parts: list[Unit] | None = None,
    ) -> Unit:  # fmt: skip
        start, end = self.s.tokens[first].start, self.s.tokens[last - 1].end
        unit = Unit(
            start, end, self.text[start:end], kind, head=head,
            sort=en.HEADS.get(head, ""), p=0.9 if kind is MentionKind.RELATIONAL else 0.75,
            relation=relation, parts=list(parts or ()), sentence=self.s.index,
        )  # fmt: skip
        for part in unit.parts:
            part.parent = unit
        self.made[(start, end)] = unit
        return unit

    def _bare(self, cue: Cue) -> int:
        """A relation with no noun before it: "north of the village", "near Kano"."""
        anchors, last = self._anchors(cue.last, cue)
        kind = cue.relation.kind
        if kind is K.CROSSING:
            return self._crossing(cue, anchors, last)
        if not anchors:
            if (kind is K.BEYOND and self._open_beyond(cue)) or kind is K.FURTHER:
                self._emit(cue.first, cue.last, MentionKind.RELATIONAL, relation=cue.relation)
            return cue.last
        if kind in {K.BETWEEN, K.MIDWAY} and len(anchors) < 2:
            return last
        if cue.relation.cue in {"past", "behind"} or cue.relation.cue == "around":
            return self._passed(cue, anchors, last)
        if kind is K.ALONG and (
            anchors[0].sort not in {"line", "water", "area", ""} or anchors[0].head == "route"
        ):
            return last
        vague = all(a.kind is MentionKind.NOMINAL and a.sort == "site" for a in anchors)
        if vague and kind is K.NEAR:
            return last
        self._emit(cue.first, last, MentionKind.RELATIONAL, relation=cue.relation, parts=anchors)
        return last

    def _passed(self, cue: Cue, anchors: list[Unit], last: int) -> int:
        """ "past the last checkpoint": the place itself is passed."""
        anchor = anchors[0]
        if cue.relation.cue == "past" and anchor.kind is MentionKind.NOMINAL:
            anchor.kind = MentionKind.RELATIONAL
            anchor.relation = cue.relation
        return last

    def _crossing(self, cue: Cue, anchors: list[Unit], last: int) -> int:
        if anchors and (anchors[0].sort in {"water", "line"} or anchors[0].head in _BORDERS):
            start = cue.first if anchors[0].kind is MentionKind.TOPONYM else cue.last
            if anchors[0].kind is MentionKind.TOPONYM:
                self._emit(
                    start, last, MentionKind.RELATIONAL, relation=cue.relation, parts=anchors
                )
            elif anchors[0].relation is None:
                anchors[0].relation = cue.relation
        return max(last, cue.last)

    def _open_beyond(self, cue: Cue) -> bool:
        """ "Syria and beyond", "further afield": a place without any bound."""
        before = self.s.low(cue.first - 1)
        return before.endswith("and") or before == "or" or cue.relation.cue.endswith("afield")

    def _part_of(self, i: int) -> int | None:
        """ "eastern Syria", "the north of Mali"; returns the token after it."""
        low = self.s.low(i)
        if low not in en.REGION_ADJECTIVES:
            return None
        name = self.s.name_at(i + 1)
        if name is None or self.s.names.get(i):
            return None
        last = self.s.after(name, i + 1)
        bearing = bearing_of(low)
        relation = Relation(K.PART_OF, low)
        if bearing is not None:
            relation = replace(relation, bearing_deg=bearing[0], bearing_half_angle_deg=bearing[1])
        self._emit(i, last, MentionKind.RELATIONAL, relation=relation, parts=[name])
        return last

    def _noun_phrase(self, phrase: NounPhrase, depth: int = 0) -> int:
        """Emit an unnamed place with what is said of where it is; returns the next token."""
        relation, anchors, last = self._attached(phrase, depth)
        first = phrase.first
        if relation is None and phrase.determiner == "'s" and self._owner_is_person(phrase):
            relation = Relation(K.AT, "of " + self.s.tokens[first].text)
        if relation is None and is_emphatic(phrase) and phrase.head in {
            "checkpoint", "roadblock", "village", "town", "post", "station", "camp", "bridge",
        }:  # fmt: skip
            relation = Relation(K.AT, "last" if "last" in phrase.modifiers else "first")
        if relation is not None and _is_unnamed_whole(relation, anchors):
            self._emit(first, last, MentionKind.NOMINAL, head=phrase.head, parts=anchors)
            return last
        if relation is not None:
            self._emit(
                first, last, MentionKind.RELATIONAL, head=phrase.head, relation=relation,
                parts=anchors,
            )  # fmt: skip
            return last
        if phrase.stands_alone:
            last = self._whole_group(phrase)
            self._emit(first, last, MentionKind.NOMINAL, head=phrase.head)
            return last
        return phrase.last

    def _whole_group(self, phrase: NounPhrase) -> int:
        """ "the capital of the armed group": the group belongs to the words."""
        last = phrase.last
        owned = {"capital", "stronghold", "territory", "heartland", "base", "hideout"}
        if phrase.head not in owned or self.s.low(last) != "of":
            return last
        if self.s.low(last + 1) not in en.DETERMINERS | en.POSSESSIVES:
            return last
        for k in range(last + 2, last + 6):
            low = self.s.low(k)
            if not low.isalpha() or low in en.PREPOSITIONS | en.CONJUNCTIONS | en.AUXILIARIES:
                return k if k > last + 2 else phrase.last
        return phrase.last

    def _owner_is_person(self, phrase: NounPhrase) -> bool:
        if phrase.head not in en.SETTLEMENT_OF:
            return False
        return any(
            self.persons.at(self.s.tokens[k].start) is not None
            for k in range(phrase.first, phrase.last - 1)
        )

    def _attached(self, phrase: NounPhrase, depth: int) -> tuple[Relation | None, list[Unit], int]:
        """What follows, or stands within, a noun phrase and says where it is."""
        adjectival = self._adjectival(phrase)
        if adjectival is not None:
            relation, anchors = adjectival
            return relation, anchors, phrase.last
        relation, anchors, last = self._after(phrase, phrase.last, depth)
        if relation is None:
            return None, [], phrase.last
        skip = 1 if self.s.low(last) == "," else 0
        cue = self.cue_at(last + skip)
        if cue is not None and cue.relation.kind in {K.NEAR, K.DISTANCE, K.DIRECTION, K.BETWEEN}:
            more, end = self._anchors(cue.last, cue, depth + 1)
            if more and not (cue.relation.kind is K.BETWEEN and len(more) < 2):
                return cue.relation, [*anchors, *more], end
        if phrase.head in en.SETTLEMENT_OF and self.s.low(last) in {"on", "in"}:
            _, more, end = self._located(phrase, last, depth)
            if more:
                return relation, [*anchors, *more], end
        return relation, anchors, last

    def _adjectival(self, phrase: NounPhrase) -> tuple[Relation, list[Unit]] | None:
        """ "the Turkish-Syrian border", "the Aleppo road"."""
        inside = [
            unit
            for i in range(phrase.first, phrase.last - 1)
            for unit in self.s.names.get(i, ())
            if unit.kind in {MentionKind.DEMONYM, MentionKind.TOPONYM}
        ]
        if not inside:
            return None
        if phrase.head in _BORDERS:
            return Relation(K.BORDER, phrase.head), inside
        if phrase.head in _WAYS and inside[-1].kind is MentionKind.TOPONYM:
            return Relation(K.ALONG, phrase.head, along="road"), inside
        return None

    def _after(
        self, phrase: NounPhrase, i: int, depth: int
    ) -> tuple[Relation | None, list[Unit], int]:
        if self.s.low(i) in {"”", "’", '"', "'"}:
            i += 1
        low = self.s.low(i)
        if low in {"of", "with", ","} or (low in {"called", "named"}):
            return self._of(phrase, i, depth)
        cue = self.cue_at(i + (1 if low in {"about", "some"} and depth else 0))
        if cue is not None and cue.relation.kind is not K.CROSSING:
            anchors, last = self._anchors(cue.last, cue, depth + 1)
            if anchors or cue.relation.kind is K.FURTHER:
                if cue.relation.kind in {K.BETWEEN, K.MIDWAY} and len(anchors) < 2:
                    return None, [], i
                return self._typed(phrase, cue.relation), anchors, last
        return self._located(phrase, i, depth)

    def _typed(self, phrase: NounPhrase, relation: Relation) -> Relation:
        if phrase.head in _BORDERS and relation.kind is K.BETWEEN:
            return replace(relation, kind=K.BORDER)
        if phrase.head in _WAYS and relation.kind is K.BETWEEN:
            return replace(relation, kind=K.ALONG, along="road")
        return relation

    def _of(
        self, phrase: NounPhrase, i: int, depth: int
    ) -> tuple[Relation | None, list[Unit], int]:
        """ "the town of X", "his town, X", "a suburb of X", "the border with X"."""
        low = self.s.low(i)
        found = self.place_at(i + 1, depth + 1)
        if found is None:
            return None, [], i
        place, last = found
        named = place.kind is MentionKind.TOPONYM
        if low == "with":
            border = phrase.head in _BORDERS
            return (Relation(K.BORDER, "border with"), [place], last) if border else (None, [], i)
        if low in {",", "called", "named"}:
            fits = (
                named
                and phrase.head in en.SETTLEMENT_OF
                and (low != "," or self.s.low(last) in {",", ".", ""} or phrase.determiner != "the")
            )
            return (Relation(K.AT, phrase.head), [place], last) if fits else (None, [], i)
        if phrase.head in _BORDERS:
            return Relation(K.BORDER, "border of"), [place], last
        if named and phrase.head in en.SETTLEMENT_OF and place.sort != "country":
            return Relation(K.AT, f"{phrase.head} of"), [place], last
        if phrase.head in {"outskirts", "edge", "edges", "foot", "vicinity", "environs"}:
            return Relation(K.NEAR, f"{phrase.head} of"), [place], last
        if phrase.head in en.PART_HEADS or phrase.head in en.HEADS:
            kind = K.PART_OF if place.sort in {"country", "area"} else K.WITHIN
            return Relation(kind, f"{phrase.head} of"), [place], last
        return None, [], i

    def _located(
        self, phrase: NounPhrase, i: int, depth: int
    ) -> tuple[Relation | None, list[Unit], int]:
        """ "a bridge in the village", "a yard at X", "tracks across the desert", "road to X"."""
        low = self.s.low(i)
        if low == "out" and self.s.low(i + 1) == "of":
            found = self.place_at(i + 2, depth + 1)
            return (Relation(K.BORDER, "out of"), [found[0]], found[1]) if found else (None, [], i)
        if low not in {"in", "inside", "within", "at", "on", "across", "through", "to", "over"}:
            return None, [], i
        if low in {"to", "through"} and phrase.head not in _WAYS:
            return None, [], i
        found = self.place_at(i + 1, depth + 1)
        if found is None:
            return None, [], i
        place, last = found
        if low == "to":
            return Relation(K.ALONG, f"{phrase.head} to", along="road"), [place], last
        if low == "at" and place.kind is MentionKind.TOPONYM and phrase.head in _AT_NAMED:
            return Relation(K.AT, f"{phrase.head} at"), [place], last
        border = place.head in _BORDERS or (
            place.relation is not None and place.relation.kind is K.BORDER
        )
        if low in {"on", "over"}:
            if border:
                return Relation(K.BORDER, "on"), [place], last
            if place.sort in {"line", "water"} or self.s.low(last) in {"river", "road", "highway"}:
                last += self.s.low(last) in {"river", "road", "highway"}
                return Relation(K.ALONG, "on"), [place], last
            if place.sort not in {"area", "country"}:
                return None, [], i
        return Relation(K.WITHIN, low), [place], last


def _is_unnamed_whole(relation: Relation, anchors: list[Unit]) -> bool:
    """ "the capital of the caliphate": no place is named, so nothing is located."""
    unnamed = all(a.kind is MentionKind.NOMINAL and a.relation is None for a in anchors)
    return (
        bool(anchors)
        and unnamed
        and relation.cue.endswith(" of")
        and (relation.kind in {K.PART_OF, K.WITHIN})
    )


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
    """ "up the road", "downstream", "along the river" after a distance."""
    words = (sentence.low(j), sentence.low(j + 1), sentence.low(j + 2))
    if words[0] in {"upstream", "downstream", "upriver", "downriver"}:
        return "river"
    if words[0] in {"along", "up", "down"} and words[1] in {"the", "this", "that"}:
        if words[2] in {"road", "track", "highway", "street", "trail", "path", "railway"}:
            return "road"
        if words[2] in {"river", "canal", "coast", "shore", "valley", "wadi"}:
            return "river"
    return None
