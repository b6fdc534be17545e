"""Named places in Arabic, where no capital letter tells a name from a word.

A name of the gazetteer counts when something places it: a noun ("the town of"),
a preposition, a verb of motion, a list of places; or when it is well known. A
name that no gazetteer has counts after "a village called" and its like.
"""

from __future__ import annotations

from bisect import bisect_left

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence, Word
from convoy_map.mentions.namebook import NameBook
from convoy_map.mentions.units import Person, Unit, slug
from convoy_map.mentions.verbs_ar import motion_of, read_verb
from convoy_map.model import MentionKind
from convoy_map.text.folding import Folded, fold_name

__all__ = ["ArabicNames", "find_persons_ar"]

_PLACING = ar.PREPOSITIONS | frozenset(ar.DIRECTIONS) | {
    "قرب", "خلف", "وراء", "بمحاذاه", "جوار", "بجوار", "خارج", "داخل", "عن", "مشارف", "ضواحي",
    "اطراف", "محيط", "باتجاه", "طريق",
}  # fmt: skip
_NISBA = {
    "سوري": "SY", "سوريه": "SY", "تركي": "TR", "تركيه": "TR", "عراقي": "IQ", "عراقيه": "IQ",
    "لبناني": "LB", "لبنانيه": "LB", "اردني": "JO", "اردنيه": "JO", "مصري": "EG", "مصريه": "EG",
    "ليبي": "LY", "ليبيه": "LY", "تونسي": "TN", "تونسيه": "TN", "جزايري": "DZ", "جزايريه": "DZ",
    "مغربي": "MA", "مغربيه": "MA", "سعودي": "SA", "سعوديه": "SA", "يمني": "YE", "يمنيه": "YE",
    "عماني": "OM", "عمانيه": "OM", "ايراني": "IR", "ايرانيه": "IR", "سوداني": "SD",
    "سودانيه": "SD", "فلسطيني": "PS", "فلسطينيه": "PS", "كويتي": "KW", "كويتيه": "KW",
    "فرنسي": "FR", "فرنسيه": "FR", "بريطاني": "GB", "بريطانيه": "GB", "امريكي": "US",
    "امريكيه": "US", "روسي": "RU", "روسيه": "RU", "كردي": "", "كرديه": "", "عربي": "",
    "عربيه": "", "اوروبي": "", "اوروبيه": "", "تشادي": "TD", "تشاديه": "TD", "مالي": "",
    "موريتاني": "MR", "موريتانيه": "MR", "اثيوبي": "ET", "اثيوبيه": "ET", "افغاني": "AF",
    "افغانيه": "AF", "باكستاني": "PK", "باكستانيه": "PK", "صيني": "CN", "صينيه": "CN",
}  # fmt: skip


