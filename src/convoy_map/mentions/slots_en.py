"""The slot of a name in its sentence: whether a place or a person fits there.

"Osk was shut" and "Then came Osk, where the bridge was down" fit a place; "Osk
laughed", "I asked Osk" and "Osk's knee" fit a person; "Osk kept us waiting" fits
both. Nothing is looked up: the words beside the name decide, as selectional
preference does (Resnik 1996), so the same reading holds for names of any language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import NamedTuple

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions import slot_words as words
from convoy_map.mentions.motion_words import MOTION, VEHICLE_RIDES

__all__ = ["PERSONAL", "is_governed", "is_spoken_to", "slot"]

PERSONAL = -0.5
"""Slots from here down fit persons only."""

_REACH = 64
_TOKEN = re.compile(r"[’']s(?!\w)|[^\W_][\w’'-]*?(?=[’']s(?!\w))|[^\W_][\w’'-]*|\n|[^\w\s]")
_BEFORE = re.compile(r"(?<![\w’'-])([^\W\d_]+)\s+$")
_STOPS = frozenset(".!?…\n")
_CLOSING = frozenset("”\"’'»)")
_DASHES = frozenset("–—-→>")
_LIST_ITEM = re.compile(r"(?:^|\n)[^\S\n]*(?:(?:\d{1,3}|[a-z])[.)]|[-*•·])?[^\S\n]*$")
_LINE_ENDS = re.compile(r"[^\S\n]*(?:\n|$)")
_DATELINE = re.compile(
    rf",?[^\S\n]+(?:\d{{1,2}}(?:st|nd|rd|th)?[^\S\n]+)?(?:{'|'.join(sorted(en.MONTHS))})\b"
    r"|,?[^\S\n]+\d{1,2}[./]\d{1,2}\b|,?[^\S\n]+\d{4}\b",
    re.IGNORECASE,
)


class _Beside(NamedTuple):
    """The words of the sentence next to a name, lower-cased, nearest first."""

    before: list[str]
    after: list[str]
    shown: list[str]


def slot(text: str, start: int, end: int) -> float:
    """How well a place fits where a name stands; below zero a person fits better.

    Parameters
    ----------
    text : str
        The passage.
    start, end : int
        The name's offsets in it.

    Returns
    -------
    float
        From -1 (only a person) to 1 (only a place); 0 where both fit.

    Examples
    --------
    >>> slot("Then came Osk, where we slept.", 10, 13) > 0.5
    True
    >>> slot("Osk laughed and lit the stove.", 0, 3) < -0.5
    True
    >>> slot("Osk surprised us.", 0, 3)
    0.0
    """
    alone = _line_alone(text, start, end)
    if alone:
        return alone
    beside = _beside(text, start, end)
    value = 0.0
    for rule in _RULES:
        found = rule(beside)
        if abs(found) > abs(value):
            value = found
    return value


def is_governed(text: str, start: int, also: Container[str] = ()) -> bool:
    """Whether a preposition of place stands right before an offset.

    Examples
    --------
    >>> is_governed("We slept in Osk.", 12), is_governed("We liked Osk.", 9)
    (True, False)
    """
    before = _BEFORE.search(text, max(0, start - 16), start)
    if before is None:
        return False
    low = before.group(1).lower()
    return low in words.LOCATIVE or low in also


def is_spoken_to(text: str, start: int, preposition: str) -> bool:
    """Whether a preposition of place before an offset leads to a person: "according to".

    Examples
    --------
    >>> is_spoken_to("We spoke to Osk.", 12, "to"), is_spoken_to("We drove to Osk.", 12, "to")
    (True, False)
    """
    verbs = words.SPEAKS_TO.get(preposition)
    if verbs is None:
        return False
    before = text[max(0, start - 28) : start].split()[-2:-1]
    return bool(before) and before[0].lower() in verbs


def _line_alone(text: str, start: int, end: int) -> float:
    """A name that fills a line, as a heading or a point of a list, or heads a dateline."""
    if _LIST_ITEM.search(text, max(0, start - 12), start) is None:
        return 0.0
    if start and "\n" not in text[max(0, start - 12) : start]:
        return 0.0
    if _LINE_ENDS.match(text, end) is not None:
        return 0.55
    return 0.6 if _DATELINE.match(text, end, min(len(text), end + 24)) is not None else 0.0


def _beside(text: str, start: int, end: int) -> _Beside:
    head = _TOKEN.findall(text, max(0, start - _REACH), start)
    if start > _REACH and head and text[start - _REACH - 1].isalnum():
        head = head[1:]
    before: list[str] = []
    for token in reversed(head):
        if token in _STOPS:
            break
        before.append(token.lower())
    shown: list[str] = []
    for token in _TOKEN.findall(text, end, min(len(text), end + _REACH)):
        if token in _STOPS and token != "\n":
            shown.append(token)
            break
        if token != "\n":
            shown.append(token.replace("’", "'"))
    return _Beside(before, [token.lower() for token in shown], shown)


def _at(tokens: list[str], k: int) -> str:
    return tokens[k] if k < len(tokens) else ""


def _owner(beside: _Beside) -> float:
    """The owner: "Osk's market", "Osk's knee"."""
    if _at(beside.after, 0) != "'s":
        return 0.0
    for low in beside.after[1:4]:
        if low in words.OWNED_BY_PERSONS:
            return -0.8
        if low in words.OWNED_BY_PLACES or low in en.HEADS:
            return 0.6
    return -0.1


def _aside(beside: _Beside) -> float:
    """What follows a comma: "Osk, where …", "Osk, who …", "Osk, a village"."""
    if _at(beside.after, 0) in {"who", "whom", "whose"}:
        return -0.8
    if _at(beside.after, 0) not in {",", "("}:
        return 0.0
    first = _at(beside.after, 1)
    if beside.after[0] == "(" and first[:1].isdigit() and _measure(beside.after[1:6]):
        return 0.8
    if first == "where":
        return 0.9
    if first == "who" or first == "whom":
        return -0.9
    if first == "which":
        return 0.5
    if first in en.DETERMINERS or first in en.POSSESSIVES:
        for k, low in enumerate(beside.after[2:6], 3):
            if low in words.PERSON_NOUNS and _at(beside.before, 0) not in words.LOCATIVE:
                return -0.8 if _closes(_at(beside.after, k)) else 0.0
            if low in en.SETTLEMENT_OF or low in words.TOWNS:
                return 0.7
    if first in {"for", "on", "at", "after", "in"} and words.tells_time(beside.after[2:5]):
        return 0.4
    return 0.0


def _measure(tokens: list[str]) -> bool:
    """Whether a few tokens are a height or a distance: "4 , 655 m"."""
    return not {"m", "km", "ft", "metres", "meters", "feet", "miles"}.isdisjoint(tokens)


def _next_stage(beside: _Beside) -> float:
    """The next stage of an account: "Then came Osk,", "Next Osk, and a bath", "Osk. Rain."."""
    before, after = _at(beside.before, 0), _at(beside.after, 0)
    if before in {"was", "is", "were"} and words.STOPS & set(beside.before[1:5]):
        return 0.7
    if before in words.INVERTED and beside.before[-1] in en.PREPOSITIONS and len(beside.before) > 2:
        return 0.7  # "At the bottom lay Osk"
    closed = not after or not after[0].isalnum() or after in {"and", "again", "at", "by"}
    if closed and _at(beside.after, 1) in {"i", "he", "she"}:
        return 0.0
    if before in {"came", "comes", "follows", "followed"}:
        following = {"then", "next", "after", "first", "last", "finally", "that", "soon", "and"}
        return 0.6 if following & set(beside.before[1:4]) and after != "with" else 0.0
    if not closed or after in _CLOSING:
        return 0.0
    if before in words.ONWARD or (before == "that" and _at(beside.before, 1) == "after"):
        return 0.6
    if not before or before in {":", "–", "—"}:
        return 0.5 if after in {".", ":", "!", "", "again", "–", "—"} else 0.1
    return 0.0


def _stage_pair(beside: _Beside) -> float:
    """One end of a stage: "Osk to Lur took nine hours", "Lur – Osk – Tanf"."""
    joined, name = _at(beside.after, 0), _at(beside.shown, 1)
    if (
        joined in {"to", "via"}
        and name[:1].isupper()
        and (not beside.before or beside.before[0] in {",", ":", ";", "–", "—", "from"})
    ):
        return 0.7
    if joined in _DASHES and name[:1].isupper():
        return 0.5
    if _at(beside.before, 0) == "to" and _at(beside.before, 1)[:1].isalpha():
        return 0.0
    return 0.4 if _at(beside.before, 0) in {"–", "—", "→"} and joined in {*_DASHES, ","} else 0.0


def _route(beside: _Beside) -> float:
    """What leads there: "the bus for Osk", "the Osk road", "two nights on Osk"."""
    before, second = _at(beside.before, 0), set(beside.before[1:4])
    if before in {"for", "to", "from"} and second & (VEHICLE_RIDES | words.WAYS):
        return 0.8
    if before in en.DETERMINERS and _at(beside.after, 0) in words.WAYS | VEHICLE_RIDES:
        return 0.7
    if before == "from" and (_at(beside.before, 1) in words.HAILS or second & words.SPANS):
        return 0.7
    if before == "to" and _at(beside.before, 1) in words.SPANS:
        return 0.7
    if before == "since" and not _at(beside.after, 0)[:1].isalpha():
        return 0.5
    if before == "on" and second & words.SPANS:
        return 0.6
    if before in words.LOCATIVE:
        return 0.4
    if MOTION.get(before) in {"leave", "reach", "pass"} and before not in words.ALSO_MEETS:
        return 0.5
    if before in {"after", "before", "beyond", "past", "until", "till"}:
        return 0.5 if len(beside.before) == 1 or before in {"beyond", "past"} else 0.3
    return 0.0


def _dealt_with(beside: _Beside) -> float:
    """One whom people deal with: "I asked Osk", "with Osk", "poor Osk", "waited for Osk"."""
    before, second = _at(beside.before, 0), _at(beside.before, 1)
    clause = _at(beside.after, 0) in en.AUXILIARIES
    if before in words.ADDRESSES or (before in words.DEALS_WITH and not clause):
        return -0.8
    if before in {"for", "to", "on", "at", "after", "about"} and second in words.DEALS_THROUGH:
        return -0.7
    if before in en.SPEECH_VERBS and not (clause or second[:1].isalpha()):
        return -0.7
    if before in {"with", "without"} and second not in words.COMPARED:
        return -0.5
    if before in {"neither", "nor", "only", "even", "both"} and second != "not":
        return -0.7 if before in {"neither", "nor"} else -0.2
    if _at(beside.after, 0) in {"and", "or", "nor"} and _at(beside.after, 1) in words.PERSONS:
        return -0.8
    together = before in {"and", "or", "nor"} and second in words.PERSONS
    return -0.8 if together or _at(beside.after, 0) in {"himself", "herself"} else 0.0


def _subject(beside: _Beside) -> float:
    """The subject of a verb: places lie and are shut, persons laugh and ask."""
    verb = _at(beside.after, 0)
    before = _at(beside.before, 0)
    if before in en.PREPOSITIONS or before in MOTION or _at(beside.before, 1) == "to":
        return 0.0  # the name ends a phrase of its own: "to leave Osk may help"
    if verb in words.ADVERBS:
        verb = _at(beside.after, 1)
        return _of_verb(verb, beside.after[2:])
    return _of_verb(verb, beside.after[1:])


def _of_verb(verb: str, rest: list[str]) -> float:
    first = _at(rest, 0)
    if verb in words.MODALS:
        return _ability(rest)
    if verb in words.COPULAS:
        return _predicate(rest)
    if verb in {"had", "has"}:
        return _possession(rest)
    if verb in words.PLACES_DO:
        return -0.4 if first in {"down", "awake", "asleep", "his", "her"} else 0.5
    if verb in words.BOTH_DO or verb in en.SPEECH_VERBS:
        if verb in {"fell", "falls", "sat", "sits"} and first in words.BODILY:
            return -0.7
        if first in {"us", "me", "them"} and words.tells_time(rest[1:5]):
            return 0.5
        return 0.0 if not {"his", "her", "himself", "herself"} & set(rest[:3]) else -0.8
    if verb in words.PERSONS_DO or verb in MOTION:
        return 0.3 if first in {"by", "past"} and not _at(rest, 1)[:1].isupper() else -0.8
    if verb.endswith("ed") and len(verb) > 4 and en.is_common(verb):
        return -0.7 if first != "by" else 0.0
    return _afterwards(verb, rest)


def _ability(rest: list[str]) -> float:
    """What a name could, must or would not do: "could not swim", "must have been shut"."""
    verbs = [low for low in rest[:5] if low not in {"not", "never", "have", "also", "only"}]
    first = _at(verbs, 0)
    if first in {"be", "been"} or not first:
        return _predicate(verbs[1:]) if first else 0.0
    return 0.0 if first in words.BOTH_DO or first in words.PLACES_DO else -0.6


def _afterwards(word: str, rest: list[str]) -> float:
    """No verb at all: "Osk on Sunday was …", "Osk by noon", "Osk again"."""
    if word in {"on", "at", "by", "in", "after", "before"} and words.tells_time(rest[:4]):
        return 0.5
    return 0.4 if word in {"again", "next", "tomorrow", "tonight"} else 0.0


def _predicate(rest: list[str]) -> float:
    """What is said of a name with "was": "cold and wet", "our driver", "asleep"."""
    for k, low in enumerate(rest[:6]):
        if low in {",", ";", ".", "and", "but"} and k:
            break
        if low in words.TOWNS and rest[0] in en.DETERMINERS and _closes(_at(rest, k + 1)):
            return 0.8
        if low in words.PERSON_NOUNS or low in words.PERSON_STATES or (low == "from" and not k):
            return -0.8
        if low in words.PLACE_STATES or low in words.SPANS or _is_of(low, en.HEADS):
            return 0.5
        if low.endswith("ing") and k == 0 and len(low) > 4:
            return -0.3
    return 0.2


def _possession(rest: list[str]) -> float:
    """What a name "had": "one inn", "fever", "brought a torch"."""
    first = _at(rest, 0)
    for low in rest[:4]:
        if low in words.OWNED_BY_PERSONS:
            return -0.7
        if _is_of(low, words.OWNED_BY_PLACES) or _is_of(low, en.HEADS):
            return 0.6
    if first in words.PERSONS_DO or first in MOTION or (first.endswith("ed") and len(first) > 4):
        return -0.5 if _at(rest, 1) in en.DETERMINERS else -0.3
    return 0.2 if first in en.DETERMINERS else 0.0


def _closes(low: str) -> bool:
    """Whether the word after a noun leaves it the head of its phrase: a mark, "of", "where"."""
    return not low[:1].isalpha() or low in en.PREPOSITIONS | en.CONJUNCTIONS | words.CLAUSES


def _is_of(low: str, kinds: Container[str]) -> bool:
    """Whether a noun, or its singular, is of a kind."""
    return low in kinds or (low.endswith("s") and low[:-1] in kinds)


_RULES: tuple[Callable[[_Beside], float], ...] = (
    _owner, _aside, _next_stage, _stage_pair, _route, _dealt_with, _subject,
)  # fmt: skip
