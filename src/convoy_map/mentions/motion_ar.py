"""Motion in Arabic: verbs with their traveller, and the places they lead to."""

from __future__ import annotations

from bisect import bisect_right

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence, Word
from convoy_map.mentions.events import Arg, Event, Path, before_which
from convoy_map.mentions.modality_ar import is_earlier_ar, stance_ar
from convoy_map.mentions.strangers_ar import tells_of_others
from convoy_map.mentions.subjects_ar import set_traveller
from convoy_map.mentions.telling_ar import (
    bound_elsewhere,
    breaks_off,
    hand_on,
    head_for,
    source_first,
    start_way_back,
    tells_home,
)
from convoy_map.mentions.units import Person, Unit
from convoy_map.mentions.verbs_ar import (
    DROPPING,
    VerbForm,
    motion_of,
    read_imperfect,
    read_verb,
)
from convoy_map.model import MentionKind, RelationKind, Stance

__all__ = ["past_apposition", "preposition_ar", "read_motion_ar", "speaks_of_plan_ar", "word_index"]

_FILLERS = (ar.PLACE_NOUNS - {"طريق"}) | ar.words(
    "ثم بعد ذلك مباشرة أخيرا أيضا مرة أخرى فقط تلك هذه و ،"
)
_PATHS = {
    **dict.fromkeys(ar.SOURCE, Path.SOURCE), **dict.fromkeys(ar.GOAL, Path.GOAL),
    **dict.fromkeys(ar.HEADING, Path.HEADING), **dict.fromkeys(ar.VIA, Path.VIA),
    **dict.fromkeys(ar.AT, Path.STAY), "قرب": Path.STAY,
}  # fmt: skip
_BREAKS = frozenset("؛ : ( )".split()) | ar.words("الذي التي الذين لأن بينما لكن لم لن حيث")
_STAYING = ar.words("توقفنا أقمنا بتنا مكثنا")
_LIST = frozenset("، و ثم ف".split())


def speaks_of_plan_ar(sentence: ArabicSentence) -> bool:
    """Whether a sentence sets a plan before the reader."""
    return any(word.low in ar.PLAN_FRAMES - {"كان"} for word in sentence.words)


def read_motion_ar(
    sentence: ArabicSentence, units: list[Unit], persons: dict[int, Person], plan: bool
) -> list[Event]:
    """Find the motions of a sentence and give each place its part in them."""
    events = _events(sentence, units, persons)
    last: tuple[Arg, Event] | None = None
    for unit in units:
        i = word_index(sentence, unit.start)
        found = _argument(sentence, unit, i, events, last)
        if found is not None:
            arg, event = found
            event.args.append(arg)
            last = found
            earlier = [e for e in events if e.start < event.start and e.args]
            if event.backward and earlier:
                event.after = before_which(earlier[-1])
    hand_on(events)
    source_first(events)
    start_way_back(events, sentence)
    head_for(events, sentence)
    return [e for e in events if e.args or e.traveller]


def word_index(sentence: ArabicSentence, start: int) -> int:
    """Index of the word within which an offset stands."""
    return bisect_right(sentence.words, start, key=_end_of)


def _end_of(word: Word) -> int:
    return word.end


def _events(sentence: ArabicSentence, units: list[Unit], persons: dict[int, Person]) -> list[Event]:
    told = [*units, *(part for u in units for part in u.parts)]
    covered = [(u.start, u.end) for u in told if u.kind is MentionKind.TOPONYM]
    words = sentence.words
    covered += [(persons[w.start].start, persons[w.start].end) for w in words if w.start in persons]
    events: list[Event] = []
    for i, word in enumerate(sentence.words):
        if word.start in persons or any(s < word.end and word.start < e for s, e in covered):
            continue
        event = _event_at(sentence, i, persons, events)
        if event is not None:
            events.append(event)
    return events


