"""How Arabic tells a journey: whose motion goes on, what is told before it happened."""

from __future__ import annotations

from itertools import pairwise

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.common_ar import is_verb_ar, zipf_ar
from convoy_map.mentions.events import Event, Path
from convoy_map.mentions.persons_ar import GIVEN
from convoy_map.mentions.units import Unit
from convoy_map.mentions.verbs_ar import motion_of
from convoy_map.model import Stance

__all__ = [
    "bound_elsewhere",
    "breaks_off",
    "hand_on",
    "head_for",
    "lead_last",
    "look_back_ar",
    "source_first",
    "start_way_back",
    "tells_home",
]

_TOLD = {"", "we", "you"}
_HAILING = ar.words("هو هي هم أصله أصلها أصلهم أصلا أصولهم مواليد")
"""Words after which "from X" tells of somebody's home, not of a way."""
_PEOPLE = ar.words(
    "تاجر تجار رجل رجال امرأة نساء طبيب أطباء شخص أشخاص سائق سائقين مهندس شاب شبان صحفي صحفيين "
    "مراسل جندي جنود ضابط مقاتل مقاتلين لاجئ لاجئين صديق أصدقاء زميل معلم عامل عمال مسافر مسافرين "
    "مهرب دليل ناس أناس أهل رفاق رفيق شيخ شيوخ راع رعاة صياد صيادين فلاح فلاحين عجوز أستاذ طالب "
    "طلاب ممرض ممرضة كاتب شاعر فقيه قاض إمام حارس شرطي مقاول وكيل سمسار موظف عريس عروس حاج بدوي "
    "عمتي بدو مهندسين ضباط نجار حداد خياط بحار بحارة أصحاب زبون زبائن جار جيران ضيف ضيوف وفد شباب "
    "فتاة فتى ولد بنت طفل أطفال أسرة عائلة قبيلة واحد واحدة جماعة مجموعة عمي خالي صديقة قريب أقارب "
    "نفر"
)
_COMING_FROM = ar.words(
    "القادم القادمة القادمين القادمون القادمات الآتي الآتية الآتين الواردة الوارد المستوردة "
    "المستورد المهربة المهرب الوافدين الوافدون المصنوع المصنوعة المرسلة المرسل المشحونة النازحين "
    "العائدين الهاربين"
)
"""Participles that tell where others or goods come from."""
_NEARING = ("قترب", "دنون", "دنوت")
"""Stems of "approach", whose "from" leads nearer: "اقتربنا من حلب"."""


def hand_on(events: list[Event]) -> None:
    """Give a dual or plural verb the group that the verb before it named."""
    for before, event in pairwise(events):
        if event.traveller == "they" and before.number == "many" and before.traveller not in _TOLD:
            event.traveller, event.generic = before.traveller, before.generic


def source_first(events: list[Event]) -> None:
    """Put where a motion started before where it led: "وصل إلى عمان قادما من بيروت"."""
    for event in events:
        for n, arg in enumerate(event.args):
            goals = [a.unit for a in event.args[:n] if a.path is Path.GOAL]
            if arg.path is Path.SOURCE and goals and n == len(event.args) - 1:
                arg.unit.told_at = max(0, goals[0].start - 1)


def look_back_ar(events: list[Event]) -> None:
    """Put what the pluperfect tells before what "after passing X" put before the motion.

    "A convoy reached Osk after passing Brod, and had left Lur": Lur, Brod, Osk.
    """
    now: Event | None = None
    between = 0
    for event in events:
        if not event.args:
            continue
        if event.backward:
            between += 1
        elif event.earlier and now is not None and between and event.sentence == now.sentence:
            event.backward = True
            event.after = max(1, min(a.unit.start for a in now.args) - between)
        else:
            now, between = event, 0


