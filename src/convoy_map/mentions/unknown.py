"""Names that no gazetteer knows, recognised by the grammar around them.

"his town, Shanine", "a village called Osk", "between Lur and Osk": the words say
that a place is meant. A name placed once is a place in the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.motion_words import MOTION
from convoy_map.mentions.name_runs import CAPITAL, begin
from convoy_map.mentions.patterns import CAP, GAP, TAIL, UPPER
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.slot_words import ONWARD
from convoy_map.mentions.slots_en import slot

__all__ = ["unknown_names"]

_ARTICLE = r"(?:(?:al|ar|as|ash|ad|at|an|az|el|es)[-‐‑ ])?"
_INNER = (
    r"(?:(?:al|ar|as|ash|ad|at|an|az|el|es)[-‐‑]"
    r"|(?:al|ar|ash|az|el|es|de|del|la|of|bin|ibn|ben|ul|e)[ ])"
)
_NAME = rf"{_ARTICLE}{CAP}(?:[ ]{_INNER}?{CAP}){{0,3}}"
_PLACE_NOUN = "|".join(
    sorted(en.SETTLEMENT_OF | {"oasis", "crossing", "fort", "farm"}, key=len)[::-1]
)
_BEARING = r"(?:north|south|east|west)(?:[ -]?(?:east|west|north-?east|north-?west|south-?east|south-?west))?"  # noqa: E501
_ARTICLES = frozenset("al ar as ash ad at an az el es".split())
_TWO = "al|ar|as|ad|at|an|az|el|es"
_RUN = re.compile(
    rf"[{UPPER}](?:(?<![\w-].)|(?<=(?:{_TWO})-.)(?<![\w-].{{4}})|(?<=ash-.)(?<![\w-].{{5}}))"
    rf"{TAIL}(?:[ ]{_INNER}?{CAP}){{0,3}}"
)
"""Capitalised words; an article before them is looked for afterwards."""
_MOTION = (
    "went|go|goes|going|drove|drive|driving|rode|ride|riding|walked|walk|walking|marched|sailed|"
    "travelled|traveled|travelling|traveling|journeyed|moved|headed|heading|set{G}out|set{G}off|"
    "returned|came|come|fled|flee|escaped|crossed|continued|proceeded|pushed{G}on|pressed{G}on|"
    "flew|took{G}the{G}train|took{G}the{G}road|took{G}a{G}bus|made{G}for|bound|left|got|ran|"
    "hiked|trekked|cycled|stopped|halted|camped|rested|stayed|slept|arrived|landed|anchored|"
    "called|put{G}in|passed|wound|climbed|descended|turned|retreated|withdrew|advanced|departed"
).replace("{G}", GAP)
_PARTS = "outskirts|suburbs?|edge|streets|harbour|harbor|bazaar|gates?|walls"
_BEFORE_STRONG = re.compile(
    rf"(?:\b(?:{_PLACE_NOUN})(?:,|{GAP}(?:of|called|named|known{GAP}as)),?|\b(?:{_PARTS}){GAP}of"
    rf"|\b{_BEARING}{GAP}of|\bbetween|\bbetween{GAP}[{UPPER}][^.,;\n]{{1,40}}?{GAP}and){GAP}$"
)
_AFTER_STRONG = re.compile(
    rf",?{GAP}(?:an?|the|our|my|his|her|their){GAP}(?:[a-z-]+{GAP}){{0,2}}(?:{_PLACE_NOUN})\b"
)
_BEFORE_WEAK = re.compile(
    rf"(?:\b(?:{_MOTION}){GAP}(?:[a-z-]+{GAP}){{0,4}}"
    rf"(?:to|from|at|in|into|through|for|via|past|near|by|towards?|over|off|below|above|on{GAP}to)"
    rf"|\b{_BEARING}{GAP}to){GAP}$"
)
_AFTER_FRONTED = re.compile(rf",?{GAP}(?:we|they|he|she|I|the)\b")
_AFTER_LEFT = re.compile(rf"{GAP}(?:for|on|at|by|before|after|in)\b")
_AFTER_AREA = re.compile(
    rf"{GAP}(?:district|province|county|region|area|river|lake|prefecture|governorate|village|"
    rf"island|slum|neighbou?rhood|suburb|municipality|township|oasis)\b"
)
_REACHING = frozenset(
    "reached reaching entered entering approached approaching via near towards toward passed "
    "passing skirted rounded departed crossed arrived".split()
)
_CARRYING = frozenset(
    "to from at in into through for past near by towards toward over off below above".split()
)
_FRONTED = frozenset("from at near through past beyond".split())
_AREA_BEFORE = frozenset("the in at near of from to on".split())
_CONTAINED = frozenset("in at from near of to and outside around ; — –".split())
_STRONG_WORDS = frozenset("of called named as between and , ".split()) | {","}
_LIST = re.compile(rf"(?:,{GAP}and|{GAP}and){GAP}({_NAME})")
_OPENING = dict.fromkeys(
    en.PREPOSITIONS | en.CONJUNCTIONS | frozenset("then next later now finally here there".split())
)
_NOT_FIRST = frozenset(MOTION) | frozenset(_OPENING)
_NOT_WITHIN = en.ORGANISATION_HEADS | en.MONTHS
_OWNER = re.compile(r"[’']s\b")
_NEVER = (
    en.MONTHS | en.WEEKDAYS | en.PRONOUNS | en.DETERMINERS | en.TITLES | en.CONJUNCTIONS
) | frozenset(
    "god allah christmas easter ramadan eid english arabic french internet google facebook twitter "
    "youtube whatsapp state army government parliament police war islam christianity".split()
)


def unknown_names(
    text: str, persons: PersonIndex, taken: Sequence[tuple[int, int]]
) -> list[tuple[int, int, float]]:
    """Return (start, end, p) of names that only their context makes places.

    Parameters
    ----------
    text : str
        One passage.
    persons : PersonIndex
        Its persons, which are no places.
    taken : sequence of (start, end)
        Names already read, sorted; nothing that overlaps them is returned.
    """
    placed: dict[tuple[int, int], float] = {}
    starts = {start for start, _ in taken}
    position = 0
    for match in _RUN.finditer(text):
        start, end = match.span()
        before = begin(text, start)
        if before < start and text[before : start - 1] in _ARTICLES:
            start = before
        while position < len(taken) and taken[position][1] <= start:
            position += 1
        if position < len(taken) and taken[position][0] < end:
            continue
        span = _checked(start, text[start:end], persons)
        if span is not None:
            p = _weight(text, *span, starts)
            if p:
                placed[span] = p
    _lists(text, placed, taken, persons)
    return sorted((s, e, p) for (s, e), p in _spread(text, placed, taken, persons).items())


def _weight(text: str, start: int, end: int, starts: set[int]) -> float:
    """How surely the words around make an unknown name a place; 0 if they don't."""
    window = text[max(0, start - 70) : start]
    tail = window.rstrip()
    if not tail or "\n" in window[len(tail) :]:
        if _AFTER_STRONG.match(text, end, end + 60):
            return 0.85
        tells = text.startswith(_TELLS, end) and slot(text, start, end) >= 0.8
        return 0.6 if tells or _is_feature(text[start:end]) else 0.0
    word = tail[-1] if not tail[-1].isalpha() else tail.rsplit(None, 1)[-1].lstrip("(“\"'‘")
    low = word.lower()
    if (low in _STRONG_WORDS and _BEFORE_STRONG.search(window)) or (
        _AFTER_STRONG.match(text, end, end + 60)
    ):
        return 0.85
    if low in _CONTAINED and text[end : end + 1] == ",":
        after = end + 1
        while text[after : after + 1] in {" ", "\n"}:
            after += 1
        if after in starts:
            return 0.7
    weak = (
        low in _REACHING
        or (low in _CARRYING and _BEFORE_WEAK.search(window) is not None)
        or (low in _FRONTED and _AFTER_FRONTED.match(text, end, end + 12) is not None)
        or (low in {"left", "leaving"} and _AFTER_LEFT.match(text, end, end + 12) is not None)
        or (low in _AREA_BEFORE and _AFTER_AREA.match(text, end, end + 20) is not None)
    )
    if weak:
        return 0.65
    tells = low in _OPENS_SLOT or text.startswith(_CLOSES_SLOT, end)
    if (tells and slot(text, start, end) >= 0.6) or _is_feature(text[start:end]):
        return 0.6
    if low in _INSIDE and not _has_common_word(text[start:end]):
        return 0.55
    alone = low in _ENDS and text[end : end + 1] in _ENDS and " " not in text[start:end]
    if alone and not starts.isdisjoint(range(start - 90, start)):
        return 0.0 if en.is_common(text[start:end].lower()) else 0.5
    return 0.0


