"""Arabic stops that no verb of motion tells: by what happened there, or as a bare list."""

from __future__ import annotations

import re

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.common_ar import is_common_ar, is_verb_ar, zipf_ar
from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.listed_ar import SELF, goes_on, listed, shared_out
from convoy_map.mentions.modality_ar import stance_ar
from convoy_map.mentions.motion_ar import past_apposition, preposition_ar, word_index
from convoy_map.mentions.subjects_ar import set_traveller
from convoy_map.mentions.units import Person, Unit
from convoy_map.mentions.verbs_ar import VerbForm, motion_of, read_verb
from convoy_map.model import MentionKind, RelationKind, Stance

__all__ = ["stays_ar"]

_THERE = re.compile(
    r"^(?!وزار)[وف]?(?:اشتر|باع|بعن|التق|قابل|وجد|اكل|شرب|نام|اصلح|استبدل|غير|استاجر|تزود|حمل|افرغ|تسلم|"
    r"ودع|دفن|زار|احتفل|مرض|انتظر|استراح|تعطل|اعتقل|فتش|سمع|راي|تناول|احرم|اضاع|ضيع|"
    r"غسل|تعرف|تفرق|افترق|انقسم|وزع|سجل|ختم|دفع|خسر|سرق|اوقف|استجوب|حقق|تزوج|شاهد|قض|استقبل|ركب)\w*$"
)
"""What a traveller does at a stop: "in Osk we bought bread"."""
_UNWITNESSED = re.compile(
    r"^[وف]?(?:[يتن]?(?:ولد|نشا|عيش|سكن|قع|وجد|زال|عرف|سمي|دعي|عمل|درس|قيم|ملك|كتب)\w{0,2}|"
    r"(?:ولد|نشا|عاش|سكن|قال|قالت|اعلن|اعلنت|كتب|كتبت|صرح|صرحت|افاد|افادت|ذكر|ذكرت|يقول|تقول)\w{0,2})$"
)
"""What ties somebody to a place without a journey there: "in X lived", "X said"."""
_BEING = ar.words(
    "كنا كنت كانوا كانت صرنا صرت صاروا أصبحنا أصبحت أصبحوا أمسينا أمسيت أمسوا بتنا غدونا ألفينا "
    "ظللنا ظل ظلوا مكثت وجدنا وجدت"
)
"""Being somewhere: "at dawn we were in X"."""
_MINE = re.compile(r"^[وف]?\w{2,}(?:نا|وني|تني|اني)$")
"""Words of the first person plural, or with "me" as object."""
_SKIPPED = ar.TIME_WORDS | ar.words(
    "وحدها نفسها ذاتها أيضا فقط تلك هذه هذا كذلك مثلا بالذات قد لقد"
)
_OPENERS = frozenset("، ؛ . : – — - ثم".split()) | {""}


def stays_ar(
    sentence: ArabicSentence, units: list[Unit], persons: dict[int, Person]
) -> list[Event]:
    """Stops that no verb of motion tells.

    By what was done or happened there ("وفي المنامة اشترى", "في سرت خرج الناس"), by being
    there ("كنا في عطبرة"), or as the next of a list ("ثم بربر،").
    """
    events: list[Event] = []
    for unit in units:
        if unit.sort == "water":
            continue
        i = word_index(sentence, unit.start)
        found = preposition_ar(sentence, i, unit)
        if found is None and _is_beside(unit):
            found = Path.STAY, i
        if found is not None and found[0] is Path.STAY:
            event = _stay(sentence, unit, found[1], persons)
        elif found is None or (found[0] is Path.GOAL and sentence.low(found[1]) == "حتي"):
            event = listed(sentence, unit, i, found) or goes_on(sentence, unit, i, events)
        elif found[0] is Path.SOURCE:
            event = _left_from(sentence, unit, found[1])
        elif found[0] in {Path.GOAL, Path.HEADING}:
            event = shared_out(sentence, unit, found[1], persons)
        else:
            event = None
        if event is not None:
            events.append(event)
    return events


def _left_from(sentence: ArabicSentence, unit: Unit, first: int) -> Event | None:
    """Such as "من بيروت تفرقنا", "من حلب كتبنا إلى الأهل": we were there."""
    k = sentence.after_span(unit.end)
    low = sentence.low(k)
    if not low or not _opens(sentence, first) or not _MINE.match(low) or not is_verb_ar(low):
        return None
    word = sentence.words[k]
    event = Event(word.start, word.end, low, "there", sentence.index, sentence.paragraph)
    event.traveller, event.number = "we", "many"
    event.args.append(Arg(unit, Path.STAY, Stance.STATED))
    return event