def head_for(events: list[Event], sentence: ArabicSentence) -> None:
    """Take where somebody was bound when something befell him as not yet reached.

    "قُتل في الرستن أثناء توجهه إلى حلب".
    """
    for before, word in pairwise(sentence.words):
        if before.low.removeprefix("و") not in _DURING:
            continue
        for event in events:
            for arg in event.args:
                if event.start != word.start:
                    continue
                if arg.path is Path.GOAL:
                    arg.path = Path.HEADING
                elif arg.path is Path.SOURCE and event.args[0] is not arg:
                    arg.unit.told_at = max(0, event.args[0].unit.start - 1)


_DURING = ar.words("أثناء خلال")


def start_way_back(events: list[Event], sentence: ArabicSentence) -> None:
    """Count where the way back starts as a place come to: "وفي العودة حملنا القمح من حلب"."""
    back = next((w.start for w in sentence.words[:4] if w.low in {"العوده", "عودتي", "عودتنا"}), -1)
    if back < 0:
        return
    for event in events:
        for arg in event.args:
            if event.start > back and arg.path is Path.SOURCE:
                event.is_return, arg.path = True, Path.STAY


def lead_last(events: list[Event]) -> None:
    """Put the arrival that opens a report after the way that it then tells from the start.

    "A convoy reached Osk. It had left Lur on Sunday, and stopped in Brod": the lead's
    goal comes after Brod. A group brought in as new ends the way.
    """
    told = [e for e in events if any(a.stance is Stance.STATED for a in e.args)]
    if not told or told[0].kind != "reach":
        return
    lead = told[0]
    opening = next((n for n, e in enumerate(told) if e.earlier), 0)
    starts = any(a.path is Path.SOURCE for a in told[opening].args)
    if not opening or not starts or told[opening].paragraph - lead.paragraph > 1:
        return
    way: list[Unit] = []
    for event in told[opening:]:
        if event.indefinite or event.is_return:
            break
        way.extend(a.unit for a in event.args if a.stance is Stance.STATED)
    for arg in lead.args:
        if way and arg.path is Path.GOAL:
            arg.unit.told_at = max(unit.end for unit in way)


def tells_home(sentence: ArabicSentence, j: int) -> bool:
    """Whether "from" at word ``j`` starts no way: "وهو من طنجة", "اقتربنا من طنجة"."""
    before = sentence.low(j - 1)
    if any(stem in before for stem in _NEARING):
        return True
    if before in _COMING_FROM and not sentence.low(j - 2).endswith(("نا", "تي", "ته", "تهم")):
        return True  # "شحنة الأدوية القادمة من البصرة"
    bare = {rest.removeprefix("ال") for _, rest in ar.strip_clitics(before)}
    if bare & _PEOPLE and motion_of(sentence.low(j - 2)) is None:
        return True
    for k in range(j - 1, max(-1, j - 4), -1):
        low = sentence.low(k)
        if not low[0].isalpha() or motion_of(low) is not None or low in ar.MOTION_NOUNS:
            return False
        if low.removeprefix("و") in _HAILING:
            return True
    return False


def bound_elsewhere(sentence: ArabicSentence, j: int) -> bool:
    """Whether only what was ridden is bound there: "القطار المتجه إلى حلب"."""
    return sentence.low(j - 1) in _BOUND_FOR


_BOUND_FOR = ar.words(
    "المتجه المتجهة المتجهين الذاهب الذاهبة المتوجه المتوجهة المسافر المسافرة المؤدي المؤدية"
)


def breaks_off(between: list[str], event: Event) -> bool:
    """Whether another verb than the motion stands between it and the place."""
    apart = [w for w in between if is_verb_ar(w) and motion_of(w) is None]
    plain = [w for w in apart if zipf_ar("ال" + w) < 2.5 and w not in _HELPING]
    return bool(plain) and event.kind in {"stay", "reach", "leave"}


_HELPING = (
    GIVEN
    | ar.PREPOSITIONS
    | ar.TIME_WORDS
    | ar.COMMON
    | ar.words("كان كانت كانوا كنا كنت قد بدأ بدأنا بدأت أصبح صار ظل عاد بعدما لكي حتى ليلا وحده")
)
