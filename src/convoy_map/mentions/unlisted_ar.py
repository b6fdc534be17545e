"""Arabic names that no gazetteer has: words of no common use, where the sentence places them."""

from __future__ import annotations

import re

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.arabic_text import ArabicSentence
from convoy_map.mentions.common_ar import is_common_ar, is_verb_ar, zipf_ar
from convoy_map.mentions.frames_ar import Frame, Framing
from convoy_map.mentions.persons_ar import GIVEN
from convoy_map.mentions.verbs_ar import read_verb

__all__ = ["may_sound_like_one", "settles", "unlisted_end"]

_BOUND = ar.words(
    "تل عين رأس خان دير بئر بير كفر بني ولاد أولاد وادي واد حي باب بيت برج جزيرة سيدي أم أبو أبا "
    "ود آيت أيت تيزي تين حاسي قصر مرسى خميس أربعاء ثلاثاء سبت مولاي لالة دوار زاوية منزل هنشير "
    "مجاز حمام جبل خور غيل حصن نقيل عقبة مفرق كوم ميت منشأة نجع عزبة ذي ذو خربة شط سوق جسر بورت "
    "بور سان سانت نيو لوس كيب أديس دار كوت بنو فم ثنية قلعة ساقية دهب طور شرم مليحة نهر قلتة حد "
    "ظهر"
)
"""First words of names that two words make."""
_SETTLEMENTS = ar.words(
    "قرية بلدة مدينة ضيعة هجرة محافظة ولاية مديرية ناحية واحة معبر منفذ قصبة مخيم معسكر"
)
"""Nouns whose name may be a common word: "the village of the Well"."""
_CLOSED = (
    ar.ADJECTIVES
    | ar.COMMON
    | ar.PREPOSITIONS
    | ar.PLACE_NOUNS
    | ar.TIME_WORDS
    | ar.MONTHS
    | frozenset(ar.GROUPS)
    | frozenset(ar.KIN)
    | ar.TITLES
    | ar.SPEECH
    | ar.NEGATIONS
    | ar.PLANS
    | frozenset(ar.NUMBERS)
    | frozenset(ar.UNITS_M)
    | frozenset(ar.DIRECTIONS)
    | frozenset(ar.MOTION_NOUNS)
    | ar.words(
        "أبيه أبيها أبيهم أخيه أخيها أخيهم حميه حميها ذويه ذويها ذويهم ذوي أبيك أخيك فيه فيها"
    )
)
_STATE = re.compile(r"^(?:است.{2,}|ا[^ل].?ت.ا.|انـ?..ا.|ت.ا..?|ت..ي.ا?|مت.{3,}|مست.{3,})$")
"""Patterns of verbal nouns and participles, which say how one went: "في تثاقل"."""
_CROSSINGS = ar.words("معبر منفذ")
"""Nouns whose name may be a common word without the article: "the crossing of Nasib"."""
_WELL_WORN = 4.4
"""A word written this often is hardly the name of a village: "the city of iron"."""
_LOOSE = ar.words("في على عند لدى داخل")
_RULING = (ar.AT | ar.GOAL | ar.HEADING | ar.words("من عن بين قرب ب عبر خلال")) - {"حتي", "من", "ل"}
"""Words that no verb follows."""
_FAR = ar.words("من عن بين قبل بعد دون خلف وراء خلال")
"""Prepositions that lead to as many things as places."""


