"""What the words around a named place say for and against its being a stop.

Every reason is a short name ("before:in", "negated", "listed-with-stop"): the
weighing in ``stop_model`` adds their weights up. The reasons speak of word
classes and of syntax, never of single places, so that they carry over to texts
nobody has seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.modality_en import PLAN_WORDS
from convoy_map.mentions.motion_words import MOTION, MOTION_NOUNS, VEHICLE_RIDES
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.paths_en import FILLERS, token_index
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.stop_context import Surroundings, context_of, verdict_on
from convoy_map.mentions.subjects_en import GROUPS, KIN, VEHICLES, is_agent
from convoy_map.mentions.units import Unit

__all__ = ["reasons_en"]

_CLOSING_QUOTES = frozenset('” » "'.split())
_BREAKS = frozenset("; : – — ( )".split())
_CLAUSE_OPENERS = frozenset(
    "and but because although though while when where which who whom whose that if unless so until "
    "before after since as than".split()
)
_WILL = frozenset("would could might should will shall may must ought".split())
_UNREAL = frozenset("if unless whether wish perhaps maybe supposedly otherwise".split())
_BIRTH = frozenset(
    "born birth birthplace grew native raised brought home hometown originally family ancestors "
    "lives lived living live resides based studied married buried childhood".split()
)
_LIKENING = frozenset(
    "like than unlike compared resembles resembled reminded bigger smaller larger famous known "
    "similar rival".split()
)
_HEARSAY = frozenset(
    "rumour rumours rumor rumors reportedly allegedly supposedly claimed heard rumoured apparently "
    "gossip".split()
)
_HABITUAL = frozenset("every always usually often never ever".split())
_INTENT = frozenset(
    "booked reserved considered offered recommended invited ticket tickets talk talked spoke "
    "thought promised proposed suggested dreamed cancelled canceled refused".split()
)
_PAST_BE, _PRESENT = frozenset("was were had".split()), frozenset("is are has does do".split())
_FIRST, _THIRD = frozenset("i we us me".split()), frozenset("he she they him them".split())
_FOLLOWING = frozenset("where and or to for in on at by with from after".split())
_SPANS = frozenset(
    "night nights day days week weeks hour hours month months minutes morning afternoon evening "
    "noon midday midnight dawn dusk sunset sunrise dark tomorrow yesterday o'clock".split()
)
_THEN = frozenset("then next after finally later first last before beyond thereafter".split())
_GOODS = frozenset(
    "cargo goods letter letters parcel news flag ship steamer firm company newspaper agent rice "
    "wine tea cloth radio order orders money telegram message story song map road train bus "
    "ferry boat plane office police court bishop king governor government people man woman "
    "trader merchant someone".split()
)
_SENT = frozenset(
    "bound destined meant intended addressed telephoned telegraphed wrote written writes sent "
    "posted shipped ordered rang called promised".split()
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
        *before, *_after(sentence, unit, k), *_clause(sentence, i, k, around, persons),
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
    if low in en.PRONOUNS or low in _FIRST | _THIRD | {"it"}:
        return "pronoun"
    if low in {"than", "like", "unlike"}:
        return "likening"
    if low in _CLAUSE_OPENERS or low in en.CONJUNCTIONS:
        return "joint"
    if low in _THEN:
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
    if low in _SPANS | en.WEEKDAYS | en.MONTHS:
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
    if before in _FIRST | _THIRD or before in {"to", "didn’t", "didn't"}:
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
        if sentence.low(j - 1) in _SENT:
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
    low = sentence.low(k)
    if low in _CLOSING_QUOTES and token_index(sentence, unit.start) > 1:
        yield "ends-a-title" if sentence.low(k + 1) else "ends-a-quotation"
    if unit.text.endswith(("’s", "'s")) or low in {"’s", "'s"}:
        yield "follow:genitive"
        return
    if not low:
        yield "follow:end"
    elif low in {",", ".", ";", ":", "!", "?", ")", "–", "—", "”", '"'}:
        yield f"follow:{low}"
        if low == "," and sentence.low(k + 1) in {"where", "which"}:
            yield f"follow:{sentence.low(k + 1)}"
    elif low in {
        "where",
        "and",
        "or",
        "to",
        "for",
        "in",
        "on",
        "at",
        "by",
        "with",
        "from",
        "after",
    }:
        yield f"follow:{low}"
    elif low in en.AUXILIARIES:
        yield "follow:past-be" if low in _PAST_BE else "follow:auxiliary"
    elif low in en.SPEECH_VERBS:
        yield "follow:speech"
    elif sentence.words[k][0].isupper():
        yield "follow:capital"
    elif low in en.PRONOUNS or low in _DETERMINERS:
        yield "follow:new-clause"
    elif low in _SPANS | _THEN or low[0].isdigit():
        yield "follow:time"
    elif low.endswith("ed"):
        yield "follow:past"
    elif low in en.PREPOSITIONS:
        yield "follow:preposition"
    elif low in MOTION or (low.endswith("s") and not low.endswith("ss")):
        yield "follow:verb"
    else:
        yield "follow:word"


def _clause_bounds(sentence: Sentence, i: int, k: int) -> tuple[int, int]:
    """Token range of the clause of a place, at most 14 words each way."""
    first = i
    while first > 0 and i - first < 14 and sentence.low(first - 1) not in _BREAKS:
        first -= 1
        if sentence.low(first) in {"but", "because", "although", "while", "when", "which", "who"}:
            break
    last = k
    while last < len(sentence.lows) and last - k < 10 and sentence.low(last) not in _BREAKS:
        if sentence.low(last) in {"but", "because", "although", "while", "which", "who", "where"}:
            break
        last += 1
    return first, last


def _clause(
    sentence: Sentence, i: int, k: int, around: Surroundings, persons: PersonIndex
) -> Iterator[str]:
    first, last = _clause_bounds(sentence, i, k)
    left, right = set(sentence.lows[first:i]), set(sentence.lows[k:last])
    both = left | right
    near = set(sentence.lows[max(first, i - 5) : i])
    yield from _if_any("modal", _WILL, left)
    yield from _if_any("modal-after", _WILL, right)
    yield from _if_any("unreal", _UNREAL, both)
    yield from _if_any("plan", PLAN_WORDS, left)
    beyond = sentence.lows[k : k + 10]
    yield from _if_any("plan-after", PLAN_WORDS, set(beyond))
    if any(a in {"was", "were"} and b == "to" for a, b in pairwise(sentence.lows[first:i])):
        yield "was-to"
    if "had" in left or any(low.endswith(("'d", "’d")) for low in left):
        yield "had"
    if "there" in left and left & _PAST_BE:
        yield "there-was"
    if "it" in (sentence.low(first), sentence.low(first + 1)):
        yield "it-opens"
    yield from _if_any("birth", _BIRTH, near)
    yield from _if_any("birth-far", _BIRTH, both - near)
    yield from _if_any("likening", _LIKENING, near)
    yield from _if_any("hearsay", _HEARSAY, both)
    yield from _if_any("habitual", _HABITUAL, both)
    yield from _if_any("intent", _INTENT, both)
    yield from _if_any("past-be", _PAST_BE, both)
    yield from _if_any("present", _PRESENT, both)
    yield from _if_any("first-person", _FIRST, both)
    yield from _if_any("third-person", _THIRD, both)
    yield from _if_any("time", _SPANS | en.WEEKDAYS | en.MONTHS, both)
    yield from _if_any("then", _THEN, near)
    yield from _if_any("sent-left", _SENT, left)
    if any(low in MOTION for low in left):
        yield "motion-left"
    if any(low in MOTION for low in right):
        yield "motion-right"
    if any(low in VEHICLES | VEHICLE_RIDES for low in both):
        yield "vehicle"
    if any(low in en.NEGATIONS or low.endswith(("n't", "n’t")) for low in left):
        yield "negated"
    if any(low in en.NEGATIONS or low.endswith(("n't", "n’t")) for low in right):
        yield "negated-after"
    if any(low.endswith("ed") and len(low) > 4 for low in both):
        yield "past"
    if around.speakers.in_quote(sentence.starts[min(i, len(sentence.starts) - 1)]):
        yield "quoted"
    if any(persons.at(start) is not None for start in sentence.starts[first:last]):
        yield "person"
    if first == 0 and i <= 3:
        yield "opens"
    if sentence.words[min(i, len(sentence.words) - 1)].isupper():
        yield "dateline" if sentence.paragraph == 0 and i == 0 else "capitals"
    if len(sentence.lows) <= 8:
        yield "short"
    depth = sum(low in {"(", "—", "–"} for low in sentence.lows[max(0, i - 40) : i])
    if depth % 2 and any(low in {")", "—", "–"} for low in sentence.lows[k : k + 40]):
        yield "aside"


def _if_any(name: str, words: frozenset[str], present: set[str]) -> Iterator[str]:
    if not words.isdisjoint(present):
        yield name


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