class ArabicNames:
    """Reads the named places of the sentences of one passage."""

    def __init__(self, text: str, folded: Folded, book: NameBook) -> None:
        self.text = text
        self.folded = folded
        self.book = book
        self.accepted: set[str] = set()

    def read(self, sentences: list[ArabicSentence], persons: dict[int, Person]) -> list[Unit]:
        """Return toponyms and demonyms; every sentence learns its own."""
        doubtful: list[tuple[ArabicSentence, int, Unit]] = []
        for sentence in sentences:
            i = 0
            while i < len(sentence.words):
                if sentence.words[i].start in persons:
                    person = persons[sentence.words[i].start]
                    while i < len(sentence.words) and sentence.words[i].start < person.end:
                        i += 1
                    continue
                unit, sure = self._at(sentence, i)
                if unit is None:
                    i += 1
                    continue
                if sure:
                    self._accept(sentence, i, unit)
                else:
                    doubtful.append((sentence, i, unit))
                i = max(i + 1, sentence.after(unit, i))
        for sentence, i, unit in doubtful:
            if fold_name(unit.text) in self.accepted:
                self._accept(sentence, i, unit)
        return sorted(
            (u for s in sentences for units in s.names.values() for u in units),
            key=lambda u: (u.start, -u.end),
        )

    def _accept(self, sentence: ArabicSentence, i: int, unit: Unit) -> None:
        unit.sentence = sentence.index
        sentence.names.setdefault(i, []).append(unit)
        if unit.kind is MentionKind.TOPONYM:
            self.accepted.add(fold_name(unit.text))

    def _at(self, sentence: ArabicSentence, i: int) -> tuple[Unit | None, bool]:
        word = sentence.words[i]
        if not word.low[:1].isalpha():
            return None, False
        for taken, rest in ar.strip_clitics(word.low):
            unit = self._indexed(word, taken, rest)
            if unit is None:
                continue
            single = " " not in unit.text.strip()
            if single and taken and word.low in ar.COMMON:
                continue
            if single and (rest in ar.PLACE_NOUNS | ar.ADJECTIVES or rest in ar.HEADS):
                continue
            if rest in ar.KIN and self.book.fame(unit.text).fame < 0.6:
                continue
            if single and rest in ar.COMMON and not self._noun_before(sentence, i):
                continue
            return unit, self._is_sure(sentence, i, taken, unit)
        return self._unknown(sentence, i) or self._placed(sentence, i) or self._nisba(sentence, i)

    def _indexed(self, word: Word, taken: int, rest: str) -> Unit | None:
        """The longest gazetteer name from this word on, ``taken`` letters skipped."""
        position = bisect_left(self.folded.offsets, word.start) + taken
        text = self.folded.text
        if not text.startswith(rest, position):
            return None
        ends = self.book.gazetteer.name_ends(text, position)
        if ends:
            start, end = self.folded.span(position, ends[0])
            return self._unit(start, end)
        if taken and text.startswith("لل", position - 2) and self.book.fame("ال" + rest).fame:
            start, end = self.folded.span(position, position + len(rest))
            return self._unit(start, end, "ال" + rest)
        return None

    def _unit(self, start: int, end: int, name: str = "") -> Unit:
        surface = self.text[start:end]
        fame = self.book.fame(name or surface)
        return Unit(
            start, end, surface, MentionKind.TOPONYM, sort=fame.sort, p=0.85, ccodes=fame.ccodes
        )

    def _is_sure(self, sentence: ArabicSentence, i: int, taken: int, unit: Unit) -> bool:
        """Whether the words around place a name, or it is famous."""
        fame = self.book.fame(unit.text).fame
        before = sentence.low(i - 1)
        if before not in _PLACING and before[:1] in {"و", "ف"} and before[1:] in _PLACING:
            before = before[1:]
        clitic = sentence.low(i)[:taken]
        if fame >= 0.8 or self._noun_before(sentence, i):
            return True
        if sentence.low(i - 1) in ar.TITLES | ar.KUNYAS | ar.SPEECH:
            return False
        if "ب" in clitic or "ل" in clitic or before in _PLACING:
            return fame >= 0.25
        if motion_of(before) is not None or before in ar.MOTION_NOUNS:
            return True
        if clitic.startswith("و") or before in {"،", "و", "ثم"}:
            previous = max((j for j in sentence.names if j < i), default=None)
            return previous is not None and i - previous <= 4
        return False

    def _noun_before(self, sentence: ArabicSentence, i: int) -> bool:
        before = sentence.low(i - 1)
        bare = [rest for _, rest in ar.strip_clitics(before)]
        return any(b in ar.PLACE_NOUNS for b in bare) or before in ar.NAMED

    def _unknown(self, sentence: ArabicSentence, i: int) -> tuple[Unit | None, bool] | None:
        """A name that no gazetteer has, after "the village of", "called", and the like."""
        word = sentence.words[i]
        low = word.low
        if len(low) < 3 or low in ar.ADJECTIVES | ar.COMMON or not low.isalpha():
            return None
        before = sentence.low(i - 1)
        named = before in ar.NAMED
        placed = named or (
            any(rest in ar.PLACE_NOUNS for _, rest in ar.strip_clitics(before))
            and not before.startswith(("ال", "وال"))
            and low not in ar.HEADS
        )
        if not placed:
            return None
        end = word.end
        follow = sentence.low(i + 1)
        if low in ar.KUNYAS | _NAME_STARTS and follow:
            end = sentence.words[i + 1].end
        surface = self.text[word.start : end]
        unit = Unit(word.start, end, surface, MentionKind.TOPONYM, sort="settlement", p=0.75)
        return unit, True

    def _placed(self, sentence: ArabicSentence, i: int) -> tuple[Unit | None, bool] | None:
        """A name that no gazetteer has, where a motion leads: "وصل إلى حران، ثم"."""
        word = sentence.words[i]
        low = word.low
        bound = ar.KUNYAS | _NAME_STARTS
        if len(low) < 4 and low not in bound:
            return None
        if not low.isalpha() or low in _NO_NAME or low in ar.HEADS or low.startswith(("ال", "وال")):
            return None
        if motion_of(low) is not None or not self._leads_here(sentence, i):
            return None
        last = i + 1 if low in bound else i
        follow = sentence.low(last + 1)
        stopped = read_verb(follow)
        held = stopped is not None and bool(stopped.object)
        if last >= len(sentence.words) or not (held or _may_follow(follow)):
            return None
        end = sentence.words[last].end
        unit = Unit(word.start, end, self.text[word.start : end], MentionKind.TOPONYM, p=0.55)
        return unit, True

    def _leads_here(self, sentence: ArabicSentence, i: int) -> bool:
        before = sentence.low(i - 1)
        bare = before if before in _LEADING else before.removeprefix("و").removeprefix("ف")
        verb = read_verb(before)
        if verb is not None and not verb.object:
            return verb.kind in {"reach", "leave"} and verb.suffix != ""
        if bare not in _LEADING:
            return False
        near = [
            read_verb(sentence.low(k))
            for k in range(max(0, i - 6), i - 1)
            if k not in sentence.names
        ]
        found = [form for form in near if form is not None]
        nouns = any(sentence.low(k) in ar.MOTION_NOUNS for k in range(max(0, i - 4), i - 1))
        if bare in {"في", "عند"}:
            after = read_verb(sentence.low(i + 1))
            stays = any(form.kind in {"stay", "carry"} for form in found[-1:])
            return (stays and read_verb(sentence.low(i - 2)) is not None) or (
                after is not None and bool(after.object)
            )
        return bool(found) or nouns or before in {"ومنها"}

    def _nisba(self, sentence: ArabicSentence, i: int) -> tuple[Unit | None, bool]:
        """An adjective of nationality: "الحدود التركية"."""
        word = sentence.words[i]
        low = word.low.removeprefix("و").removeprefix("ال")
        if low in _NISBA and word.low != low:
            unit = Unit(
                word.start, word.end, self.text[word.start : word.end], MentionKind.DEMONYM,
                sort="country", p=0.9,
            )  # fmt: skip
            return unit, True
        return None, False


