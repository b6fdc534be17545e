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
from convoy_map.mentions.stop_model import take_stops, weighed_places
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
    told: dict[int, list[Event]] = {}
    for event in events:
        told.setdefault(event.sentence, []).append(event)

    past = _is_past(events)

    def reasons(beside: Sequence[Unit], at: int, around: Surroundings) -> list[str]:
        return reasons_en(sentences[beside[at].sentence], beside, at, around, persons, past)

    def to_event(unit: Unit) -> Event:
        return _stop(unit, sentences[unit.sentence], told.get(unit.sentence, []), persons)

    places = weighed_places(events, units, speakers, gazetteer, reasons, "en")
    return take_stops(events, places, to_event)


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
    before = [e for e in events if e.start < unit.start] or events[:1]
    if before:
        return Subject(before[-1].traveller, before[-1].number)
    subject = subject_of(sentence, i, persons, None, False)
    if not subject.generic:
        return subject
    for teller, words in (("we", _OURS), ("i", _MINE)):
        if not words.isdisjoint(sentence.vocabulary):
            return Subject(teller, "many" if teller == "we" else "one")
    return Subject()


_OURS, _MINE = frozenset("we us our ours".split()), frozenset("i me my mine".split())
