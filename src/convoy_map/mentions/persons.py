"""Persons: names that are no places, found by titles, kunyas, first names and speech.

Evidence found once holds for the whole text: "says Imad" makes every later
"Imad" a person, unless the words around it place it on the map.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.first_names import FIRST_NAMES
from convoy_map.mentions.patterns import CAP, UPPER
from convoy_map.mentions.units import Person, slug

__all__ = ["PersonIndex", "find_persons"]

_PARTICLE = r"(?:(?:al|el|ar|as|ad|ash|an|at|az)-|(?:al|el|bin|ibn|van|von|de|der|da|di|du|la)[ ])"
_RUN = rf"{CAP}(?:[^\S\n]+(?:{_PARTICLE})?(?:[{UPPER}]\.|{CAP})){{0,3}}"
_TITLE = "|".join(sorted({w for t in en.TITLES for w in (t.capitalize(), t)}, key=len)[::-1])
_TITLED = re.compile(rf"\b(?:{_TITLE})\.?[^\S\n]+({_RUN})")
_KUNYA_WORD = "|".join(sorted({k.capitalize() for k in en.KUNYAS}, key=len)[::-1])
_KUNYA = re.compile(rf"\b((?:{_KUNYA_WORD})[ -](?:{_PARTICLE})?{_RUN})")
_SPEECH = "|".join(sorted(en.SPEECH_VERBS, key=len)[::-1])
_SAYS_NAME = re.compile(rf"[\"”’',.][^\S\n]+(?:{_SPEECH})[^\S\n]+({_RUN})(?=[^\S\n]*[.,;:)\"“]|\s)")
_NAME_SAYS = re.compile(rf"(?<![\w-])({_RUN}),?[^\S\n]+(?:{_SPEECH})\b")
_G = r"[^\S\n]+"
_PLACED_KUNYA = re.compile(
    r"\b(?:through|via|towards?|near|in|at|between|past|reached|entered|left|of)[^\S\n]+$"
)
_KIN = (
    "friend brother sister wife husband father mother son daughter shop house home family uncle "
    "aunt cousin lorry truck car boat horse face voice eyes hand hands men village story account"
).replace(" ", "|")
_OWNER = re.compile(rf"(?<![\w-])({_RUN})[’']s[^\S\n]+(?:\w+[^\S\n]+)?(?:{_KIN})\b")
_NAMED = re.compile(
    rf"\b(?:man|woman|boy|girl|driver|guide|friend|cousin|someone|trader|farmer|smuggler|soldier|"
    rf"nurse|monk|doctor|teacher|merchant|sailor){_G}(?:named|called){_G}({_RUN})"
)
_APPOSED = re.compile(
    rf"(?<![\w-])({_RUN}),[^\S\n]+(?:an?|another|the|his|her|my|aged?)[^\S\n]+"
    rf"(?:[\w-]+[^\S\n]+){{0,3}}(?:{_TITLE}|smuggler|man|woman|boy|girl|resident|refugee|student|"
    rf"spokesperson|officer|friend|brother|sister|son|daughter|\d\d)\b"
)
_WHOSE = re.compile(rf"(?<![\w-])({CAP}[^\S\n]+{CAP}),[^\S\n]+(?:whose|who|\d\d\b|(?:{_TITLE})\b)")
_FULL = re.compile(rf"(?<![\w-])({CAP})[^\S\n]+((?:[{UPPER}]\.[^\S\n]+)?(?:{_PARTICLE})?{CAP})")
_FIRST = FIRST_NAMES | en.KUNYAS
_NOT_NAMES = (
    en.MONTHS | en.WEEKDAYS | en.PRONOUNS | en.DETERMINERS | en.PREPOSITIONS | en.CONJUNCTIONS
) | {"but", "it", "then", "now", "here", "there", "however", "meanwhile", "officials", "others"}


class PersonIndex:
    """Persons of one text: their spans, and the single names that stand for them."""

    def __init__(self, spans: list[Person], names: dict[str, str]) -> None:
        self.spans = spans
        self.names = names
        self._by_start = {person.start: person for person in spans}
        self._by_end = {person.end: person for person in spans}

    def key_of(self, word: str) -> str | None:
        """Key of the person whom this single name stands for, None if it is nobody's."""
        return self.names.get(word.casefold())

    def ending_at(self, end: int) -> Person | None:
        """The person whose name ends at this offset."""
        return self._by_end.get(end)

    def at(self, start: int) -> Person | None:
        """The person whose name starts at this offset."""
        return self._by_start.get(start)


