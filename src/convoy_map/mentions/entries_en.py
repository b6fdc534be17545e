"""Motion told without a verb: headings, the entries of diaries and logs, stages ("Osh to Kano")."""

from __future__ import annotations

from itertools import pairwise

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.motion_words import MOTION, UNWITNESSED
from convoy_map.mentions.noun_phrases import Sentence
from convoy_map.mentions.paths_en import (
    FILLERS,
    GOAL,
    OPENERS,
    PREPOSITIONS,
    SOURCE,
    preposition_of,
    token_index,
)
from convoy_map.mentions.subjects_en import VEHICLES
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind, Stance

__all__ = ["entry_stop", "fragment_motion", "heading_motion", "stages"]

_LABELS = frozenset(
    "route routes itinerary itineraries stops stages ports legs waypoints course way calls".split()
)
_JOINING = frozenset("to – — - → > ->".split())
_BEFORE_STAGE = (OPENERS - {"and", "but", "so"}) | frozenset(
    "only just stretch leg stage run section drive ride march today yesterday hop haul day".split()
)
_AFTER_STOP = frozenset(". ! : ; , – — -".split())


def entry_stop(sentence: Sentence, units: list[Unit], opens: bool, begins: int) -> list[Event]:
    """The place that an entry or a sentence of a diary begins with: "Osh, late.", "Osh 1640".

    Parameters
    ----------
    sentence : Sentence
        A sentence of a text whose paragraphs open with dates.
    units : list of Unit
        Its outermost places.
    opens : bool
        Whether the entry's own words begin here.
    begins : int
        Offset at which they do: after a date within the sentence, or its start.
    """
    first = next((u for u in units if u.kind is MentionKind.TOPONYM), None)
    if first is None or first.sort == "country":
        return []
    i = token_index(sentence, first.start) - token_index(sentence, begins)
    aside = preposition_of(sentence, token_index(sentence, first.start))
    if i < 0 or (
        i > 0 and not (i == 1 and aside is not None and aside[0] in {("alongside",), ("off",)})
    ):
        return []
    k = token_index(sentence, first.end)
    after = sentence.low(k)
    timed = after[:1].isdigit() or (
        after in {"at", "by"}
        and not sentence.names.get(k + 1)
        and sentence.low(k + 1) not in _NOT_A_TIME
    )
    if not timed and after not in ({""} | _AFTER_STOP if opens or i else {"", ".", "!"}):
        return []
    if after == "," and any(sentence.low(n) in en.SPEECH_VERBS for n in range(k + 1, k + 4)):
        return []
    token = sentence.tokens[0]
    event = Event(token.start, token.end, token.low, "entry", sentence.index, sentence.paragraph)
    event.traveller, event.is_return = "we", True
    event.args.append(Arg(first, Path.STAY, Stance.STATED))
    return [event]


_NOT_A_TIME = frozenset("the a an my his her our".split())


def stages(sentence: Sentence, units: list[Unit]) -> list[Event]:
    """Stages told by their ends: "Kano to Zaria, ten hours", "Osh - Kano - Zaria"."""
    label = sentence.low(0) in _LABELS and sentence.low(1) in {":", "–", "—"}
    listed = [u for u in units if u.kind is MentionKind.TOPONYM]
    if label and len(listed) > 1:
        return _stage_event(sentence, listed, 0)
    runs: list[list[Unit]] = []
    for left, right in pairwise(units):
        between = sentence.lows[
            token_index(sentence, left.end) : token_index(sentence, right.start)
        ]
        if len(between) != 1 or between[0] not in _JOINING:
            continue
        if runs and runs[-1][-1] is left:
            runs[-1].append(right)
        else:
            runs.append([left, right])
    return [e for run in runs for e in _stage(sentence, run)] or _from_it_was(sentence, units)


def _from_it_was(sentence: Sentence, units: list[Unit]) -> list[Event]:
    """Such as "From Osk it was three days on foot to Lur", "it is a day's ride from Osk to Lur"."""
    lows = sentence.lows
    if not any(a == "it" and b in {"was", "is", "took"} for a, b in pairwise(lows)):
        return []
    for left, right in pairwise(units):
        i, k = token_index(sentence, left.start), token_index(sentence, right.start)
        apart = k - token_index(sentence, left.end)
        if lows[i - 1 : i] == ["from"] and lows[k - 1 : k] == ["to"] and apart <= 12:
            return _stage_event(sentence, [left, right], i)
    return []


