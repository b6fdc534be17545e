"""Whom every motion is told of: pronouns and endings led back to a traveller's key."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from convoy_map.mentions.events import Event
from convoy_map.mentions.speech import SpeakerMap
from convoy_map.mentions.telling import ALL, AS_FOR, MEET, PART, SPLIT, Telling, Topic, Turn
from convoy_map.mentions.traveller_keys import (
    GROUPS,
    KIN,
    MEN,
    ROLES,
    STRANGER,
    VEHICLES,
    WOMEN,
    is_stranger,
    noun_of,
)
from convoy_map.mentions.units import Person, slug

__all__ = ["UNNAMED", "Cast"]

UNNAMED = frozenset({"he", "she"})
"""Keys of somebody whom only a pronoun tells."""
_FEMININE = frozenset(
    "ship boat steamer dhow vessel schooner brig barge ferry launch ketch".split()
)
OTHER = "other"
"""Key of the one who went his own way where no word names him."""
_PRONOUN_GENDER = {"he": "m", "she": "f", "one": ""}
_REMEMBERED = 8
_PARTED = 2
_FAR = 400
"""Letters after which somebody of unknown gender gives way to one whom the pronoun fits."""
_BESIDE = 60
"""Letters within which two names stand side by side, so that a pronoun chooses by gender."""


def is_nameless(event: Event) -> bool:
    """Whether a note without a verb names no traveller: "Then Osk", "by way of Osk"."""
    return event.traveller in {"i", "we"} and not event.number


class Cast:
    """The people of a text as they are spoken of, one motion after the other.

    Parameters
    ----------
    speakers : SpeakerMap
        Who says what, for "I" and "we" within quotation marks.
    persons : sequence of Person
        All persons named.
    telling : Telling
        Persons and groups spoken of, partings and meetings.
    """

    def __init__(self, speakers: SpeakerMap, persons: Sequence[Person], telling: Telling) -> None:
        self.speakers = speakers
        self.telling = telling
        self.genders = dict(telling.genders)
        self.first_person = False
        self._spans = {p.start: p.key for p in persons}
        self._keys = {slug(p.text): p.key for p in persons}
        self._topic_starts = [t.start for t in telling.topics]
        self._group_starts = [g[0] for g in telling.groups]
        self._ones: list[str] = []
        self._last_at = self._many_at = -1
        self._last_many = self._last_it = self._last_key = ""
        self._before = (-1, "")
        self._scene = (-1, "", -1)
        self._new: set[str] = set()

    def read(self, events: Sequence[Event]) -> dict[Turn, frozenset[str]]:
        """Give every motion the key of its traveller; whom each turn is told of."""
        own = [
            e for e in events
            if e.key_is_teller and not self.speakers.in_quote(e.start)
            and (e.number or e.traveller == "we")
        ]  # fmt: skip
        self.first_person = len(own) > 1 or any(e.args for e in own)
        met: dict[Turn, frozenset[str]] = {}
        turns = iter(self.telling.turns)
        turn = next(turns, None)
        for event in events:
            while turn is not None and turn.start <= event.start:
                met[turn] = self._told_of(turn)
                if turn.kind == MEET:
                    self._scene = (-1, "", -1)
                turn = next(turns, None)
            named = self._spans.get(event.start) if not event.args else None
            named = named or self._label(event)
            event.key = named or self._traveller(event) or self._on_scene(event)
            self._remember(event, event.key)
        self._come_back(events, met)
        return met

    def _label(self, event: Event) -> str:
        """The traveller that the paragraph is headed by, for all but persons."""
        label = self.telling.labels.get(event.paragraph, "")
        own = event.traveller in {"i", "we"} and event.number
        return "" if own or event.traveller in self._spans.values() else label

    def _come_back(self, events: Sequence[Event], met: dict[Turn, frozenset[str]]) -> None:
        """Lead what is told between a parting and "as for Ada" to whom she parted from."""
        parting: Turn | None = None
        for turn in met:
            if turn.kind in {PART, SPLIT}:
                parting = turn
            if turn.kind != AS_FOR:
                continue
            if parting is None or turn.paragraph - parting.paragraph > _PARTED:
                self._tell_of_another(events, turn, met[turn])
                continue
            actor = next((e.key for e in events if e.start == parting.start), "")
            back = met[turn] or {actor}
            others = sorted(met[parting] - back - {actor, ALL, ""})
            for event in events:
                apart = back if parting.kind == SPLIT else back | {actor}
                single = event.number == "one" and event.key in apart
                if single and parting.start < event.start < turn.start:
                    event.key = others[-1] if others else OTHER
                if event.start > turn.start and event.key in back & KIN and actor:
                    event.key = actor
            parting = None

    def _tell_of_another(self, events: Sequence[Event], turn: Turn, back: frozenset[str]) -> None:
        """Lead what is told right before "as for Ada" to somebody else than her."""
        for event in reversed([e for e in events if e.start < turn.start]):
            near = turn.paragraph - event.paragraph <= 1
            if not near or event.number == "many" or not (event.key in back or not event.number):
                return
            event.key = OTHER if event.key in back else event.key

    def speaker(self, offset: int) -> str:
        """Key of the person who speaks at an offset within quotation marks, else nothing."""
        who = self.speakers.at(offset)
        if who is None or not self.speakers.in_quote(offset):
            return ""
        return self._keys.get(slug(who), slug(who))

    def _told_of(self, turn: Turn) -> frozenset[str]:
        """Keys of those a turn is told of; a parting of nobody named is everybody's."""
        who = {self._meant(key, turn.start) for key in sorted(turn.who)}
        unnamed = turn.kind == SPLIT and not turn.who - {"i", "we", "they"}
        return frozenset(who | {ALL}) if unnamed else frozenset(who)

    def _meant(self, key: str, offset: int) -> str:
        """Whom a word of a turn means."""
        if key in {"i", "we"}:
            return self.speaker(offset) or "narrator"
        if key in _PRONOUN_GENDER:
            return self._single(key, offset)
        return self._last_many if key == "they" else key

    def _traveller(self, event: Event) -> str:
        key = event.traveller
        if is_nameless(event):
            return ""
        if key in {"i", "we"}:
            return self.speaker(event.start) or "narrator"
        if key in _PRONOUN_GENDER:
            joined = event.number == "many"  # "she and Ben left": not Ben
            return self._single(key, event.start - _BESIDE if joined else event.start)
        if key == "ta":
            return self._ending(event)
        if key in {"they", "them"}:
            return self._many(event)
        if key in {"it", "you"}:
            return self._last_it if key == "it" else ""
        return key

    def _on_scene(self, event: Event) -> str:
        """Whoever the paragraph told of last, where a motion names nobody new."""
        if event.traveller not in {"", "they", "them"} and not is_nameless(event):
            return ""
        where, key, sentence = self._scene
        alone = self.first_person and not event.traveller and noun_of(key) not in VEHICLES
        if where == event.paragraph and event.kind != "noun":
            return key if not alone or sentence == event.sentence else ""
        return "narrator" if is_nameless(event) and event.traveller == "we" else ""

    def _ending(self, event: Event) -> str:
        """Whom the Arabic ending means that is either "I" or "she"."""
        before = self._before[1]
        here = self._before[0] == event.sentence and before not in {"", "narrator"}
        if here and self._fits(before, "f"):
            return before
        own = self.first_person or self.speakers.in_quote(event.start)
        if own or not self._last_key:
            return "narrator"
        return (
            self._last_key if self._fits(self._last_key, "f") else self._single("she", event.start)
        )

    def _many(self, event: Event) -> str:
        """The group that "they" means: brought in since the last one, or the last one."""
        index = bisect_left(self._group_starts, event.start) - 1
        if index >= 0 and self.telling.groups[index][0] > self._many_at:
            _, group, indefinite = self.telling.groups[index]
            event.indefinite, event.generic = indefinite, group not in VEHICLES
            return group
        event.indefinite = event.indefinite or self._last_many in self._new
        return self._last_many

    def _single(self, pronoun: str, offset: int) -> str:
        """The person that "he" or "she" means.

        Whoever has acted since the last motion of one person, else who made that
        motion, else somebody spoken of before; nobody of the other gender.
        """
        gender = _PRONOUN_GENDER[pronoun]
        topics = self.telling.topics
        index = bisect_left(self._topic_starts, offset) - 1
        near = range(index, max(-1, index - _REMEMBERED), -1)
        acting = [
            topics[at]
            for at in near
            if topics[at].start > self._last_at and topics[at].acts
            and self._fits(topics[at].key, gender) and (gender or topics[at].key not in KIN)
        ]  # fmt: skip
        sure = [k for k in self._ones if gender and self.gender(k) == gender]
        acting = [
            t for t in acting
            if not sure or self.gender(t.key) == gender or offset - t.start < _FAR
        ]  # fmt: skip
        if acting:
            return self._chosen(acting, gender)
        for key in reversed(self._ones):
            if self._fits(key, gender):
                return self._known(key, gender)
        if gender == "f" and noun_of(self._last_it) in _FEMININE:
            return self._last_it
        spoken_of = [topics[at] for at in near if self._fits(topics[at].key, gender)]
        if spoken_of:
            return self._chosen(spoken_of, gender)
        return pronoun if gender else ""

    def _chosen(self, nearest_first: list[Topic], gender: str) -> str:
        """The nearest, or who stands beside him with a name that sounds right."""
        first = nearest_first[0]
        beside = [
            t for t in nearest_first if first.start - t.start < _BESIDE and t.gender == gender
        ]
        return self._known((beside or nearest_first)[0].key, gender)

    def _fits(self, key: str, gender: str) -> bool:
        return not gender or self.gender(key) in {"", gender}

    def gender(self, key: str) -> str:
        """Return "m" or "f" where a pronoun, a title or an ending has told it, else nothing."""
        if key in UNNAMED:
            return _PRONOUN_GENDER[key]
        noun = noun_of(key)
        told = "m" if noun in MEN else "f" if noun in WOMEN else ""
        return self.genders.get(key, told)

    def _known(self, key: str, gender: str) -> str:
        if gender and key not in UNNAMED:
            self.genders.setdefault(key, gender)
        return key

    def _remember(self, event: Event, key: str) -> None:
        """Note the traveller for later pronouns."""
        self._before = (event.sentence, key)
        single = event.number == "one" and noun_of(key) not in VEHICLES
        passing = single and event.traveller == key and event.indefinite
        bystander = not event.args and (key in ROLES or is_stranger(key))
        passing = passing or (bystander and event.kind not in {"leave", "go"})
        said = event.key_is_teller and self.speakers.in_quote(event.start)
        if key not in {"", STRANGER} and event.kind != "noun" and not passing and not said:
            self._scene = (event.paragraph, key, event.sentence)
        if event.indefinite and key:
            self._new.add(key)
        if event.traveller in {"i", "we"} or key in {"", "narrator", STRANGER}:
            return
        if event.kind == "noun" and not event.args:
            return
        self._last_key = key
        if noun_of(key) in VEHICLES:
            self._last_it = key
        elif event.number == "many":
            if event.args or not is_stranger(key) or event.kind == "leave":
                self._last_many, self._many_at = key, event.start
        elif key in ROLES and not event.args:
            return
        elif key not in GROUPS or not event.indefinite:
            self._ones = [*[k for k in self._ones if k != key][-_REMEMBERED:], key]
            self._last_at = event.start
