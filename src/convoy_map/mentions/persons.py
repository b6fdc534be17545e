"""Persons: names that are no places, found by titles, kunyas, first names and speech.

Evidence found once holds for the whole text: "says Imad" makes every later
"Imad" a person, unless the words around it place it on the map. One pass over
the runs of capitalised words, so the reading is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, KeysView
from functools import lru_cache

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.first_names import FIRST_NAMES
from convoy_map.mentions.motion_words import MOTION
from convoy_map.mentions.patterns import CAP, TAIL, UPPER
from convoy_map.mentions.units import Person, slug

__all__ = ["PersonIndex", "find_persons"]

_PARTICLE = r"(?:(?:al|el|ar|as|ad|ash|an|at|az)-|(?:al|el|bin|ibn|van|von|de|der|da|di|du|la)[ ])"
_RUN = re.compile(
    rf"[{UPPER}](?<![\w-].){TAIL}(?:[^\S\n]+(?:{_PARTICLE})?(?:[{UPPER}]\.|{CAP})){{0,4}}"
)
_NEXT = re.compile(r"(,?)[^\S\n]+([\w’'-]+)")
_KIN = frozenset(
    "friend friends brother sister wife husband father mother son daughter shop house home family "
    "uncle aunt cousin lorry truck car boat horse face voice eyes hand hands men village story "
    "account".split()
)
_KINSFOLK = frozenset(
    "brother sister wife husband father mother son daughter uncle aunt cousin nephew niece "
    "colleague companion neighbour neighbor".split()
)
_CALLED = frozenset(
    "man woman boy girl driver guide friend cousin someone trader farmer smuggler soldier nurse "
    "monk doctor teacher merchant sailor".split()
)
_AGE = r"\d\d(?=[,;)]|[^\S\n]+(?:years?|and|from|who|said|says|told|was|is)\b)"
_APPOSED = re.compile(
    r",[^\S\n]+(?:(?:an?|another|the|his|her|my|aged?)[^\S\n]+(?:[\w-]+[^\S\n]+){0,3}"
    rf"(?:{'|'.join(sorted(en.TITLES))}|man|woman|boy|girl|resident|refugee|student|friend|son|"
    rf"daughter|\d\d)|whose|who|{_AGE}|(?:{'|'.join(sorted(en.TITLES))}))(?!\w)"
)
_PLACING = frozenset(
    "through via toward towards near in at between past reached entered left of".split()
)
_FIRST = FIRST_NAMES | en.KUNYAS
_NOT_NAMES = (
    en.MONTHS | en.WEEKDAYS | en.PRONOUNS | en.DETERMINERS | en.PREPOSITIONS | en.CONJUNCTIONS
) | {"but", "it", "then", "now", "here", "there", "however", "meanwhile", "officials", "others"}
_NEAR_ONES = _CALLED | _KINSFOLK
_HEADS = en.ORGANISATION_HEADS | en.GOVERNING_HEADS | _NOT_NAMES
_NEVER_OWNERS = frozenset("it that there he she".split())
_PERSONS_MOVE = frozenset({"go", "leave", "carry"})
Famous = Callable[[str], float]


class PersonIndex:
    """Persons of one text: their spans, and the single names that stand for them."""

    def __init__(self, spans: list[Person], names: dict[str, str]) -> None:
        self.spans = spans
        self.names = names
        self._starts = [person.start for person in spans]
        self._by_start = {person.start: person for person in spans}
        self._by_end = {person.end: person for person in spans}
        self.at: Callable[[int], Person | None] = self._by_start.get
        """The person whose name starts at an offset; asked for nearly every word."""

    def key_of(self, word: str) -> str | None:
        """Key of the person whom this single name stands for, None if it is nobody's."""
        return self.names.get(word.casefold())

    def joined_by(self, more: list[Person]) -> PersonIndex:
        """These persons and further ones that stand where none of them does."""
        if not more:
            return self
        own = [p for p in more if self.covering(p.start) is None]
        spans = sorted([*self.spans, *own], key=lambda p: p.start)
        names = {p.text.casefold(): p.key for p in own}
        return PersonIndex(spans, names | self.names)

    def ending_at(self, end: int) -> Person | None:
        """The person whose name ends at this offset."""
        return self._by_end.get(end)

    def covering(self, offset: int) -> Person | None:
        """The person within whose name an offset stands."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.spans[index].end:
            return self.spans[index]
        return None


def find_persons(text: str, is_place: Famous) -> PersonIndex:
    """Find the persons of a text.

    Parameters
    ----------
    text : str
        One passage.
    is_place : callable
        Tells how well known a name is as a place, from 0 (not in the gazetteer)
        to 1 (a country or a metropolis). A name that is better known than the
        evidence is strong stays a place.
    """
    runs: list[tuple[int, int, str]] = []
    found: dict[int, tuple[int, str]] = {}
    for match in _RUN.finditer(text):
        start, end = match.span()
        run = match.group()
        runs.append((start, end, run))
        first = _first_of(run)
        if not first:
            continue
        tolerance = _evidence(text, start, end, run, first, is_place)
        if tolerance:
            _consider(text, start, run, tolerance, is_place, found)
    names = _single_names(found, is_place)
    return PersonIndex(_all_spans(text, runs, found, names), names)


@lru_cache(maxsize=50_000)
def _first_of(run: str) -> str:
    """The first word of a run in lower case; empty where the run is one word and no name."""
    first = run.split(None, 1)[0].casefold()
    if len(first) == len(run) and (first in _NOT_NAMES or en.is_contraction(first)):
        return ""
    return first


def _word_before(text: str, start: int) -> str:
    """The word right before an offset on the same line, lower-cased, its full stop kept off."""
    if text[start - 1 : start] == " ":
        gap = text.rfind(" ", max(0, start - 19), start - 1)
        word = text[gap + 1 : start - 1]
        if gap >= 0 and word.isalpha():
            return word.lower()
    head = text[max(0, start - 19) : start].rstrip(" \t\xa0")
    if not head:
        return "" if start < 19 else _word_before(text, start - 19)
    if not (head[-1].isalpha() or head[-1] in ".'’-"):
        return ""
    word = head.rsplit(None, 1)[-1]
    if word.isalpha() and len(word) < len(head):
        return word.lower()
    end = start - (min(start, 19) - len(head))
    begin = end
    while (
        begin > 0 and begin > end - 18 and (text[begin - 1].isalpha() or text[begin - 1] in ".'’-")
    ):
        begin -= 1
    return text[begin:end].strip(".").lower()


def _evidence(text: str, start: int, end: int, run: str, first: str, is_place: Famous) -> float:
    """How well known a place may be and yet be a person here; 0 where nothing says person."""
    before = _word_before(text, start)
    if before in _BEFORE_TELLS or _opens_as_person(first):
        told = _told_before(text, start, run, first, before)
        if told is not None:
            return told
    if text[start - 2 : start] == ", " and _word_before(text, start - 2) in _NEAR_ONES:
        return 0.5  # "the driver, Osk"
    follow = _NEXT.match(text, end, end + 24)
    after = follow.group(2) if follow is not None else ""
    if after in _AFTER_TELLS and not run.isupper():
        if after in en.SPEECH_VERBS:
            return 0.35
        if first in FIRST_NAMES:
            return 0.9
        if before not in _PLACING and not (follow is not None and follow.group(1)):
            return 0.1  # not "at Osk, left", where the verb is another's
    if before in en.SPEECH_VERBS and _quotes_before(text, start, before):
        return 0.35
    if run[-2:] in _OWNERS and _owns_kin(text, end, after):
        return 0.35
    if first in FIRST_NAMES:
        if len(first) == len(run):
            return 0.3
        return 0.9 if not is_place(run) else 0.0
    if before in _PLACING:
        return 0.0
    if text[end : end + 1] == "," and _APPOSED.match(text, end, end + 90):
        return 0.5 if " " in run or follow is None or after not in {"whose", "who"} else 0.2
    return 0.0


def _told_before(text: str, start: int, run: str, first: str, before: str) -> float | None:
    """What a title, a kunya or a word like "named" right before a run says; None if nothing."""
    if before in en.TITLES or first.strip(".") in en.TITLES:
        return _ADDRESSED if {before, first.strip(".")} & _ADDRESS else 1.1
    if first in en.KUNYAS or first.partition("-")[0] in en.KUNYAS:
        return 0.0 if before in _PLACING and run[-2:] not in _OWNERS else 0.1
    if before in _NEAR_ONES:
        return 0.5
    if before == "dear" or (before == "certain" and _word_before(text, start - 8) == "a"):
        return 1.1
    if before == "of" and text[max(0, start - 12) : start].endswith("the name of "):
        return 0.5
    if before == "as" and text[max(0, start - 9) : start].endswith("known as "):
        return 0.5 if _word_before(text, start - 9) in _CALLED else None
    if before in _NAMING and _word_before(text, text.rfind(before, 0, start)) in _CALLED:
        return 0.5
    return None


@lru_cache(maxsize=50_000)
def _opens_as_person(first: str) -> bool:
    """Whether the first word of a run is a title or a kunya."""
    return (
        first.strip(".") in en.TITLES or first in en.KUNYAS or first.partition("-")[0] in en.KUNYAS
    )


_OWNERS = frozenset({"’s", "'s"})
_NAMING = frozenset({"named", "called"})
_BEFORE_TELLS = en.TITLES | _NEAR_ONES | _NAMING | {"dear", "certain", "of", "as"}
_AFTER_TELLS = en.SPEECH_VERBS | {v for v, kind in MOTION.items() if kind in _PERSONS_MOVE}
_ADDRESS = frozenset("mr mrs ms miss dr uncle aunt aunty auntie monsieur herr frau".split())
_ADDRESSED = 1.2
"""Evidence so strong that even a common word is a name: "Mr Brown", "Aunt May"."""


def _quotes_before(text: str, start: int, verb: str) -> bool:
    """Whether the verb of saying right before a name closes a quotation or a clause."""
    at = text.rfind(verb, max(0, start - len(verb) - 6), start)
    head = text[max(0, at - 3) : at].rstrip() if at > 0 else ""
    return head.endswith(("”", '"', "’", "'", ",", "."))


def _owns_kin(text: str, end: int, after: str) -> bool:
    if after in _KIN:
        return True
    second = _NEXT.match(text, end, min(len(text), end + 24))
    if second is None:
        return False
    third = _NEXT.match(text, second.end(), min(len(text), second.end() + 24))
    return third is not None and third.group(2) in _KIN


def _consider(
    text: str, start: int, name: str, tolerance: float, is_place: Famous,
    found: dict[int, tuple[int, str]],
) -> None:  # fmt: skip
    """Keep a run of capitalised words as a person unless it is better known as a place."""
    for owner in ("’s", "'s"):
        name = name.partition(owner + " ")[0].removesuffix(owner)
    words = name.split()
    while words and _is_no_first_word(words):
        start, name, words = _without_first(start, name, words, 1)
    place = _place_before(text, start, words, is_place)
    if place:
        start, name, words = _without_first(start, name, words, place)
    if not words or words[-1].casefold() in _HEADS:
        return
    if any(re.split("[-‑]", w)[0] in en.DEMONYMS or (w.isupper() and len(w) > 1) for w in words):
        return
    common = en.is_common(name.casefold()) and tolerance < _ADDRESSED
    if len(words) == 1 and (len(name) < 3 or common):
        return
    if is_place(name) >= tolerance:
        return
    end = start + len(name)
    if start not in found or found[start][0] < end:
        found[start] = (end, name)


def _without_first(
    start: int, name: str, words: list[str], number: int
) -> tuple[int, str, list[str]]:
    """A name without its first words, and where it begins then."""
    rest = name
    for word in words[:number]:
        rest = rest[len(word) :].lstrip()
    return start + len(name) - len(rest), rest, words[number:]


def _place_before(text: str, start: int, words: list[str], is_place: Famous) -> int:
    """Number of first words that are a place, the person after it: "In Quito Belkis fell ill"."""
    if len(words) < 2 or _word_before(text, start) not in {"in", "at", "near"}:
        return 0
    for number in range(len(words) - 1, 0, -1):
        place = " ".join(words[:number])
        if is_place(place) >= 0.25 and words[0].casefold() not in _FIRST:
            return number
    return 0


def _is_no_first_word(words: list[str]) -> bool:
    low = words[0].casefold().strip(".")
    if low in _NOT_NAMES or low in en.TITLES:
        return True
    return len(words) > 1 and low not in _FIRST and en.is_common(low)


def _single_names(found: dict[int, tuple[int, str]], is_place: Famous) -> dict[str, str]:
    """Names that stand alone for a person; a full name's parts lead to the full name."""
    names: dict[str, str] = {}
    runs = sorted({name for _, name in found.values()}, key=lambda n: (-len(n.split()), n))
    for name in runs:
        words = [w.strip(".") for w in name.split()]
        key = _known_key(words, names) or slug(name)
        for word in words:
            plain = word.casefold()
            if len(plain) < 3 or plain in en.KUNYAS or plain in en.NAME_PARTICLES:
                continue
            if len(words) > 1 and is_place(word) >= 0.9:
                continue
            names.setdefault(plain, key)
            head, _, bare = plain.partition("-")
            if bare and head in en.NAME_PARTICLES:
                names.setdefault(bare, key)
    return names


