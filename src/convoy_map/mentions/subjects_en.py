"""Who travels: the subject of a verb of motion."""

from __future__ import annotations

from dataclasses import dataclass

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.motion_words import MOTION
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.units import slug

__all__ = ["GROUPS", "VEHICLES", "Subject", "subject_of"]

VEHICLES = frozenset(
    "convoy caravan column train ship boat steamer lorry truck bus car plane aircraft expedition "
    "army regiment fleet ferry dhow vessel carriage party patrol vehicle vehicles trucks ships "
    "boats lorries cars buses jeeps vans pickups tankers "
    "flotilla raft canoe barge schooner brig cart wagon wagons camels mission delegation "
    "team".split()
)
GROUPS = frozenset(
    "group groups people men women families family fighters drivers soldiers refugees brothers "
    "villagers troops prisoners pilgrims travellers travelers passengers survivors members crew "
    "children friends smugglers migrants captives porters militants foreigners civilians "
    "others rest thousands hundreds dozens gang band company couple sisters boys girls "
    "merchants traders sailors students monks clients surveyors messengers messenger smuggler "
    "driver man woman boy girl fighter soldier courier traveller traveler pilgrim merchant "
    "priest trader refugee officer scientist scientists some".split()
)
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


KIN = frozenset(
    "mother father sister brother uncle aunt cousin wife husband son daughter friend colleague "
    "nephew niece grandmother grandfather companion".split()
)
_COLLECTIVES = frozenset("family group party couple crew team gang company band".split())


_AGENTS = ("ers", "ors", "ists", "men", "women", "ees", "ants", "cians")
_NO_AGENTS = frozenset(
    "others waters quarters trailers containers steamers letters rivers borders papers orders "
    "rumours doors floors harbours motors mirrors numbers winters summers powers colours corners "
    "members freighters tankers trawlers cruisers dinners rollers showers flowers towers glaciers "
    "craters meters counters posters fingers shoulders feathers ladders timbers lighters boulders "
    "shutters hangers computers cylinders matters chapters centers theaters helicopters "
    "headquarters "
    "newspapers propellers boilers lockers bunkers shelters tenders cinders pointers stickers "
    "clusters "
    "monsters oysters gutters errors anchors harbors sectors tractors reactors corridors colors "
    "plants "
    "restaurants elephants giants pants grants trees knees degrees coffees committees hammers "
    "dollars copper layers manners makers speakers blisters barriers carriers boarders barracks "
    "thunders burners coolers drawers rudders gangsters lanterns stretchers slippers sleepers "
    "scooters rockets shivers feelers heaters tempers cheers offers answers dangers numbers "
    "summers dressers wonders".split()
)


SERVICE = frozenset(
    "driver pilot captain skipper boatman guide smuggler boatmen drivers smugglers guides "
    "chauffeur "
    "coachman muleteer cameleer ferryman engineer helmsman porter porters".split()
)
"""Who takes others along: his journey is theirs."""


def is_agent(word: str) -> bool:
    """Whether a plural noun names people by what they do.

    Examples
    --------
    >>> is_agent("labourers"), is_agent("refugees"), is_agent("rivers")
    (True, True, False)
    """
    return len(word) > 5 and word.endswith(_AGENTS) and word not in _NO_AGENTS


def carried(sentence: Sentence, i: int, persons: PersonIndex) -> Subject | None:
    """Who is taken along: "an uncle drove them", "a truck brought the family"."""
    for k in range(i + 1, min(len(sentence.tokens), i + 5)):
        low = sentence.low(k)
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
        if noun and low in _OWNERS:
            return _PRONOUNS[_OWNERS[low]]
        if low == "it" and sentence.low(k - 1) in en.PREPOSITIONS:
            continue
        if low == "it" and not noun:
            return _vehicle_before(sentence, k) or _PRONOUNS[low]
        if low == "us" and sentence.low(k - 1) == "of" and not noun:
            return _PRONOUNS[low]
        if not noun and low in _PRONOUNS and low not in {"him", "her", "them", "me", "us"}:
            return _PRONOUNS[low]
        person = _person_ending_at(sentence, k, persons)
        if person is not None and not _is_object(sentence, k):
            return Subject(person, "one")
        if low in KIN and sentence.low(k + 1) != "’s" and not _is_object(sentence, k):
            return Subject(low, "one", sentence.low(k - 1) in {"an", "a", "another"})
        if low in VEHICLES and sentence.low(k - 1) in MOTION:
            continue
        if (low in VEHICLES or low in GROUPS or is_agent(low)) and (
            noun or not _is_governed(sentence, k, i)
        ):
            outer = _outer_group(sentence, k) if sentence.low(i - 1) in {"who", "which"} else k
            return _group(sentence, outer, sentence.low(outer))
    return previous or _after(sentence, i, persons) or Subject()


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


def _person_ending_at(sentence: Sentence, k: int, persons: PersonIndex) -> str | None:
    token = sentence.tokens[k]
    if not token.text[0].isupper() or sentence.names.get(k):
        return None
    plain = token.text.removesuffix("'s").removesuffix("’s")
    if plain != token.text:
        return None
    whole = persons.ending_at(token.end)
    if whole is not None:
        return whole.key
    return persons.key_of(plain) or _unknown_person(sentence, k, plain)


