"""Persons of Arabic texts: kunyas, titles, given names, who speaks and who sets out."""

from __future__ import annotations

from collections.abc import Callable

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence, Word
from convoy_map.mentions.common_ar import is_common_ar, is_verb_ar
from convoy_map.mentions.units import Person, slug
from convoy_map.mentions.verbs_ar import RIDING, motion_of, read_verb

__all__ = ["GIVEN", "find_persons_ar", "is_feminine"]

_PIETY = ar.words("رحمه رحمها رحمهم الله حفظه حفظها")
_BESIDE = ar.words(
    "معي معنا مساعدي مساعده مرافقي المدعوة اسمه اسمها اسمي يدعى تدعى المدعو أما وأما ومعي ومعنا "
    "زميلي زميله زميلنا رفيقي رفيقه صاحبي صاحبه صديقي صديقه سائقنا دليلنا جارنا جاري المسمى لقبه "
    "يلقبونه ينادونه"
)
_TOWARDS = ar.SOURCE | ar.GOAL | ar.HEADING | ar.words("مع وحده وحدها برفقة في")
_SERVANT = "عبد"
GIVEN = ar.words(
    "محمد أحمد محمود خالد عمر علي حسن حسين يوسف إبراهيم سعيد سالم ناصر راشد فهد صالح عبدالله مصطفى "
    "طارق سامي كريم ياسر بلال زياد رامي عماد وليد نبيل جمال كمال هشام أنس إدريس موسى عيسى يحيى "
    "داود مريم فاطمة عائشة زينب خديجة ليلى سارة هند نادية سلمى هدى أمل نور سعاد رنا دينا ريم لينا "
    "ماجد عادل فارس بشير منير نزار غسان مروان حمزة قاسم جابر سليمان عثمان بكر أسامة عمار أيمن "
    "حسام باسل توفيق شفيق رفيق فؤاد صلاح فاروق عبدالرحمن عبدالعزيز منصور جعفر حيدر عباس كاظم جاسم "
    "مهدي هادي صادق رضا طه زكريا أيوب شعيب هارون لقمان إلياس إسماعيل إسحاق بلقيس رقية حفصة سمية "
    "أسماء إيمان إسراء آية شيماء هبة دعاء رانيا لمى لبنى منى مها ميساء نجلاء نسرين نهى هالة وفاء "
    "ياسمين يسرى زهراء صفية عبير غادة فرح كوثر لطيفة مروة ملك نجوى هناء وداد سهام سميرة سناء رشيد "
    "رمضان شعبان رجب ربيع شريف صابر طاهر ظافر عارف عاصم عاطف عزيز عصام علاء فتحي فريد فيصل قيس لؤي "
    "مازن مجدي محسن مدحت مراد مسعود معتز معاذ مهند نادر ناجي نائل نجيب نعيم هيثم وائل وسيم يونس "
    "أكرم أنور أشرف أمجد إيهاب بدر تامر ثامر جلال جميل حاتم حازم حافظ حامد حبيب خليل راغب رؤوف "
    "زاهر سعد سيف شاكر شوقي ضياء عدنان عمران ياسين جبريل ميكائيل هاشم هاني همام هلال هيا وسام وضاح "
    "وهيب يعقوب يوشع نوح نايف نواف مشعل متعب تركي بندر سلطان سعود خلف خلفان حميد حمد حمدان حمود "
    "جمعة خميس سيد السيد شاهين شهاب شمس صقر ضاحي طلال طلحة عبيد عبود عتيق عقيل عكرمة علوان غانم "
    "غازي فاضل فائز فايز فرج فوزي فوزية قدور قويدر كنعان لطفي مبارك امبارك مختار مخلوف مرزوق مسلم "
    "مصعب مطلق معمر مفتاح مكي منذر ميلاد نزيه نصر نصار نضال هيفاء ولاء هيام مبروك مبروكة حورية "
    "جميلة حليمة حسناء حنان خولة دلال ذكرى رابحة رحمة رشيدة رغد روان زكية زهرة سكينة سوسن شهد "
    "صباح ضحى عفاف عفراء علياء عواطف غزالة فتحية فريدة فضيلة كلثوم كريمة ليال ماجدة مديحة منيرة "
    "مليكة نعيمة نعمة نوال نورة هاجر وردة وسيلة يامنة إلهام إكرام ابتسام اعتماد بثينة بدرية تهاني "
    "ثريا جواهر جهاد أيهم أدهم أوس إياد براء بهاء تيسير جواد جودت حذيفة حكيم حمدي حنين خضر خطاب "
    "رائد راشدة رفعت رياض زهير زيد زين سامر سراج سفيان سلام سليم سمير سهيل شادي شفيع صهيب طالب "
    "عامر عبادة عبدو عبده عثماني عروة عقبة عوض غيث فراس فضل قتيبة قصي كرم كنان مؤمن مأمون مثنى "
    "مجاهد محفوظ مدثر مرتضى مزمل مستور مصباح معتصم مقداد منتصر منجي مولود ميمون ناظم نافع نعمان "
    "نهاد هيكل وجدي يزيد يقظان باسم بسام بشرى جورج حنا بطرس بولس ميخائيل مارون طوني إيلي "
    "شربل ميشيل جرجس حسنين حسان حسونة الطيب التيجاني البشير النور الصادق الأمين الفاتح"
)
"""Given names; many are common words or places too, so the words around have to agree."""
_FEMININE = ar.words(
    "مريم زينب هند سعاد رنا ريم هدى أمل نور ليلى سلمى لينا دينا إيمان إسراء شيماء دعاء رانيا لمى "
    "لبنى منى مها ميساء نجلاء نسرين نهى وفاء ياسمين يسرى زهراء عبير فرح كوثر ملك نجوى هناء وداد "
    "سهام سناء بلقيس أسماء هيفاء ولاء هيام حسناء حنان دلال ذكرى رغد روان سوسن شهد ضحى عفاف عفراء "
    "علياء عواطف كلثوم ليال نوال هاجر إلهام إكرام ابتسام اعتماد تهاني ثريا جواهر حنين بشرى مروى "
    "سلوى"
)
_MASCULINE = ar.words(
    "حمزة أسامة طلحة عقبة عكرمة عبادة حذيفة قتيبة معاوية جمعة حسونة خليفة سلامة عطية طه"
)


