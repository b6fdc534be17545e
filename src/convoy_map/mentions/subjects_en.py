"""Who travels: the subject of a verb of motion."""

from __future__ import annotations

from dataclasses import dataclass

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.motion_words import MOTION
from convoy_map.mentions.named_subjects_en import is_object, person_ending_at, unknown_person
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.traveller_keys import (
    AND,
    COLLECTIVE,
    GROUPS,
    KIN,
    MARKS,
    PARTS,
    ROLES,
    STRANGER,
    VEHICLES,
    is_agent,
    noun_of,
)
from convoy_map.mentions.units import slug

__all__ = [
    "GROUPS", "KIN", "VEHICLES", "Subject", "carried", "groups_of", "is_agent", "subject_of",
    "travels_itself",
]  # fmt: skip

_COLLECTIVES = frozenset("family group party couple crew team gang company band".split())
_WINDOW = 12
_INDEFINITE = frozenset(
    "a an another some several other many lots two three four five six seven eight "
    "nine ten eleven twelve twenty thirty forty fifty dozen dozens".split()
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A traveller as the sentence names it."""

    key: str = ""
    number: str = ""
    indefinite: bool = False
    generic: bool = False


_PRONOUNS = {
    "i": Subject("i", "one"),
    "we": Subject("we", "many"),
    "he": Subject("he", "one"),
    "she": Subject("she", "one"),
    "they": Subject("they", "many"),
    "it": Subject("it", "one"),
    "you": Subject("you", "many"),
    "us": Subject("we", "many"),
    "me": Subject("i", "one"),
    "them": Subject("they", "many"),
    "him": Subject("he", "one"),
    "her": Subject("she", "one"),
}
_OWNERS = {"my": "i", "our": "we", "his": "he", "her": "she", "their": "they", "its": "it"}


def carried(sentence: Sentence, i: int, persons: PersonIndex) -> Subject | None:
    """Who is taken along: "an uncle drove them", "a truck brought the family"."""
    for k in range(i + 1, min(len(sentence.tokens), i + 5)):
        low = sentence.low(k)
        if low in {"rest", "two", "three", "four", "five", "six", "others", "all"} and (
            sentence.low(k + 1),
            sentence.low(k + 2),
        ) == ("of", "us"):
            return _PRONOUNS["us"]
        if low in en.POSSESSIVES and sentence.low(i) in _LEADING:
            return None
        if low in {"us", "me", "them", "him"} or (
            low == "her" and sentence.low(k + 1) in en.PREPOSITIONS
        ):
            return _PRONOUNS[low]
        person = persons.at(sentence.tokens[k].start)
        if person is not None:
            return Subject(person.key, "one")
        if low in {"two", "three", "four", "five", "six", "rest"} and sentence.low(k - 1) == "the":
            return Subject("they", "many")
        if low in GROUPS or is_agent(low):
            return _group(sentence, k, low)
        if low in en.PREPOSITIONS or not low.isalpha():
            return None
    return None


_LEADING = frozenset("led leads leading marched brought took guided".split())
"""Verbs whose subject goes along: "he led his men on to Osk"."""


def subject_of(
    sentence: Sentence, i: int, persons: PersonIndex, previous: Subject | None, noun: bool
) -> Subject:
    """Find the traveller of the motion at token ``i``.

    Looks leftwards for the nearest pronoun, person, vehicle or group; a verb
    that follows "and" or a comma keeps the traveller of the verb before it.
    """
    for k in range(i - 1, max(-1, i - 1 - _WINDOW), -1):
        low = sentence.low(k)
        if low in {";", ":", "”", "“"}:
            break
        low = _plain_pronoun(low)
        if low in _RELATIVES and not noun and _is_relative(sentence, k, i):
            return _antecedent(sentence, k, i, persons)
        if noun and low in _OWNERS:
            return _PRONOUNS[_OWNERS[low]]
        if low == "it" and sentence.low(k - 1) in en.PREPOSITIONS - _SUBORDINATING:
            continue
        if low == "it" and not noun:
            return _vehicle_before(sentence, k) or _PRONOUNS[low]
        if low == "us" and sentence.low(k - 1) == "of" and not noun:
            return _PRONOUNS[low]
        if not noun and low in _PRONOUNS and low not in {"him", "her", "them", "me", "us"}:
            return _PRONOUNS[low]
        person = person_ending_at(sentence, k, persons)
        if person is not None and not is_object(sentence, k):
            return _joined(sentence, k, person, persons)
        if low in KIN and sentence.low(k + 1) != "’s" and not is_object(sentence, k):
            if sentence.low(k - 1) in {"an", "a", "another"}:
                return Subject(low, "one", True)
            return _joined(sentence, k, low, persons)
        if low in ROLES and not noun and _is_subject_role(sentence, k, i):
            return Subject(low, "one", sentence.low(k - 1) in {"a", "an", "another"}, generic=True)
        if low == "one" and sentence.low(k - 2) in {"the", "this", "that"} and not noun:
            return Subject("one", "one")
        if low in VEHICLES and (sentence.low(k - 1) in MOTION or _is_ridden(sentence, k)):
            continue
        if low in GROUPS and sentence.low(k - 1) == "whose":
            if "," in sentence.lows[k:i]:
                continue
            return Subject(STRANGER, "many", indefinite=True)
        owner = _with_pronoun(sentence, k) if low in GROUPS else None
        if owner is not None and not noun:
            return owner
        if (low in VEHICLES or low in GROUPS or is_agent(low)) and (
            noun or not _is_governed(sentence, k, i)
        ):
            apposed = _apposed_to(sentence, k)
            if apposed is not None:
                return _group(sentence, apposed, sentence.low(apposed))
            outer = _outer_group(sentence, k) if sentence.low(i - 1) in {"who", "which"} else k
            return _group(sentence, outer, sentence.low(outer))
    return previous or _after(sentence, i, persons) or Subject()


_SUBORDINATING = frozenset("as than before after until since".split())


def _is_subject_role(sentence: Sentence, k: int, i: int) -> bool:
    """Whether a noun like "doctor" is what the verb at ``i`` is said of."""
    if sentence.words[k][0].isupper() and k > 0:
        return False
    told = sentence.low(k - 1) in en.DETERMINERS or sentence.low(k - 2) in en.DETERMINERS
    return told and not is_object(sentence, k) and not _is_governed(sentence, k, i)


_RELATIVES = frozenset({"who", "which", "that"})
_ADVERBS = frozenset(
    "then later once first just already never always still also soon finally eventually".split()
)


def _is_relative(sentence: Sentence, k: int, i: int) -> bool:
    """Whether the word at ``k`` is the subject of the verb at ``i``: "the ship that left"."""
    between = sentence.lows[k + 1 : i]
    bare = all(w in en.AUXILIARIES or w in _ADVERBS or w.endswith("ly") for w in between)
    before = sentence.low(k - 1)
    return bare and k > 0 and (before.isalpha() or before == ",") and before not in _NO_ANTECEDENTS


_NO_ANTECEDENTS = en.SPEECH_VERBS | en.CONJUNCTIONS | en.PREPOSITIONS | {"and", "but", "so", "is"}


def _antecedent(sentence: Sentence, k: int, i: int, persons: PersonIndex) -> Subject:
    """Whom the relative pronoun at ``k`` means: the nearest person, group or vehicle before."""
    near = sentence.low(k - 2) if sentence.low(k - 1) == "," else sentence.low(k - 1)
    reach = 3 if near.isalpha() and not sentence.words[k - 1][0].isupper() else 7
    for j in range(k - 1, max(-1, k - reach), -1):
        low = sentence.low(j)
        person = persons.ending_at(sentence.ends[j])
        if low in en.PREPOSITIONS and reach == 3 and low != "of":
            break
        if person is not None and sentence.low(k) == "who":
            return Subject(person.key, "one")
        if low in GROUPS or low in VEHICLES or is_agent(low):
            return _group(
                sentence, _outer_group(sentence, j), sentence.low(_outer_group(sentence, j))
            )
        if low in KIN:
            return Subject(low, "one", sentence.low(j - 1) in {"an", "a", "another"})
        if low in {"we", "us"}:
            return Subject("we", "many")
        if low in {"i", "he", "she", "they"}:
            break
    return Subject(STRANGER, "one", indefinite=True)


_RIDING = frozenset(
    "took take taking takes caught catch catching boarded hired rented bought drove rode found "
    "missed shared borrowed hailed flagged sold got joined chartered loaded mounted".split()
)


def _is_ridden(sentence: Sentence, k: int) -> bool:
    """Whether a vehicle is what somebody takes: "she took a night train and went"."""
    known = False
    for j in range(k - 1, max(-1, k - 5), -1):
        low = sentence.low(j)
        if low in _RIDING:
            return not known or low in _BOARDING
        known = known or low == "the"
        if not low.isalpha() or low == "and" or low in en.PRONOUNS:
            return False
    return False


_BOARDING = frozenset("took take taking takes caught catch boarded rode drove mounted".split())


def _with_pronoun(sentence: Sentence, k: int) -> Subject | None:
    """Such as "she and her two sisters left": she and they."""
    j = k - 1
    while j > 0 and (sentence.low(j) in en.DETERMINERS or sentence.low(j).isdigit()):
        j -= 1
    before = sentence.low(j - 1)
    if sentence.low(j) != "and" or j == k - 1 or before not in {"i", "he", "she", "we"}:
        return None
    return Subject(before, "many")


def _joined(sentence: Sentence, k: int, key: str, persons: PersonIndex) -> Subject:
    """Such as "Ada and Ben left", "he and his wife left": both travel."""
    while k > 0 and sentence.words[k - 1][0].isupper() and sentence.low(k - 1) not in _PRONOUNS:
        k -= 1
    if sentence.low(k - 1) in en.POSSESSIVES:
        k -= 1
    if sentence.low(k - 1) != "and":
        return Subject(key, "one")
    before = sentence.low(k - 2)
    if before in {"he", "she", "i", "we", "they"}:
        return Subject(before, "many")
    person = persons.ending_at(sentence.ends[k - 2]) if k > 1 else None
    other = before if before in KIN else ""
    if person is not None:
        other = person.key
    elif k > 1 and not other and not sentence.names.get(k - 2):
        other = unknown_person(sentence, k - 2, sentence.words[k - 2]) or ""
    return Subject(
        f"{other}{AND}{key}" if other and other != key else key, "many" if other else "one"
    )


def _plain_pronoun(word: str) -> str:
    """Such as "we'd", "she's": the pronoun alone."""
    bare, mark, ending = word.replace("’", "'").partition("'")
    return bare if mark and bare in _PRONOUNS and ending in _CONTRACTED else word


_CONTRACTED = frozenset("d s re ve m ll".split())


def _vehicle_before(sentence: Sentence, k: int) -> Subject | None:
    """Such as "flown from the convoy as it left": the convoy."""
    for j in range(k - 1, max(-1, k - 10), -1):
        if sentence.low(j) in VEHICLES:
            return _group(sentence, j, sentence.low(j))
    return None


def _is_governed(sentence: Sentence, k: int, i: int) -> bool:
    """Whether a noun before a verb follows a preposition: "on a barge", "with refugees".

    Not so in "for the fighters to leave" and "with a group that went".
    """
    if sentence.low(k + 1) in {"who", "that", "which"} or sentence.low(i - 1) == "to":
        return False
    for j in range(k - 1, max(-1, k - 5), -1):
        low = sentence.low(j)
        if low in _GOVERNING or (low == "of" and sentence.low(j - 1) == "instead"):
            return True
        if not low.isalpha() or low in en.AUXILIARIES or low == "of":
            return False
        if low in en.DETERMINERS and sentence.low(j - 1) not in _GOVERNING:
            return False
    return False


_GOVERNING = en.PREPOSITIONS - {"of", "than", "like", "as", "after", "before", "until", "since"}


def _apposed_to(sentence: Sentence, k: int) -> int | None:
    """Such as "the column, eleven lorries hired in Osk, left": the column."""
    j = k
    while j > 0 and (sentence.low(j - 1) in _INDEFINITE):
        j -= 1
    if j == k or sentence.low(j - 1) != "," or "," not in sentence.lows[k:]:
        return None
    before = sentence.low(j - 2)
    return j - 2 if before in VEHICLES or before in GROUPS else None


def _outer_group(sentence: Sentence, k: int) -> int:
    """Such as "some brothers from our group who …": the brothers."""
    for j in range(k - 1, max(-1, k - 6), -1):
        if sentence.low(j) in GROUPS and sentence.low(j + 1) in {"from", "of", "in"}:
            return j
    return k


def _group(sentence: Sentence, k: int, low: str) -> Subject:
    words = []
    for j in range(k - 1, max(-1, k - 6), -1):
        word = sentence.low(j)
        if word in en.AUXILIARIES or word in {",", ";", ".", "that", "and"}:
            break
        words.append(word)
        if word in {"the", "a", "an", "some", "another"} | en.POSSESSIVES:
            break
    first = words[-1] if words else ""
    part = {*words, *sentence.lows[max(0, k - len(words) - 2) : k - len(words)]} & PARTS
    before = (sentence.low(k - len(words) - 1), sentence.low(k - len(words) - 2))
    if before[0] == "of" and before[1] in _INDEFINITE:
        first = before[1]
    many = (
        low.endswith("s")
        or low in _COLLECTIVES
        or low in {"people", "men", "women", "children", "rest", "some"}
    )
    indefinite = first in _INDEFINITE or low == "some" or "lots" in words
    mark = min(part) if part else _mark_of(words) or _vessel(sentence, k, low)
    key = slug(f"{mark} {low}")
    return Subject(key, "many" if many else "one", indefinite, generic=low not in VEHICLES)


def _vessel(sentence: Sentence, k: int, low: str) -> str:
    """The name of a ship or train: "the steamer Corvus", "the Corvus"."""
    if low not in VEHICLES or k + 1 >= len(sentence.words):
        return ""
    name = sentence.words[k + 1]
    apart = name.isalpha() and name[0].isupper() and not name.isupper() and len(name) > 2
    return name.lower() if apart and not sentence.names.get(k + 1) else ""


def _mark_of(words: list[str]) -> str:
    """The adjective that tells one group from another: "the northern team"."""
    return next((word for word in words if word in MARKS), "")


def groups_of(sentences: list[Sentence]) -> list[tuple[int, str, bool]]:
    """Every group of people spoken of: (offset, key, brought in as new)."""
    found = []
    for sentence in sentences:
        if sentence.vocabulary.isdisjoint(GROUPS):
            continue
        for k, low in enumerate(sentence.lows):
            if (low in GROUPS and low.endswith("s")) or low in {
                "men",
                "women",
                "people",
                "children",
            }:
                subject = _group(sentence, k, low)
                if subject.indefinite and _acts(sentence.low(k + 1)):
                    found.append((sentence.tokens[k].start, subject.key, True))
    return found


def _acts(word: str) -> bool:
    """Whether a group is the subject of the word after it: "two of my friends decided"."""
    return word in en.AUXILIARIES or word.endswith("ed") or word in {"went", "left", "set", "took"}


def travels_itself(subject: Subject) -> bool:
    """Whether a carrier travels too, with whom it carries: "the convoy took 20 families"."""
    noun = noun_of(subject.key)
    return noun in COLLECTIVE or (noun in VEHICLES and not subject.indefinite)


_NEW_CLAUSE = frozenset("there where that which who".split())


def _after(sentence: Sentence, i: int, persons: PersonIndex) -> Subject | None:
    """The traveller named after the verb: "Leaving Osh, we …", "Next came Ada"."""
    for k in range(i + 1, min(len(sentence.tokens), i + 12)):
        low = sentence.low(k)
        if low in {"i", "we", "he", "she", "they"}:
            return None if sentence.low(k - 1) in _NEW_CLAUSE else _PRONOUNS[low]
        if sentence.low(k - 1) == ",":
            person = persons.at(sentence.tokens[k].start)
            if person is not None and not sentence.names.get(k):
                return Subject(person.key, "one")
    return None
