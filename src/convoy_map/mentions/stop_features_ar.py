"""What the Arabic words around a named place say for and against its being a stop.

The reasons speak of word classes, of clitics and of syntax, never of single places
(see ``stop_features_en`` for English); ``stop_model`` adds their weights up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.motion_ar import word_index
from convoy_map.mentions.stop_context import Surroundings, context_of, verdict_on
from convoy_map.mentions.units import Person, Unit
from convoy_map.mentions.verbs_ar import motion_of, read_imperfect

__all__ = ["reasons_ar"]

_HEADED = ar.words(
    "مدينة بلدة قرية مخيم محلة ضيعة واحة ميناء مرفأ معبر منفذ محطة مطار قصبة حي جزيرة"
)
_ORGANISATIONS = ar.words(
    "شركة منظمة جمعية صحيفة وكالة جامعة مستشفى مدرسة مؤسسة إذاعة قناة بنك مصرف فندق مكتب مجلس "
    "لجنة حكومة وزارة شرطة بلدية هيئة سفارة قنصلية جريدة نادي كتيبة لواء فرقة محكمة أكاديمية معهد"
)
_BIRTH = ar.words(
    "ولد ولدت ولدنا مواليد مولود المولود المولودة أصل أصله أصلها أصلي أهل أهلي أهله أبناء ابن ابنة "
    "مسقط نشأ نشأت تربى يسكن تسكن يقيم تقيم مقيم المقيم المقيمة يعيش تعيش يعمل عاش قبيلة عائلة"
)
_LIKENING = ar.words(
    "مثل أكبر أصغر أجمل أبعد أشهر أفضل أقدم كأنها كأنه تشبه يشبه شبيهة خلافا بخلاف"
)
_HEARSAY = ar.words("قيل يقال زعم زعموا أشيع شائعة شائعات إشاعة سمعنا سمعت بلغنا يزعم تردد أنباء")
_UNREAL = ar.words("لو ربما لعل ليت لولا إذا سوف كدنا كاد كدت كادت حلم حلمنا يحلم أحلم")
_THEN = ar.words("ثم بعدها بعد أخيرا أولا ومنها منها ومن التالي التالية الثانية الأولى الأخيرة آخر")
_TIMES = ar.words(
    "يوم اليوم ليلة الليلة ليال ليلتين أيام يومين ساعة ساعات ساعتين صباح صباحا الصباح مساء المساء "
    "مساءا ظهر الظهر ظهرا فجر الفجر فجرا العصر المغرب الغروب أسبوع أسبوعا أسبوعين أسابيع شهر شهرا "
    "شهرين أشهر السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة يناير فبراير مارس أبريل مايو "
    "يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران تموز آب أيلول "
    "تشرين غداة عشية دقيقة دقائق"
)
_GOODS = ar.words(
    "شحنة بضاعة بضائع قماش أقمشة تمر قمح شاي بن سكر زيت حمولة رسالة رسائل برقية خبر أخبار هاتف "
    "طريق قطار حافلة سيارة سفينة طائرة شاحنة"
)
_WAS = ar.words("كان كانت كانوا كنا كنت")
_RELATIVE = ar.words("الذي التي الذين اللذين حيث وحيث")
_OPENING_QUOTES = frozenset('« “ "'.split())
_BREAKS = frozenset("؛ : ( ) — – .".split())


def reasons_ar(
    sentence: ArabicSentence,
    units: Sequence[Unit],
    at: int,
    around: Surroundings,
    persons: Mapping[int, Person],
) -> list[str]:
    """Name the reasons for and against a place's being a stop.

    Parameters
    ----------
    sentence : ArabicSentence
        The sentence that it stands in.
    units : sequence of Unit
        Outermost places of the sentence in order.
    at : int
        Index of the place among them.
    around : Surroundings
        What is known of the document.
    persons : mapping of int to Person
        Persons by the offset where they are named.
    """
    unit = units[at]
    i, k = word_index(sentence, unit.start), sentence.after_span(unit.end)
    before = [*_before(sentence, unit, i, persons)]
    hangs = any(reason.endswith(_ON_NOUN) for reason in before)
    found = [
        *before, *_after(sentence, k, persons), *_clause(sentence, i, k, around, persons),
        *_listed(sentence, units, at, around), *context_of(units, at, around),
        *verdict_on(unit, around, hangs),
    ]  # fmt: skip
    return sorted(set(found))


_ON_NOUN = (":noun", ":people", ":goods", ":person", ":organisation")


def _bare(word: str) -> str:
    return word[1:] if word[:1] in {"و", "ف"} and len(word) > 3 else word


def _is_one_of(word: str, words: frozenset[str]) -> bool:
    """Whether a word, or it without "and", without a preposition, or with the article off."""
    return any(
        rest in words or rest.removeprefix("ال") in words for _, rest in ar.strip_clitics(word)
    )


def _word_class(sentence: ArabicSentence, j: int, persons: Mapping[int, Person]) -> str:
    """Coarse class of a word before a place or its preposition."""
    if not 0 <= j < len(sentence.words):
        return "start" if j < 0 else "end"
    word = sentence.words[j]
    low, bare = word.low, _bare(word.low)
    if not low[0].isalnum():
        return {"،": "comma", ".": "stop", ":": "break", "؛": "break"}.get(low, "mark")
    if sentence.names.get(j):
        return "name"
    if _names_person(sentence, j, persons):
        return "person"
    for name, words in (
        ("negation", ar.NEGATIONS), ("then", _THEN), ("preposition", ar.PREPOSITIONS),
        ("was", _WAS), ("speech", ar.SPEECH), ("relative", _RELATIVE), ("plan", ar.PLANS),
    ):  # fmt: skip
        if low in words or bare in words:
            return name
    if any(rest in ar.MOTION_NOUNS for _, rest in ar.strip_clitics(low)):
        return "motion-noun"
    if motion_of(low) is not None:
        return "motion"
    return _open_class(low)


def _names_person(sentence: ArabicSentence, j: int, persons: Mapping[int, Person]) -> bool:
    """Whether word ``j`` belongs to somebody's name."""
    end = sentence.words[j].end
    named = (persons.get(word.start) for word in sentence.words[max(0, j - 3) : j + 1])
    return any(person is not None and person.end >= end for person in named)


