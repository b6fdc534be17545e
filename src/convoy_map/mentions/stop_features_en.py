"""What the words around a named place say for and against its being a stop.

Every reason is a short name ("before:in", "negated", "listed-with-stop"): the
weighing in ``stop_model`` adds their weights up. The reasons speak of word
classes and of syntax, never of single places, so that they carry over to texts
nobody has seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.motion_words import MOTION, MOTION_NOUNS, VEHICLE_RIDES
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.paths_en import FILLERS, token_index
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.stop_clause_en import (
    FIRST,
    PAST_BE,
    SENT,
    SPANS,
    THEN,
    THIRD,
    clause_reasons,
)
from convoy_map.mentions.stop_context import Surroundings, context_of, verdict_on
from convoy_map.mentions.subjects_en import GROUPS, KIN, is_agent
from convoy_map.mentions.units import Unit

__all__ = ["reasons_en"]

_CLOSING_QUOTES = frozenset('” » "'.split())
_CLAUSE_OPENERS = frozenset(
    "and but because although though while when where which who whom whose that if unless so until "
    "before after since as than".split()
)
_FOLLOWING = frozenset("where and or to for in on at by with from after".split())
_GOODS = frozenset(
    "cargo goods letter letters parcel news flag ship steamer firm company newspaper agent rice "
    "wine tea cloth radio order orders money telegram message story song map road train bus "
    "ferry boat plane office police court bishop king governor government people man woman "
    "trader merchant someone".split()
)
_NOUN_ENDS = ("tion", "ment", "ness", "ship", "hood", "ity", "ism", "ance", "ence")
_DETERMINERS = en.DETERMINERS | en.POSSESSIVES


def reasons_en(
    sentence: Sentence,
    units: Sequence[Unit],
    at: int,
    around: Surroundings,
    persons: PersonIndex,
    past: bool = True,
) -> list[str]:
    """Name the reasons for and against a place's being a stop.

    Parameters
    ----------
    sentence : Sentence
        The sentence that it stands in.
    units : sequence of Unit
        Outermost places of the sentence in order.
    at : int
        Index of the place among them.
    around : Surroundings
        What is known of the document.
    persons : PersonIndex
        Who is named in it.
    past : bool
        Whether the text tells its journey in the past.
    """
    unit = units[at]
    i, k = token_index(sentence, unit.start), token_index(sentence, unit.end)
    before = [*_before(sentence, i, persons)]
    hangs = any(reason.endswith(_ON_NOUN) for reason in before)
    found = [
        *before, *_after(sentence, unit, k), *clause_reasons(sentence, i, k, around, persons),
        *_listed(sentence, units, at, around), *context_of(units, at, around),
        *verdict_on(unit, around, hangs),
    ]  # fmt: skip
    if past and "present" in found and not {"past", "past-be", "motion-left"} & set(found):
        found.append("scene-of-the-telling")
        if len(around.speakers.quotes) >= _MANY_QUOTES:
            found.append("scene-of-a-report")
    return sorted(set(found))


_MANY_QUOTES = 4
_ON_NOUN = ("after-noun-phrase", ":people", ":goods", ":ride", ":person", ":capital")


def _word_class(sentence: Sentence, j: int, persons: PersonIndex) -> str:
    """Coarse class of a token before a place or its preposition."""
    low = sentence.low(j)
    if not low:
        return "start"
    if not low[0].isalnum():
        return {",": "comma", ";": "break", ":": "break", "–": "dash", "—": "dash"}.get(low, "mark")
    if sentence.names.get(j):
        return "name"
    if persons.ending_at(sentence.ends[j]) is not None:
        return "person"
    if low in en.PRONOUNS or low in FIRST | THIRD | {"it"}:
        return "pronoun"
    if low in {"than", "like", "unlike"}:
        return "likening"
    if low in _CLAUSE_OPENERS or low in en.CONJUNCTIONS:
        return "joint"
    if low in THEN:
        return "then"
    if low in MOTION:
        return "motion"
    if low in en.AUXILIARIES:
        return "auxiliary"
    if low in en.PREPOSITIONS:
        return "preposition"
    if low[0].isdigit():
        return "number"
    if low in MOTION_NOUNS | VEHICLE_RIDES:
        return "ride"
    if low in KIN | GROUPS or is_agent(low):
        return "people"
    if low in _GOODS:
        return "goods"
    if low in SPANS | en.WEEKDAYS | en.MONTHS:
        return "time"
    if sentence.words[j][0].isupper() and j > 0:
        return "capital"
    return _open_class(sentence, j, low)


def _open_class(sentence: Sentence, j: int, low: str) -> str:
    """Verb or noun by the ending of a word and by what stands before it."""
    before = sentence.low(j - 1)
    if low.endswith("ly"):
        return "adverb"
    if before in _DETERMINERS or low.endswith(_NOUN_ENDS):
        return "noun"
    if low.endswith("ed") and len(low) > 4:
        return "past"
    if low.endswith("ing") and len(low) > 5:
        return "ing"
    if before in FIRST | THIRD or before in {"to", "didn’t", "didn't"}:
        return "past"
    return "noun"


def _before(sentence: Sentence, i: int, persons: PersonIndex) -> Iterator[str]:
    """The preposition or other word that governs a place, and the word before that."""
    j = i - 1
    while j >= 0 and _is_filler(sentence, j):
        j -= 1
    low = sentence.low(j)
    if low == "of" and sentence.low(j - 1) in {"out", "way", "side", "outskirts", "edge"}:
        j, low = j - 1, sentence.low(j - 1)
    if low in en.PREPOSITIONS or low in {"via", "out", "way"}:
        yield f"before:{low}"
        outer = _word_class(sentence, j - 1, persons)
        yield f"outer:{outer}"
        kind = low if low in {"in", "at", "to", "from", "of", "for"} else "other"
        yield f"{kind}:{outer}"
        if sentence.low(j - 1) in SENT:
            yield "sent"
        if _noun_phrase_before(sentence, j - 1):
            yield f"{kind}:after-noun-phrase"
    else:
        yield f"bare:{_word_class(sentence, j, persons)}"
        if low in MOTION:
            yield f"object:{MOTION[low]}"


_SMALL = FILLERS - frozenset(", and then only back up down of".split())
_SETTLED = frozenset("city town village port island".split())


def _is_filler(sentence: Sentence, j: int) -> bool:
    """Whether a word between a preposition and its place says nothing: "the town of"."""
    low = sentence.low(j)
    return low in _SMALL or (low == "of" and sentence.low(j - 1) in _SETTLED)


def _noun_phrase_before(sentence: Sentence, j: int) -> bool:
    """Whether a preposition hangs on a noun phrase: "a bakery in", "the consul at"."""
    for step in range(4):
        low = sentence.low(j - step)
        if low in _DETERMINERS and step:
            return sentence.low(j) not in MOTION
        if not low.isalpha() or low in en.PREPOSITIONS | en.AUXILIARIES | en.PRONOUNS:
            return False
    return False


def _after(sentence: Sentence, unit: Unit, k: int) -> Iterator[str]:
    """What stands right after a place."""
    low = sentence.low(k)
    if low in _CLOSING_QUOTES and token_index(sentence, unit.start) > 1:
        yield "ends-a-title" if sentence.low(k + 1) else "ends-a-quotation"
    if unit.text.endswith(("’s", "'s")) or low in {"’s", "'s"}:
        yield "follow:genitive"
        return
    yield f"follow:{_follow(sentence, k, low)}"
    if low == "," and sentence.low(k + 1) in {"where", "which"}:
        yield f"follow:{sentence.low(k + 1)}"


_MARKS = frozenset({",", ".", ";", ":", "!", "?", ")", "–", "—", "”", '"'})
_FOLLOW = (
    ("past-be", en.AUXILIARIES & PAST_BE),
    ("auxiliary", en.AUXILIARIES),
    ("speech", en.SPEECH_VERBS),
)
_FOLLOW_LOWER = (
    ("new-clause", en.PRONOUNS | _DETERMINERS),
    ("time", SPANS | THEN),
)


def _follow(sentence: Sentence, k: int, low: str) -> str:
    """Class of the word or mark after a place."""
    if not low:
        return "end"
    if low in _MARKS | _FOLLOWING:
        return low
    for name, words in _FOLLOW:
        if low in words:
            return name
    if sentence.words[k][0].isupper():
        return "capital"
    for name, words in _FOLLOW_LOWER:
        if low in words:
            return name
    if low[0].isdigit():
        return "time"
    if low.endswith("ed"):
        return "past"
    if low in en.PREPOSITIONS:
        return "preposition"
    verb = low in MOTION or (low.endswith("s") and not low.endswith("ss"))
    return "verb" if verb else "word"


def _listed(
    sentence: Sentence, units: Sequence[Unit], at: int, around: Surroundings
) -> Iterator[str]:
    """Whether only commas and "and" stand between it and the places beside it."""
    for side, other in (("left", at - 1), ("right", at + 1)):
        if not 0 <= other < len(units):
            continue
        low, high = sorted((at, other))
        between = sentence.lows[
            token_index(sentence, units[low].end) : token_index(sentence, units[high].start)
        ]
        if between and all(word in {",", "and", "then", "or", "&"} for word in between):
            yield f"listed-{side}-{around.told(units[other])}"