def _event_at(
    sentence: ArabicSentence, i: int, persons: dict[int, Person], told: list[Event]
) -> Event | None:
    """The motion that word ``i`` tells of, None where it tells none."""
    word = sentence.words[i]
    noun = next(
        (ar.MOTION_NOUNS[r] for _, r in ar.strip_clitics(word.low) if r in ar.MOTION_NOUNS), None
    )
    form = None if noun is not None else _verb_here(sentence, i)
    if noun is None and form is None:
        return None
    event = Event(
        word.start, word.end, word.low, noun or (form.kind if form else ""), sentence.index,
        sentence.paragraph, stance=stance_ar(sentence, i),
        is_return=_again(sentence, i) or _turns_back(word.low, form),
    )  # fmt: skip
    set_traveller(event, sentence, i, form, persons)
    after = {"بعد", "وبعد"}
    event.backward = sentence.low(i - 1) in after or (
        sentence.low(i - 1) == "ان" and sentence.low(i - 2) in after
    )
    if form is None:
        return event
    if form.stem in {"بقي", "بق"} and event.traveller not in {"i", "we", "ta", "he", "they", ""}:
        event.kind = "there"
    event.earlier = is_earlier_ar(sentence, i)
    last = told[-1] if told else None
    if tells_of_others(sentence, i, form):
        event.stance, event.traveller = Stance.HYPOTHETICAL, ""
    elif last is not None and _goes_on_unreal(last, word.low, form):
        event.stance = last.stance
    return event


def _goes_on_unreal(last: Event, low: str, form: VerbForm) -> bool:
    """Whether "and" goes on with what was only planned: "أن نكمل إلى حلب ونعود من حمص"."""
    unreal = last.stance in {Stance.PLANNED, Stance.HYPOTHETICAL}
    before = read_verb(last.verb)
    if not unreal or not form.prefix or before is None or not before.prefix:
        return False
    return low[0] in "وف" and low[1:2] == form.prefix and before.prefix == form.prefix


_BEFORE_VERB = frozenset("ثم و ف ، . : لم لا قد ان لن ما التي الذي حيث حين عندما لكن بعدما".split())


_VERB_FOLLOWS = frozenset({"ان", "لم", "لن", "كي", "لكي"})
_COMPOUNDS = frozenset({("قطع", "غيار"), ("قطع", "سلاح"), ("قطع", "اثريه"), ("نقل", "عام")})


def _verb_here(sentence: ArabicSentence, i: int) -> VerbForm | None:
    """Read word ``i`` as a verb where the words around let it be one."""
    low = sentence.low(i)
    form = read_verb(low)
    if low.lstrip("وف") == "لحق" and sentence.low(i + 1).startswith("ب"):
        return VerbForm("reach", "لحق", "", "", "")
    if form is None and sentence.low(i - 1) in _VERB_FOLLOWS and not low.startswith("ال"):
        return read_imperfect(low)
    if form is None or low in ar.GROUPS or low in ar.KIN:
        return None
    if (low, sentence.low(i + 1)) in _COMPOUNDS or not _is_verb_here(sentence, i):
        return None
    return form


def _is_verb_here(sentence: ArabicSentence, i: int) -> bool:
    """Whether a word that may be a verb is none: after a preposition, or "عبر" as one."""
    before = sentence.low(i - 1)
    if before in ar.AT | ar.SOURCE | ar.GOAL:
        return False
    if sentence.low(i) != "عبر":
        return True
    return i == 0 or before in _BEFORE_VERB or not before[0].isalpha()


def _turns_back(low: str, form: VerbForm | None) -> bool:
    """Whether a word tells of a return: "عدنا", "نرجع", "العودة"."""
    if form is not None:
        return form.stem in _RETURNING
    return "عود" in low or "رجوع" in low


_RETURNING = frozenset({"عاد", "عد", "عود", "رجع", "قفل"})


def _again(sentence: ArabicSentence, i: int) -> bool:
    """Such as "مر بمسقط مرة أخرى"."""
    return any(
        sentence.low(k) in {"مره", "ثانيه"} and sentence.low(k + 1) in {"اخري", "ثانيه"}
        for k in range(i + 1, i + 6)
    )