def _is_beside(unit: Unit) -> bool:
    """Whether a phrase like "near X", "outside X" needs no preposition."""
    own = unit.relation is not None and unit.kind is MentionKind.RELATIONAL and not unit.head
    return own and unit.relation is not None and unit.relation.kind is RelationKind.NEAR


def _stay(
    sentence: ArabicSentence, unit: Unit, first: int, persons: dict[int, Person]
) -> Event | None:
    """A stop told by the verb around "in X": word ``first`` is the preposition."""
    at = _being_before(sentence, first)
    if at is None:
        at = _being_now(sentence, first)
    if at is not None:
        return _event(sentence, unit, at, persons, VerbForm("there", "", "", "", ""))
    at = _done_before(sentence, first)
    if at is None:
        at = _while_before(sentence, first)
    if at is None:
        at = _noted(sentence, first)
    if at is None and _opens(sentence, first):
        at = _done_after(sentence, unit)
    if at is None:
        return None
    return _event(sentence, unit, at, persons, there_form(sentence.low(at)))


def _event(
    sentence: ArabicSentence, unit: Unit, at: int, persons: dict[int, Person], form: VerbForm
) -> Event:
    word = sentence.words[at]
    event = Event(word.start, word.end, word.low, "there", sentence.index, sentence.paragraph)
    mine = _owned(sentence, at, unit)
    own = _THERE.match(word.low) or form.suffix in {"نا", "وا"} or word.low in _BEING
    if mine and form.suffix != "نا":
        event.traveller = mine
    elif own and not (form.suffix in {"", "ت"} and _has_other_subject(sentence, at, persons)):
        set_traveller(event, sentence, at, form if form.stem else there_form(word.low), persons)
    event.args.append(Arg(unit, Path.STAY, Stance.STATED))
    return event


def _owned(sentence: ArabicSentence, at: int, unit: Unit) -> str:
    """The teller whose thing it was: "ختم الضابط جوازي في أسوان"."""
    for k in range(at + 1, min(at + 6, len(sentence.words))):
        low = sentence.low(k)
        if not low[0].isalpha() or (sentence.words[k].start >= unit.start and k > at + 4):
            break
        if low.endswith("ي") and is_common_ar(low[:-1]) and zipf_ar("ال" + low[:-1]) > 2.5:
            return "i" if zipf_ar("ال" + low) < zipf_ar("ال" + low[:-1]) - 1 else ""
    return ""


def _has_other_subject(sentence: ArabicSentence, at: int, persons: dict[int, Person]) -> bool:
    """Whether a noun behind the verb, nobody who travels, does what is told: "خرج الناس"."""
    word = sentence.words[at + 1] if at + 1 < len(sentence.words) else None
    if word is None or word.start in persons or not word.low.startswith("ال"):
        return False
    return word.low not in ar.GROUPS and word.low not in ar.KIN


def _opens(sentence: ArabicSentence, first: int) -> bool:
    """Whether a clause begins at the preposition: "وفي X", "، في X"."""
    return (
        first == 0
        or sentence.low(first - 1) in _OPENERS
        or (sentence.low(first)[0] in "وف" and sentence.low(first)[1:] in ar.AT)
        or sentence.low(first - 1) in {"انه", "لكن", "ولكن"}
    )  # fmt: skip


def _done_after(sentence: ArabicSentence, unit: Unit) -> int | None:
    """Word of the verb that tells what happened in the place that opens the clause."""
    k = sentence.after_span(unit.end)
    k = past_apposition(sentence, k)
    for _ in range(4):
        if sentence.low(k) == "،" or sentence.low(k) in _SKIPPED or sentence.low(k) in ar.NEGATIONS:
            k += 1
    low = sentence.low(k)
    if not low or _UNWITNESSED.match(low) or motion_of(low) is not None:
        return None
    if stance_ar(sentence, k) not in {Stance.STATED, Stance.NEGATED}:
        return None
    if _THERE.match(low) or low in {"كان", "كانت"} | _BEING:
        return k
    coming = low[0] in "يت" and read_verb(low) is None and not low.endswith(("نا", "ت", "وا"))
    ours = low.endswith("نا") and len(low) > 4 and zipf_ar("ال" + low.removesuffix("نا")) < 3.3
    return k if ours or (is_verb_ar(low) and not coming) else None


