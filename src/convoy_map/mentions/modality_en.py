"""Whether a motion took place, was planned, denied or only imagined."""

from __future__ import annotations

from itertools import pairwise

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.motion_words import BASE_FORMS
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.model import Stance

__all__ = ["PLAN_WORDS", "looks_back", "speaks_of_plan", "stance_of", "tells_anew"]

PLAN_WORDS = frozenset(
    "plan plans planned planning intend intends intended intending intention mean meant hope hopes "
    "hoped hoping want wants wanted wanting wish wished suppose supposed schedule scheduled expect "
    "expected due ordered order orders told promise promised promises dream dreamed dreamt "
    "aim aimed aiming prepare prepared propose proposed mind bound invited asked tomorrow "
    "destined try tried trying attempt attempted attempting persuade persuaded begged "
    "purpose idea ambition determined resolved".split()
)
_FRAME = frozenset(
    "plan plans planned promised promise supposed intended intention scheduled proposed proposal "
    "job contract instructions orders wanted hoped told itinerary tickets meant agreed".split()
)
_DENIED = frozenset("instead rather without avoid avoided avoiding refused failed unable".split())
_REPORTED = frozenset(
    "said say says told thought assured promised swore believed agreed announced warned".split()
)
_CLAIM = frozenset("say claim think allege believe insist".split())
_WINDOW = 7
_CLAUSE = frozenset(", ; : — – but and then when while who which".split())


def speaks_of_plan(sentence: Sentence) -> bool:
    """Whether a sentence sets a plan before the reader."""
    return not _FRAME.isdisjoint(sentence.vocabulary)


_TURNS = frozenset("second third fourth fifth next other last".split())
_JOURNEYS = frozenset("time trip journey voyage expedition tour run attempt".split())


def tells_anew(sentence: Sentence) -> bool:
    """Whether a paragraph opens another journey: "The second time we …", "On my next trip"."""
    opening = sentence.lows[:5]
    return any(a in _TURNS and b in _JOURNEYS for a, b in pairwise(opening))


def stance_of(sentence: Sentence, i: int, plan: bool, noun: bool) -> Stance:
    """Stance of the motion at token ``i`` from the words before it."""
    words = _clause_before(sentence, i)
    if "if" in words or _past_hypothesis(words) or _conditional(sentence, i, words):
        return Stance.HYPOTHETICAL
    if _negated(words):
        until = {"until", "till"} & set(sentence.lows[i + 1 : i + 9])
        return Stance.STATED if until else Stance.NEGATED
    infinitive = words[-1:] == ["to"] or words[-2:-1] == ["to"]
    aim = infinitive and (i == 1 or sentence.low(i - 2) in {",", ".", "order", "so"})
    if aim and not noun:
        return Stance.PLANNED
    if not noun and "decided" not in words and "managed" not in words:
        if (infinitive or sentence.low(i).endswith("ing")) and PLAN_WORDS & set(words):
            return Stance.PLANNED
        if words[-1:] in (["will"], ["shall"], ["ll"]) or "going to" in " ".join(words[-3:]):
            return Stance.PLANNED
        if infinitive and {"was", "were"} & set(words[-3:]) and words[-2:-1] != ["able"]:
            return (
                Stance.PLANNED if not {"able", "allowed", "forced"} & set(words) else Stance.STATED
            )
        if "would" in words[-4:] and (plan or _REPORTED & set(words)):
            return Stance.PLANNED
    if noun and {"would", "will"} & set(sentence.lows[i + 1 : i + 6]) and _REPORTED & set(words):
        return Stance.PLANNED
    if noun and {"planned", "intended", "promised", "attempted"} & set(words):
        return Stance.PLANNED
    if any(a in {"people", "they", "some"} and b in _CLAIM for a, b in pairwise(words)):
        return Stance.HEARD
    if {"heard", "reportedly", "rumoured", "rumour", "rumours", "allegedly"} & set(words):
        return Stance.HEARD
    return Stance.STATED


def _clause_before(sentence: Sentence, i: int) -> list[str]:
    words: list[str] = []
    for k in range(i - 1, max(-1, i - 14), -1):
        low = sentence.low(k)
        if low == "and" and not words and sentence.low(i) in BASE_FORMS:
            words.append("to")
            continue
        if low in _CLAUSE and len(words) >= (1 if low not in {"and", "but"} else 0):
            if low in {"and", "then"} and words[-1:] and words[-1] in {"to"}:
                words.append(low)
                continue
            break
        words.append(low)
    return words[::-1]


_FORWARD = frozenset(
    "by just already barely hardly scarcely when until till soon once finally eventually within "
    "having after not never no that who which before".split()
)


def looks_back(sentence: Sentence, i: int) -> bool:
    """Whether the verb at token ``i`` looks back: "he had come through Osk that morning".

    "By noon they had reached Osk" and "they had just left Osk when …" go on.
    """
    near = sentence.lows[max(0, i - 4) : i]
    had = "had" in near or any(word.endswith(("'d", "’d")) for word in near)
    if "already" in sentence.lows[i + 1 : i + 7]:
        return False
    return had and not _FORWARD & set(sentence.lows[max(0, i - 12) : i])


def _conditional(sentence: Sentence, i: int, words: list[str]) -> bool:
    """Such as "I would go home if there was one"."""
    modal = {"would", "could", "might", "should"} & set(words[-3:])
    return bool(modal) and "if" in sentence.lows[i + 1 :]


def _past_hypothesis(words: list[str]) -> bool:
    joined = " ".join(words[-5:])
    return any(f"{modal} have" in joined for modal in ("might", "could", "should", "would", "must"))


def _negated(words: list[str]) -> bool:
    near = words[-_WINDOW:]
    if _DENIED & set(near) and not {"not", "never"} & set(near):
        return True
    for word in near:
        if word in {"not", "never", "nor", "cannot", "without"} or word.endswith(("n't", "n’t")):
            return "only" not in near
        if word in {"no", "nobody", "none", "neither"} and word in en.NEGATIONS | {"none"}:
            return word != "no" or "longer" in near
    return False
