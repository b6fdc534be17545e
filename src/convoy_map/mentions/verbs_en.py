"""Verbs and nouns of motion in an English sentence, with their travellers."""

from __future__ import annotations

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.events import Event
from convoy_map.mentions.modality_en import looks_back, stance_of
from convoy_map.mentions.motion_words import (
    MOTION,
    MOTION_NOUNS,
    NEEDS_PLACE,
    PHRASAL,
    SPREAD,
    THOROUGHFARES,
    VEHICLE_RIDES,
)
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.subjects_en import (
    VEHICLES,
    Subject,
    carried,
    subject_of,
    travels_itself,
)
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind, RelationKind, Stance

__all__ = ["DIRECTIONS", "WAYS", "crosses", "find_motions"]

DIRECTIONS = frozenset("out off away back over on down up together alone safely".split())
"""Particles that may stand between a verb of motion and its place."""
WAYS = frozenset("tunnel road ferry pass bridge track trail path highway".split())
"""What is taken or used to get somewhere: "took the tunnel"."""
_NOT_TRAVEL = frozenset("court school trial prison hell power pieces war work bed sleep".split())
_GETTING = frozenset("get gets got gotten getting".split())
_GETS_TO = en.PREPOSITIONS | DIRECTIONS | {"there", "here", "as", "home", "ashore", "aboard"}
_USING = frozenset("use uses using used".split())
_HALTS = frozenset("call calls stop stops halt halts pause layover stopover stopovers".split())
_NOMINAL = frozenset("stop march return crossing landing drive walk ride".split())
_BEFORE_NOUN = frozenset("own long attempted their escape overnight final first last".split())
_TRIGGERS = (
    frozenset(MOTION)
    | MOTION_NOUNS
    | SPREAD
    | frozenset(first for first, _ in PHRASAL)
    | VEHICLES
    | VEHICLE_RIDES
    | _USING
    | {"path", "route", "way", "road"}
)
_SENDING = frozenset(
    f"{verb}{ending}" for verb in ("ship", "send", "dispatch", "post", "forward")
    for ending in ("", "s", "ed", "ing", "ped", "ping", "es")
) | {"sent"}  # fmt: skip


def find_motions(
    sentence: Sentence, units: list[Unit], persons: PersonIndex, plan: bool
) -> list[Event]:
    """Find the verbs and nouns of motion of a sentence, each with its traveller."""
    events: list[Event] = []
    if _TRIGGERS.isdisjoint(sentence.vocabulary):
        return events
    covered = [(u.start + 1 if crosses(u) else u.start, u.end) for u in units]
    previous: Subject | None = None
    for i, low in enumerate(sentence.lows):
        if low not in _TRIGGERS:
            continue
        token = sentence.tokens[i]
        kind = _kind(sentence, i)
        if kind is None or any(s <= token.start < e for s, e in covered):
            continue
        noun = kind == "noun"
        subject = subject_of(sentence, i, persons, previous, noun)
        if kind == "carry" or (kind == "go" and sentence.low(i + 1) in {"us", "them", "me", "him"}):
            taken = carried(sentence, i, persons) or subject
            own = taken.generic and travels_itself(subject)
            subject = subject if own else taken
        if i == 0 and not subject.key and not noun and not token.low.endswith("ing"):
            subject = Subject("we", "many")
        if token.low in _SENDING and not _is_sent(sentence, i, persons):
            continue
        if token.low == "found" and sentence.low(i - 1) in _PASSIVE and not subject.key:
            continue  # what was found somewhere is no traveller: "the fever was found in Osk"
        previous = subject if not noun else previous
        event = Event(
            token.start, token.end, token.low, kind, sentence.index, sentence.paragraph,
            stance=stance_of(sentence, i, plan, noun), traveller=subject.key,
            indefinite=subject.indefinite, number=subject.number, generic=subject.generic,
            is_return=_is_return(sentence, i),
        )  # fmt: skip
        if not subject.key and "would" in sentence.lows[max(0, i - 3) : i]:
            event.stance = Stance.HYPOTHETICAL
        if noun and token.low in VEHICLES and sentence.low(i + 1) == "out":
            event.traveller, event.number = token.low, "one"
        event.backward = _is_backward(sentence, i)
        event.earlier = looks_back(sentence, i)
        events.append(event)
    return events


def _is_sent(sentence: Sentence, i: int, persons: PersonIndex) -> bool:
    """Whether somebody is sent, rather than goods: "he was sent to", "they sent us to"."""
    before = set(sentence.lows[max(0, i - 4) : i])
    if (
        before & {"was", "were", "been", "being", "is", "are", "got"}
        or sentence.low(i - 1) == "and"
    ):
        object_follows = sentence.low(i + 1) in {"the", "a", "an", "it"}
        return not object_follows or bool(before & {"was", "were", "been"})
    object_ = carried(sentence, i, persons)
    return object_ is not None and sentence.low(i + 2) != "rest" and object_.key != "rest"


def _is_return(sentence: Sentence, i: int) -> bool:
    """Such as "returned", "came back", "passed Osh again"."""
    words = [sentence.low(k) for k in range(i, i + 12)]
    for mark in (",", ";", ".", "and"):
        if mark in words[1:]:
            words = words[: words.index(mark, 1)]
    text = " ".join(words)
    return (
        words[0].startswith("return")
        or words[1:2] == ["back"]
        or any(again in text for again in (" again", "once more", "second time"))
    )


