"""What the words around a word of an Arabic sentence say of it: whether they place it.

No capital letter tells a name in Arabic, but the sentence does: a preposition before
it, a verb that takes a place, a noun like "village", a list of places it goes on.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.common_ar import is_common_ar
from convoy_map.mentions.entries_ar import follows_date
from convoy_map.mentions.persons_ar import GIVEN
from convoy_map.mentions.verbs_ar import VerbForm, motion_of, read_verb

__all__ = ["Frame", "Framing", "frame_at", "noun_before"]


class Framing(StrEnum):
    """How the words around place a word."""

    NONE = "none"
    NOUN = "noun"
    GOVERNED = "governed"
    ATTACHED = "attached"
    OBJECT = "object"
    LISTED = "listed"
    PREDICATE = "predicate"


class Frame(NamedTuple):
    """How a word is placed; by which word; and whether a motion is told just before."""

    kind: Framing
    by: str = ""
    moved: bool = False


_NONE = Frame(Framing.NONE)
_OF = ar.words(
    "ممر مضيق نفق سد بوابة حاجز مزار أهل أهالي سكان أبناء طريق درب سوق أسواق ساحل مشارف ضواحي "
    "أطراف تخوم أبواب باب مدخل مداخل مخرج وسط قلب جامع أسوار قلعة سهل وادي جبال غابات ريف بادية "
    "صحراء محيط شوارع حارات بساتين مزارع مقاهي فنادق مستشفى محطة جنوبي شمالي شرقي غربي صوب ناحية "
    "جهة قبالة تجاه بمحاذاة أضواء مآذن بيوت رصيف مرفأ منارة جسر مفرق عقبة حقول شاطئ شواطئ كراج "
    "موقف ميدان ساحة معسكر مزارات أزقة حانات"
)
"""Nouns that a town's name completes: "the people of X", "the lights of X"."""
_GOVERNING = (
    ar.SOURCE | ar.GOAL | ar.HEADING | ar.VIA | ar.AT | frozenset(ar.DIRECTIONS)
    | ar.words("قرب عن بين خلف وراء جوار بجوار خارج داخل باتجاه حتى تلقاء دون قبل بعد")
)  # fmt: skip
_SEQUENCE = ar.words("ثم بعدها بعده وبعدها فبعدها تليها وتليها ثمة")
_STATIONS = ar.words(
    "منزل مرحلة محطة المحطة محطتنا محطته محطتهم محطتها محطتي المحطات محطاتنا وجهتنا وجهته وجهتي "
    "الوجهة مقصدنا مقصده المقصد نزلنا مرحلتنا المرحلة المنزل منزلنا أولها آخرها"
)
_ORDINALS = ar.words(
    "الأولى الثانية الثالثة الرابعة الخامسة التالية الأخيرة القادمة المقبلة اللاحقة"
)
_STARTS_CLAUSE = frozenset('، ؛ . : – — - … ( " « “'.split()) | {""}
_ENDS_NAME = frozenset('، ؛ . : – — - … ) " » ” ؟ !'.split()) | {""}
_OBJECT_STEMS = frozenset(
    {"رجع", "راح", "رح", "طلع", "اتي", "جاء", "جئ", "نزل", "سكن", "استوطن", "حل", "شارف", "ورد"}
)
_NEVER_OBJECT = frozenset({"مر", "مرر", "طاف", "طوف", "لحق", "انفصل", "افترق", "فترق", "نفصل"})
_ONWARDS = ar.SOURCE | ar.GOAL | ar.HEADING | ar.VIA | ar.AT | {"مع"}
"""Prepositions after which the word before them is who goes: "وصل باها إلى"."""
_REACH = 3
_TWO_WORDS = ar.words("بني أولاد سيدي ود عين تل وادي رأس دير باب أيت آيت")


def noun_before(sentence: ArabicSentence, i: int) -> bool:
    """Whether "the village of", "called" or the like stands right before word ``i``."""
    before = sentence.low(i - 1)
    bare = [rest for _, rest in ar.strip_clitics(before)]
    return any(b in ar.PLACE_NOUNS for b in bare) or before in ar.NAMED


