"""Whether a motion told in Arabic was made: denied, planned, asked, imagined."""

from __future__ import annotations

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.verbs_ar import read_verb
from convoy_map.model import Stance

__all__ = ["is_earlier_ar", "stance_ar"]

_CLAUSE_ENDS = ("،", "ثم", ".", "لكن", "لكننا", "ولكن")
_SUFFERING = frozenset({"علي", "عليه", "عليها", "علينا", "عليهم"})


def stance_ar(sentence: ArabicSentence, i: int) -> Stance:
    """Return whether the motion of word ``i`` is stated, planned, denied or only imagined."""
    words = [sentence.low(k) for k in range(max(0, i - 6), i)]
    for mark in _CLAUSE_ENDS:
        if mark in words:
            words = words[len(words) - words[::-1].index(mark) :]
    bare = {_bare(w) for w in words} | set(words)
    if bare & {"لو", "هل"}:
        return Stance.HYPOTHETICAL
    near = {_bare(w) for w in words[-3:]}
    if near & ar.INSTEAD:
        return Stance.NEGATED
    if words[-1:] and _bare(words[-1]) in ar.NEGATIONS:
        return Stance.STATED if _excepts(sentence, i) else Stance.NEGATED
    if _is_rumoured(sentence, i):
        return Stance.HEARD
    if _dwells(sentence, i):
        return Stance.HYPOTHETICAL
    if _is_abstract(sentence, i, bare):
        return Stance.HYPOTHETICAL
    if {"كان", "ان"} <= bare and bare & _SUFFERING:
        return Stance.PLANNED
    if near & {"دون", "بدون"}:
        return Stance.NEGATED
    return Stance.PLANNED if _is_planned(sentence, i, bare) else Stance.STATED


def _is_planned(sentence: ArabicSentence, i: int, bare: set[str]) -> bool:
    low = sentence.low(i).removeprefix("و")
    form = read_verb(sentence.low(i))
    if bare & {"غدا", "بكرا", "بكره"}:
        return True
    if sentence.low(i - 1) == "قد" and form is not None and form.prefix and not bare & _WERE:
        return True  # "قد نعود": we may
    told = sentence.low(i - 1) not in {"ان", "لن", "كي", "لكي"}
    if told and form is not None and not form.prefix:
        return bool(bare & _MAYBE)  # a perfect after a plan tells what came of it
    if bare & ar.PLANS or (sentence.low(i - 2), sentence.low(i - 1)) == ("علي", "ان"):
        return True  # "على أن يعود": on the understanding that he returns
    if sentence.low(i - 1) == "ان" and bare & {"كان", "كانت"} and low[:1] in {"ي", "ت", "ن", "ا"}:
        return True  # "كان الاتفاق أن نمر": what was to be, whatever noun names it
    coming = low.startswith(("سي", "سن", "ست", "سا"))
    return coming and form is not None


def _is_rumoured(sentence: ArabicSentence, i: int) -> bool:
    """Whether "it is said that" or "we heard that" opens the clause."""
    for k in range(i - 1, max(-1, i - 9), -1):
        low = _bare(sentence.low(k))
        if low in {"،", "؛", ".", "ثم", "لكن"}:
            return False
        if low == "دليل" and sentence.low(k - 1) in {"لا", "ولا"}:
            return True
        if low in _RUMOUR and any(sentence.low(j).startswith(("ان", "بان")) for j in range(k, i)):
            return True
    return False


_RUMOUR = ar.words(
    "قيل يقال أشيع زعم زعموا زعمت يزعمون سمعت سمعنا سمعوا سمع بلغني بلغنا شائعة شائعات إشاعة "
    "إشاعات تردد يتردد أنباء تناقلوا بلاغ بلاغا ادعى ادعاء مزاعم"
)


def _dwells(sentence: ArabicSentence, i: int) -> bool:
    """Whether a present tense only tells where somebody lives: "موظف يقيم في حلب"."""
    form = read_verb(sentence.low(i))
    lives = form is not None and form.stem in {"قيم", "سكن"} and form.prefix in {"ي", "ت"}
    before = _bare(sentence.low(i - 1))
    return lives and before not in ar.NEGATIONS | {"ان", "لكي", "كي", "كان", "كانت", "وهي", "هي"}


def _is_abstract(sentence: ArabicSentence, i: int, bare: set[str]) -> bool:
    """Whether a noun of motion names what could not be, or was only talked of.

    "الوصول إلى حلب متعذر", "منعوهم من العودة إلى حلب", "لم يتمكن من التوجه إلى حلب".
    """
    if sentence.low(i).removeprefix("و").removeprefix("ب").removeprefix("ل") not in ar.MOTION_NOUNS:
        return False
    if bare & _UNABLE:
        return True
    able = bare & ar.words("تمكن تمكنا تمكنت تمكنوا استطاع استطاعوا استطعنا نجح نجحنا نجحوا يتمكن")
    if able and bare & ar.NEGATIONS:
        return True
    for k in range(i + 1, min(i + 12, len(sentence.words))):
        if sentence.low(k) in {"،", "؛", ":"}:
            return False
        if sentence.low(k) in _IMPOSSIBLE:
            return True
    return False


_UNABLE = ar.words(
    "منع منعنا منعني منعوا منعونا منعوهم منعت منعتنا يمنع تمنع تعذر يتعذر استحال يستحيل رفض رفضوا "
    "رفضت صعوبة إمكانية احتمال خشية خوف مخافة حلم يحلم أحلم نحلم فكرة اقترح اقترحوا نصحونا نصحني "
    "طلب عرض"
)
_IMPOSSIBLE = ar.words(
    "متعذر متعذرا متعذرة مستحيل مستحيلا ممنوع ممنوعا ممكن ممكنا صعب صعبا خطر خطرا خطير مغلق مغلقا "
    "مقطوع مقطوعا محظور محظورا"
)
_MAYBE = ar.words("ربما لعل لعلهم لعله لعلها ليت ليتنا كاد كادت كادوا كدنا كدت")


def _excepts(sentence: ArabicSentence, i: int) -> bool:
    """Whether "إلا" takes the denial back: "لم نصل إلى حلب إلا ليلا" tells of an arrival."""
    for k in range(i + 1, min(i + 9, len(sentence.words))):
        if sentence.low(k) in {"،", "؛", ":", "لكن"}:
            return False
        if sentence.low(k) == "الا":
            return not sentence.low(k + 1).startswith("ان")
    return False


def is_earlier_ar(sentence: ArabicSentence, i: int) -> bool:
    """Whether word ``i`` is a pluperfect: "كانت القافلة قد غادرت", "كنا قد خرجنا"."""
    before = [_bare(sentence.low(k)) for k in range(max(0, i - 6), i)]
    return before[-1:] == ["قد"] and bool(_WERE & set(before))


_WERE = ar.words("كان كانت كانا كانتا كانوا كنا كنت كن")


def _bare(word: str) -> str:
    """Return a word without "and"."""
    return word[1:] if word[:1] in {"و", "ف"} and len(word) > 2 else word
