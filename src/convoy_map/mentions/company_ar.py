"""Who is spoken of in an Arabic text, and of what gender the verbs show them to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.events import Event
from convoy_map.mentions.telling import Telling, Topic, labels_of
from convoy_map.mentions.turns_ar import flashes_of_ar, turns_of_ar
from convoy_map.mentions.units import Person
from convoy_map.mentions.verbs_ar import motion_of, read_verb

__all__ = ["telling_of_ar"]

_GENDERS = {
    **dict.fromkeys(("father", "brother", "uncle", "husband", "son", "grandfather"), "m"),
    **dict.fromkeys(("mother", "sister", "aunt", "wife", "daughter", "grandmother"), "f"),
}


def telling_of_ar(
    events: Sequence[Event], sentences: Sequence[ArabicSentence], persons: Mapping[int, Person]
) -> Telling:
    """Read what a text tells of its people besides their motions.

    A name that stands once and travels nowhere is the last that a pronoun may mean.
    """
    votes: dict[str, Counter[str]] = {}
    for event in events:
        form = read_verb(event.verb)
        if form is None or event.number != "one" or event.traveller in _GENDERS:
            continue
        feminine = form.suffix == "ت" or form.prefix == "ت"
        votes.setdefault(event.traveller, Counter())["f" if feminine else "m"] += 1
    genders = {k: c.most_common(1)[0][0] for k, c in sorted(votes.items())} | _GENDERS
    named = sorted(persons.values(), key=lambda p: p.start)
    often = Counter(p.key for p in named)
    travellers = {e.traveller for e in events}
    topics = [
        Topic(p.start, p.key, genders.get(p.key, ""), often[p.key] > 1 or p.key in travellers)
        for p in named
    ]
    return Telling(
        topics=topics,
        genders=genders,
        turns=turns_of_ar(sentences, persons),
        labels=labels_of(_openings(sentences)),
        flashes=flashes_of_ar(sentences),
    )


def _openings(sentences: Sequence[ArabicSentence]) -> list[tuple[int, str]]:
    """Paragraphs that open with a group and a colon: "- القافلة أ (تسع شاحنات): غادرت"."""
    found: list[tuple[int, str]] = []
    block = -1
    for sentence in sentences:
        first, block = sentence.paragraph != block, sentence.paragraph
        lows = [w.low for w in sentence.words[:_LABEL]]
        if not first or ":" not in lows:
            continue
        head = lows[: lows.index(":")]
        noun = next((_LABELS[w] for w in head if w in _LABELS), None)
        if noun is not None and not any(motion_of(w) for w in head):
            found.append((sentence.paragraph, noun))
    return found


_LABEL = 14
_LABELS = {
    word: key
    for key, words in (
        ("convoy", "القافله قافله"), ("team", "الفريق فريق"), ("group", "المجموعه مجموعه"),
        ("column", "الرتل رتل"), ("mission", "البعثه بعثه"), ("patrol", "الدوريه دوريه"),
        ("delegation", "الوفد وفد"),
    )
    for word in words.split()
}  # fmt: skip