def frame_at(sentence: ArabicSentence, i: int, taken: int) -> Frame:
    """How the words around place word ``i``, of which ``taken`` letters are read as clitics."""
    clitic = sentence.low(i)[:taken]
    if "ب" in clitic or "ل" in clitic.removeprefix("ال"):
        return Frame(Framing.ATTACHED, clitic[-1], _moves(sentence, i))
    before = sentence.low(i - 1)
    if not clitic and noun_before(sentence, i):
        return Frame(Framing.NOUN, before, _moves(sentence, i))
    bare = before[1:] if before[:1] in {"و", "ف"} and before not in _GOVERNING else before
    if not clitic and (bare in _GOVERNING or bare.removeprefix("ب").removeprefix("ل") in _OF):
        return Frame(Framing.GOVERNED, bare, _moves(sentence, i - 1))
    if _goes_on(sentence, i, clitic):
        return Frame(Framing.LISTED, before)
    if not clitic and _heads_entry(sentence, i):
        return Frame(Framing.PREDICATE, "entry")
    if not clitic and _is_predicate(sentence, i):
        return Frame(Framing.PREDICATE, before)
    if not clitic and _is_object(sentence, i):
        return Frame(Framing.OBJECT, before, True)
    return _NONE


def _moves(sentence: ArabicSentence, i: int) -> bool:
    """Whether a motion is told in the words before ``i``, within its clause."""
    for k in range(i - 1, max(-1, i - 10), -1):
        low = sentence.low(k)
        if low in {"؛", ".", ":", "؟"}:
            return False
        if k in sentence.names:
            continue
        if motion_of(low) is not None or low in ar.MOTION_NOUNS:
            return True
        if any(rest in ar.MOTION_NOUNS for _, rest in ar.strip_clitics(low)) or low in _ONWARD:
            return True
    return False


_ONWARD = ar.words("ومنها منها طريقنا طريقه طريقهم طريقي وجهتنا اقتربنا نقترب دنونا")


def _goes_on(sentence: ArabicSentence, i: int, clitic: str) -> bool:
    """Whether a list of places goes on: "حمص وكذا", "ثم كذا،"."""
    before = sentence.low(i - 1)
    near = max((j for j in sentence.names if j < i), default=None)
    close = near is not None and i - near <= _REACH + sum(
        u.text.count(" ") for u in sentence.names.get(near, ())
    )
    if clitic[:1] in {"و", "ف"} or before in {"و", "،", "او"}:
        return close
    if before in _SEQUENCE or (before == "ذلك" and sentence.low(i - 2) == "بعد"):
        last = i + 1 if sentence.low(i) in ar.KUNYAS | _TWO_WORDS else i
        follow = sentence.low(last + 1)
        return close or follow in _ENDS_NAME or follow[:1] in {"و", "ف"}
    return False


def _heads_entry(sentence: ArabicSentence, i: int) -> bool:
    """Whether a date and then this word, or it and one more, are all: "8 يوليو. ساري تاش."."""
    if not follows_date(sentence, i):
        return False
    return any(sentence.low(k) in {".", "", "!", "،"} for k in (i + 1, i + 2))


def _is_predicate(sentence: ArabicSentence, i: int) -> bool:
    """Such as "المحطة التالية كذا", "كانت محطتنا الأولى كذا"."""
    before = sentence.low(i - 1)
    near = {sentence.low(k).removeprefix("و") for k in range(max(0, i - 4), i)}
    if not near & _STATIONS:
        return False
    return before in _ORDINALS | _STATIONS | _LEADING_TO


_LEADING_TO = ar.words("كانت كان هي هو فكانت ستكون : لنا لي لهم له لها")


def _is_object(sentence: ArabicSentence, i: int) -> bool:
    """Whether word ``i`` is the place that a verb takes: "بلغنا كذا", "غادر الرجل كذا"."""
    form = read_verb(sentence.low(i - 1))
    follow = sentence.low(i + 1)
    if form is not None:
        if not _takes_place(form) or (i - 2 >= 0 and sentence.low(i - 2) in ar.AT):
            return False
        told = form.suffix in {"نا", "وا", "تا", "تم", "ا", "ون", "ان"} or form.prefix in {"ن", "ا"}
        return (
            told or follow not in _ONWARDS or (follow in ar.AT and form.stem not in {"وصل", "صل"})
        )
    form = read_verb(sentence.low(i - 2))
    if form is None or not _takes_place(form) or form.suffix == "نا":
        return False
    return _may_be_subject(sentence, i - 1)


def _takes_place(form: VerbForm) -> bool:
    plain = form.kind in {"reach", "leave", "pass"} or form.stem in _OBJECT_STEMS
    return plain and not form.object and form.stem not in _NEVER_OBJECT


def _may_be_subject(sentence: ArabicSentence, j: int) -> bool:
    low = sentence.low(j)
    if not low.isalpha() or low in ar.PREPOSITIONS or j in sentence.names:
        return False
    known = low in ar.GROUPS or low in ar.KIN or low in GIVEN
    return known or not is_common_ar(low) or (low.startswith("ال") and len(low) > 4)