def unlisted_end(
    sentence: ArabicSentence, i: int, taken: int, rest: str, frame: Frame, marked: bool
) -> int | None:
    """Last word of an unlisted name that begins in word ``i``, None if none does.

    Parameters
    ----------
    taken, rest : int, str
        Letters read as clitics, and the word without them.
    marked : bool
        Whether a final "ه" is a teh marbuta, no pronoun.
    """
    if frame.kind is Framing.NONE or not _is_candidate(sentence, i, taken, rest, frame):
        return None
    bound = rest in _BOUND or (rest in ar.KUNYAS and rest not in {"ابن", "ال", "بنت"})
    follow = sentence.low(i + 1)
    if bound:
        return _bound_end(sentence, i, frame)
    given = rest in GIVEN or (rest.endswith("ا") and rest[:-1] in GIVEN)
    if rest in _CLOSED or (given and frame.kind is not Framing.NOUN):
        return None
    idafa = frame.kind is Framing.NOUN and rest[0] not in "يت" and not rest.endswith("ت")
    governed = frame.by in _RULING or idafa
    if is_common_ar(rest, marked=marked, governed=governed):
        named = frame.kind is Framing.NOUN and settles(frame.by) and rest.startswith("ال")
        named = named and not rest.endswith(("ين", "ون", "ات"))
        named = named or (_crosses(frame.by) and not rest.endswith(("ي", "يه", "ين")))
        named = named and zipf_ar(rest) < _WELL_WORN
        if not (named or frame.by in ar.NAMED):
            return None
    if _says_how(rest, frame) or not _agrees(sentence, i, rest, frame):
        return None
    if follow == "ن" and sentence.low(i + 2).isalpha():
        return i + 2
    if frame.kind in {Framing.GOVERNED, Framing.OBJECT} and _is_second_half(sentence, i + 1):
        return i + 1
    alone = frame.by == "entry" and follow.isalpha() and sentence.low(i + 2) in {".", "", "،", "!"}
    if frame.by == "entry" and not alone and follow not in {".", "", "،", "!"}:
        return None
    return i + 1 if alone and not is_common_ar(follow) else (None if alone else i)


def _is_meant(other: str, rest: str) -> bool:
    """Whether the word read with other clitics is a common word, and no seldom one."""
    seldom = len(other) < len(rest) and zipf_ar(other) < 3.5
    if other in GIVEN:
        return len(other) < len(rest)
    return _is_closed(other) or (is_common_ar(other) and not seldom)


def _is_closed(word: str) -> bool:
    return word in _CLOSED


def _is_second_half(sentence: ArabicSentence, j: int) -> bool:
    """Whether a bare word right behind a name can only belong to it: "إسكي شهير،".

    An adjective of a name takes the article; a verb, a time or an adverb is none of it.
    """
    low = sentence.low(j)
    if not low.isalpha() or low in _CLOSED or low in GIVEN or len(low) < 3 or low[0] in "وفبل":
        return False
    if low.startswith("ال") or low.endswith(("ا", "ين", "ون", "ات")) or is_verb_ar(low):
        return False
    ends = sentence.low(j + 1) in {"،", ".", ":", "؛", ""}
    return ends and read_verb(low) is None and bool(zipf_ar(low))


def _crosses(noun: str) -> bool:
    return any(rest in _CROSSINGS for _, rest in ar.strip_clitics(noun))


def settles(noun: str) -> bool:
    """Whether a noun is one of settlements, which may be called by any word."""
    return any(rest in _SETTLEMENTS for _, rest in ar.strip_clitics(noun))


def _is_candidate(sentence: ArabicSentence, i: int, taken: int, rest: str, frame: Frame) -> bool:
    """Whether the reading of the clitics may be right."""
    short = len(rest) < 3 and rest not in _BOUND
    if not rest.isalpha() or short or read_verb_here(rest, frame):
        return False
    if frame.kind not in {Framing.GOVERNED, Framing.NOUN} and any(
        _is_meant(r, rest) for _, r in ar.strip_clitics(sentence.low(i)) if r != rest
    ):
        return False
    if frame.kind is Framing.ATTACHED:
        if frame.by == "ب" and not _stays_by(sentence, i):
            return False
        return frame.moved and zipf_ar(rest) >= zipf_ar(sentence.low(i)) - (frame.by == "ب")
    if frame.kind is Framing.OBJECT and rest[0] == "ب" and zipf_ar(rest[1:]) > zipf_ar(rest):
        return False
    if frame.kind is Framing.NOUN:
        noun = frame.by
        return noun in ar.NAMED or not noun.startswith(("ال", "وال", "بال", "فال"))
    return not taken or frame.kind is Framing.LISTED


