"""Names that only the telling of a journey makes places ("a canoe to Lajas").

Runs after the names of the gazetteer and those of the grammar are known. A
capitalised word that nothing knows is a place where a motion or a ride leads to
it, where a traveller stays in it, where it makes a stage with a known place
("Osk to Zaria"), or where a dated entry opens with it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.copulas_en import is_next_by_hour
from convoy_map.mentions.motion_words import (
    MOTION,
    MOTION_NOUNS,
    NEEDS_PLACE,
    VEHICLE_RIDES,
    WHILE_THERE,
)
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.paths_en import preposition_of, token_index
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.slots_en import PERSONAL, slot
from convoy_map.mentions.subjects_en import GROUPS, VEHICLES
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind

__all__ = ["entry_opening", "find_placed", "is_dated"]

_NEVER = (
    en.MONTHS | en.WEEKDAYS | en.PRONOUNS | en.DETERMINERS | en.TITLES | en.CONJUNCTIONS
    | en.ORGANISATION_HEADS | en.DISEASES | en.AUXILIARIES | en.SPEECH_VERBS | en.PREPOSITIONS
) - frozenset("port bridge fort station".split())  # fmt: skip
_LANGUAGES = frozenset(
    "english arabic french spanish russian latin german chinese portuguese italian turkish persian "
    "hindi urdu swahili parliament congress islam christianity internet instagram facebook twitter "
    "whatsapp god allah ramadan christmas easter eid heaven hell english".split()
)
_GENERIC = frozenset(
    "lake river falls junction point creek springs city town beach harbour harbor head cross camp "
    "island islands landing ferry bridge inlet cove mills heights wells rapids crossing bay port "
    "gap ridge flats ford mouth head depot roads sound narrows cape ness fell green".split()
)
"""Common nouns that end an English place name: "Lynn Lake", "Everill Junction"."""
_NEVER_FREE = _NEVER - _GENERIC
_PLACED_BY = frozenset(
    ("to", "from", "at", "in", "into", "through", "via", "past", "near", "towards", "toward",
     "for", "over", "off", "until", "opposite")
) | {
    "as far as", "by way of", "out of", "up to", "short of", "upstream of", "downstream of",
    "alongside", "abeam",
}  # fmt: skip
_WINDOW = 14
_DATE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\s+"
    r"(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?"
    r"|day\s+(?:\d+|[a-z]+)|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|\d{4}-\d\d-\d\d"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:,?\s+\d{4})?"
    r"(?:,?\s*\d{1,2}[:.]?\d{2}\s*(?:h|hrs|hours)?)?\s*[.:,;–—-]?\s*",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:at\s+|about\s+|c\.\s*)?\d{1,2}[:.]?\d{2}\s*(?:h|hrs|hours)?\s*[.:,;–—-]?\s*"
)


def entry_opening(text: str, start: int, end: int) -> int:
    """Offset after the date or hour that opens an entry; ``start`` where none does.

    Examples
    --------
    >>> entry_opening("12 July. Osk, late.", 0, 19), entry_opening("We left.", 0, 8)
    (9, 0)
    """
    match = _DATE.match(text, start, end) or _CLOCK.match(text, start, end)
    return match.end() if match is not None and match.end() > start else start


def is_dated(text: str, blocks: list[tuple[int, int]]) -> bool:
    """Whether the text is a diary or log: several paragraphs or lines open with a date."""
    dated = sum(entry_opening(text, start, end) > start for start, end in blocks)
    return dated >= 3 or (dated >= 2 and dated * 2 >= len(blocks))


def find_placed(
    text: str, sentences: list[Sentence], persons: PersonIndex, openings: set[int]
) -> list[Unit]:
    """Add the names that the journey's grammar places to the sentences; returns them.

    Parameters
    ----------
    text : str
        The passage.
    sentences : list of Sentence
        Its sentences with the names known so far; new ones are added, and names that
        were read in part ("Sary" of "Sary-Osk") are made whole. A name that another
        took in is left without text.
    persons : PersonIndex
        Its persons, which are no places.
    openings : set of int
        Offsets at which a dated entry's own words begin.
    """
    found: dict[str, int] = {}
    runs: list[tuple[Sentence, list[tuple[int, int]]]] = []
    for sentence in sentences:
        _complete(text, sentence, persons)
        free = _runs(sentence, persons)
        if free:
            runs.append((sentence, free))
        for first, last in free:
            if _is_placed(text, sentence, first, last, openings):
                name = text[sentence.starts[first] : sentence.ends[last - 1]]
                found.setdefault(name, sentence.index)
    added = _reopened(sentences, openings)
    reopened = {unit.sentence for unit in added}
    for sentence, free in runs if found else ():
        again = sentence.index in reopened
        for first, last in _runs(sentence, persons) if again else free:
            start, end = sentence.starts[first], sentence.ends[last - 1]
            if text[start:end] in found:
                unit = Unit(start, end, text[start:end], MentionKind.TOPONYM, "", "settlement", 0.6)
                unit.sentence = sentence.index
                sentence.names.setdefault(first, []).append(unit)
                added.append(unit)
    return added


def _reopened(sentences: list[Sentence], openings: set[int]) -> list[Unit]:
    """Places known elsewhere that open an entry though a person bears the name: "Osk 2140"."""
    known = {u.text for s in sentences for own in s.names.values() for u in own if not u.parent}
    added: list[Unit] = []
    for sentence in sentences:
        word = sentence.words[0]
        opens = sentence.starts[0] in openings and not sentence.names.get(0)
        if opens and word in known and _closes_stop(sentence, 1):
            start = sentence.starts[0]
            unit = Unit(start, start + len(word), word, MentionKind.TOPONYM, p=0.7)
            unit.sentence = sentence.index
            sentence.names.setdefault(0, []).append(unit)
            added.append(unit)
    return added


def _runs(sentence: Sentence, persons: PersonIndex) -> list[tuple[int, int]]:
    """Token ranges of capitalised words that no name covers and no list knows."""
    capitals = [k for k, word in enumerate(sentence.words) if word[0].isupper()]
    if not capitals:
        return []
    covered = _covered_tokens(sentence)
    runs: list[tuple[int, int]] = []
    following = 0
    for k in capitals:
        if k < following:
            continue
        last = k
        while (
            last < len(sentence.words)
            and last - k < 4
            and last not in covered
            and _is_free(sentence, last, persons)
        ):
            last += 1
        plain = all(_is_word(sentence, n) for n in range(k, last))
        if last > k and (not plain or (last == k + 1 and _is_told(sentence, k))):
            runs.append((k, last))
        following = last
    return runs


def _covered_tokens(sentence: Sentence) -> set[int]:
    """Tokens that begin within a name already read."""
    covered: set[int] = set()
    for i, own in sentence.names.items():
        for unit in own:
            k = i
            while k < len(sentence.starts) and sentence.starts[k] < unit.end:
                if sentence.starts[k] >= unit.start:
                    covered.add(k)
                k += 1
    return covered


def _is_told(sentence: Sentence, k: int) -> bool:
    """Whether a capitalised common word can only be a name: "we slept in Tutin"."""
    before = sentence.low(k - 1)
    bound = before == "for" and sentence.low(k - 2) in {"left", "headed", "bound", "sailed", "off"}
    bound = bound or (before == "as" and sentence.low(k - 2) == "far")
    governed = bound or before in {"in", "at", "to", "from", "into", "via", "through"}
    near = (*sentence.lows[max(0, k - 10) : k], *sentence.lows[k + 1 : k + 3])
    teller = {"i", "we", "he", "she", "they", "it", "us", "them", "me"} & set(near)
    after = sentence.low(k + 1)
    if after.isdigit() or (len(after) == 1 and sentence.words[k + 1].isupper() and after != "i"):
        return False  # "in Annex C", "at Mile 29"
    return governed and bool(teller)


def _is_word(sentence: Sentence, k: int) -> bool:
    """Whether a capitalised token is a common word, and so no name by itself."""
    low = sentence.low(k)
    return low in _GENERIC or en.is_common(low)


def _is_free(sentence: Sentence, k: int, persons: PersonIndex) -> bool:
    """Whether a token may be (part of) a name that neither a list nor the persons know."""
    if not _may_be_name(sentence.words[k]):
        return False
    low = sentence.lows[k]
    if persons.at(sentence.starts[k]) is not None or persons.key_of(low):
        return False
    return not (k == 0 and en.is_common(low))


@lru_cache(maxsize=50_000)
def _may_be_name(word: str) -> bool:
    if not word[0].isupper() or len(word) < 3 or not any(c.islower() for c in word):
        return False
    parts = re.split(r"[-‑]", word)
    if len(parts) > 1 and (parts[0].isupper() or any(p.islower() and len(p) > 3 for p in parts)):
        return False
    low = word.lower()
    return not (
        low in _NEVER_FREE or low in _LANGUAGES or word in en.DEMONYMS or "'" in low or "’" in low
    )


def _covered(sentence: Sentence, k: int) -> bool:
    start = sentence.starts[k]
    return any(
        unit.start <= start < unit.end
        for i in range(max(0, k - 4), k + 1)
        for unit in sentence.names.get(i, ())
    )


def _is_placed(text: str, sentence: Sentence, first: int, last: int, openings: set[int]) -> bool:
    """Whether the words around make an unknown name a place of the journey."""
    if sentence.starts[first] in openings:
        return _closes_stop(sentence, last)
    after = sentence.low(last)
    if after in {"to", "–", "—"} and sentence.name_at(last + 1) is not None:
        return first == 0 or sentence.low(first - 1) in {",", ".", ":", ";", "–", "—"}
    if sentence.low(first - 1) in {"to", "-", "–", "—"} and _ends_name(sentence, first - 1):
        return True
    if after in en.SPEECH_VERBS | _VERBS_AFTER | en.ORGANISATION_HEADS | en.PEOPLE_NOUNS:
        return False
    if is_next_by_hour(sentence, first, last):
        return True
    if slot(text, sentence.starts[first], sentence.ends[last - 1]) <= PERSONAL:
        return False
    governed = preposition_of(sentence, first)
    if governed is None:
        return sentence.low(first - 1) in {"reached", "entered", "left", "visited", "passed"}
    words, begin = governed
    if " ".join(words) not in _PLACED_BY:
        return sentence.low(first - 1) == "of" and sentence.low(first - 2) in {
            "upstream", "downstream", "short", "north", "south", "east", "west", "outside",
        }  # fmt: skip
    if sentence.low(first - 1) in en.DETERMINERS or sentence.low(begin - 1) == "according":
        return False
    if words == ("from",) and sentence.low(begin - 1) in GROUPS | VEHICLES | en.PEOPLE_NOUNS:
        return False
    return _tells_journey(sentence, begin, words)


def _ends_name(sentence: Sentence, k: int) -> bool:
    """Whether a place that makes a stage with what follows ends right before token ``k``."""
    stage = k >= 1 and _covered(sentence, k - 1)
    opens = sentence.low(k) != "to" or not any(low in MOTION for low in sentence.lows[:k])
    return stage and opens


_VERBS_AFTER = frozenset("said says told is was has had were are who".split())


def _tells_journey(sentence: Sentence, begin: int, words: tuple[str, ...]) -> bool:
    before = sentence.lows[max(0, begin - _WINDOW) : begin]
    for mark in (";", ":", "that"):
        if mark in before:
            before = before[len(before) - before[::-1].index(mark) :]
    if words == ("alongside",) or sentence.low(begin - 1) == "thence":
        return True
    moves = any(
        (w in MOTION and w not in NEEDS_PLACE) or w in MOTION_NOUNS or w in VEHICLE_RIDES
        for w in before
    ) or bool(NEEDS_PLACE & set(before[-6:]))
    if words in {("in",), ("at",), ("near",), ("off",)}:
        travels = {"i", "we", "he", "she", "they", "us", "me"} & set(before) or not before
        follow = set(sentence.lows[begin : begin + _WINDOW])
        stays = WHILE_THERE & (set(before) | (follow if begin <= 1 else set()))
        return moves or bool(travels and stays)
    if begin == 0 or sentence.low(begin - 1) in {",", "and", "then"}:
        return moves or bool({"i", "we", "he", "she", "they"} & set(sentence.lows))
    return moves


def _closes_stop(sentence: Sentence, last: int) -> bool:
    """Whether an entry's first name stands alone: "Osk. Bread …", "Osk, late", "Osk 1640"."""
    low = sentence.low(last)
    return low in {"", ".", ",", "!", ":", ";", "–", "—", "-", "to", "at", "by"} or low[0].isdigit()