def _known_key(words: list[str], names: dict[str, str]) -> str | None:
    keys = [names.get(w.casefold()) for w in words if w.casefold() not in en.KUNYAS]
    known = [k for k in keys if k]
    return known[0] if known and len(known) == len(keys) else None


def _all_spans(
    text: str,
    runs: list[tuple[int, int, str]],
    found: dict[int, tuple[int, str]],
    names: dict[str, str],
) -> list[Person]:
    """Every place in the text where one of the persons is named."""
    spans: dict[int, Person] = {}
    for start, (end, name) in found.items():
        keys = [names[w] for w in (x.strip(".").casefold() for x in name.split()) if w in names]
        if keys:
            spans[start] = Person(start, end, text[start:end], keys[0])
    taken = sorted((p.start, p.end) for p in spans.values())
    for begin, end, key in _single_words(text, runs, spans.keys(), names):
        if not any(s < end and begin < e for s, e in _around(taken, begin)):
            spans[begin] = Person(begin, end, text[begin:end], key)
    ordered = sorted(spans.values(), key=lambda p: (p.start, -p.end))
    kept: list[Person] = []
    for person in ordered:
        if not kept or person.start >= kept[-1].end:
            kept.append(person)
    return kept


def _single_words(
    text: str, runs: list[tuple[int, int, str]], spans: KeysView[int], names: dict[str, str]
) -> Iterator[tuple[int, int, str]]:
    """Words of the runs that stand alone for a person, with the kunya before them."""
    if not names:
        return
    plain_of: dict[str, str] = {}
    for start, _, run in runs:
        offset = start
        for word in run.split(" "):
            plain = plain_of.get(word)
            if plain is None:
                plain = word.casefold().removesuffix("'s").removesuffix("’s").strip(".")
                plain_of[word] = plain
            key = names.get(plain)
            if key is not None and offset not in spans:
                yield _kunya_start(text, offset), offset + len(plain), key
            offset += len(word) + 1


def _around(taken: list[tuple[int, int]], offset: int) -> list[tuple[int, int]]:
    index = bisect_left(taken, (offset, 0))
    return taken[max(0, index - 1) : index + 1]


def _kunya_start(text: str, offset: int) -> int:
    """Begin a repeated name at the kunya before it: "Abu Fawzi"."""
    before = _word_before(text, offset)
    if before in en.KUNYAS and text[offset - 1] in " -":
        return offset - 1 - len(before)
    return offset