def _being_before(sentence: ArabicSentence, first: int) -> int | None:
    for k in range(first - 1, max(-1, first - 5), -1):
        low = sentence.low(k)
        bare = low[1:] if low[:1] in {"و", "ف"} else low
        if low in _BEING or bare in _BEING:
            named = bare in {"كانت", "ظل"} and not _NIGHT & {
                sentence.low(n) for n in range(k - 4, k)
            }
            return None if named or sentence.low(k - 1) in ar.NEGATIONS | {"ما"} else k
        if not low[0].isalpha() or is_verb_ar(low):
            return None
    return None


_WERE = ar.words("كان كانت كانوا كنا كنت ليست لست ليس")
_NIGHT = ar.words("ليلة ليلتنا الليلة محطة محطتنا المحطة استراحة استراحتنا وقفة وقفتنا مبيتنا مبيت")


def _being_now(sentence: ArabicSentence, first: int) -> int | None:
    """The pronoun of who is somewhere now: "أنا الآن في تونس"."""
    k = first - 1
    while sentence.low(k) in _NOW:
        k -= 1
    low = sentence.low(k).removeprefix("و")
    return k if k < first - 1 and low in SELF else None


_NOW = ar.words("الآن اليوم حاليا الساعة هذه اللحظة ما زلت")


def _done_before(sentence: ArabicSentence, first: int) -> int | None:
    """Word of the verb before a place that tells what was done there: "فبعنا كل شيء في"."""
    for k in range(first - 1, max(-1, first - 7), -1):
        low = sentence.low(k)
        if not low[0].isalpha() or low in ar.NEGATIONS or motion_of(low) is not None:
            return None
        if low in {"الذي", "التي", "الذين", "من", "ان", "عن"}:
            return None
        if sentence.low(k - 1).removeprefix("و") in ar.NEGATIONS:
            return None
        if _THERE.match(low) and stance_ar(sentence, k) is Stance.STATED:
            return k
        mine = _MINE.match(low) or (low.endswith("ت") and _alone(sentence, k))
        noun = zipf_ar("ال" + low.lstrip("وف")) > 3
        if (
            mine
            and not noun
            and is_verb_ar(low)
            and low.lstrip("وف") not in _WERE
            and not _UNWITNESSED.match(low)
        ):
            return k if stance_ar(sentence, k) is Stance.STATED else None
        if is_verb_ar(low) and not noun and zipf_ar("ال" + low) < 2 and len(low) > 3:
            return None  # a clause of its own: "خرائط طبعت في لندن"
    return None


def _alone(sentence: ArabicSentence, k: int) -> bool:
    """Whether a verb opens its clause and no noun behind it does what it tells."""
    opens = k == 0 or sentence.low(k - 1) in _OPENERS or sentence.low(k)[0] in "وف"
    return opens and sentence.low(k + 1) in ar.AT | ar.SOURCE | {"مع", "عن"}


def _noted(sentence: ArabicSentence, first: int) -> int | None:
    """A note of a dated entry: "اليوم ٣: لقاءات في أرليت", "شاي وخبز في عليتشور"."""
    if not sentence.dated:
        return None
    said = [sentence.low(k) for k in range(first)]
    if any(motion_of(w) is not None or w in _CANCELLED or w in ar.PLANS for w in said):
        return None
    if {"الذي", "التي", "الذين", "لها", "له", "من"} & set(said) or sentence.names_before(first):
        return None
    return 0


_CANCELLED = ar.words("ألغيت ألغي إلغاء المقررة المقرر مقترح مقترحة تأجيل أجلت تعذر المزمعة")


def _while_before(sentence: ArabicSentence, first: int) -> int | None:
    """A length of time before a place in a clause without a verb: "سنة كاملة في أورفا"."""
    at = None
    for k in range(first - 1, max(-1, first - 4), -1):
        low = sentence.low(k)
        bare = low[1:] if low[:1] in {"و", "ف"} else low
        if bare in ar.UNITS_OF_TIME:
            at = k
        if low in _OPENERS:
            return at
        if is_verb_ar(low) or motion_of(low) is not None:
            return None
    return at if first <= 4 else None


def there_form(low: str) -> VerbForm:
    """A plain verb as a form, by its ending: "اشترينا" is we, "اشتروا" they."""
    held = _HELD.search(low)
    plain = low if held is None else low[: held.start() + len(held.group(1))]
    ending = next((e for e in ("نا", "وا", "ت", "و") if plain.endswith(e)), "")
    if ending == "و" and plain == low:
        ending = ""
    return VerbForm("there", plain, "", ending, low[len(plain) :])


_HELD = re.compile(r"(نا|ت|و)(?:ها|هم|هما|ه|ني|نا|ك|كم)$")
"""A subject's ending with an object after it: "افرغته" is I (or she) unloaded it."""
