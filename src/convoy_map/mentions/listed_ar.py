"""Arabic stops without any verb: lists, headings of a diary, answers, who goes where."""

from __future__ import annotations

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.entries_ar import follows_date
from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.frames_ar import Framing, frame_at
from convoy_map.mentions.modality_ar import stance_ar
from convoy_map.mentions.motion_ar import preposition_ar, word_index
from convoy_map.mentions.units import Person, Unit
from convoy_map.mentions.verbs_ar import motion_of, read_verb
from convoy_map.model import MentionKind, RelationKind, Stance

__all__ = ["SELF", "fragment_ar", "goes_on", "listed", "shared_out"]

_AFTER_LIST = frozenset("، ؛ . : – — - … ؟ !".split()) | {""}
_VEHICLES = ar.words(
    "باخرة سفينة قطار حافلة سيارة شاحنة طائرة عبارة مركب قارب رحلة محاولة المحاولة ليلة يوم يومان "
    "يومين ساعة ساعتان ساعتين ساعات أيام الأولى الثانية الثالثة مشيا سيرا العودة الذهاب الطريق"
)


SELF = {"انا": "i", "نحن": "we", "هو": "he", "هي": "she"}
"""Pronouns of who travels."""


def listed(
    sentence: ArabicSentence, unit: Unit, i: int, found: tuple[Path, int] | None
) -> Event | None:
    """A stop without a verb: "ثم بربر، رصيف ضيق", "حتى أولاد برحيل، حيث", "فيينا كانت مثل حلم"."""
    at = unit.relation is not None and unit.relation.kind is RelationKind.AT
    if (unit.kind is not MentionKind.TOPONYM and not at) or i >= len(sentence.words):
        return None
    word = sentence.words[i]
    taken = unit.start - word.start
    k = sentence.after_span(unit.end)
    frame = frame_at(sentence, i, taken)
    opening = sentence.low(i - 1) in {"", ".", "؛", "،", ":"} and sentence.low(i)[:taken] in {
        "",
        "ف",
    }
    heads = frame.kind is Framing.PREDICATE or _heads_entry(sentence, i, k)
    told = (
        found is not None
        or heads
        or (_begins_next(sentence, i) and _ends(sentence, k))
        or (opening and sentence.low(k) in {"كان", "كانت"})
        or (opening and _taken_up(sentence, k, 3))
        or (sentence.low(i - 1).removeprefix("و") == "اما" and _taken_up(sentence, k, 16))
    )
    if not told:
        return None
    kind = "stay" if heads else "there"
    event = Event(word.start, word.end, word.low, kind, sentence.index, sentence.paragraph)
    event.args.append(Arg(unit, Path.STAY, Stance.STATED))
    return event


def _heads_entry(sentence: ArabicSentence, i: int, k: int) -> bool:
    """A diary's heading: "الثلاثاء – الجبيل.", "١٢ مارس: سوق أهراس"; or "العقير، وفيها"."""
    if sentence.low(k) == "،" and sentence.low(k + 1) in {"وفيها", "فيها", "وهناك", "وبها"}:
        return i == 0 or sentence.low(i - 1) in _DASHES
    return _ends(sentence, k) and follows_date(sentence, i - _nouns_before(sentence, i))


def _nouns_before(sentence: ArabicSentence, i: int) -> int:
    """One where "the crossing of" stands before the name, else none."""
    return 1 if ar.PLACE_NOUNS & {rest for _, rest in ar.strip_clitics(sentence.low(i - 1))} else 0


_DASHES = frozenset(": – — - ] )".split())


def _ends(sentence: ArabicSentence, k: int) -> bool:
    low = sentence.low(k)
    return low in _AFTER_LIST or low in {"حيث", "ثم"} or low[0] in "وف"


def _begins_next(sentence: ArabicSentence, i: int) -> bool:
    """Whether "then", "after that" opens the clause right before a place."""
    before = sentence.low(i - 1)
    bare = before[1:] if before[:1] in {"و", "ف"} else before
    if bare in {"ثم", "بعدها", "تليها", "اخيرا"}:
        return True
    return bare == "ذلك" and sentence.low(i - 2).removeprefix("و") == "بعد"


def _taken_up(sentence: ArabicSentence, k: int, reach: int) -> bool:
    """Such as "الأقصر عبرها القطار", "أما باريس فنام فيها": the verb takes the place up again."""
    for j in range(k, k + reach):
        low = sentence.low(j)
        if low and not low[0].isalpha() and reach < 4:
            return False
        form = read_verb(low) if low else None
        if form is not None:
            again = form.object == "ها" or sentence.low(j + 1) in {"بها", "فيها", "اليها", "منها"}
            return again and stance_ar(sentence, j) is Stance.STATED
    return False


def goes_on(sentence: ArabicSentence, unit: Unit, i: int, events: list[Event]) -> Event | None:
    """The next of a list of stops: "إهدن، زغرتا، وأخيرا طرابلس"."""
    if not events or unit.kind is not MentionKind.TOPONYM:
        return None
    last = events[-1].args[-1].unit
    between = sentence.words[sentence.after_span(last.end) : i]
    joined = between or sentence.low(i)[: unit.start - sentence.words[i].start] in {"و", "ف"}
    if not joined or any(w.low not in _JOINS for w in between):
        return None
    word = sentence.words[i]
    event = Event(word.start, word.end, word.low, "there", sentence.index, sentence.paragraph)
    event.args.append(Arg(unit, Path.STAY, Stance.STATED))
    return event


_JOINS = ar.words("و ثم وثم وأخيرا أخيرا فـ بعدها وبعدها") | {"،"}


def shared_out(
    sentence: ArabicSentence, unit: Unit, first: int, persons: dict[int, Person]
) -> Event | None:
    """Who goes where, without a verb: "تفرقنا: أنا إلى صيدا، ومازن إلى عاليه"."""
    if first < 1:
        return None
    word = sentence.words[first - 1]
    own = SELF.get(word.low.removeprefix("و"))
    if own is None and word.start not in persons:
        return None
    event = Event(word.start, word.end, word.low, "go", sentence.index, sentence.paragraph)
    event.traveller = own or persons[word.start].key
    event.number = "many" if own == "we" else "one"
    event.args.append(Arg(unit, Path.GOAL, Stance.STATED))
    return event


def fragment_ar(sentence: ArabicSentence, units: list[Unit]) -> list[Event]:
    """An answer or a note without a verb: "من الفاشر.", "ثم إلى الكوت", "باخرة إلى بيرايوس"."""
    if len(sentence.words) > 12 or any(motion_of(w.low) for w in sentence.words):
        return []
    event = Event(
        sentence.words[0].start, sentence.words[0].end, sentence.low(0), "there", sentence.index,
        sentence.paragraph, traveller="we",
    )  # fmt: skip
    for unit in units:
        found = preposition_ar(sentence, word_index(sentence, unit.start), unit)
        opens = found is not None and (
            found[1] == 0
            or bool(event.args)
            or bool({"ثم", "،", ":"} & {sentence.low(found[1] - 1)})
            or sentence.low(found[1] - 1) in _VEHICLES
        )
        if found is not None and opens and found[0] in {Path.SOURCE, Path.GOAL, Path.VIA}:
            event.args.append(Arg(unit, found[0], Stance.STATED))
    return [event] if event.args else []
