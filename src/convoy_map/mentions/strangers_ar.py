"""Arabic motions of others than the travellers: news that comes, people met, people heard of."""

from __future__ import annotations

import re

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.common_ar import is_common_ar
from convoy_map.mentions.verbs_ar import VerbForm

__all__ = ["tells_of_others"]

_COMING = frozenset({"جاء", "جا", "اتي", "ات", "جي", "جئ", "جيء"})
_HAILING = _COMING | {"قدم", "هاجر", "نزح"}
_NEWS = ar.words("خبر أخبار الخبر رسالة رسائل نبأ أنباء برقية دعوة اتصال كتاب أمر طلب الأمر إشعار")
_MET = re.compile(r"^[وف]?(?:لقي|التق|قابل|صادف|تعرف|عرفت|عرفنا|جالس|حدثن)\w*$")
_WHOSE = frozenset({"لها", "له", "لهم", "لي", "لنا", "من", "كثيرين", "كثيرات", "اخرين", "اخري"})
_WERE = frozenset({"كان", "كانت", "قد", "سبق"})
_STARTS_NOUN = frozenset({"ان", "بان", "وان"})
_BEFORE = frozenset("ثم و ف ، . : لم لا قد ان لن ما حيث حين عندما لكن بعدما".split())


def tells_of_others(sentence: ArabicSentence, i: int, form: VerbForm) -> bool:
    """Whether the verb at word ``i`` tells of somebody whose journey the text does not tell.

    Returns
    -------
    bool
        True for "جاءتني رسالة من حلب", "رجل جاء من حلب", "لقيت رجلا كان قد زار حلب",
        "قالت إن صديقات لها وصلن إلى حلب".
    """
    if form.suffix == "نا" or form.prefix in {"ن", "ا"}:
        return False
    if _comes_to_somebody(form, sentence.low(i + 1)) or _hails(sentence, i, form):
        return True
    if _is_relative(sentence, i, form):
        return True
    if _is_told_of_another(sentence, i, form) or _is_sent(form):
        return True
    met = next((k for k in range(i - 1, max(-1, i - 15), -1) if _MET.match(sentence.low(k))), i)
    back = any(sentence.low(k).removeprefix("و") in _WERE for k in range(met, i))
    if back and not form.prefix and form.suffix in {"", "ت"}:
        return True
    return _others_behind_that(sentence, i)


def _comes_to_somebody(form: VerbForm, follow: str) -> bool:
    """Such as "جاءتني رسالة", "بلغنا أن": news comes, nobody travels."""
    if not form.object or form.suffix not in {"", "ت"}:
        return False
    return form.stem in _COMING or (
        form.kind == "reach" and (form.object != "ها" or follow in _NEWS)
    )


def _hails(sentence: ArabicSentence, i: int, form: VerbForm) -> bool:
    """Whether a verb only tells where somebody comes from: "رجل جاء من طنجة"."""
    before = sentence.low(i - 1)
    if form.stem not in _HAILING or sentence.low(i + 1) != "من" or not before.isalpha():
        return False
    plain = before not in _BEFORE and before not in ar.GROUPS and before not in ar.KIN
    return plain and not before.startswith("ال") and is_common_ar(before, governed=True)


def _is_relative(sentence: ArabicSentence, i: int, form: VerbForm) -> bool:
    """Such as "التنظيم الذي دخل حلب": what the clause describes, unless it travels here."""
    if sentence.low(i - 1) not in _RELATIVES or form.object in {"نا", "ني"}:
        return False
    for k in (i - 2, i - 3):
        known = sentence.low(k) in ar.GROUPS or sentence.low(k) in ar.KIN
        if known or any(r in ar.MOTION_NOUNS for _, r in ar.strip_clitics(sentence.low(k))):
            return False
    return form.prefix in {"", "ي", "ت"} and form.suffix in {"", "ت"}


_RELATIVES = frozenset({"الذي", "التي"})


def _is_told_of_another(sentence: ArabicSentence, i: int, form: VerbForm) -> bool:
    """Such as "كان رجلا زار باريس": a clause about somebody only described."""
    before = sentence.low(i - 1)
    described = before.endswith("ا") and before[:-1] in _HUMAN
    return described and not form.prefix and form.object not in {"نا", "ني"}


def _is_sent(form: VerbForm) -> bool:
    """Such as "أرسل نسخة إلى حلب", "رسالة أرسلها من حلب"."""
    return form.stem in _SENT and form.object in {"", "ها", "ه"}


_SENT = frozenset({"ارسل", "رسل", "بعث", "شحن"})
"""Verbs of sending: what is sent goes, not who sends it."""
_HUMAN = ar.words(
    "رجل شيخ شاب تاجر عالم فقيه ضابط طبيب شاعر عجوز بحار جندي سائق مسافر حاج راهب قس مهندس أستاذ "
    "معلم طالب صحفي ملك أمير سلطان وزير دليل خادم عبد بدوي فارس"
)


def _others_behind_that(sentence: ArabicSentence, i: int) -> bool:
    """Such as "قالت إن صديقات لها وصلن": some whom nobody has told of."""
    for k in range(i - 1, max(-1, i - 5), -1):
        if sentence.low(k) not in _STARTS_NOUN:
            continue
        noun, follow = sentence.low(k + 1), sentence.low(k + 2)
        plain = noun.isalpha() and not noun.startswith("ال") and noun not in ar.GROUPS
        return k + 2 < i and plain and follow in _WHOSE and is_common_ar(noun, governed=True)
    return False
