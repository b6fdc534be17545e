"""Who is spoken of in an English text, who goes along with whom, and who parts."""

from __future__ import annotations

from collections import Counter

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.motion_words import MOTION
from convoy_map.mentions.named_subjects_en import unknown_person
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.subjects_en import groups_of
from convoy_map.mentions.telling import Telling, Topic, labels_of
from convoy_map.mentions.traveller_keys import COLLECTIVE, KIN, MEN, ROLES, WOMEN
from convoy_map.mentions.turns_en import flashes_of, turns_of

__all__ = ["telling_of"]

_PRONOUNS = {"he": ("m", 2), "she": ("f", 2), "his": ("m", 1), "her": ("f", 1)}
_OPENS = frozenset(
    ', ; : — – “ " ( and but when while as where so because before after until then although '
    "though if since that says said".split()
)


def telling_of(sentences: list[Sentence], persons: PersonIndex) -> Telling:
    """Read what a text tells of its people besides their motions."""
    topics: list[Topic] = []
    votes: dict[str, Counter[str]] = {}
    for sentence in sentences:
        found = _topics(sentence, persons)
        _vote(sentence, found, topics[-2:], votes)
        topics.extend(found)
    genders = {key: count.most_common(1)[0][0] for key, count in sorted(votes.items())}
    known = [Topic(t.start, t.key, genders.get(t.key) or _sounds(t.key), t.acts) for t in topics]
    return Telling(
        topics=known,
        genders=genders,
        groups=groups_of(sentences),
        company=_company(sentences, persons),
        pairs=_pairs(sentences, persons),
        turns=turns_of(sentences, persons),
        labels=labels_of(_openings(sentences)),
        flashes=flashes_of(sentences),
    )


def _openings(sentences: list[Sentence]) -> list[tuple[int, str]]:
    """Paragraphs that open with a group and a colon or dash: "Convoy A (nine lorries): left"."""
    found: list[tuple[int, str]] = []
    block = -1
    for sentence in sentences:
        first, block = sentence.paragraph != block, sentence.paragraph
        lows = sentence.lows[:_LABEL]
        end = next((k for k, low in enumerate(lows) if low in {":", "–", "—"}), 0)
        if not first or not end or any(low in MOTION for low in lows[:end]):
            continue
        noun = next(
            (low for low in lows[:end] if low in COLLECTIVE or low in {"team", "group"}), ""
        )
        if noun:
            found.append((sentence.paragraph, noun))
    return found


_LABEL = 14
_HEADED_BY = COLLECTIVE | {"team", "group"}


def _topics(sentence: Sentence, persons: PersonIndex) -> list[Topic]:
    """Persons and kin of one sentence, in order."""
    found: list[Topic] = []
    last = -1
    for i, low in enumerate(sentence.lows):
        start = sentence.starts[i]
        if start < last:
            continue
        person = persons.at(start)
        if person is not None:
            gender = _titled(sentence, i, person.text)
            owner = sentence.words[i].endswith(("'s", "’s")) or person.text.endswith(("'s", "’s"))
            found.append(Topic(start, person.key, gender, _acts(sentence, i) and not owner))
            last = person.end
        elif low in KIN and (
            sentence.low(i - 1) in en.DETERMINERS | en.POSSESSIVES
            or sentence.low(i - 2) in en.POSSESSIVES
        ):
            gender = "m" if low in MEN else "f" if low in WOMEN else ""
            if persons.at(sentence.starts[i + 1] if i + 1 < len(sentence.starts) else -1) is None:
                found.append(Topic(start, low, gender, _acts(sentence, i - 1)))
        elif sentence.words[i][0].isupper() and not sentence.names.get(i):
            key = unknown_person(sentence, i, sentence.words[i])
            if key is not None:
                found.append(Topic(start, key, "", True))
    return found


def _acts(sentence: Sentence, i: int) -> bool:
    """Whether token ``i`` stands where a subject stands: at the head of a clause."""
    j = i - 1
    while j >= 0 and (
        sentence.low(j) in en.TITLES | ROLES or sentence.low(j) in en.DETERMINERS | en.POSSESSIVES
    ):
        j -= 1
    return j < 0 or sentence.low(j) in _OPENS or sentence.low(j) in en.SPEECH_VERBS