def _open_class(low: str) -> str:
    if low[0].isdigit() or low in ar.NUMBERS:
        return "number"
    for name, words in (
        ("organisation", _ORGANISATIONS), ("birth", _BIRTH), ("time", _TIMES), ("goods", _GOODS),
        ("people", ar.TITLES | frozenset(ar.GROUPS) | frozenset(ar.KIN)), ("likening", _LIKENING),
    ):  # fmt: skip
        if _is_one_of(low, words):
            return name
    if _bare(low).endswith("نا") and len(low) > 4:
        return "we-verb"
    if _bare(low).endswith(("وا", "ت")) and len(low) > 3:
        return "past-verb"
    if _bare(low)[:1] in {"ي", "ن", "ت"} and read_imperfect(_bare(low)) is not None:
        return "motion"
    return "definite" if _bare(low).startswith(("ال", "لل", "بال")) else "noun"


def _before(
    sentence: ArabicSentence, unit: Unit, i: int, persons: Mapping[int, Person]
) -> Iterator[str]:
    """Clitics, head nouns and the preposition before a place, and the word before them."""
    word = sentence.words[i] if i < len(sentence.words) else None
    clitics = word.low[: unit.start - word.start] if word is not None else ""
    for letter in clitics:
        if letter in "بلكوف":
            yield f"clitic:{letter}"
    if sentence.low(i - 1) in _OPENING_QUOTES or sentence.low(i - 2) in ar.NAMED:
        yield "within-a-title"
    j = i - 1
    if sentence.low(j) and _is_one_of(sentence.low(j), _HEADED):
        yield "headed"
        head = sentence.low(j)
        for letter in head[: len(head) - len(head.lstrip("وفبل"))][:2]:
            yield f"head-clitic:{letter}"
        j -= 1
    low = sentence.low(j)
    bare = low if low in ar.PREPOSITIONS else _bare(low)
    if bare in ar.PREPOSITIONS and not {"ب", "ل", "ك"} & set(clitics):
        yield f"before:{bare if bare in _FREQUENT else _kind(bare)}"
        outer = _word_class(sentence, j - 1, persons)
        if bare != low:
            yield "joined-preposition"
        yield f"outer:{outer}"
        yield f"{_kind(bare)}:{outer}"
        return
    outer = _word_class(sentence, j, persons)
    yield f"bare:{outer}" if not {"ب", "ل", "ك"} & set(clitics) else f"clitic-after:{outer}"
    form = motion_of(low)
    if form is not None:
        yield f"object:{form[0]}"