_LEADING = ar.GOAL | ar.SOURCE | ar.HEADING | frozenset({"في", "عند"})
_NAME_STARTS = ar.words(
    "تل عين رأس خان دير بئر كفر بني ولاد أولاد وادي حي باب بيت برج جزيرة سيدي أم"
)
_TIME_WORDS = ar.words(
    "صباح فجر ظهر عصر عشية غداة منتصف قبيل عقب "
    "ثم حيث بعد قبل يوم ليلة ليلا صباحا مساء فجر ظهرا عصرا عند في من إلى عبر حتى مع على لكن ولكن "
    "سيرا "
    "مشيا مباشرة رأسا برا بحرا جوا ساعة أسبوع شهر سنة عام أول آخر نحو وحده وحدي لأن كي أيضا أخيرا "
    "أثناء خلال يومين ليلتين ساعتين مرورا قادما قادمين متجها متجهين"
)
_NO_NAME = (
    ar.ADJECTIVES
    | ar.COMMON
    | ar.PREPOSITIONS
    | ar.PLACE_NOUNS
    | _TIME_WORDS
    | frozenset(ar.GROUPS)
    | frozenset(ar.KIN)
    | ar.TITLES
    | ar.SPEECH
    | ar.NEGATIONS
    | ar.PLANS
) | ar.words(
    "هناك هنا حيث مكان جهة مركز مقر منزل بيتنا بيتي بيته شقة دار غرفة مزرعة كهف خيمة مأوى ملجأ "
    "معسكر "
    "سجن حقل بستان ورشة مصنع مخزن مستودع متجر دكان مطعم مقهى عيادة مشفى صيدلية جامعة معهد كلية "
    "مكتب "
    "وزارة سفارة قنصلية محكمة قسم مخفر ثكنة موقف مرآب رصيف شاطئ ضفة جبهة حدود خط نقطة حاجز معبر "
    "نفق "
    "ممر زقاق شارع ساحة ميدان دوار حديقة غابة تلة هضبة منحدر شعب شاب شرطي ضابط جندي حارس سائق قائد "
    "راعي راعيا رجل رجال امرأة أناس ناس جماعة عائلة أسرة صديق طبيب معلم مدير مفتش أرض أهل أهلي "
    "أهله "
    "دولة دول بلد بلدي بلاد وطن وطني عالم أوروبا سفر رحلة عمل شغل دراسة حرب سلام خوف جوع عطش تعب "
    "نوم "
    "حلم فكرة قرار أمر أمل نهاية بداية وسط أعلى أسفل أسوأ أفضل أقرب أبعد أجل سبب خلف أمام فوق تحت "
    "داخل "
    "خارج حوالي قرابة معظم جميع باقي بقية نصف ثلث ربع واحد واحدة اثنين ثلاثة أربعة خمسة ستة سبعة "
    "ثمانية "
    "تسعة عشرة قوات جيش شرطة قبيلة قافلة سفينة مركب قارب زورق قطار حافلة سيارة شاحنة طائرة دراجة "
    "حمار "
    "بغل جمل حصان ناقة عربة ذلك هذا هذه تلك كل بعض غير نفس أي عدة كثير قليل شيء أشياء يدي يديه "
    "قدميه "
    "أذى ظلم عنف قصف نار حريق مطر ثلج برد حر شمس ظل ماء نهر بحر بركة سد قناة ترعة عرض طول حضن جوار "
    "فوقها تحتها معها منها إليها عنها بها لها"
)


