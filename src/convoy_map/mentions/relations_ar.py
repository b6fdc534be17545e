"""Relational phrases and unnamed places of Arabic, as typed spatial relations."""

from __future__ import annotations

from dataclasses import replace

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.quantities import number_of, precision_of
from convoy_map.mentions.units import Unit
from convoy_map.mentions.verbs_ar import read_verb
from convoy_map.model import MentionKind, Relation, RelationKind

__all__ = ["ArabicRelationReader"]

K = RelationKind
_MARKERS: tuple[tuple[tuple[str, ...], RelationKind], ...] = tuple(
    sorted(
        [
            *((words, K.NEAR) for words in ar.NEAR),
            *((words, K.BEYOND) for words in ar.BEYOND),
            *((words, K.ALONG) for words in ar.ALONG),
            *((words, K.MIDWAY) for words in ar.MIDWAY),
            (("بين",), K.BETWEEN),
            (("ما", "بين"), K.BETWEEN),
        ],
        key=lambda m: -len(m[0]),
    )
)
_STARTS = frozenset(words[0] for words, _ in _MARKERS)
_INTER = {
    (0.0, 90.0): 45.0, (180.0, 90.0): 135.0, (180.0, 270.0): 225.0, (0.0, 270.0): 315.0,
    (90.0, 0.0): 45.0, (90.0, 180.0): 135.0, (270.0, 180.0): 225.0, (270.0, 0.0): 315.0,
}  # fmt: skip
_WINDOW = 4