_FREQUENT = ar.words("من إلى في حتى عند بين بعد قبل")


def _kind(preposition: str) -> str:
    for name, words in (
        ("source", ar.SOURCE), ("goal", ar.GOAL), ("heading", ar.HEADING), ("via", ar.VIA),
        ("at", ar.AT),
    ):  # fmt: skip
        if preposition in words:
            return name
    return "other"


def _after(sentence: ArabicSentence, k: int, persons: Mapping[int, Person]) -> Iterator[str]:
    low = sentence.low(k)
    if not low or low == ".":
        yield "follow:end"
        return
    if low == "،" and sentence.low(k + 1):
        yield f"follow-comma:{_word_class(sentence, k + 1, persons)}"
    yield f"follow:{_word_class(sentence, k, persons)}"
    if low.startswith("و") and len(low) > 2:
        yield "follow:and"


def _clause(
    sentence: ArabicSentence, i: int, k: int, around: Surroundings, persons: Mapping[int, Person]
) -> Iterator[str]:
    """What the words within twelve before and ten after speak of."""
    first = i
    while first > 0 and i - first < 12 and sentence.low(first - 1) not in _BREAKS:
        first -= 1
    last = k
    while last < len(sentence.words) and last - k < 10 and sentence.low(last) not in _BREAKS:
        last += 1
    left = [sentence.low(n) for n in range(first, i)]
    right = [sentence.low(n) for n in range(k, last)]
    near = left[-5:]
    for name, words, among in (
        ("plan", ar.PLANS, left), ("plan-near", ar.PLANS, near), ("plan-after", ar.PLANS, right),
        ("birth", _BIRTH, near), ("likening", _LIKENING, near), ("unreal", _UNREAL, left),
        ("hearsay", _HEARSAY, left + right), ("time", _TIMES, left + right),
        ("was", _WAS, near), ("negated", ar.NEGATIONS, near), ("then", _THEN, near),
        ("negated-after", ar.NEGATIONS, right), ("relative", _RELATIVE, near),
        ("speech-after", ar.SPEECH, right[:3]), ("speech", ar.SPEECH, left),
        ("organisation", _ORGANISATIONS, near),
    ):  # fmt: skip
        if any(low in words or _bare(low) in words for low in among):
            yield name
    if any(motion_of(low) is not None for low in left):
        yield "motion-left"
    if any(motion_of(low) is not None for low in right):
        yield "motion-right"
    if any(_bare(low).endswith("نا") and len(low) > 4 for low in left + right):
        yield "first-person"
    if any(_bare(low)[:2] in {"سي", "سن", "ست"} and len(low) > 4 for low in left):
        yield "future"
    if i < len(sentence.words) and around.speakers.in_quote(sentence.words[i].start):
        yield "quoted"
    if any(sentence.words[n].start in persons for n in range(first, last)):
        yield "person"
    if i <= 2:
        yield "opens"
    if len(sentence.words) <= 8:
        yield "short"


def _listed(
    sentence: ArabicSentence, units: Sequence[Unit], at: int, around: Surroundings
) -> Iterator[str]:
    """Whether only commas, "and" or "then" stand between it and the places beside it."""
    for side, other in (("left", at - 1), ("right", at + 1)):
        if not 0 <= other < len(units):
            continue
        low, high = sorted((at, other))
        begin = sentence.after_span(units[low].end)
        between = [sentence.low(n) for n in range(begin, word_index(sentence, units[high].start))]
        joined = all(word in {"،", "و", "ثم", "او", "ف"} for word in between)
        if joined and len(between) <= 2:
            yield f"listed-{side}-{around.told(units[other])}"
