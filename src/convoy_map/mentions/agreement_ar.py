"""Who an Arabic verb without a subject speaks of, by gender and number.

Arabic leaves the subject out where the ending tells it: "ووصلت" is she, it (a convoy,
lorries) or I; "وصل" is he. The last traveller told of that agrees is meant. Where a
teller speaks of himself outside quotation marks, the ending that may be "I" is I.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.events import Event
from convoy_map.mentions.persons_ar import is_feminine
from convoy_map.mentions.speech import SpeakerMap
from convoy_map.mentions.subjects_ar import marked_group
from convoy_map.mentions.units import Person
from convoy_map.mentions.verbs_ar import read_verb

__all__ = ["agree"]

_MINE = ar.words(
    "وحدي نفسي أهلي أنا معي وأنا ومعي عندي سألني سئلت لي مني ابني زوجتي مساعدي رفيقي أبي أمي أخي "
    "أختي زوجي صديقي بيتي نحن معنا لنا منا"
)
"""Words by which a teller speaks of himself."""
_PRONOUNS = frozenset({"", "i", "we", "you", "he", "she", "they", "ta", "it"})
_SHE = frozenset(
    "mother sister aunt wife daughter grandmother convoy ship plane truck several-truck families "
    "group refugees".split()
)
"""Keys of kin and groups that take the feminine: things in the plural do."""
_HE = frozenset(
    "father brother uncle husband son grandfather friend cousin train delegation".split()
)


def agree(
    events: Sequence[Event],
    sentences: Sequence[ArabicSentence],
    persons: Mapping[int, Person],
    speakers: SpeakerMap,
) -> None:
    """Give verbs without a subject the last traveller that agrees with their ending."""
    outside, within = _tellers(sentences, speakers)
    ordered = sorted(persons.values(), key=lambda p: p.start)
    starts = [p.start for p in ordered]
    told: list[tuple[int, str]] = []
    labels = _labels(sentences)
    for event in events:
        label = labels.get(event.sentence, "")
        if label and (event.traveller in _UNTOLD or event.traveller.endswith("truck")):
            event.traveller = label
        quoted = speakers.in_quote(event.start)
        teller = within if quoted else outside
        if event.traveller == "ta" and (quoted or teller) and not _follows_her(event, told):
            event.traveller = "i"
        elif event.traveller == "she" and teller and not _names_her(event):
            event.traveller = ""  # "قالوا لي: تكمل" speaks to the teller
        elif event.traveller in {"ta", "she", "he"} and not quoted:
            feminine = event.traveller != "he"
            near = ordered[: bisect_left(starts, event.start)]
            key = _last(told, near, feminine)
            if key:
                event.traveller = key
        if event.traveller not in _PRONOUNS:
            told.append((event.start, event.traveller))


_UNTOLD = frozenset({"", "ta", "she", "he", "they"})
_HEAD_WORDS = 12


def _labels(sentences: Sequence[ArabicSentence]) -> dict[int, str]:
    """The traveller that heads a report's entry: "- القافلة ب: غادرت", by its sentences."""
    found: dict[int, str] = {}
    label, block = "", -1
    for sentence in sentences:
        words = [w.low for w in sentence.words[:_HEAD_WORDS]]
        first = next((k for k, w in enumerate(words) if w[0].isalpha()), 0)
        opens = first < len(words) and (words[0] in _BULLETS or sentence.paragraph != block)
        if opens:
            head = ar.GROUPS.get(words[first]) if ":" in words else None
            label = marked_group(sentence, first, head) if head is not None else ""
        elif words and words[0] in _BULLETS:
            label = ""
        block = sentence.paragraph
        if label:
            found[sentence.index] = label
    return found


_BULLETS = frozenset("- – — • * ·".split())


def _tellers(sentences: Sequence[ArabicSentence], speakers: SpeakerMap) -> tuple[bool, bool]:
    """Whether somebody speaks of himself outside and within quotation marks."""
    weight = {False: 0, True: 0}
    for sentence in sentences:
        for word in sentence.words:
            form = read_verb(word.low)
            sure = word.low in _MINE or (
                form is not None and (form.suffix == "نا" or form.object == "ني")
            )
            if sure or (form is not None and form.prefix == "ن"):
                weight[speakers.in_quote(word.start)] += 2 if sure else 1
    return weight[False] >= _SURE, weight[True] >= _SURE


_SURE = 2
"""One plain word of a teller's, or two that may be ("نفد" is also "it ran out")."""


def _names_her(event: Event) -> bool:
    form = read_verb(event.verb)
    return form is not None and form.object == "ها"


def _follows_her(event: Event, told: Sequence[tuple[int, str]]) -> bool:
    """Whether a feminine traveller was told of just before: "غادرت القافلة حلب ووصلت"."""
    if not told or not _is_she(told[-1][1]):
        return False
    return event.start - told[-1][0] < _NEAR


_NEAR = 60
"""Code points within which a verb still speaks of her who was named last."""


def _is_she(key: str) -> bool:
    return key in _SHE or key.rpartition("-")[2] in _SHE or is_feminine(key)


def _last(told: Sequence[tuple[int, str]], near: Sequence[Person], feminine: bool) -> str:
    """Key of the last traveller or person of a gender; "" where there is none."""
    for _, key in reversed(told[-12:]):
        if _is_she(key) == feminine and (feminine or key in _HE or key not in _GROUPS):
            return key
    for person in reversed(near[-6:]):
        if is_feminine(person.key) == feminine:
            return person.key
    return ""


_GROUPS = frozenset(ar.GROUPS.values()) - _HE
