"""Arabic stops that no verb of motion tells, by the weight of all reasons together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.speech import SpeakerMap
from convoy_map.mentions.stop_context import Surroundings
from convoy_map.mentions.stop_features_ar import reasons_ar
from convoy_map.mentions.stop_model import last_motion, tell_stops
from convoy_map.mentions.units import Person, Unit
from convoy_map.model import Gazetteer, Stance

__all__ = ["tell_stops_ar"]


def tell_stops_ar(
    events: list[Event],
    read: Sequence[ArabicSentence],
    units: Sequence[Unit],
    persons: Mapping[int, Person],
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

    def reasons(beside: Sequence[Unit], at: int, around: Surroundings) -> list[str]:
        return reasons_ar(sentences[beside[at].sentence], beside, at, around, persons)

    def to_event(unit: Unit, own: Sequence[Event]) -> Event:
        sentence = sentences[unit.sentence]
        motion = last_motion(unit, own)
        event = Event(
            unit.start, unit.start, "told", "there", sentence.index, sentence.paragraph,
            traveller=motion.traveller if motion else "",
            number=motion.number if motion else "",
        )  # fmt: skip
        event.args.append(Arg(unit, Path.STAY, Stance.STATED))
        return event

    return tell_stops(events, units, speakers, gazetteer, reasons, to_event, "ar")
