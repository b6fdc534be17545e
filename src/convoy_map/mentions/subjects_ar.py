"""Who travels, in Arabic: by inflection, by a noun beside the verb, or as its object."""

from __future__ import annotations

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.events import Event
from convoy_map.mentions.units import Person
from convoy_map.mentions.verbs_ar import CARRIED, RIDING, VerbForm, motion_of

__all__ = ["marked_group", "set_traveller"]

_CARRIED_AS = {
    "هم": "they",
    "نا": "we",
    "ني": "i",
    "ها": "she",
    "ه": "he",
    "هما": "they",
    "هن": "they",
}
_SENDING = frozenset({"ارسل", "سلم", "شيع", "شحن", "سحب", "ابعد", "انزل"})
"""Verbs of carrying whose subject stays behind."""
_OWN = {"انا": "i", "نحن": "we", "هو": "he", "هي": "she", "هم": "they"}


_TELLERS = {"ني": "i", "نا": "we"}


_WITH = {"معي": "i", "معنا": "we"}
"""Who travels when somebody goes "with me": the teller too."""


def set_traveller(
    event: Event, sentence: ArabicSentence, i: int, verb: VerbForm | None,
    persons: dict[int, Person],
) -> None:  # fmt: skip
    """From the inflection, or the noun after (or right before) the verb."""
    if _is_carried(event, sentence, i, verb):
        return
    together = _WITH.get(sentence.low(i + 1))
    if together is not None and verb is not None:
        event.traveller, event.number = together, "many" if together == "we" else "one"
        return
    first_person = verb is not None and (verb.suffix == "نا" or verb.prefix == "ن")
    whom = _TELLERS.get(verb.object) if verb is not None and not first_person else None
    if whom is not None and verb is not None and verb.kind in {"stay", "leave", "there"}:
        event.traveller, event.number = whom, "many" if whom == "we" else "one"
        return  # "ودعتني أمي في حلب": who is seen off was there
    left = verb is not None and verb.stem == "ترك" and bool(verb.object)
    if not first_person and not left and _stated(event, sentence, i, verb, persons):
        return
    _inflected(event, sentence.low(i), verb)


def _is_carried(event: Event, sentence: ArabicSentence, i: int, verb: VerbForm | None) -> bool:
    """Such as "نقلونا", "مضي بنا": the object, or who is taken along, travels."""
    if verb is None:
        return False
    who = _CARRIED_AS.get(verb.object)
    ambiguous = verb.kind == "carry" and verb.suffix == "نا" and not verb.object
    held = verb.kind == "carry" or verb.stem in CARRIED
    if verb.stem == "ترك" and verb.suffix in {"ت", "نا"} and who in {"he", "she", "they"}:
        return False  # "تركته في حلب": who leaves somebody behind was there too
    if verb.suffix in {"نا", "ت"} and who in {"he", "she", "they"} and verb.stem not in _SENDING:
        return False  # "اخذتها الى": who takes somebody along travels too
    if who is None and ambiguous:
        who = "we"
    if who is None and sentence.low(i + 1) in {"بنا", "بي", "بهم", "به", "بها"}:
        who = _CARRIED_AS.get(sentence.low(i + 1)[1:], "i")
        held = True
    if who is None or not held:
        return False
    event.traveller, event.number = who, "many" if who in {"they", "we"} else "one"
    return True


def _stated(
    event: Event, sentence: ArabicSentence, i: int, verb: VerbForm | None,
    persons: dict[int, Person],
) -> bool:  # fmt: skip
    """The traveller as a noun beside the verb: a person, kin, a vehicle or a group."""
    riding = verb is not None and verb.stem in RIDING
    for j in _beside(sentence, i):
        if j < i and {":", "؛"} & {sentence.low(k) for k in range(j, i)}:
            break
        person = persons.get(sentence.words[j].start)
        if person is None and j < i and motion_of(sentence.low(j)):
            break
        governed = sentence.low(j - 1) in ar.SOURCE | ar.GOAL | ar.AT | {"مع", "يا", "عن"}
        if person is not None and not governed:
            event.traveller, event.number = person.key, "one"
            return True
        low = sentence.low(j).removeprefix("و") if j < i else sentence.low(j)
        own = _OWN.get(low) if j <= i + 1 else None
        if own is not None:
            event.traveller, event.number = own, "many" if own in {"we", "they"} else "one"
            return True
        if low in _SOME or (low in {"واحد", "اثنان", "اثنين"} and sentence.low(j + 1) == "منهم"):
            event.traveller, event.number, event.indefinite = "part-group", "many", True
            return True
        kin = ar.KIN.get(low)
        if kin is not None and not governed:
            event.traveller, event.number = kin, "one"
            return True
        group = ar.GROUPS.get(sentence.low(j)) or ar.GROUPS.get(low)
        if riding and j > i:
            group = None
        if group is not None and not sentence.names.get(j) and not governed:
            event.traveller, event.number = marked_group(sentence, j, group), "many"
            event.generic = group not in ar.VEHICLE_KEYS
            event.indefinite = not low.startswith("ال")
            return True
    return False