def _is_backward(sentence: Sentence, i: int) -> bool:
    """Such as "after passing Osk", "having crossed": told late, happened before."""
    before = (sentence.low(i - 1), sentence.low(i - 2))
    if sentence.low(i) in _HALTS and "with" in sentence.lows[max(0, i - 4) : i]:
        return True
    return before[0] in {"after", "having"} or (before[1] == "after" and before[0] == "having")


def _kind(sentence: Sentence, i: int) -> str | None:
    """Class of the verb or noun of motion at token ``i``, None if it is none."""
    low = sentence.low(i)
    if low in SPREAD:
        return "spread"
    if low in {"path", "route", "way", "road"} and sentence.low(i + 1) in {"is", "was"}:
        return "go" if sentence.low(i + 2) == "to" else None
    if low == "way" and sentence.low(i - 1) in en.POSSESSIVES and _is_way(sentence, i):
        return "go"
    if low in _USING and _uses_way(sentence, i):
        return "pass"
    phrasal = PHRASAL.get((low, sentence.low(i + 1)))
    if phrasal == "ride":
        phrasal = "go" if VEHICLE_RIDES & set(sentence.lows[i + 2 : i + 6]) else None
    if phrasal is not None:
        return phrasal
    before = sentence.low(i - 1)
    if low in MOTION_NOUNS and low not in MOTION:
        return "noun" if before not in {"of"} or low in {"route"} else None
    kind = MOTION.get(low)
    if low in VEHICLE_RIDES and _is_ride(sentence, i):
        return "noun"
    if kind is None:
        leaves = (sentence.low(i + 1), sentence.low(i + 2)) == ("out", "of")
        return "noun" if low in VEHICLES and leaves else None
    nominal = low in MOTION_NOUNS or low in _NOMINAL
    if nominal and (before in en.DETERMINERS | _BEFORE_NOUN or before.endswith(("'s", "’s"))):
        return "noun"
    if sentence.low(i + 1) in _NOT_TRAVEL or (low in {"left", "lies", "past"} and before == "the"):
        return None
    if before in {"of", "the", "a"} or (low == "march" and sentence.tokens[i].text[0].isupper()):
        return None
    if low in NEEDS_PLACE and not _spatial(sentence, i):
        return None
    if before in _PASSIVE and sentence.low(i - 2) in THOROUGHFARES:
        return None
    if low in _GETTING and sentence.low(i + 1) not in _GETS_TO:
        return None
    if low.startswith("clear") and not _is_casting_off(sentence, i):
        return None
    return kind


_PASSIVE = frozenset("was were is are been being got".split())


def _uses_way(sentence: Sentence, i: int) -> bool:
    """Such as "we are using a steep trail": not "used to"."""
    if sentence.low(i + 1) not in en.DETERMINERS | en.POSSESSIVES:
        return False
    return bool(WAYS & set(sentence.lows[i + 2 : i + 7]))


_FORCING = frozenset(
    "fought felt found cut wound bought ate swung crept swam drove rode fight force pick feel find "
    "work battle beg steal stole wend thread".split()
)


def _is_way(sentence: Sentence, i: int) -> bool:
    """Such as "fought their way to", "on our way to": not "in his way"."""
    before = sentence.low(i - 2)
    if (before, sentence.low(i - 1)) in PHRASAL:
        return False
    past = before.endswith(("ed", "ing")) and len(before) > 4
    return before == "on" or past or before in _FORCING


def _is_ride(sentence: Sentence, i: int) -> bool:
    """Such as "A bus to Osk.", "then another canoe to Osk": a stage told by its vehicle."""
    if sentence.low(i + 1) not in {"to", "from", "for"} or any(
        low in MOTION and low not in NEEDS_PLACE for low in sentence.lows[:i]
    ):
        return False
    if sentence.low(i + 1) == "from" and "to" not in sentence.lows[i + 3 : i + 8]:
        return False
    opens = all(low not in en.AUXILIARIES | en.PRONOUNS for low in sentence.lows[:i])
    return opens and any(sentence.names.get(k) for k in range(i + 2, i + 4))


def _is_casting_off(sentence: Sentence, i: int) -> bool:
    """Such as "Cleared Osk 0610", "the ship cleared Osk": not "they cleared the town"."""
    opens = i == 0 or not sentence.low(i - 1)[0].isalpha()
    return opens or bool(VEHICLES & set(sentence.lows[max(0, i - 4) : i]))


def _spatial(sentence: Sentence, i: int) -> bool:
    """Whether a place is near enough after a verb of many meanings."""
    for j in range(i + 1, min(len(sentence.tokens), i + 14)):
        low = sentence.low(j)
        if low in {";", ":"}:
            return False
        if sentence.names.get(j) or low in en.HEADS or low in {"midway", "halfway"}:
            return True
    return False


def crosses(unit: Unit) -> bool:
    """Whether a relational phrase is itself a way: "across the Tigris", "along the coast"."""
    if unit.kind is not MentionKind.RELATIONAL or unit.relation is None or unit.head:
        return False
    return unit.relation.kind in {RelationKind.CROSSING, RelationKind.ALONG}