def find_persons(text: str, is_place: Callable[[str], float]) -> PersonIndex:
    """Find the persons of a text.

    Parameters
    ----------
    text : str
        One passage.
    is_place : callable
        Tells how well known a name is as a place, from 0 (not in the gazetteer)
        to 1 (a country or a metropolis).
    """
    found: dict[int, tuple[int, str]] = {}
    for pattern, tolerance in _EVIDENCE:
        for match in pattern.finditer(text):
            if pattern is _KUNYA and _is_placed(text, match):
                continue
            _consider(match.start(1), match.group(1), tolerance, is_place, found)
    for match in _FULL.finditer(text):
        first = match.group(1)
        if first.casefold() in FIRST_NAMES and not is_place(match.group()):
            _consider(match.start(), match.group(), 0.9, is_place, found)
    names = _single_names(found, is_place)
    return PersonIndex(_all_spans(text, found, names), names)


def _is_placed(text: str, match: re.Match[str]) -> bool:
    """Whether "Abu …" stands where a place would, and owns nothing."""
    owns = text[match.end() : match.end() + 2] in {"’s", "'s"} or match.group().endswith(
        ("’s", "'s")
    )
    before = text[max(0, match.start() - 12) : match.start()]
    return not owns and _PLACED_KUNYA.search(before) is not None


_EVIDENCE = (
    (_TITLED, 1.1),
    (_KUNYA, 0.1),
    (_SAYS_NAME, 0.35),
    (_NAME_SAYS, 0.35),
    (_OWNER, 0.35),
    (_NAMED, 0.5),
    (_APPOSED, 0.5),
    (_WHOSE, 0.2),
)


def _consider(
    start: int,
    name: str,
    tolerance: float,
    is_place: Callable[[str], float],
    found: dict[int, tuple[int, str]],
) -> None:
    """Keep a run of capitalised words as a person unless it is better known as a place."""
    name = re.split(r"[’']s\b", name)[0]
    words = name.split()
    while (words and words[0].casefold().strip(".") in _NOT_NAMES | en.TITLES) or (
        len(words) > 1 and en.is_common(words[0].casefold()) and words[0].casefold() not in _FIRST
    ):
        rest = name[len(words[0]) :].lstrip()
        start += len(name) - len(rest)
        name = rest
        words = words[1:]
    while words and words[-1].casefold() in en.ORGANISATION_HEADS | _NOT_NAMES:
        return
    if not words or any(re.split("[-‑]", w)[0] in en.DEMONYMS or w.isupper() for w in words):
        return
    if len(words) == 1 and (en.is_common(name.casefold()) or len(name) < 3):
        return
    if is_place(name) >= tolerance:
        return
    end = start + len(name)
    if start not in found or found[start][0] < end:
        found[start] = (end, name)


def _single_names(
    found: dict[int, tuple[int, str]], is_place: Callable[[str], float]
) -> dict[str, str]:
    """Names that stand alone for a person; a full name's parts lead to the full name."""
    names: dict[str, str] = {}
    runs = sorted((name for _, name in found.values()), key=lambda n: (-len(n.split()), n))
    for name in runs:
        words = [w.strip(".") for w in re.split(r"[\s]+", name)]
        key = _known_key(words, names) or slug(name)
        for word in words:
            plain = word.casefold()
            if len(plain) < 3 or plain in en.KUNYAS or plain in en.NAME_PARTICLES:
                continue
            if len(words) > 1 and is_place(word) >= 0.9:
                continue
            names.setdefault(plain, key)
            bare = plain.partition("-")[2]
            if bare and plain.partition("-")[0] in en.NAME_PARTICLES:
                names.setdefault(bare, key)
    return names


def _known_key(words: list[str], names: dict[str, str]) -> str | None:
    keys = [names.get(w.casefold()) for w in words if w.casefold() not in en.KUNYAS]
    known = [k for k in keys if k]
    return known[0] if known and len(known) == len(keys) else None


def _all_spans(text: str, found: dict[int, tuple[int, str]], names: dict[str, str]) -> list[Person]:
    """Every place in the text where one of the persons is named."""
    spans: list[Person] = []
    last = -1
    for start, end in sorted(
        {*((s, e) for s, (e, _) in found.items()), *_repeats(text, names)},
        key=lambda se: (se[0], -se[1]),
    ):
        if start < last:
            continue
        words = [w.strip(".").casefold() for w in text[start:end].split()]
        keys = [names[w] for w in words if w in names]
        if keys:
            spans.append(Person(start, end, text[start:end], keys[0]))
            last = end
    return spans


def _repeats(text: str, names: dict[str, str]) -> list[tuple[int, int]]:
    if not names:
        return []
    pattern = _names_pattern(tuple(sorted(names)))
    return [(m.start(), m.end()) for m in pattern.finditer(text) if text[m.start()].isupper()]


@lru_cache(maxsize=64)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    one = "|".join(re.escape(n) for n in sorted(names, key=len)[::-1])
    kunya = "|".join(sorted(en.KUNYAS, key=len)[::-1])
    return re.compile(rf"(?<![\w-])(?:(?:{kunya})[ -])?(?:{one})(?![\w])", re.IGNORECASE)
