"""Names that no gazetteer knows, recognised by the grammar around them.

"his town, Shanine", "a village called Osk", "between Lur and Osk": the words say
that a place is meant. A name placed once is a place in the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.patterns import CAP, GAP
from convoy_map.mentions.persons import PersonIndex

__all__ = ["unknown_names"]

_ARTICLE = r"(?:(?:al|ar|as|ash|ad|at|an|az|el|es)[-‐‑ ])?"
_NAME = (
    rf"{_ARTICLE}{CAP}(?:[ ](?:{_ARTICLE}|(?:de|del|la|el|of|bin|ibn|ben|ul|e)[ ])?{CAP}){{0,3}}"
)
_PLACE_NOUN = "|".join(
    sorted(en.SETTLEMENT_OF | {"oasis", "crossing", "fort", "farm"}, key=len)[::-1]
)
_BEARING = r"(?:north|south|east|west)(?:[ -]?(?:east|west|north-?east|north-?west|south-?east|south-?west))?"
_STRONG = (
    re.compile(rf"\b(?:{_PLACE_NOUN})(?:,|{GAP}(?:of|called|named|known{GAP}as)),?{GAP}({_NAME})"),
    re.compile(rf"(?<![\w-])({_NAME}),?{GAP}(?:an?|the|our|my|his|her|their){GAP}(?:[a-z-]+{GAP}){{0,2}}(?:{_PLACE_NOUN})\b"),
    re.compile(rf"\bbetween{GAP}({_NAME}){GAP}and{GAP}{_NAME}"),
    re.compile(rf"\bbetween{GAP}{_NAME}{GAP}and{GAP}({_NAME})"),
    re.compile(rf"\b{_BEARING}{GAP}of{GAP}({_NAME})"),
    re.compile(rf"\b(?:outskirts|suburbs?|edge|streets|harbour|harbor|bazaar|gates?|walls){GAP}of{GAP}({_NAME})"),
)  # fmt: skip
_MOTION = (
    "went|go|goes|going|drove|drive|driving|rode|ride|riding|walked|walk|walking|marched|sailed|"
    "travelled|traveled|travelling|traveling|journeyed|moved|headed|heading|set{G}out|set{G}off|"
    "returned|came|come|fled|flee|escaped|crossed|continued|proceeded|pushed{G}on|pressed{G}on|"
    "flew|took{G}the{G}train|took{G}the{G}road|took{G}a{G}bus|made{G}for|bound|left|got|ran|"
    "hiked|trekked|cycled|stopped|halted|camped|rested|stayed|slept|arrived|landed|anchored|"
    "called|put{G}in|passed|wound|climbed|descended|turned|retreated|withdrew|advanced|departed"
).replace("{G}", GAP)
_WEAK = (
    re.compile(rf"\b(?:reached|reaching|entered|entering|approached|approaching|via|near|towards?){GAP}({_NAME})"),
    re.compile(
        rf"\b(?:{_MOTION}){GAP}(?:[a-z-]+{GAP}){{0,4}}"
        rf"(?:to|from|at|in|into|through|for|via|past|near|by|towards?|over|on{GAP}to){GAP}({_NAME})"
    ),
    re.compile(rf"\b(?:[Ff]rom|[Aa]t|[Nn]ear|[Tt]hrough|[Pp]ast|[Bb]eyond){GAP}({_NAME}),?{GAP}(?:we|they|he|she|I|the)\b"),
    re.compile(rf"\b(?:left|leaving|reached){GAP}({_NAME}){GAP}(?:for|on|at|by|before|after|in)\b"),
)  # fmt: skip
_NAMED_AREA = re.compile(
    rf"\b(?:the|in|at|near|of|from|to|on){GAP}({_NAME})(?={GAP}(?:district|province|county|region|"
    rf"area|river|lake|prefecture|governorate|village|island|slum|neighbou?rhood|suburb|"
    rf"municipality|township|oasis)\b)"
)
_IN_CONTAINER = re.compile(
    rf"(?:\b(?:in|at|from|near|of|to|and|outside|around){GAP}|[;—–]{GAP})({_NAME})(?=,{GAP})"
)
_BOUND = re.compile(rf"\b{_BEARING}{GAP}to{GAP}({_NAME})")
_LIST = re.compile(rf"(?:,{GAP}and|{GAP}and){GAP}({_NAME})")
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
    for patterns, p in ((_STRONG, 0.85), ((*_WEAK, _NAMED_AREA, _BOUND), 0.65)):
        for pattern in patterns:
            for match in pattern.finditer(text):
                span = _checked(text, match.start(1), match.group(1), persons)
                if span is not None and _is_free(span, taken):
                    placed.setdefault(span, p)
    starts = {s for s, _ in taken}
    for match in _IN_CONTAINER.finditer(text):
        span = _checked(text, match.start(1), match.group(1), persons)
        if span is not None and span[1] == match.end() and _is_free(span, taken):
            after = match.end() + 1
            after += len(text[after : after + 4]) - len(text[after : after + 4].lstrip())
            if after in starts:
                placed.setdefault(span, 0.7)
    _lists(text, placed, taken, persons)
    return sorted((s, e, p) for (s, e), p in _spread(text, placed, taken, persons).items())


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
        if not _GOVERNED.search(text, max(0, start - 24), start):
            continue
        for follow in _list_after(text, end):
            span = _checked(text, follow[0], text[follow[0] : follow[1]], persons)
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


def _list_after(text: str, end: int) -> Iterator[tuple[int, int]]:
    match = _LIST.match(text, end)
    if match is not None:
        yield match.span(1)


def _checked(text: str, start: int, name: str, persons: PersonIndex) -> tuple[int, int] | None:
    """Trim a run of capitalised words to a possible place name."""
    name = re.split(r"[’']s\b", name)[0].rstrip("’'-")
    words = name.split()
    if not words or words[0].casefold() in _NEVER or words[0] in en.DEMONYMS:
        return None
    if any(w.casefold() in en.ORGANISATION_HEADS or w.casefold() in en.MONTHS for w in words):
        return None
    if name.isupper() or len(name) < 3:
        return None
    if any(persons.key_of(w) for w in words) or persons.at(start) is not None:
        return None
    if len(words) == 1 and name.casefold() in en.common_words():
        return None
    return start, start + len(name)


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
    names = {text[s:e]: p for (s, e), p in sorted(placed.items())}
    pattern = re.compile(
        r"(?<![\w-])(?:"
        + "|".join(re.escape(n) for n in sorted(names, key=len)[::-1])
        + r")(?![\w-])"
    )
    found: dict[tuple[int, int], float] = {}
    for match in pattern.finditer(text):
        if _is_free(match.span(), taken) and persons.at(match.start()) is None:
            found[match.span()] = placed.get(match.span(), names[match.group()])
    return found
