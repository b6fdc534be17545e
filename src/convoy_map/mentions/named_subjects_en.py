"""Persons as the subject of a verb: names that are known, and those that only stand so."""

from __future__ import annotations

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.first_names import FIRST_NAMES
from convoy_map.mentions.motion_words import MOTION
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.units import slug

__all__ = ["is_object", "person_ending_at", "unknown_person"]


def person_ending_at(sentence: Sentence, k: int, persons: PersonIndex) -> str | None:
    """Key of the person whose name ends at token ``k``, None if none does."""
    token = sentence.tokens[k]
    if not token.text[0].isupper() or sentence.names.get(k):
        return None
    plain = token.text.removesuffix("'s").removesuffix("’s")
    if plain != token.text:
        return None
    whole = persons.ending_at(token.end)
    if whole is not None:
        return whole.key
    return persons.key_of(plain) or unknown_person(sentence, k, plain)


def unknown_person(sentence: Sentence, k: int, word: str) -> str | None:
    """A capitalised word that no list knows, standing where a subject stands: "Emre took"."""
    before = sentence.low(k - 1)
    opens = k == 0 or before in {",", ";", "and", "but", "when", "while", "where", ":"}
    opens = opens or before in en.TITLES | _QUALITIES or _follows_place(sentence, k)
    low = word.casefold()
    if not opens or not word.isalpha() or len(word) < 3 or not word[1:].islower():
        return None
    named = low in FIRST_NAMES or before in en.TITLES | _QUALITIES
    if word in en.DEMONYMS or (not named and (en.is_common(low) or low in en.MONTHS | en.WEEKDAYS)):
        return None
    follow = sentence.low(k + 1)
    acts = follow in en.AUXILIARIES | MOTION.keys() | _DID or follow.endswith("ed")
    acts = acts or follow == "and"
    return slug(word) if acts else None


def _follows_place(sentence: Sentence, k: int) -> bool:
    """Such as "In Osk Ada fell ill": a name right after the place that opens a clause."""
    for j in range(k - 1, max(-1, k - 4), -1):
        for unit in sentence.names.get(j, ()):
            return unit.end <= sentence.starts[k] and unit.end + 2 > sentence.starts[k]
    return False


_QUALITIES = frozenset("young old poor little big dear brave good".split())
_DID = frozenset(
    "sold bought told ate drank slept made met lost found gave got saw said knew thought felt kept "
    "held sent built paid read sang spoke stood wrote "
    "won wore broke chose fell fought hid hurt led "
    "lent put rang rose sat set shook shut stole struck swore taught threw woke also then never "
    "says wants".split()
)


_ARTICLES = frozenset({"a", "an", "the"})


def is_object(sentence: Sentence, k: int) -> bool:
    """Whether a name or noun at token ``k`` follows a preposition, or "told": no subject."""
    while k > 0 and sentence.tokens[k - 1].text[0].isupper():
        k -= 1
    if sentence.low(k - 2) in en.POSSESSIVES:  # "his eldest son"
        k -= 1
    if sentence.low(k - 1) in en.POSSESSIVES | _ARTICLES:
        k -= 1
    return sentence.low(k - 1) in en.PREPOSITIONS | {"told", "asked"}