_INSIDE = frozenset("in at near".split())
_PLACE_FIRST = en.GEOGRAPHIC_HEADS | en.REGION_ADJECTIVES | en.LEADING_HEADS | {"new", "old"}


def _is_feature(name: str) -> bool:
    """Whether a name says itself what lies there: "Taldyk Pass", "Mount Ulva", "Wadi Qarn"."""
    words = name.lower().split()
    if len(words) < 2:
        return False
    trailing = words[-1] in en.EXTENDING_HEADS and not any(map(en.is_common, words[:-1]))
    leading = words[0] in en.LEADING_HEADS - _ARTICLES_OF_ROMANCE
    return trailing or (leading and not en.is_common(words[1]))


_ARTICLES_OF_ROMANCE = frozenset("la las los el le les al san santa santo saint".split())


def _has_common_word(name: str) -> bool:
    """Whether some word of a name is of the dictionary, and so maybe a shop's or a body's."""
    words = re.split(r"[\s-]", name.lower())
    return any(en.is_common(w) and (k or w not in _PLACE_FIRST) for k, w in enumerate(words))


_ENDS = frozenset(".!")
_OPENS_SLOT = ONWARD | frozenset(
    "came comes followed follows that on for to from beyond since was is lay lies "
    "stood rose".split()
)
_TELLS = (", where", " was ", " is ")
_CLOSES_SLOT = (*_TELLS, " – ", " to ", ", a ", ", the ", " (")