_TO = ar.GOAL | ar.SOURCE | ar.AT


def marked_group(sentence: ArabicSentence, j: int, group: str) -> str:
    """A group's key with what tells it from others of its kind: "القافلة ب", "القافلة الثانية"."""
    mark = _LABELS.get(sentence.low(j + 1))
    return f"{mark}-{group}" if mark is not None and group else group


_LABELS = {
    word: mark
    for mark, forms in (
        ("first", "الأول الأولى أ 1 ألف"), ("second", "الثاني الثانية ب 2 باء"),
        ("third", "الثالث الثالثة ج 3 جيم"), ("fourth", "الرابع الرابعة د 4 دال"),
        ("fifth", "الخامس الخامسة ه 5"), ("northern", "الشمالي الشمالية"),
        ("southern", "الجنوبي الجنوبية"), ("eastern", "الشرقي الشرقية"),
        ("western", "الغربي الغربية"), ("relief", "الإغاثة الإغاثي"), ("rescue", "الإنقاذ"),
        ("leading", "المتقدمة الأمامية"), ("rear", "الأخيرة الخلفية"),
    )
    for word in ar.words(forms)
}  # fmt: skip
_SOME = ar.words(
    "أحدهم أحدهما أحدنا إحداهن بعضهم بعضنا بعضهن نصفهم نصفنا الآخر الآخران الآخرون الآخرين "
    "والآخر والآخران والآخرون"
)
"""Words for some of those told of, who go a way of their own."""


_WHEN = ar.words(
    "مساء صباح صباحا فجر فجرا ظهر ظهرا عصر ليل ليلا ليلة أمس اليوم يوم غداة الأول الماضي الماضية "
    "الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت أخيرا مؤخرا"
)


def _beside(sentence: ArabicSentence, i: int) -> list[int]:
    """Words where the traveller may stand: two after the verb, two before, past times and "قد".

    After the verb it may also wait behind the place: "دخلت درنة مساء الجمعة قافلة".
    """
    after = i + 1
    while sentence.low(after) in _WHEN:
        after += 1
    before = i - 1
    while before >= 0 and (sentence.low(before) in _BETWEEN or _describes(sentence, before)):
        before -= 1
    before = _ahead_of_place(sentence, before)
    late = _behind_place(sentence, after)
    places = (after, after + 1, before, before - 1, *late)
    return [j for j in places if 0 <= j < len(sentence.words) and j != i]


_BETWEEN = ar.words("قد السبع الثلاث الأربع الخمس الست كلها فقد لقد جميعا كلهم جميعها نفسها نفسه")


def _describes(sentence: ArabicSentence, j: int) -> bool:
    """Whether an adjective with the article stands behind a group: "الشاحنات الأربع المتبقية"."""
    low = sentence.low(j)
    if not low.startswith("ال") or low in ar.GROUPS or sentence.names.get(j):
        return False
    return any(sentence.low(k) in ar.GROUPS for k in (j - 1, j - 2))


def _ahead_of_place(sentence: ArabicSentence, k: int) -> int:
    """The word ahead of "in X" that parts the traveller from the verb: "كانت أمي في حلب قد"."""
    for start in range(k, max(-1, k - 4), -1):
        named = sentence.names.get(start)
        if named and max(sentence.after(u, start) for u in named) > k:
            return start - 2 if sentence.low(start - 1) in _TO else k
    return k


def _behind_place(sentence: ArabicSentence, k: int) -> tuple[int, ...]:
    """Words behind the place and time that follow the verb at once."""
    start = k
    while k < len(sentence.words) and k - start < 8:
        if sentence.names.get(k):
            k = max(k + 1, *(sentence.after(u, k) for u in sentence.names[k]))
        elif sentence.low(k) in _WHEN or (sentence.names.get(k + 1) and sentence.low(k) in _TO):
            k += 1
        else:
            break
    counted = sentence.low(k)[:1].isdigit() or sentence.low(k) in ar.NUMBERS
    return () if k == start else ((k, k + 1) if counted else (k,))


def _inflected(event: Event, low: str, verb: VerbForm | None) -> None:
    """The traveller that the ending tells: "we", "they", "I or she"."""
    if verb is None:
        ends = low.endswith("نا")
        event.traveller = "we" if ends else ("i" if low.endswith("ي") and len(low) > 4 else "")
    elif verb.suffix == "نا" or verb.prefix == "ن":
        event.traveller, event.number = "we", "many"
    elif verb.suffix in {"وا", "ون", "و", "ا", "تا", "ان"} or (
        verb.suffix == "ن" and verb.prefix != "ن"
    ):
        event.traveller, event.number = "they", "many"
    elif verb.suffix in {"تم", "تما"}:
        event.traveller, event.number = "you", "many"
    elif verb.prefix == "ا":
        event.traveller, event.number = "i", "one"
    elif verb.suffix == "ت":
        event.traveller, event.number = "ta", "one"
    else:
        event.traveller, event.number = ("she" if verb.prefix == "ت" else "he"), "one"