def preposition_ar(sentence: ArabicSentence, i: int, unit: Unit) -> tuple[Path, int] | None:
    """What the preposition before a place, or joined to it, makes of it; and its word."""
    word = sentence.words[i] if i < len(sentence.words) else None
    if word is not None and unit.start > word.start:
        clitics = word.low[: unit.start - word.start]
        if "ب" in clitics:
            via = sentence.low(i - 1).removeprefix("و") in ar.VIA
            return (Path.VIA if via else Path.STAY), i
        if "ل" in clitics:
            return Path.GOAL, i
    j = i - 1
    while j >= 0 and sentence.low(j) in _FILLERS and i - j < 4:
        if sentence.low(j) in {"،", "و"}:
            return None
        j -= 1
    low = sentence.low(j)
    if low == "طريق" and sentence.low(j - 1).removeprefix("و") in {"عن", "علي", "من"}:
        return Path.VIA, j - 1
    if low in ar.GOAL and sentence.low(j - 1).removeprefix("و") in ar.HEADING:
        return Path.HEADING, j - 1
    if low == "عن" and any(_departs(sentence.low(k)) for k in (j - 1, j - 2)):
        return Path.SOURCE, j
    bare = low[1:] if low not in _PATHS and low[:1] in {"و", "ف"} else low
    onward = sentence.low(j - 1).removeprefix("و") in {"منها", "ثم"}
    if bare in ar.VIA and onward:
        return Path.STAY, j  # "ومنها عبر غات": after where it led before
    if bare in _PATHS and j >= 0:
        return _PATHS[bare], j
    return None


def _departs(word: str) -> bool:
    """Whether "from" follows a verb as "عن": "رحلنا عن حلب", "ابتعدنا عن حلب"."""
    form = read_verb(word)
    return form is not None and form.stem in _LEFT_BY


_LEFT_BY = frozenset(
    {"رحل", "ارتحل", "رتحل", "ظعن", "نزح", "انصرف", "نصرف", "جلا", "ابتعد", "بتعد"}
)


def _argument(
    sentence: ArabicSentence, unit: Unit, i: int, events: list[Event],
    last: tuple[Arg, Event] | None,
) -> tuple[Arg, Event] | None:  # fmt: skip
    own = next((e for e in events if e.start == unit.start), None)
    if own is not None and unit.kind is MentionKind.RELATIONAL:
        return Arg(unit, Path.VIA, own.stance), own
    found = preposition_ar(sentence, i, unit)
    if found is not None and found[0] is Path.SOURCE and tells_home(sentence, found[1]):
        return None
    before = [e for e in events if e.start < unit.start]
    event = before[-1] if before else None
    if event is None:
        return None if found is None else _fronted(sentence, unit, found, events)
    j = word_index(sentence, event.end)
    between = [sentence.low(k) for k in range(j, i)]
    if any(w in _BREAKS or w.removeprefix("و") in _BREAKS for w in between) or len(between) > 18:
        return None
    plain = [sentence.low(k) for k in range(j, i) if not sentence.names.get(k)]
    listed = last is not None and last[1] is event and _continues(sentence, unit, i)
    if listed and last is not None:
        listed = i - sentence.after_span(last[0].unit.end) <= _APART
    if found is None and last is not None and listed:
        return Arg(unit, last[0].path, last[0].stance), event
    if found is not None and (bound_elsewhere(sentence, found[1]) or breaks_off(plain, event)):
        return None
    path = _path(sentence, unit, found, between, event)
    return None if path is None else (Arg(unit, path, event.stance), event)


def _fronted(
    sentence: ArabicSentence, unit: Unit, found: tuple[Path, int], events: list[Event]
) -> tuple[Arg, Event] | None:
    """The part of a place before the verb: "من حلب سافرنا", "في حلب توقفت القافلة"."""
    after = [e for e in events if e.start >= unit.end]
    if not after or unit.sort == "water":
        return None
    leads = found[0] is Path.GOAL and after[0].kind in {"go", "carry", "pass"}
    if not leads and found[0] not in {Path.SOURCE, Path.STAY, Path.VIA}:
        return None
    first = past_apposition(sentence, sentence.after_span(unit.end))
    gap = sentence.words[first : word_index(sentence, after[0].start)]
    apart = {"قبل", "بعد", "ان", "ثم"} & {w.low for w in gap}
    if len(gap) > 3 or apart or any(motion_of(w.low) for w in gap):
        return None
    if not _opens_clause(sentence, found[1]):
        return None
    return Arg(unit, found[0], after[0].stance), after[0]