def _may_follow(word: str) -> bool:
    """Whether a word may stand after a place's name, which no adjective does."""
    if not word or not word[0].isalpha() or word in _TIME_WORDS or word in ar.HEADING:
        return True
    return len(word) > 3 and word[0] in {"و", "ف", "ب"}


def find_persons_ar(sentences: list[ArabicSentence], text: str) -> dict[int, Person]:
    """Persons by start offset: kunyas, titles, and who is said to speak."""
    found: dict[int, Person] = {}
    names: dict[str, str] = {}
    for sentence in sentences:
        for i, word in enumerate(sentence.words):
            low = word.low.removeprefix("و") if word.low[1:] in ar.KUNYAS else word.low
            if low in ar.KUNYAS and sentence.low(i + 1) and sentence.low(i + 1).isalpha():
                if sentence.low(i - 1) in ar.SOURCE | ar.GOAL | ar.AT | ar.HEADING:
                    continue
                follow = sentence.low(i + 1)
                if low in ar.KIN and (follow not in _GIVEN or motion_of(follow) is not None):
                    continue
                if ar.PLACE_NOUNS & {r for _, r in ar.strip_clitics(sentence.low(i - 1))}:
                    continue
                _add(
                    found, names, text, word, sentence.words[i + 1], f"{low} {sentence.low(i + 1)}"
                )
            elif _introduced(sentence, i) and (
                word.low != "علي" or text[word.start : word.end] == "علي"
            ):
                names.setdefault(word.low, slug(word.low))
                _add(found, names, text, word, word, word.low)
    for sentence in sentences:
        for word in sentence.words:
            bare = next((r for _, r in ar.strip_clitics(word.low) if r in names), None)
            if bare == "علي" and text[word.start : word.end] != "علي":
                continue
            if bare is not None and word.start not in found:
                start = word.start + len(word.low) - len(bare)
                found[word.start] = Person(start, word.end, text[start : word.end], names[bare])
    return found