def _unknown_person(sentence: Sentence, k: int, word: str) -> str | None:
    """A capitalised word that no list knows, standing where a subject stands: "Emre took"."""
    opens = k == 0 or sentence.low(k - 1) in {",", ";", "and", "but", "when", "while", "where", ":"}
    low = word.casefold()
    if not opens or not word.isalpha() or len(word) < 3 or not word[1:].islower():
        return None
    if en.is_common(low) or word in en.DEMONYMS or low in en.MONTHS | en.WEEKDAYS:
        return None
    follow = sentence.low(k + 1)
    acts = follow in en.AUXILIARIES | MOTION.keys() or follow.endswith("ed") or follow == "and"
    return slug(word) if acts else None


def _is_object(sentence: Sentence, k: int) -> bool:
    while k > 0 and sentence.tokens[k - 1].text[0].isupper():
        k -= 1
    return sentence.low(k - 1) in en.PREPOSITIONS | {"told", "asked"}


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
    part = {*words, *sentence.lows[max(0, k - len(words) - 2) : k - len(words)]} & _PARTS
    before = (sentence.low(k - len(words) - 1), sentence.low(k - len(words) - 2))
    if before[0] == "of" and before[1] in _INDEFINITE:
        first = before[1]
    many = (
        low.endswith("s")
        or low in _COLLECTIVES
        or low in {"people", "men", "women", "children", "rest", "some"}
    )
    indefinite = first in _INDEFINITE or low == "some" or "lots" in words
    key = slug(f"{min(part) if part else _mark_of(words)} {low}")
    return Subject(key, "many" if many else "one", indefinite, generic=low not in VEHICLES)


_PARTS = frozenset({"half", "part"})
_MARKS = _PARTS | frozenset(
    "northern southern eastern western north south east west first second third fourth fifth main "
    "advance rear leading larger smaller bigger red white blue green black yellow rescue relief "
    "upper lower older younger".split()
)


def _mark_of(words: list[str]) -> str:
    """The adjective that tells one group from another: "the northern team"."""
    return next((word for word in words if word in _MARKS), "")


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


def company_of(sentences: list[Sentence], persons: PersonIndex) -> dict[str, frozenset[str]]:
    """Vehicles and columns that a person is told of in one sentence with: his company."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        vehicles = _COLLECTIVE & sentence.vocabulary
        if not vehicles:
            continue
        for token in sentence.tokens:
            person = persons.at(token.start)
            if person is not None:
                found.setdefault(person.key, set()).update(vehicles)
    return {key: frozenset(vehicles) for key, vehicles in sorted(found.items())}


def travels_itself(subject: Subject) -> bool:
    """Whether a carrier travels too, with whom it carries: "the convoy took 20 families"."""
    noun = noun_of(subject.key)
    return noun in _COLLECTIVE or (noun in VEHICLES and not subject.indefinite)


def noun_of(key: str) -> str:
    """The noun of a traveller's key: "team" of "northern-team"."""
    return key.rpartition("-")[2]


def is_marked(key: str) -> bool:
    """Whether an adjective sets a group apart from others: "northern-team"."""
    return key.partition("-")[0] in _MARKS


def is_part(key: str) -> bool:
    """Whether a traveller is a part of a group that goes its own way: "half-lorries"."""
    return key.partition("-")[0] in _PARTS


def plain_keys(keys: set[str]) -> dict[str, str]:
    """Keys whose adjective tells nothing apart, each to its noun alone.

    Examples
    --------
    >>> plain_keys({"relief-party", "north-team", "south-team", "ada"})
    {'relief-party': 'party'}
    """
    marked: dict[str, set[str]] = {}
    for key in keys:
        mark, _, noun = key.rpartition("-")
        if mark in _MARKS:
            marked.setdefault(noun, set()).add(key)
    marks = {key.partition("-")[0] for own in marked.values() for key in own}
    apart = {m for family in _CONTRASTS if len(marks & family) > 1 for m in family} | _PARTS
    return {
        key: noun
        for noun, own in sorted(marked.items())
        if len(own) < 2
        for key in own
        if key.partition("-")[0] not in apart
    }


_CONTRASTS = (
    frozenset("larger smaller bigger main".split()),
    frozenset("first second third fourth fifth".split()),
    frozenset("northern southern eastern western north south east west".split()),
    frozenset("upper lower".split()),
    frozenset("older younger".split()),
)
"""Adjectives that set one group against another, whatever each is called."""


_COLLECTIVE = frozenset(
    "convoy caravan column expedition party fleet flotilla regiment army crew patrol".split()
)


def _after(sentence: Sentence, i: int, persons: PersonIndex) -> Subject | None:
    """The traveller named after the verb: "Leaving Osh, we …", "Next came Ada"."""
    for k in range(i + 1, min(len(sentence.tokens), i + 12)):
        low = sentence.low(k)
        if low in {"i", "we", "he", "she", "they"}:
            return _PRONOUNS[low]
        if sentence.low(k - 1) == ",":
            person = persons.at(sentence.tokens[k].start)
            if person is not None and not sentence.names.get(k):
                return Subject(person.key, "one")
    return None
