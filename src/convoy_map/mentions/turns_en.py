"""Words of parting and of meeting in English: "we split at Osk", "Ada went on alone"."""

from __future__ import annotations

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.motion_words import MOTION
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.subjects_en import GROUPS, KIN, VEHICLES, is_agent
from convoy_map.mentions.telling import MEET, PART, REST, SPLIT, Flash, Turn

__all__ = ["flashes_of", "turns_of"]

_SPLITS = frozenset("parted separated split diverged divided".split())
_APART = frozenset("apart separately ways company".split())
_OBJECTS = frozenset("us me him her them".split())
_STAYING = frozenset("stayed remained stopped lingered stay remain".split())
_BEHIND = frozenset("behind on there back".split())
_MEETINGS = frozenset(
    "rejoined rejoin joined reunited overtook met meet together caught reunion".split()
)
_TRIGGERS = (
    _SPLITS
    | _MEETINGS
    | frozenset(
        "others rest while whilst whereas alone without left behind goodbye farewell follow "
        "ways".split()
    )
)
_SUBJECTS = frozenset("i we he she they".split())
_AFTER_SPLIT = frozenset(", . ; : up there here in at into from near before after and".split())


def turns_of(sentences: list[Sentence], persons: PersonIndex) -> list[Turn]:
    """Find where people part or come together, in order."""
    found: list[Turn] = []
    for sentence in sentences:
        if _TRIGGERS.isdisjoint(sentence.vocabulary):
            continue
        for i, low in enumerate(sentence.lows):
            if low not in _TRIGGERS:
                continue
            turn = _turn(sentence, i, low, persons)
            if turn is not None:
                kind, who = turn
                at = sentence.starts[0 if low == "alone" else i]
                found.append(Turn(at, sentence.index, sentence.paragraph, kind, who))
    return sorted(found, key=lambda t: t.start)


def _turn(
    sentence: Sentence, i: int, low: str, persons: PersonIndex
) -> tuple[str, frozenset[str]] | None:
    """Kind of the turn told at token ``i`` and those it is told of; None if it is none."""
    after, before = sentence.low(i + 1), sentence.low(i - 1)
    named = frozenset(_named(sentence, persons))
    who = _subject(sentence, i, persons)
    if low in {"while", "whilst", "whereas"}:
        return _contrast(sentence, i, persons)
    if low in {"others", "rest"} and _goes_on(sentence, i):
        return REST, frozenset()
    if low in _SPLITS and (after in _AFTER_SPLIT | _APART or not after):
        return (SPLIT, named | who) if before not in en.DETERMINERS else None
    if low == "ways" and {"separate", "own", "different"} & {before, sentence.low(i - 2)}:
        return SPLIT, named | who
    if low in {"goodbye", "farewell"}:
        return SPLIT, named | who
    if low == "alone" and who and not {"leave", "let", "leaves"} & {sentence.low(i - 2), before}:
        return PART, who
    if low == "without":
        left = _object(sentence, i, persons)
        return (PART, left | who) if left else None
    if low == "follow" and _denied(sentence, i):
        return PART, who
    if low == "behind" and before in _STAYING:
        return PART, who
    if low == "left":
        left = _object(sentence, i, persons)
        if after in _OBJECTS:
            return PART, who | left
        return (PART, left) if left else None
    if low in _MEETINGS and not _denied(sentence, i):
        return (MEET, named | who | _object(sentence, i, persons)) if named | who else None
    return None


def _goes_on(sentence: Sentence, i: int) -> bool:
    """Such as "the others went on", "the rest of us rode": who was told of before did not."""
    return sentence.low(i - 1) == "the" and any(
        sentence.low(k) in MOTION for k in range(i + 1, min(len(sentence.lows), i + 6))
    )