def _complete(text: str, sentence: Sentence, persons: PersonIndex) -> None:
    """Make whole a name read in part: "Sary|-Osk", "Paso |Osk", "Lynn| Lake"."""
    for i in sorted(sentence.names):
        for unit in [*sentence.names.get(i, ())]:
            if unit.kind is not MentionKind.TOPONYM or unit.sort == "country":
                continue
            _extend_right(text, sentence, unit)
            _extend_left(text, sentence, unit, i, persons)


def _extend_right(text: str, sentence: Sentence, unit: Unit) -> None:
    last = token_index(sentence, unit.end - 1)
    if last >= len(sentence.ends):  # the name runs on where the sentence was taken to end
        return
    end = sentence.ends[last]
    joined = end > unit.end and text[unit.end] in "-‑" and text[unit.end + 1].isupper()
    if joined and not any(u.start > unit.end for u in sentence.names.get(last, ())):
        unit.end, unit.text = end, text[unit.start : end]
    if sentence.low(last + 1) not in _GENERIC or not sentence.words[last + 1][0].isupper():
        return
    follow = sentence.tokens[last + 1 : last + 2]
    own = sentence.names.get(last + 1, [])
    if text[unit.end : follow[0].start] == " " and all(u.end <= follow[0].end for u in own):
        for absorbed in sentence.names.pop(last + 1, []):
            absorbed.text = ""
        unit.end, unit.text = follow[0].end, text[unit.start : follow[0].end]


def _extend_left(text: str, sentence: Sentence, unit: Unit, i: int, persons: PersonIndex) -> None:
    if i < 2 or unit.start != sentence.starts[i]:
        return
    token = sentence.tokens[i - 1]
    governed = sentence.low(i - 2) in en.PREPOSITIONS
    if (
        not governed
        or text[token.end : unit.start] != " "
        or _covered(sentence, i - 1)
        or not _is_free(sentence, i - 1, persons)
    ):
        return
    if not en.is_common(token.low):
        sentence.names[i].remove(unit)
        sentence.names.setdefault(i - 1, []).append(unit)
        unit.start, unit.text = token.start, text[token.start : unit.end]