def past_apposition(sentence: ArabicSentence, k: int) -> int:
    """The word behind where in a place it was: "عند ليبوي، على الحدود، سجلونا"."""
    if sentence.low(k) != "،" or sentence.low(k + 1) not in ar.AT | {"قرب", "شمال", "جنوب"}:
        return k
    comma = next((n for n in range(k + 1, k + 6) if sentence.low(n) == "،"), None)
    return k if comma is None else comma + 1


def _opens_clause(sentence: ArabicSentence, first: int) -> bool:
    """Whether a preposition stands where a clause may begin, behind no verb of its own."""
    for k in range(first - 1, max(-1, first - 4), -1):
        low = sentence.low(k)
        if not low[0].isalpha() or low in {"ثم", "ان"}:
            return True
        if low[0] in "وف" and k < first - 1:
            return True
    return first <= 3 or sentence.low(first)[0] in "وف"


_APART = 3
"""Words that may stand between two places of a list."""


def _continues(sentence: ArabicSentence, unit: Unit, i: int) -> bool:
    """Whether a comma, "and" or "then" joins the place to the one before."""
    word = sentence.words[i] if i < len(sentence.words) else None
    if word is not None and unit.start > word.start and word.low.startswith(("و", "ف")):
        return True
    j = i - 1
    while j >= 0 and sentence.low(j) in ar.PLACE_NOUNS:
        j -= 1
    low = sentence.low(j)
    return low in _LIST or low.removeprefix("و") in ar.PLACE_NOUNS


def _passes(word: str) -> bool:
    """Whether a word may stand between a verb and its place: "غادر التاجر سليمان حلب"."""
    return (
        word in _FILLERS
        or word in ar.GROUPS
        or word in ar.TITLES
        or word.removeprefix("ال") in (ar.TITLES)
        or word in ar.KIN
    )


def _drops(event: Event) -> bool:
    form = read_verb(event.verb)
    return form is not None and form.kind == "carry" and form.stem in DROPPING


_PLACED_BY = frozenset(
    {
        "رجع",
        "راح",
        "رح",
        "طلع",
        "روح",
        "نزل",
        "سكن",
        "حل",
        "حلل",
        "اتي",
        "جا",
        "جاء",
        "جئ",
        "ورد",
        "يمم",
        "استوطن",
    }
)
"""Verbs of staying and going that take the place as their object."""


def _path(
    sentence: ArabicSentence, unit: Unit, found: tuple[Path, int] | None, between: list[str],
    event: Event,
) -> Path | None:  # fmt: skip
    if found is None:
        own = unit.relation is not None and unit.kind is MentionKind.RELATIONAL and not unit.head
        if own and event.kind in {"stay", "go", "reach", "pass"}:
            kinds = {RelationKind.ALONG, RelationKind.CROSSING}
            return (
                Path.VIA if unit.relation is not None and unit.relation.kind in kinds else Path.STAY
            )
        close = len([w for w in between if not _passes(w)]) <= 1
        if not close:
            return None
        if event.kind in {"leave", "reach"} and unit.sort == "water":
            return None  # a river is no stop
        form = read_verb(event.verb)
        if form is not None and form.stem in _PLACED_BY and not between:
            return Path.GOAL  # "نزل القريتين", "سكنا الرقة"
        return {"leave": Path.SOURCE, "reach": Path.GOAL, "pass": Path.VIA}.get(event.kind)
    path = found[0]
    if path is Path.STAY and unit.sort == "water":
        return None
    if path is Path.STAY and _drops(event) and len(between) <= 4:
        return Path.GOAL
    if path is Path.STAY:
        clitic = unit.start > sentence.words[word_index(sentence, unit.start)].start
        if event.kind in {"pass", "go"} and clitic:
            return Path.VIA
        if event.kind == "reach":
            return Path.GOAL if len(between) <= 3 else None
        stays = {"stay", "go", "leave", "carry", "pass"}
        return Path.STAY if event.kind in stays and len(between) <= 8 else None
    if path is Path.HEADING and event.kind == "reach":
        return None
    return path