def is_feminine(key: str) -> bool:
    """Whether a person's key begins with a woman's name, by its ending or known as one.

    Examples
    --------
    >>> is_feminine("فاطمه"), is_feminine("هاجر"), is_feminine("حمزه"), is_feminine("سالم")
    (True, True, False, False)
    """
    first = key.replace("-", " ").split(" ")[0]
    return first in _FEMININE or (first.endswith("ه") and first not in _MASCULINE)


Famous = Callable[[str], float]


def find_persons_ar(
    sentences: list[ArabicSentence], text: str, is_place: Famous
) -> dict[int, Person]:
    """Persons by start offset: kunyas, titles, given names, who speaks, who sets out.

    Parameters
    ----------
    is_place : callable
        How well known a name is as a place, 0 to 1.
    """
    found: dict[int, Person] = {}
    names: dict[str, str] = {}
    for sentence in sentences:
        reached = 0
        for i, word in enumerate(sentence.words):
            if word.start < reached:
                continue
            last = _full_name(sentence, i, is_place)
            if last is not None:
                end = sentence.words[last]
                name = " ".join(sentence.low(k) for k in range(i, last + 1))
                _add(found, names, text, word, end, name.removeprefix("و"))
            elif _introduced(sentence, i, is_place) and (
                word.low != "علي" or text[word.start : word.end] == "علي"
            ):
                names.setdefault(word.low, slug(word.low))
                end = sentence.words[_surname(sentence, i, is_place)]
                _add(found, names, text, word, end, word.low)
            reached = found[word.start].end if word.start in found else reached
    for sentence in sentences:
        for word in sentence.words:
            bare = next((r for _, r in ar.strip_clitics(word.low) if r in names), None)
            if bare == "علي" and text[word.start : word.end] != "علي":
                continue
            if bare is not None and word.start not in found:
                start = word.start + len(word.low) - len(bare)
                found[word.start] = Person(start, word.end, text[start : word.end], names[bare])
    return found