def _stays_by(sentence: ArabicSentence, i: int) -> bool:
    """Whether a verb takes its place by "ب": "مررنا بكذا"; "سافرنا بكذا" names a vehicle."""
    if sentence.low(i + 1) in ar.GOAL:
        return False
    for k in (i - 1, i - 2):
        form = read_verb(sentence.low(k))
        if form is not None:
            return form.kind in {"stay", "pass"} or form.stem in _BY_PLACE
        noun = ar.MOTION_NOUNS.get(sentence.low(k).removeprefix("و").removeprefix("ال"))
        if noun is not None:
            return noun == "pass"
    return False


_BY_PLACE = frozenset({"جز", "جاز", "الم", "عرج", "لحق", "مر", "مرر", "جوز"})


def read_verb_here(rest: str, frame: Frame) -> bool:
    """Whether a word in a list is a verb and no name: "and we unloaded"."""
    if frame.kind not in {Framing.LISTED, Framing.PREDICATE}:
        return False
    if rest.endswith(("ها", "هم")) and zipf_ar(rest) < 2:
        return True  # a noun with a pronoun: "and its dye-works"
    done = rest.endswith(("نا", "وا")) and len(rest) > 4
    return read_verb(rest) is not None or done or (zipf_ar(rest) < 2 and bool(_DONE.search(rest)))


_DONE = re.compile(r"(?:نا|وا|يني|تني|وني|ناني|ته|تها|ناه|ناها|وه|وها)$")
"""Endings of the perfect, for verbs too seldom to be known."""


def may_sound_like_one(
    sentence: ArabicSentence, i: int, taken: int, rest: str, frame: Frame
) -> bool:
    """Whether a common word is worth comparing by its sound with towns of other spelling."""
    if rest.endswith("ا") and rest[:-1] in GIVEN:
        return False
    placed = frame.kind in {Framing.GOVERNED, Framing.OBJECT, Framing.ATTACHED, Framing.LISTED}
    if not placed or rest in _CLOSED or rest in GIVEN or len(rest.removeprefix("ال")) < 3:
        return False
    if not _is_candidate(sentence, i, taken, rest, frame) or frame.by in (_FAR - {"من"}) | {"علي"}:
        return False
    if zipf_ar(rest) >= _WELL_WORN or not rest.isalpha() or (taken and frame.by not in "بل"):
        return False
    return frame.moved or frame.by in _LOOSE | {"ثم", "بعدها", "وبعدها"}


def _bound_end(sentence: ArabicSentence, i: int, frame: Frame) -> int | None:
    """Last word of a name like "أولاد برحيل", whose first word may be a common one."""
    follow = sentence.low(i + 1)
    if follow == "ن" and sentence.low(i + 2).isalpha():
        return i + 2
    if not follow.isalpha() or follow in _CLOSED - ar.MONTHS or len(follow) < 2:
        return None
    if is_common_ar(follow, governed=True) and frame.kind is not Framing.NOUN:
        definite = follow.startswith("ال") and zipf_ar(follow) < 3.6 and frame.moved
        if definite:
            return i + 1
        known = sentence.low(i) in ar.KUNYAS | {"بني", "اولاد", "سيدي", "بنو", "ود"}
        there = sentence.low(i + 2) == "،" and sentence.low(i + 3) in {"وهناك", "حيث", "هناك"}
        leads = frame.moved and frame.by not in {"عند", "لدي", "علي"}
        clan = sentence.low(i) not in ar.KUNYAS
        if not (known and (follow not in GIVEN or there or leads or clan)):
            return None
    return i + 1


def _says_how(rest: str, frame: Frame) -> bool:
    """Whether a seldom word after "in" tells a manner or a state."""
    return frame.by in _LOOSE | {"ب", "ل"} and bool(_STATE.match(rest)) and zipf_ar(rest) > 0


def _agrees(sentence: ArabicSentence, i: int, rest: str, frame: Frame) -> bool:
    """Whether the frame is strong enough for a name that nothing else supports."""
    if frame.kind is Framing.NOUN or frame.kind is Framing.PREDICATE:
        return True
    if frame.by == "حتي" and rest.endswith(("ني", "نا", "ت", "وا")):
        return False
    if frame.by == "علي":
        return read_verb(sentence.low(i - 2)) is not None and not rest.startswith("ال")
    if frame.kind is Framing.GOVERNED and frame.by in _FAR:
        return frame.moved or sentence.low(i + 1) in ar.GOAL
    return True