def _stage(sentence: Sentence, run: list[Unit]) -> list[Event]:
    i = token_index(sentence, run[0].start)
    named = [u for u in run if u.kind is MentionKind.TOPONYM]
    if not named or run[0].kind is not MentionKind.TOPONYM:
        return []
    if i > 0 and sentence.low(i - 1) not in _BEFORE_STAGE and len(run) < 3:
        return []
    return _stage_event(sentence, run, i)


def _stage_event(sentence: Sentence, run: list[Unit], i: int) -> list[Event]:
    first = sentence.tokens[i]
    event = Event(first.start, first.start, "stage", "stage", sentence.index, sentence.paragraph)
    event.traveller = "we"
    paths = [Path.SOURCE, *([Path.VIA] * (len(run) - 2)), Path.GOAL]
    event.args = [Arg(u, p, Stance.STATED) for u, p in zip(run, paths, strict=True)]
    return [event]


def heading_motion(sentence: Sentence, units: list[Unit]) -> list[Event]:
    """A heading that tells of motion without a verb: "Into the desert"."""
    if len(sentence.tokens) > 7 or len(units) != 1:
        return []
    if len(sentence.tokens) <= 2 + units[0].text.count(" ") and units[0].start == sentence.start:
        return _diary_stop(sentence, units[0])
    if sentence.tokens[-1].text in ".!?":
        return []
    found = preposition_of(sentence, token_index(sentence, units[0].start))
    if found is None or found[1] != 0 or found[0] not in SOURCE | GOAL | {("through",)}:
        return []
    token = sentence.tokens[0]
    event = Event(token.start, token.end, token.low, "there", sentence.index, sentence.paragraph)
    event.args.append(Arg(units[0], PREPOSITIONS[found[0]], Stance.STATED))
    return [event]


def fragment_motion(sentence: Sentence, units: list[Unit]) -> list[Event]:
    """A diary's sentence without a verb: "Over the pass to Osh, then down to Murgab."."""
    plain = sentence.tokens[-1].text == "." and len(sentence.tokens) <= 16
    if not plain or not units or any(_is_verb(low) for low in sentence.lows):
        return []
    token = sentence.tokens[0]
    event = Event(token.start, token.end, token.low, "there", sentence.index, sentence.paragraph)
    event.traveller = "we"
    for unit in units:
        found = preposition_of(sentence, token_index(sentence, unit.start))
        if found is None or found[0] in {("on",), ("by",), ("for",)}:
            continue
        if _has_predicate(sentence, unit, found[1]):
            return _sighting(sentence, unit, event)
        if PREPOSITIONS[found[0]] is not Path.HEADING:
            event.args.append(Arg(unit, PREPOSITIONS[found[0]], Stance.STATED))
    return [event] if event.args else []


def _has_predicate(sentence: Sentence, unit: Unit, first: int) -> bool:
    """Whether a sentence goes on after its subject's place: "The government in Osk denies"."""
    after = sentence.low(token_index(sentence, unit.end))
    small = en.PREPOSITIONS | en.DETERMINERS | en.CONJUNCTIONS | FILLERS
    return first > 0 and after.isalpha() and after not in small | _TIME_WORDS


_TIME_WORDS = frozenset("then today yesterday tomorrow tonight late early noon midday dusk".split())
_SIGHTS = frozenset("shows show saw recorded filmed photographed caught registered logged".split())


def _sighting(sentence: Sentence, unit: Unit, event: Event) -> list[Event]:
    """Such as "A camera at Osk shows the lorry": where a vehicle was seen."""
    k = token_index(sentence, unit.end)
    seen = next((low for low in sentence.lows[k + 1 : k + 5] if low in VEHICLES), "")
    if sentence.low(k) not in _SIGHTS or not seen or {"no", "not"} & set(sentence.lows[k:]):
        return []
    event.traveller, event.number = seen, "one"
    event.args = [Arg(unit, Path.STAY, Stance.STATED)]
    return [event]


def _is_verb(word: str) -> bool:
    return (
        word in en.AUXILIARIES
        or word in MOTION
        or word in en.SPEECH_VERBS | UNWITNESSED
        or (word.endswith(("ed", "ing")) and len(word) > 4)
        or word in en.PRONOUNS
    )


def _diary_stop(sentence: Sentence, unit: Unit) -> list[Event]:
    """A sentence that is nothing but a name, in a diary: "25 March. Daru."."""
    if sentence.tokens[-1].text != "." or unit.kind is not MentionKind.TOPONYM:
        return []
    token = sentence.tokens[0]
    event = Event(token.start, token.end, token.low, "there", sentence.index, sentence.paragraph)
    event.is_return = True
    event.args.append(Arg(unit, Path.STAY, Stance.STATED))
    return [event]
