"""English stops that no verb of motion tells, by the weight of all reasons together."""

from __future__ import annotations

from collections.abc import Sequence

from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.motion_words import BASE_FORMS, MOTION
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.paths_en import PREPOSITIONS, preposition_of, token_index
from convoy_map.mentions.persons import PersonIndex
from convoy_map.mentions.speech import SpeakerMap
from convoy_map.mentions.stop_context import Surroundings
from convoy_map.mentions.stop_features_en import reasons_en
from convoy_map.mentions.stop_model import last_motion, tell_stops
from convoy_map.mentions.subjects_en import Subject, subject_of
from convoy_map.mentions.units import Unit
from convoy_map.model import Gazetteer, Stance

__all__ = ["tell_stops_en"]


def tell_stops_en(
    events: list[Event],
    read: Sequence[Sentence],
    units: Sequence[Unit],
    persons: PersonIndex,
    speakers: SpeakerMap,
    gazetteer: Gazetteer,
) -> list[Event]:
    """Weigh every named settlement of a text and tell the stops anew.

    Parameters
    ----------
    events : list of Event
        The motions that the grammar found.
    read, units, persons, speakers
        Sentences, places, persons and speakers of the text, in order.
    gazetteer : Gazetteer
        Where the names lie.

    Returns
    -------
    list of Event
        The motions in textual order, with one more for each stop taken.
    """
    sentences = {s.index: s for s in read}
    past = _is_past(events)

    def reasons(beside: Sequence[Unit], at: int, around: Surroundings) -> list[str]:
        return reasons_en(sentences[beside[at].sentence], beside, at, around, persons, past)

    def to_event(unit: Unit, own: Sequence[Event]) -> Event:
        return _stop(unit, sentences[unit.sentence], own, persons)

    return tell_stops(events, units, speakers, gazetteer, reasons, to_event, "en")


def _is_past(events: Sequence[Event]) -> bool:
    """Whether most motions are told in the past; bare forms ("to leave") tell nothing."""
    forms = [e.verb for e in events if e.args and e.verb in MOTION and e.verb not in BASE_FORMS]
    present = sum(form.endswith("s") for form in forms)
    past = sum(not form.endswith(("s", "ing")) for form in forms)
    return past > 2 * present


def _stop(unit: Unit, sentence: Sentence, events: Sequence[Event], persons: PersonIndex) -> Event:
    """A stop as a motion of its own, by the traveller its sentence speaks of."""
    i = token_index(sentence, unit.start)
    who = _traveller(sentence, i, unit, events, persons)
    event = Event(
        unit.start, unit.start, "told", "there", sentence.index, sentence.paragraph,
        traveller=who.key, number=who.number,
    )  # fmt: skip
    found = preposition_of(sentence, i)
    path = PREPOSITIONS[found[0]] if found is not None else Path.STAY
    event.args.append(Arg(unit, path if path is Path.VIA else Path.STAY, Stance.STATED))
    return event


def _traveller(
    sentence: Sentence, i: int, unit: Unit, events: Sequence[Event], persons: PersonIndex
) -> Subject:
    motion = last_motion(unit, events)
    if motion is not None:
        return Subject(motion.traveller, motion.number)
    subject = subject_of(sentence, i, persons, None, False)
    if not subject.generic:
        return subject
    for teller, words in (("we", _OURS), ("i", _MINE)):
        if not words.isdisjoint(sentence.vocabulary):
            return Subject(teller, "many" if teller == "we" else "one")
    return Subject()


_OURS, _MINE = frozenset("we us our ours".split()), frozenset("i me my mine".split())