def _contrast(
    sentence: Sentence, i: int, persons: PersonIndex
) -> tuple[str, frozenset[str]] | None:
    """Such as "While the ship lay in Osk, Ada left": those on one side go without the other."""
    end = next((k for k in range(i + 1, len(sentence.lows)) if sentence.low(k) == ","), None)
    sides = (
        (range(i, len(sentence.lows)), range(i))
        if i > 0 or end is None
        else (range(i, end), range(end, len(sentence.lows)))
    )
    told = [{p.key for k in side if (p := persons.at(sentence.starts[k]))} for side in sides]
    vehicles = [any(sentence.low(k) in VEHICLES for k in side) for side in sides]
    if told[0] and told[1] and told[0] != told[1]:
        return PART, frozenset(told[0] | told[1])
    if any(vehicles[n] and told[1 - n] and not told[n] for n in (0, 1)):
        return PART, frozenset(told[0] | told[1])
    return None


def _denied(sentence: Sentence, i: int) -> bool:
    near = sentence.lows[max(0, i - 4) : i]
    return any(w in {"not", "never"} or w.endswith(("n't", "n’t")) for w in near)


def _named(sentence: Sentence, persons: PersonIndex) -> list[str]:
    keys = []
    for start in sentence.starts:
        person = persons.at(start)
        if person is not None:
            keys.append(person.key)
    return keys


def _subject(sentence: Sentence, i: int, persons: PersonIndex) -> frozenset[str]:
    """Who does it: the nearest pronoun, person, kin or group before token ``i``."""
    for k in range(i - 1, max(-1, i - 18), -1):
        low = sentence.low(k)
        if low in _SUBJECTS:
            return frozenset({low})
        person = persons.at(sentence.starts[k])
        if person is not None and sentence.low(k - 1) not in en.PREPOSITIONS:
            return frozenset({person.key})
        if low in KIN or low in GROUPS or is_agent(low):
            return frozenset({low})
        if low in {";", ":", "“"}:
            break
    return frozenset()


def _object(sentence: Sentence, i: int, persons: PersonIndex) -> frozenset[str]:
    """Who stands right after token ``i``: "without us", "left Ada"."""
    for k in range(i + 1, min(len(sentence.starts), i + 4)):
        low = sentence.low(k)
        if low in _OBJECTS:
            return frozenset({_SUBJECT_OF[low]})
        person = persons.at(sentence.starts[k])
        if person is not None:
            return frozenset({person.key})
        if low in KIN:
            return frozenset({low})
        if low not in en.DETERMINERS | en.POSSESSIVES | en.TITLES | {"with", "up"}:
            break
    return frozenset()


_SUBJECT_OF = {"us": "we", "me": "i", "him": "he", "her": "she", "them": "they"}


_UNITS = frozenset(
    "hour hours day days night nights week weeks month months year years minutes morning".split()
)


def flashes_of(sentences: list[Sentence]) -> list[Flash]:
    """Find where a text goes back in time: "before that", "six days earlier", "I forgot"."""
    found: list[Flash] = []
    for sentence in sentences:
        if _BACK.isdisjoint(sentence.vocabulary):
            continue
        for i, low in enumerate(sentence.lows):
            flash = _flash(sentence, i) if low in _BACK else None
            if flash is not None:
                found.append(flash)
                break
    return found


_BACK = frozenset({"before", "earlier", "forgot", "previously"})
_LOOKING = frozenset({"had", "'d", "’d", "we'd", "we’d", "i'd", "i’d", "they'd", "he'd", "she'd"})


def _flash(sentence: Sentence, i: int) -> Flash | None:
    """The going back that token ``i`` tells of, None if it tells of none."""
    low, after, before = sentence.low(i), sentence.low(i + 1), sentence.low(i - 1)
    own = (sentence.starts[0], sentence.index, sentence.paragraph)
    if low == "before" and (i == 0 or before in {",", ";", "and", "but", "that", "—", "–"}):
        place = sentence.name_at(i + 1)
        if place is not None and _LOOKING & set(sentence.lows[i:]):
            return Flash(sentence.starts[i], *own[1:], place.name, sentence_only=True)
        return Flash(*own, sentence_only=True) if after == "that" else None
    if low == "earlier" and before in _UNITS:
        return Flash(*own)
    return Flash(*own) if low == "forgot" and before in {"i", "we"} else None
