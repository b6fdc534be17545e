"""Arabic verbs of motion: stems, inflection, and the class that the object decides.

Perfect and imperfect forms are read by stem, prefix and suffix; hollow, doubled and
defective verbs, whose stem changes with the ending, list each stem with the endings
it takes (Wright, A Grammar of the Arabic Language, vol. 1; Ryding 2005, ch. 21-34).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from convoy_map.mentions.lexicon_ar import words
from convoy_map.text.folding import fold_name

__all__ = ["CARRIED", "DROPPING", "RIDING", "VerbForm", "motion_of", "read_imperfect", "read_verb"]


class VerbForm(NamedTuple):
    """One reading of a word as a verb: class, stem, prefix, subject ending, object ending."""

    kind: str
    stem: str
    prefix: str
    suffix: str
    object: str


# Strong stems take every ending: perfect | imperfect where it differs.
_STRONG = {
    "leave": "غادر ترك هجر فارق بارح ودع أقلع برح انفصل افترق",
    "reach": "وصل بلغ دخل أدرك قصد وفد ورد لحق زار",
    "pass": "عبر قطع تجاوز جاوز اخترق سلك",
    "stay": "وقف توقف مكث لبث خيم عسكر انتظر سكن تعطل تأخر احتجز اعتقل أوقف استوقف تخلف رابط نزل "
    "اعتصم احتمى استضاف اختبأ استأجر ترجل هجع رقد أفطر تغدى تعشى استلقى انحبس احتبس رقد تخيم كمن "
    "اصطاف شتى استوطن تزود اعتكف",
    "go": "ذهب سافر رحل توجه اتجه انطلق خرج تحرك واصل تابع رجع هرب أبحر ركب انتقل تنقل قفل عرج "
    "انحدر "
    "صعد هبط تقدم انسحب أكمل هاجر نزح حلق قدم أقبل حضر تسلل زحف انعطف انحرف ارتحل هرع أسرع تراجع "
    "اندفع أفلت تدفق استأنف استقل امتطى ارتد لجأ التجأ دلف انصرف تسلق جدف غرب شرق انضم "
    "التحق ابتعد ظعن أدلج شخص انكفأ عطف عدل خلص أوغل توغل انسل التف استدار انتحى درج هجم قصر ارتقى "
    "اعتلى نفذ"
    "تدحرج انساب ولج تجول تجه ساح انتهج تسكع تقهقر عجل بادر ركض مخر طلع",
    "carry": "نقل حمل أخذ أوصل هرب شحن رافق رحل أنزل أرسل سلم أنقذ التقط سحب أجبر أبعد شيع حول "
    "اصطحب صحب أركب أصعد أدخل أخرج أعبر سير جر ساير استدرج",
}
_IMPERFECT = {
    "leave": "غادر ترك هجر فارق بارح ودع قلع برح خلي نفصل فترق",
    "reach": "صل بلغ دخل درك قصد زور فد لحق وافي",
    "pass": "عبر قطع جتاز تجاوز جاوز مر خترق سلك تخطي طوف جوب خوض شق",
    "stay": "قف توقف قيم بيت مكث لبث خيم عسكر ستريح نزل حط رسو نتظر مضي قضي بقي نام سكن تعطل تاخر "
    "حتجز عتقل وقف ستوقف رابط صلي",
    "go": "ذهب سافر رحل توجه تجه نطلق خرج تحرك واصل تابع رجع هرب بحر ركب نتقل تنقل قفل عرج نحدر "
    "صعد "
    "هبط تقدم نسحب كمل هاجر نزح حلق قدم قبل حضر تسلل زحف نعطف نحرف رتحل سرع تراجع ندفع سير عود مضي "
    "مشي فر طير جيء اتي روح قود سري ستقل متطي لجا لتجا نجو جري ستمر نصرف لتحق بتعد ظعن دلج نكفي "
    "عطف خلص"
    "وغل توغل نسل لتف ستدير رتقي عتلي ركض مخر طلع فضي ميل جوز يمم اوي نثني",
    "carry": "نقل حمل اخذ وصل هرب شحن رافق رحل نزل رسل سلم نقذ لتقط سحب قود سوق قل عيد جلي قتاد",
}
# Weak stems with their own endings: stem, endings it takes in the perfect.
_ALL = ""
_BARE = "bare"
_CONSONANT = "consonant"
_WEAK: dict[str, tuple[tuple[str, str], ...]] = {
    "leave": (("اخلي", _CONSONANT), ("اخل", _BARE)),
    "reach": (("زار", _BARE), ("زر", _CONSONANT), ("وافي", _CONSONANT), ("انتهي", _CONSONANT),
              ("وافا", _BARE), ("لاح", _BARE), ("شارف", _ALL), ("اقتحم", _ALL), ("ولج", _ALL)),
    "pass": (
        ("اجتاز", _BARE), ("اجتز", _CONSONANT), ("تخطي", _CONSONANT), ("تخط", _BARE), ("مر", _BARE),
        ("مرر", _CONSONANT),
        ("مري", _CONSONANT), ("فات", _BARE), ("فت", _CONSONANT),
        ("خاض", _BARE), ("خض", _CONSONANT), ("طاف", _BARE), ("شق", _BARE),
    ),
    "stay": (
        ("اقام", _BARE), ("اقم", _CONSONANT), ("بات", _BARE), ("بت", _CONSONANT),
        ("استراح", _BARE), ("استرح", _CONSONANT), ("حط", _BARE), ("حطط", _CONSONANT),
        ("رسا", _BARE), ("رسو", _CONSONANT), ("رس", _BARE), ("امضي", _CONSONANT), ("امض", _BARE),
        ("قضي", _CONSONANT), ("قض", _BARE), ("بقي", _ALL), ("بق", _BARE), ("نام", _BARE),
        ("نم", _CONSONANT), ("حل", _BARE), ("حلل", _CONSONANT), ("صلي", _CONSONANT),
        ("علق", _ALL), ("استقر", _ALL), ("استقرر", _CONSONANT), ("اناخ", _BARE),
        ("انخ", _CONSONANT), ("ارسي", _CONSONANT), ("القي", _CONSONANT), ("ظل", _BARE),
        ("ظلل", _CONSONANT), ("اوي", _CONSONANT), ("امسي", _CONSONANT), ("رقد", _ALL),
    ),
    "go": (
        ("سار", _BARE), ("سر", _CONSONANT), ("عاد", _BARE), ("عد", _CONSONANT), ("مضي", _CONSONANT),
        ("مض", _BARE), ("مشي", _CONSONANT), ("مش", _BARE), ("فر", _BARE), ("فرر", _CONSONANT),
        ("طار", _BARE), ("طر", _CONSONANT), ("جاء", _BARE), ("جا", _BARE), ("جي", _CONSONANT),
        ("جئ", _CONSONANT), ("اتي", _CONSONANT), ("ات", _BARE), ("راح", _BARE), ("رح", _CONSONANT),
        ("سري", _CONSONANT), ("نجا", _BARE), ("نجو", _CONSONANT), ("استمر", _ALL), ("لاذ", _BARE),
        ("جري", _CONSONANT), ("اب", _CONSONANT), ("استقلل", _CONSONANT), ("انضمم", _CONSONANT),
        ("افضي", _CONSONANT), ("افض", _BARE), ("مال", _BARE), ("مل", _CONSONANT),
        ("جاز", _BARE), ("جز", _CONSONANT), ("يمم", _ALL), ("انثني", _CONSONANT),
        ("كرر", _CONSONANT), ("حاد", _BARE), ("حد", _CONSONANT), ("عدي", _CONSONANT),
    ),
    "carry": (
        ("نادي", _CONSONANT), ("استدعي", _CONSONANT), ("دعا", _BARE),
        ("قاد", _BARE), ("قد", _CONSONANT), ("ساق", _BARE), ("اقل", _BARE), ("اعاد", _BARE),
        ("اعد", _CONSONANT), ("اجلي", _CONSONANT), ("اجل", _BARE), ("اقتاد", _BARE),
        ("اقتيد", _BARE), ("سيق", _BARE),
    ),
}  # fmt: skip
RIDING = frozenset(
    fold_name(w) for w in "ركب أخذ استقل امتطى استأجر استقلل ستقل متطي امتطي اخذ استاجر".split()
)
"""Verbs whose object is what is ridden: "we took the train"."""
DROPPING = frozenset("انزل نزل سلم ترك رمي".split())
"""Verbs after which "in X" tells where somebody was put down."""
CARRIED = frozenset("اوقف احتجز اعتقل استوقف انزل وقف حتجز عتقل ستوقف استضاف ترك".split())
"""Verbs whose object, not their subject, is the traveller."""
_BARE_ENDINGS = frozenset({"", "ت", "وا", "و", "ا", "تا"})
_CONSONANT_ENDINGS = frozenset({"", "نا", "ت", "تم", "ن", "تما"})
_ENDING = re.compile(r"^(نا|وا|تما|تم|تا|ت|ون|ان|ين|ا|ن|و)?(ها|هما|هم|هن|ه|نا|ني|كم|ك|ي)?$")
_NOT_VERBS = words(
    "قطعة تركي تركيا تركية بيت البيت حملة نقلة مرة مرات وقد رحلة مشيا سيرة بلغة قيمة بيوت سلك بحر "
    "بحرا "
    "نزلة صلة صلاة وصلات تمر أمر عودة طائرة طار طيران حلقة حلق شرقا غربا شرق غرب سلم السلم سلام "
    "وقف "
    "الوقف قد مر حل علق ابن ات اب عدد عدة عدت نام نمر قبل حضر لحق قود جري اجل اجلي اقل اعد قدم "
    "قض مض "
    "عرب جي نمر إخلاء إجلاء وزارة وزارات وزاري "
    "وعدت وعدنا وعدتهم وعدته وعدتنا وعدوه وعدني وعدتني وعده وعدها وعدهم "
    "نفد نفدت أقدمها أقدمهم لجان وأصله وأصلها وأصلهم وأصلي أبناء ابنا أصله أصلها أصلهم أصلا "
    "مال المال مل ملت جز حد حدت حدنا مالا قصر قصرت قصرا عجل عدل عدلت عدلا شخص شخصا شخصان عطف طلع "
    "هجم درج درجت درجا كرر صرف صرفنا صرفت تجه سير سيرت جر جرت حدا حدها حدهم كمن صحب ظل ظلت ظلا رقد "
    "شتى عدي ادخل اخرج دعا نادي نفذ نفذت ولج صحبت خلص خلصنا خلصت نشق نحط سرية سري حول حمل قتل خرجي "
    "سيرا سير يسر ترك حملا اخذ نقل بلغ رحل رحب وصل صلي"
) - words("مر ترك حمل نقل أخذ بلغ رحل وصل قدم حلق مضى عدت وقف سلم حل طار سلك مال جز عطف طلع")

_SHORT = frozenset({"جا", "مر", "فر", "بت"})
"""Verbs of two letters that "and" may be written before."""


@lru_cache(maxsize=50_000)
def read_verb(word: str) -> VerbForm | None:
    """Read a folded word as a verb of motion, None if it is none.

    Examples
    --------
    >>> read_verb("نقلوني")
    VerbForm(kind='carry', stem='نقل', prefix='', suffix='و', object='ني')
    >>> read_verb("واجتزنا").kind, read_verb("يصلوا").prefix, read_verb("كتاب")
    ('pass', 'ي', None)
    """
    if word in _NOT_VERBS:
        return None
    lows = [word]
    if word[:1] in {"و", "ف"} and (len(word) > 3 or word[1:] in _SHORT):
        lows.append(word[1:])
    for low in lows:
        if low in _NOT_VERBS:
            continue
        if low == "بت":
            return VerbForm("stay", low, "", "ت", "")
        found = _perfect(low) or _imperfect(low)
        if found is not None:
            return found
    return None


def read_imperfect(word: str) -> VerbForm | None:
    """Read a word that only a particle tells to be a verb: "أن نمر", where "نمر" is also a tiger.

    Examples
    --------
    >>> read_verb("نمر") is None, read_imperfect("نمر").kind
    (True, 'pass')
    """
    return _imperfect(word, told=True)


def motion_of(word: str) -> tuple[str, str, str] | None:
    """Read a folded word as a verb of motion: (class, prefix, suffix), None if it is none.

    Examples
    --------
    >>> motion_of("وصلنا"), motion_of("غادرت"), motion_of("كتاب")
    (('reach', '', 'نا'), ('leave', '', 'ت'), None)
    """
    form = read_verb(word)
    return None if form is None else (form.kind, form.prefix, form.suffix)


@lru_cache(maxsize=1)
def _perfect_stems() -> dict[str, tuple[str, str]]:
    """Stem to (class, endings)."""
    table: dict[str, tuple[str, str]] = {}
    for cls, text in _STRONG.items():
        for stem in text.split():
            table.setdefault(fold_name(stem), (cls, _ALL))
    for cls, weak in _WEAK.items():
        for stem, endings in weak:
            table.setdefault(stem, (cls, endings))
    return table


@lru_cache(maxsize=1)
def _imperfect_stems() -> dict[str, str]:
    table: dict[str, str] = {}
    for cls, text in _IMPERFECT.items():
        for stem in text.split():
            table.setdefault(fold_name(stem), cls)
    return table


def _perfect(low: str) -> VerbForm | None:
    stems = _perfect_stems()
    for cut in range(len(low), 1, -1):
        known = stems.get(low[:cut])
        ending = _ENDING.match(low[cut:]) if known is not None else None
        if known is None or ending is None:
            continue
        suffix, obj = ending.group(1) or "", ending.group(2) or ""
        if (suffix, obj) == ("ون", "ي"):
            suffix, obj = "و", "ني"
        kind, endings = known
        if obj == "ي":
            continue  # "my" after a noun; a verb takes "ني"
        if endings == _BARE and kind == "carry" and (suffix, obj) == ("نا", ""):
            suffix, obj = "", "نا"
        if endings == _BARE and suffix not in _BARE_ENDINGS:
            continue
        if endings == _CONSONANT and suffix not in _CONSONANT_ENDINGS:
            continue
        if endings == _CONSONANT and not suffix and not low[:cut].endswith("ي"):
            continue
        if suffix == "و" and not obj:
            continue
        if len(low[:cut]) < 3 and not suffix and obj:
            continue
        return VerbForm(kind, low[:cut], "", suffix, obj)
    return None


def _imperfect(low: str, told: bool = False) -> VerbForm | None:
    rest = low[1:] if low[:1] == "س" and low[1:2] in {"ي", "ت", "ن", "ا"} else low
    if rest[:1] not in {"ي", "ت", "ن", "ا"}:
        return None
    stems = _imperfect_stems()
    body = rest[1:]
    for cut in range(len(body), 1, -1):
        kind = stems.get(body[:cut])
        ending = _ENDING.match(body[cut:]) if kind is not None else None
        if kind is None or ending is None or (rest[0] == "ا" and ending.group(1)):
            continue
        suffix = ending.group(1) or ""
        if suffix in {"نا", "ت", "تم", "تا", "تما"} or (rest[0] == "ا" and cut < 3 and not told):
            continue
        return VerbForm(kind, body[:cut], rest[0], suffix, ending.group(2) or "")
    return None