def _full_name(sentence: ArabicSentence, i: int, is_place: Famous) -> int | None:
    """Last word of a name that two words make: "أبو فوزي", "عبد الباسط"; None if none begins."""
    low = sentence.low(i)
    low = low.removeprefix("و") if low[1:] in ar.KUNYAS else low
    follow = sentence.low(i + 1)
    if not follow.isalpha():
        return None
    if low.removeprefix("و") == _SERVANT and follow.startswith("ال"):
        return i + 1
    if low not in ar.KUNYAS:
        return None
    before = sentence.low(i - 1)
    placed = before in ar.SOURCE | ar.GOAL | ar.AT | ar.HEADING | {"ثم", "و", "عبر", "حتي"}
    if placed or ar.PLACE_NOUNS & {r for _, r in ar.strip_clitics(before)}:
        return None
    if is_place(f"{low} {follow}") >= 0.25 and not (
        _speaks(before) or before in ar.TITLES | _BESIDE
    ):
        return None
    if low in ar.KIN and (follow not in GIVEN or motion_of(follow) is not None):
        return None
    return i + 1


def _introduced(sentence: ArabicSentence, i: int, is_place: Famous) -> bool:
    """Whether the words around make word ``i`` a person's name."""
    before, low = sentence.low(i - 1), sentence.low(i)
    if not low.isalpha() or len(low) < 3 or low in _PIETY:
        return False
    if before in ar.TITLES and before not in ar.KUNYAS and before not in ar.KIN:
        named = low not in ar.COMMON | ar.TIME_WORDS or low in GIVEN
        common = is_common_ar(low) and low not in GIVEN
        return (
            named
            and not common
            and low not in ar.ADJECTIVES | ar.HEADS.keys()
            and not low.startswith("ال")
        )
    if low not in GIVEN or low in ar.TIME_WORDS:
        return _acts(sentence, i, is_place)
    follow = sentence.low(i + 1)
    full = follow in GIVEN or follow in {_SERVANT, "بن", "ولد"}
    if full and before not in ar.PREPOSITIONS and is_place(f"{low} {follow}") < 0.25:
        return True
    moves = motion_of(before) is not None and is_place(before) < 0.25
    acts = is_verb_ar(before) or (i == 0 and (is_verb_ar(follow) or motion_of(follow) is not None))
    moves = moves or (acts and not is_common_ar(low) and is_place(low) < 0.6)
    return before in ar.KIN.keys() | ar.SPEECH | _BESIDE or moves or _speaks(before)


def _surname(sentence: ArabicSentence, i: int, is_place: Famous) -> int:
    """Last word of a name that goes on: "سالم باوزير", "فرج امبارك"."""
    form = read_verb(sentence.low(i - 1))
    low = sentence.low(i + 1)
    if low == _SERVANT and sentence.low(i + 2).startswith("ال"):
        return i + 2
    if form is not None and form.kind in {"reach", "leave", "pass"}:
        return i
    bare = low.removeprefix("ال")
    plain = len(low) > 3 and low.isalpha() and not is_common_ar(low) and not is_common_ar(low[1:])
    seldom = plain and low not in ar.COMMON | ar.TIME_WORDS | ar.PREPOSITIONS and low[0] not in "وف"
    if low in GIVEN or (seldom and is_place(low) < 0.25 and motion_of(low) is None and bare):
        return i + 1
    return i


def _speaks(word: str) -> bool:
    return word.removeprefix("و").removeprefix("ف") in ar.SPEECH


def _acts(sentence: ArabicSentence, i: int, is_place: Famous) -> bool:
    """Whether an unlisted word speaks, or goes somewhere: "قال باها", "وصلت تاجوج إلى"."""
    before, low = sentence.low(i - 1), sentence.low(i)
    form = read_verb(before)
    goes = (
        form is not None
        and form.kind in {"go", "reach", "leave"}
        and not form.object
        and form.stem not in RIDING
        and form.suffix in {"", "ت"}
        and form.prefix in {"", "ي", "ت"}
        and sentence.low(i + 1) in _TOWARDS
    )
    if not (goes or _speaks(before) or before in _BESIDE - {"معي", "معنا", "ومعي", "ومعنا"}):
        return False
    known = low.startswith("ال") or low in ar.COMMON | ar.TIME_WORDS | ar.PREPOSITIONS | ar.MONTHS
    if known or low in ar.GROUPS or low in ar.KIN or low in ar.NEGATIONS or low in _BESIDE:
        return False
    ways = [rest for _, rest in ar.strip_clitics(low)]
    if any(r in ar.PLACE_NOUNS or is_common_ar(r, governed=True) for r in ways):
        return False
    return motion_of(low) is None and is_place(low) < 0.25


def _add(
    found: dict[int, Person], names: dict[str, str], text: str, first: Word, last: Word, name: str
) -> None:
    key = names.setdefault(name, slug(name))
    found[first.start] = Person(first.start, last.end, text[first.start : last.end], key)