def _titled(sentence: Sentence, i: int, name: str) -> str:
    """Gender told by a title or by the noun before a name: "Mrs Okafor", "his sister Ada"."""
    words = {sentence.low(i - 1), sentence.low(i - 2), name.split(None, 1)[0].lower().rstrip(".")}
    if words & WOMEN:
        return "f"
    return "m" if words & MEN else ""


_BESIDE = 60


def _sounds(key: str) -> str:
    """Gender that a first name most likely has, where nothing in the text tells it."""
    return "f" if key.partition("-")[0].endswith("a") else ""


def _vote(
    sentence: Sentence, found: list[Topic], before: list[Topic], votes: dict[str, Counter[str]]
) -> None:
    """Count what the first pronoun after a name says of its bearer."""
    for topic in found:
        if topic.gender:
            votes.setdefault(topic.key, Counter())[topic.gender] += 3
    several = len(before) > 1 and before[1].start - before[0].start < _BESIDE
    pending = before[-1] if before and not several and len({t.key for t in found}) < 2 else None
    at = 0
    for i, low in enumerate(sentence.lows):
        while at < len(found) and found[at].start <= sentence.starts[i]:
            joined = at + 1 < len(found) and "and" in sentence.lows[i : i + 4]
            pending, at = (None if joined or (at and pending is None) else found[at]), at + 1
        if low not in _PRONOUNS or pending is None:
            continue
        after = sentence.low(i + 1)
        if low == "her" and (not after.isalpha() or after in en.PREPOSITIONS | en.CONJUNCTIONS):
            continue
        gender, weight = _PRONOUNS[low]
        votes.setdefault(pending.key, Counter())[gender] += weight
        pending = None


def _company(sentences: list[Sentence], persons: PersonIndex) -> dict[str, frozenset[str]]:
    """Vehicles and columns that a person is told of in one sentence with: his company."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        vehicles = COLLECTIVE & sentence.vocabulary
        if not vehicles:
            continue
        for token in sentence.tokens:
            person = persons.at(token.start)
            if person is not None:
                found.setdefault(person.key, set()).update(vehicles)
    return {key: frozenset(vehicles) for key, vehicles in sorted(found.items())}


def _pairs(sentences: list[Sentence], persons: PersonIndex) -> dict[str, frozenset[str]]:
    """People told of as going together: "Ada and Ben left Osh", "Ada left Osh with her aunt"."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        if sentence.vocabulary.isdisjoint(_JOINING) or sentence.vocabulary.isdisjoint(MOTION):
            continue
        named = _people(sentence, persons)
        for n, (first, last, key) in enumerate(named[1:], start=1):
            before, after = named[n - 1], sentence.low(first - 1)
            other = before[2]
            if after in en.POSSESSIVES:
                after = sentence.low(first - 2)
            beside = before[1] >= first - 3
            joined = (after == "and" and beside) or after == "with" or sentence.low(last + 1) == ""
            if joined and after in _JOINING and other != key:
                found.setdefault(key, set()).add(other)
                found.setdefault(other, set()).add(key)
    return {key: frozenset(mates) for key, mates in sorted(found.items())}


_JOINING = frozenset({"and", "with"})


def _people(sentence: Sentence, persons: PersonIndex) -> list[tuple[int, int, str]]:
    """People of a sentence: first and last token of the words for each, and the key."""
    named: list[tuple[int, int, str]] = []
    for i, start in enumerate(sentence.starts):
        person = persons.at(start)
        low = sentence.low(i)
        if person is not None:
            last = next(
                (k for k in range(i, len(sentence.ends)) if sentence.ends[k] >= person.end), i
            )
            named.append((i, last, person.key))
        elif low in {"i", "we", "me", "us"}:
            named.append((i, i, "narrator"))
        elif sentence.words[i][0].isupper() and not sentence.names.get(i):
            key = unknown_person(sentence, i, sentence.words[i])
            named.extend([(i, i, key)] if key is not None else [])
        elif (
            low in KIN
            and persons.at(sentence.starts[i + 1] if i + 1 < len(sentence.starts) else -1) is None
        ):
            named.append((i, i, low))
    return named