def _introduced(sentence: ArabicSentence, i: int) -> bool:
    before, low = sentence.low(i - 1), sentence.low(i)
    if not low.isalpha() or len(low) < 3 or low in _PIETY:
        return False
    if before in ar.TITLES and before not in ar.KUNYAS and before not in ar.KIN:
        named = low not in ar.COMMON | _TIME_WORDS or low in _GIVEN
        return named and low not in ar.ADJECTIVES | ar.HEADS.keys() and not low.startswith("ال")
    if low not in _GIVEN:
        return False
    beside = (
        ar.KIN.keys()
        | ar.SPEECH
        | {
            "معي",
            "معنا",
            "مساعدي",
            "مساعده",
            "مرافقي",
            "المدعوه",
            "اسمه",
            "اسمها",
            "يدعي",
            "تدعي",
            "المدعو",
            "اما",
            "واما",
        }
    )
    return before in beside or motion_of(before) is not None


_PIETY = ar.words("رحمه رحمها رحمهم الله حفظه حفظها")


_GIVEN = ar.words(
    "محمد أحمد محمود خالد عمر علي حسن حسين يوسف إبراهيم سعيد سالم ناصر راشد فهد صالح عبدالله مصطفى "
    "طارق سامي كريم ياسر بلال زياد رامي عماد وليد نبيل جمال كمال هشام أنس إدريس موسى عيسى يحيى "
    "داود "
    "مريم فاطمة عائشة زينب خديجة ليلى سارة هند نادية سلمى هدى أمل نور سعاد رنا دينا ريم لينا ماجد "
    "عادل فارس بشير منير نزار غسان مروان حمزة قاسم جابر سليمان عثمان بكر أسامة عمار أيمن حسام باسل "
    "توفيق شفيق رفيق فؤاد صلاح فاروق عبدالرحمن عبدالعزيز منصور جعفر حيدر عباس كاظم جاسم مهدي هادي "
    "صادق "
    "رضا طه زكريا أيوب شعيب هارون لقمان إلياس إسماعيل إسحاق بلقيس رقية حفصة سمية أسماء إيمان "
    "إسراء آية "
    "شيماء هبة دعاء رانيا لمى لينا لبنى منى مها ميساء نجلاء نسرين نهى هالة وفاء ياسمين يسرى زهراء "
    "صفية "
    "عبير غادة فرح كوثر لطيفة مروة ملك نجوى هناء وداد سهام سميرة سناء رشيد رمضان شعبان رجب ربيع "
    "شريف "
    "صابر طاهر ظافر عارف عاصم عاطف عزيز عصام علاء فتحي فريد فيصل قيس لؤي مازن مجدي محسن مدحت مراد "
    "مسعود "
    "معتز معاذ مهند نادر ناجي نائل نجيب نعيم هيثم وائل وسيم يونس أكرم أنور أشرف أمجد إيهاب بدر "
    "تامر "
    "ثامر جلال جميل حاتم حازم حافظ حامد حبيب خليل راغب رؤوف زاهر سعد سيف شاكر شوقي ضياء عدنان عمران"
)


def _add(
    found: dict[int, Person], names: dict[str, str], text: str, first: Word, last: Word, name: str
) -> None:
    key = names.setdefault(name, slug(name))
    found[first.start] = Person(first.start, last.end, text[first.start : last.end], key)
