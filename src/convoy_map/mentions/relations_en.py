"""Relational phrases of English: from words to typed spatial relations.

A cue ("north of", "not far from", "between") is read with what it starts from,
and with the unnamed place before it, if there is one. Every step looks at a
bounded window, so the reading is linear in the length of the text.
"""

from __future__ import annotations

from dataclasses import replace

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.cues_en import DEICTIC, MAY_OPEN, Cue, CueReader
from convoy_map.mentions.noun_phrases import (
    NounPhrase,
    Sentence,
    is_emphatic,
    phrase_from,
    phrase_with_head,
)
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.quantities import (
    bearing_of,
)
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind, Relation, RelationKind

__all__ = ["RelationReader"]

K = RelationKind
_AT_NAMED = frozenset(
    "border frontier crossing post checkpoint station ferry port airport bridge camp tunnel "
    "pass".split()
)
_BORDERS = frozenset("border borders frontier frontiers".split())
_WAYS = frozenset("road roads track trail highway motorway railway route path street lane".split())


class RelationReader:
    """Reads the relational phrases and unnamed places of one sentence."""

    def __init__(self, text: str, sentence: Sentence, persons: PersonIndex) -> None:
        self.text = text
        self.persons = persons
        self.s = sentence
        self.cues = CueReader(sentence)
        self.made: dict[tuple[int, int], Unit] = {}

    def read(self) -> list[Unit]:
        """Return the relational and nominal units, outer before inner."""
        following = 0
        for i, may_open in enumerate(map(MAY_OPEN.__getitem__, self.s.lows)):
            if may_open and i >= following:
                following = self._at(i)
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
        if low in DEICTIC and self._points(i):
            self._emit(i, i + 1, MentionKind.NOMINAL, head=DEICTIC[low])
            return i + 1
        cue = self.cues.at(i)
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

    # -- what a relation starts from ---------------------------------------

    def place_at(self, i: int, depth: int = 0) -> tuple[Unit, int] | None:
        """Read the place that begins at token ``i``: a name or an unnamed one."""
        if depth > 4 or i >= len(self.s.words):
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
        start = self.s.starts[first]
        spans = [k for k in self.made if k[0] == start]
        if spans:
            return self.made[max(spans)]
        phrase = " ".join(self.s.lows[first:last])
        return self._emit(first, last, MentionKind.NOMINAL, head=phrase.split()[-1])

    def _anchors(self, i: int, cue: Cue, depth: int = 0) -> tuple[list[Unit], int]:
        """The places that follow a cue: one, or two joined by "and"."""
        found = self.place_at(i, depth)
        if found is None:
            return [], i
        units, last = [found[0]], found[1]
        pair = cue.relation.kind in {K.BETWEEN, K.MIDWAY} or cue.relation.cue == "beyond"
        second = self.place_at(last + 1, depth) if pair and self.s.low(last) == "and" else None
        if second is not None:
            units.append(second[0])
            last = second[1]
        return units, last

    # -- building -----------------------------------------------------------

    def _emit(
        self, first: int, last: int, kind: MentionKind, *, head: str = "",
        relation: Relation | None = None, parts: list[Unit] | None = None,
    ) -> Unit:  # fmt: skip
        start, end = self.s.starts[first], self.s.ends[last - 1]
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
        """Such as "past the last checkpoint": the place itself is passed."""
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
        """Such as "Syria and beyond", "further afield": a place without any bound."""
        before = self.s.low(cue.first - 1)
        return before.endswith("and") or before == "or" or cue.relation.cue.endswith("afield")

    def _part_of(self, i: int) -> int | None:
        """Such as "eastern Syria", "the north of Mali"; returns the token after it."""
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
            relation = Relation(K.AT, "of " + self.s.words[first])
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
        seat = phrase.head == "capital" and self.s.low(phrase.last) == "of"
        explains = self.s.low(first - 1) in {"–", "—", "-", ","}
        if phrase.stands_alone or (seat and (phrase.determiner or explains)):
            last = self._whole_group(phrase)
            self._emit(first, last, MentionKind.NOMINAL, head=phrase.head)
            return last
        return phrase.last

    def _whole_group(self, phrase: NounPhrase) -> int:
        """Such as "the capital of the armed group": the group belongs to the words."""
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
            self.persons.at(self.s.starts[k]) is not None
            for k in range(phrase.first, phrase.last - 1)
        )

    def _attached(self, phrase: NounPhrase, depth: int) -> tuple[Relation | None, list[Unit], int]:
        """What follows, or stands within, a noun phrase and says where it is."""
        adjectival = self._adjectival(phrase)
        if adjectival is not None:
            relation, anchors = adjectival
            return relation, anchors, phrase.last
        stated, anchors, last = self._after(phrase, phrase.last, depth)
        if stated is None:
            return None, [], phrase.last
        skip = 1 if self.s.low(last) == "," else 0
        cue = self.cues.at(last + skip)
        if cue is not None and cue.relation.kind in {K.NEAR, K.DISTANCE, K.DIRECTION, K.BETWEEN}:
            more, end = self._anchors(cue.last, cue, depth + 1)
            if more and not (cue.relation.kind is K.BETWEEN and len(more) < 2):
                return cue.relation, [*anchors, *more], end
        if phrase.head in en.SETTLEMENT_OF and self.s.low(last) in {"on", "in"}:
            _, more, end = self._located(phrase, last, depth)
            if more:
                return stated, [*anchors, *more], end
        return stated, anchors, last

    def _adjectival(self, phrase: NounPhrase) -> tuple[Relation, list[Unit]] | None:
        """Such as "the Turkish-Syrian border", "the Aleppo road"."""
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
        cue = self.cues.at(i + (1 if low in {"about", "some"} and depth else 0))
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
        """Such as "the town of X", "his town, X", "a suburb of X", "the border with X"."""
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
        part = phrase.head in {"suburb", "quarter", "neighbourhood", "neighborhood"}
        if named and phrase.head in en.SETTLEMENT_OF and place.sort != "country" and not part:
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
        """Such as "a bridge in the village", "a yard at X", "tracks across the desert", "road to X"."""  # noqa: E501
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
    """Such as "the capital of the caliphate": no place is named, so nothing is located."""
    unnamed = all(a.kind is MentionKind.NOMINAL and a.relation is None for a in anchors)
    return (
        bool(anchors)
        and unnamed
        and relation.cue.endswith(" of")
        and (relation.kind in {K.PART_OF, K.WITHIN})
    )