class ArabicRelationReader:
    """Reads the relational phrases and unnamed places of one sentence."""

    def __init__(self, text: str, sentence: ArabicSentence) -> None:
        self.text = text
        self.s = sentence
        self.made: dict[tuple[int, int], Unit] = {}

    def read(self) -> list[Unit]:
        """Return relational and nominal units, outer before inner."""
        i = 0
        while i < len(self.s.words):
            i = max(i + 1, self._at(i))
        return sorted(self.made.values(), key=lambda u: (u.start, -u.end))

    def _at(self, i: int) -> int:
        head = self._head(i)
        if head is not None:
            return self._noun_phrase(i, head)
        crossing = self._crossing(i)
        if crossing is not None:
            return crossing
        cue = self.cue_at(i)
        if cue is None:
            return i + 1
        relation, last = cue
        anchors, end = self._anchors(last, relation)
        if not anchors or (relation.kind in {K.BETWEEN, K.MIDWAY} and len(anchors) < 2):
            if relation.kind is K.FURTHER:
                self._emit(i, last, MentionKind.RELATIONAL, relation=relation)
            return last
        if (
            relation.kind is K.DIRECTION
            and anchors[0].sort == "country"
            and (relation.distance_m is None and not relation.cue.endswith("من"))
        ):
            relation = replace(relation, kind=K.PART_OF)
        self._emit(i, end, MentionKind.RELATIONAL, relation=relation, parts=anchors)
        return end

    def _crossing(self, i: int) -> int | None:
        """Such as "عبرنا الفرات", "اجتاز نهر دجلة": water is crossed, not stopped at."""
        form = read_verb(self.s.low(i))
        if form is None or form.kind != "pass":
            return None
        j = i + 1 + (self.s.low(i + 1) in {"نهر", "قناه", "وادي", "خليج", "مضيق"})
        water = self.s.name_at(j)
        if water is None or (water.sort != "water" and j == i + 1):
            return None
        end = self.s.after(water, j)
        relation = Relation(K.CROSSING, self.s.low(i))
        self._emit(i, end, MentionKind.RELATIONAL, relation=relation, parts=[water])
        return end

    def _head(self, i: int) -> str | None:
        if self.s.names.get(i):
            return None
        if self.s.low(i) == "طريق" and self.s.low(i - 1).removeprefix("و") == "عن":
            return None
        for taken, rest in ar.strip_clitics(self.s.low(i)):
            if rest in ar.HEADS and taken < 3:
                return rest
        return None

    # -- cues ---------------------------------------------------------------

    def cue_at(self, i: int) -> tuple[Relation, int] | None:
        """Read the relation words that begin at word ``i``: (relation, next word)."""
        if self.s.low(i) in _STARTS or self.s.low(i).removeprefix("و") in _STARTS:
            for phrase, kind in _MARKERS:
                if self.s.matches(i, phrase):
                    return Relation(kind, " ".join(phrase)), i + len(phrase)
        return self._measured(i) or self._bearing(i)

    def _bearing(self, i: int) -> tuple[Relation, int] | None:
        """Such as "شمال", "إلى الشمال الشرقي من", "شمالي"."""
        j = i
        if self.s.low(j) in {"الي", "في", "باتجاه", "نحو"} and self.s.low(j + 1) in ar.DIRECTIONS:
            if not self.s.low(j + 1).startswith("ال"):
                return None
            j += 1
        first = ar.DIRECTIONS.get(self.s.low(j))
        if first is None:
            return None
        second = ar.DIRECTIONS.get(self.s.low(j + 1))
        bearing, half = first, 45.0
        if second is not None and (first, second) in _INTER:
            bearing, half, j = _INTER[(first, second)], 22.5, j + 1
        j += 1
        of = self.s.low(j) in {"من", "عن"}
        j += of
        cue = " ".join(w.low for w in self.s.words[i:j])
        kind = K.DIRECTION
        if not of and (j - i > 1 and self.s.low(i) in {"الي", "نحو", "باتجاه"}):
            kind = K.FURTHER
        return Relation(kind, cue, bearing_deg=bearing, bearing_half_angle_deg=half), j

    def _measured(self, i: int) -> tuple[Relation, int] | None:
        """Such as "على بعد ٥ كم شمال", "على مسافة عشرة كيلومترات من"."""
        if not (self.s.low(i) == "علي" and self.s.low(i + 1) in {"بعد", "مسافه"}) and (
            self.s.low(i) not in {"بعد", "مسافه"}
        ):
            return None
        j = i + (2 if self.s.low(i) == "علي" else 1)
        if self.s.low(j) in {"نحو", "حوالي", "قرابه"}:
            j += 1
        read = self._number(j)
        if read is None:
            return None
        value, half, j = read
        metres = ar.UNITS_M.get(self.s.low(j))
        if metres is None:
            return None
        j += 1
        bearing = self._bearing(j)
        distance, width = value * metres, half * metres
        if bearing is not None:
            relation, last = bearing
            cue = " ".join(w.low for w in self.s.words[i:last])
            return replace(
                relation, kind=K.DIRECTION, cue=cue, distance_m=distance,
                distance_uncertainty_m=width,
            ), last  # fmt: skip
        if self.s.low(j) not in {"من", "عن", "خارج"}:
            return None
        cue = " ".join(w.low for w in self.s.words[i : j + 1])
        return Relation(K.DISTANCE, cue, distance_m=distance, distance_uncertainty_m=width), j + 1

    def _number(self, j: int) -> tuple[float, float, int] | None:
        low = self.s.low(j)
        if low in ar.UNITS_M:
            return 1.0, 0.5, j
        value = number_of(low)
        if value is not None and low[0].isdigit():
            if self.s.low(j + 1) in {".", ","} and self.s.low(j + 2).isdigit():
                text = f"{low}.{self.s.low(j + 2)}"
                return float(text), precision_of(text), j + 3
            return value, precision_of(low), j + 1
        word = ar.NUMBERS.get(low)
        if word is None:
            return None
        more = ar.NUMBERS.get(self.s.low(j + 1).removeprefix("و"))
        if more is not None and self.s.low(j + 1).startswith("و"):
            return word + more, 0.5, j + 2
        return word, 0.25 if word == 0.5 else precision_of(str(int(word))), j + 1

    # -- anchors and phrases ------------------------------------------------

    def place_at(self, i: int, depth: int = 0) -> tuple[Unit, int] | None:
        """The named or unnamed place that begins at word ``i``."""
        if depth > 2 or i >= len(self.s.words):
            return None
        name = self.s.name_at(i)
        if name is not None:
            return name, self.s.after(name, i)
        head = self._head(i)
        if head is not None:
            last = self._noun_phrase(i, head, depth + 1)
            start = self._start(i, head)
            spans = [k for k in self.made if k[0] == start]
            if spans:
                return self.made[max(spans)], last
            return self._emit(i, i + 1, MentionKind.NOMINAL, head=head, start=start), i + 1
        return None

    def _start(self, i: int, head: str) -> int:
        word = self.s.words[i]
        for taken, rest in ar.strip_clitics(word.low):
            if rest == head:
                return word.start + taken
        return word.start

    def _anchors(self, i: int, relation: Relation, depth: int = 0) -> tuple[list[Unit], int]:
        found = self.place_at(i, depth)
        if found is None:
            return [], i
        units, last = [found[0]], found[1]
        if relation.kind in {K.BETWEEN, K.MIDWAY}:
            j = last + (self.s.low(last) in {"و", "وبين", "وبلده", "ومدينه", "وقريه"})
            second = self.place_at(j, depth)
            if second is not None:
                units.append(second[0])
                last = second[1]
        return units, last

    def _noun_phrase(self, i: int, head: str, depth: int = 0) -> int:
        """Emit an unnamed place with what is said of where it is; returns the next word."""
        start = self._start(i, head)
        if head in ar.BORDERS:
            border = self._border(i, start)
            if border is not None:
                return border
        j = i + 1
        name = self.s.name_at(j)
        if name is not None and head in ar.PLACE_NOUNS:
            last = self.s.after(name, j)
            relation = Relation(K.AT, head)
            self._emit(i, last, MentionKind.RELATIONAL, head=head, relation=relation,
                       parts=[name], start=start)  # fmt: skip
            return last
        if name is not None and ar.HEADS.get(head) in {"area", "site"} and head != "الطريق":
            last = self.s.after(name, j)
            self._emit(i, last, MentionKind.RELATIONAL, head=head,
                       relation=Relation(K.WITHIN, head), parts=[name], start=start)  # fmt: skip
            return last
        return self._attached(i, j, head, start, depth)

    def _attached(self, i: int, j: int, head: str, start: int, depth: int) -> int:
        steps = 0
        while steps < _WINDOW and self.s.low(j).isalpha() and not self.s.names.get(j):
            cue = self.cue_at(j)
            if cue is not None and not (cue[0].kind is K.DIRECTION and self._head(cue[1]) == head):
                relation, last = cue
                anchors, end = self._anchors(last, relation, depth + 1)
                enough = len(anchors) >= (2 if relation.kind in {K.BETWEEN, K.MIDWAY} else 1)
                if enough or relation.kind is K.FURTHER:
                    self._emit(i, max(end, last), MentionKind.RELATIONAL, head=head,
                               relation=relation, parts=anchors, start=start)  # fmt: skip
                    return max(end, last)
            if self.s.low(j) in {"في", "علي"}:
                found = self.place_at(j + 1, depth + 1)
                if found is not None:
                    kind = K.BORDER if found[0].head in ar.BORDERS else K.WITHIN
                    self._emit(i, found[1], MentionKind.RELATIONAL, head=head,
                               relation=Relation(kind, self.s.low(j)), parts=[found[0]],
                               start=start)  # fmt: skip
                    return found[1]
                break
            if self.s.low(j) not in ar.ADJECTIVES:
                break
            j += 1
            steps += 1
        self._emit(i, i + 1, MentionKind.NOMINAL, head=head, start=start)
        return i + 1

    def _border(self, i: int, start: int) -> int | None:
        """Such as "الحدود مع العراق", "الحدود التركية السورية", "حدود تركيا"."""
        parts: list[Unit] = []
        j = i + 1
        if self.s.low(j) == "مع":
            j += 1
        while j <= i + 5:
            here = self.s.names.get(j, [])
            if not here and self.s.low(j) in {"و", "-", "–", "ـ"}:
                j += 1
                continue
            if not here:
                break
            parts.append(here[0])
            j = self.s.after(here[0], j)
        if not parts:
            return None
        self._emit(i, j, MentionKind.RELATIONAL, head="الحدود",
                   relation=Relation(K.BORDER, "حدود"), parts=parts, start=start)  # fmt: skip
        return j

    def _emit(
        self, first: int, last: int, kind: MentionKind, *, head: str = "",
        relation: Relation | None = None, parts: list[Unit] | None = None, start: int = -1,
    ) -> Unit:  # fmt: skip
        begin = start if start >= 0 else self.s.words[first].start
        end = self.s.words[last - 1].end
        unit = Unit(
            begin, end, self.text[begin:end], kind, head=head, sort=ar.HEADS.get(head, ""),
            p=0.85 if kind is MentionKind.RELATIONAL else 0.7, relation=relation,
            parts=list(parts or ()), sentence=self.s.index,
        )  # fmt: skip
        for part in unit.parts:
            part.parent = unit
        self.made[(begin, end)] = unit
        return unit