def _lists(
    text: str,
    placed: dict[tuple[int, int], float],
    taken: Sequence[tuple[int, int]],
    persons: PersonIndex,
) -> None:
    """Carry on from a place that a preposition governs: "through A and B", "villages of A, B"."""
    queue = sorted([*taken, *placed])
    while queue:
        start, end = queue.pop()
        match = _LIST.match(text, end)
        if match is not None and _GOVERNED.search(text, max(0, start - 24), start):
            follow = match.span(1)
            span = _checked(follow[0], text[follow[0] : follow[1]], persons)
            if span is None or span in placed or not _is_free(span, taken):
                continue
            if _NOT_A_PLACE_AFTER.match(text, span[1]):
                continue
            placed[span] = 0.6


_GOVERNED = re.compile(
    r"\b(?:through|via|villages?|towns?|cities|between|near|in|at|to|from|of|and)[^\S\n]+$"
)
_NOT_A_PLACE_AFTER = re.compile(
    r"[^\S\n]+(?:said|says|told|tells|added|is|was|has|had|were|are|[A-Z])|[’']s\b|-"
)


def _checked(start: int, name: str, persons: PersonIndex) -> tuple[int, int] | None:
    """Trim a run of capitalised words to a possible place name that is no person's."""
    trimmed = _trimmed(name)
    if trimmed is None:
        return None
    start += trimmed[0]
    name = trimmed[1]
    if persons.at(start) is not None or any(persons.key_of(w) for w in name.split()):
        return None
    return start, start + len(name)


@lru_cache(maxsize=50_000)
def _trimmed(name: str) -> tuple[int, str] | None:
    """A run without its owner's ending and first small words, and how many letters those are."""
    start = 0
    if "’" in name or "'" in name:
        name = _OWNER.split(name)[0]
    name = name.rstrip("’'-")
    words = name.split()
    while len(words) > 1 and words[0].casefold() in _NOT_FIRST:
        rest = name[len(words[0]) :].lstrip()
        start, name, words = start + len(name) - len(rest), rest, words[1:]
    if not words or words[0].casefold() in _NEVER or words[0] in en.DEMONYMS:
        return None
    if name.isupper() or len(name) < 3:
        return None
    if any(w.casefold() in _NOT_WITHIN for w in words):
        return None
    if len(words) == 1 and name.casefold() in en.common_words():
        return None
    return start, name


def _is_free(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(taken, (span[1], 0)) - 1
    return not any(s < span[1] and span[0] < e for s, e in taken[max(0, index - 1) : index + 1])


def _spread(
    text: str,
    placed: dict[tuple[int, int], float],
    taken: Sequence[tuple[int, int]],
    persons: PersonIndex,
) -> dict[tuple[int, int], float]:
    """Carry every placed name to its other occurrences."""
    if not placed:
        return placed
    by_first: dict[str, list[tuple[str, float]]] = {}
    for (start, end), p in sorted(placed.items()):
        name = text[start:end]
        first = re.split(r"[-\s’']", name, maxsplit=1)[0]
        by_first.setdefault(first, []).append((name, p))
    found = dict(placed)
    last = -1
    for match in _first_words(text, by_first):
        if match.start() < last:
            continue
        for name, p in by_first.get(match.group(), ()):
            span = (match.start(), match.start() + len(name))
            if not text.startswith(name, match.start()) or text[span[1] : span[1] + 1].isalnum():
                continue
            if _is_free(span, taken) and persons.at(span[0]) is None:
                found.setdefault(span, p)
                last = span[1]
    return _without_overlaps(found)


def _first_words(text: str, firsts: Iterable[str]) -> Iterator[re.Match[str]]:
    """Words of the text that may be one of some first words of names."""
    if not _ARTICLES.isdisjoint(firsts):
        yield from _FIRST_WORD.finditer(text)
        return
    openings = {first[:2] for first in firsts}
    for capital in CAPITAL.finditer(text):
        at = capital.start()
        if text[at : at + 2] in openings:
            match = _FIRST_WORD.match(text, at)
            if match is not None:
                yield match


_FIRST_WORD = re.compile(
    rf"(?<![\w])(?:[{UPPER}]|(?:al|ar|as|ash|ad|at|an|az|el|es)(?=[- ]))[^\W\d_]*"
)


def _without_overlaps(found: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    kept: dict[tuple[int, int], float] = {}
    last = -1
    for (start, end), p in sorted(found.items(), key=lambda f: (f[0][0], -f[0][1])):
        if start >= last:
            kept[(start, end)] = p
            last = end
    return kept
