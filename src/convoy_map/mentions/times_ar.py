"""Times and durations of Arabic texts, as intervals."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from convoy_map.mentions import lexicon_ar as ar
from convoy_map.mentions.times import Clock, TimeWords
from convoy_map.model import TimeInterval
from convoy_map.text.folding import fold_name

__all__ = ["find_times_ar"]

_MONTHS = {
    fold_name(name): number
    for number, names in enumerate(
        (
            "يناير,كانون الثاني,جانفي", "فبراير,شباط,فيفري", "مارس,آذار", "أبريل,ابريل,نيسان,أفريل",
            "مايو,أيار,ماي", "يونيو,حزيران,جوان", "يوليو,تموز,جويلية", "أغسطس,آب,أوت",
            "سبتمبر,أيلول,شتنبر", "أكتوبر,تشرين الأول", "نوفمبر,تشرين الثاني,نونبر",
            "ديسمبر,كانون الأول,دجنبر",
        ),
        1,
    )
    for name in names.split(",")
}  # fmt: skip
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_MARK = r"[\u0640\u064b-\u065f\u0670]*"


def _loose(word: str) -> str:
    """A pattern for a word in any spelling of alef, hamza, ya and teh marbuta."""
    classes = {"ا": "[اأإآٱ]", "ي": "[يىئ]", "ه": "[هة]", "و": "[وؤ]"}
    return "".join(
        (r"[^\S\n]+" if c == " " else classes.get(c, re.escape(c)) + _MARK) for c in word
    )


_MONTH = "|".join(_loose(m) for m in sorted(_MONTHS, key=len)[::-1])
_DATE = re.compile(
    rf"(?P<d>[0-9٠-٩]{{1,2}})[^\S\n]+(?:من[^\S\n]+)?(?:شهر[^\S\n]+)?(?P<m>{_MONTH})"
    rf"(?:[^\S\n]*/[^\S\n]*(?:{_MONTH}))?(?:[^\S\n]+(?:عام|سنة)?[^\S\n]*(?P<y>[0-9٠-٩]{{4}}))?"
)
_DAYS = {
    fold_name(d): i
    for i, d in enumerate("الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split())
}
_BEFORE_DAY = "يوم صباح مساء فجر ليلة ظهر عصر عشية ظهيرة غروب"
_WEEKDAY = re.compile(
    rf"(?<![\w])(?:(?P<part>{'|'.join(_loose(fold_name(w)) for w in _BEFORE_DAY.split())})[^\S\n]+"
    rf"|(?:^|(?<=\n))[^\S\n]*(?:[-–—•][^\S\n]*)?)"
    rf"(?P<wd>{'|'.join(_loose(d) for d in _DAYS)})ء?(?![\w])"
)
_ISO = re.compile(r"(?<![\d])(?P<y>[12][0-9]{3})-(?P<m>[01]?[0-9])-(?P<d>[0-3]?[0-9])(?![\d])")
_SLASHED = re.compile(
    r"(?<![\d٠-٩/])(?P<d>[0-9٠-٩]{1,2})[/.](?P<m>[0-9٠-٩]{1,2})[/.](?P<y>[12١٢][0-9٠-٩]{3})(?![\d٠-٩])"
)
_MONTH_ONLY = re.compile(
    rf"(?<![\w])(?:في|منذ|خلال|شهر|أوائل|أواخر|مطلع|منتصف|نهاية|حتى|بداية)[^\S\n]+(?:شهر[^\S\n]+)?"
    rf"(?P<m>{_MONTH})(?:[^\S\n]*/[^\S\n]*(?:{_MONTH}))?(?![\w])"
    r"(?:[^\S\n]+(?:من[^\S\n]+)?(?:عام|سنة)?[^\S\n]*(?P<y>[12١٢][0-9٠-٩]{3}))?"
)
_NEXT = re.compile(
    rf"(?:في[^\S\n]+)?(?:صباح[^\S\n]+|مساء[^\S\n]+|فجر[^\S\n]+)?(?:ال)?(?:{_loose('يوم')})[^\S\n]+{_loose('التالي')}"
)
_PARTS = {
    "الفجر": (4, 7), "فجرا": (4, 7), "فجر": (4, 7), "صباحا": (5, 12), "الصباح": (5, 12),
    "صباح": (5, 12), "الظهر": (11, 14), "ظهرا": (11, 14), "العصر": (14, 18), "عصرا": (14, 18),
    "المساء": (17, 22), "مساء": (17, 22), "الليل": (19, 30), "ليلا": (19, 30), "الغروب": (17, 20),
}  # fmt: skip
_PART = re.compile(
    rf"(?<![\w])(?:في[^\S\n]+|عند[^\S\n]+)?(?P<p>{'|'.join(_loose(fold_name(p)) for p in sorted(_PARTS, key=len)[::-1])})(?![\w])"  # noqa: E501
)
_FOLDED_PARTS = {fold_name(k): v for k, v in _PARTS.items()}
_UNIT = {
    fold_name(k): v
    for k, v in {
        "دقيقة": 60, "دقائق": 60, "ساعة": 3600, "ساعات": 3600, "ساعتين": 7200, "يوم": 86400,
        "يوما": 86400, "أيام": 86400, "يومين": 172800, "ليلة": 86400, "ليال": 86400,
        "ليلتين": 172800, "أسبوع": 604800, "أسابيع": 604800, "أسبوعين": 1209600, "شهر": 2629800,
        "شهرين": 5259600, "أشهر": 2629800,
    }.items()
}  # fmt: skip
_DURATION = re.compile(
    rf"(?<![\w])(?P<n>[0-9٠-٩]{{1,3}}|{'|'.join(_loose(n) for n in sorted(ar.NUMBERS, key=len)[::-1] if n)})?"  # noqa: E501
    rf"[^\S\n]*(?P<u>{'|'.join(_loose(u) for u in sorted(_UNIT, key=len)[::-1])})(?![\w])"
)


def find_times_ar(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    """Find the times and durations of one Arabic sentence; moves ``clock`` along."""
    found: list[TimeWords] = []
    readers = (_figures, _dates, _months, _weekdays, _next_days, _later, _parts, _durations)
    for reader in readers:
        for words in reader(text, start, end, clock):
            if not any(w.start < words.end and words.start < w.end for w in found):
                found.append(words)
    return sorted(found, key=lambda w: w.start)


def _dates(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _DATE.finditer(text, start, end):
        number = int(match["d"].translate(_DIGITS))
        month = _MONTHS.get(" ".join(fold_name(match["m"]).split()))
        if month is None:
            continue
        year = int(match["y"].translate(_DIGITS)) if match["y"] else clock.year_of(month, number)
        interval = TimeInterval(match.group())
        if year is not None:
            try:
                interval = clock.whole_day(match.group(), date(year, month, number))
            except ValueError:
                continue
        found.append(TimeWords(match.start(), match.end(), interval))
    return found


def _figures(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    """Dates in figures: "2021-11-24", "24/11/2021"."""
    found = []
    matches = [*_ISO.finditer(text, start, end), *_SLASHED.finditer(text, start, end)]
    for match in sorted(matches, key=lambda m: m.start()):
        year, month, day = (int(match[k].translate(_DIGITS)) for k in ("y", "m", "d"))
        try:
            interval = clock.whole_day(match.group(), date(year, month, day))
        except ValueError:
            continue  # no date: a score, a reference
        found.append(TimeWords(match.start(), match.end(), interval))
    return found


def _months(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    """A month without a day: "في تموز 2014"."""
    found = []
    for match in _MONTH_ONLY.finditer(text, start, end):
        month = _MONTHS.get(" ".join(fold_name(match["m"]).split()))
        if month is None:
            continue
        year = int(match["y"].translate(_DIGITS)) if match["y"] else clock.year_of(month, 1)
        interval = TimeInterval(match.group())
        if year is not None:
            first = datetime(year, month, 1)
            following = datetime(year + month // 12, month % 12 + 1, 1)
            interval = clock.interval(match.group(), first, following)
        found.append(TimeWords(match.start(), match.end(), interval))
    return found


def _weekdays(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _WEEKDAY.finditer(text, start, end):
        base = clock.day or clock.published
        if base is None:
            found.append(TimeWords(match.start(), match.end(), TimeInterval(match.group())))
            continue
        wanted = _DAYS[fold_name(match["wd"])]
        step = (wanted - base.weekday()) % 7
        if clock.day is None:
            step = -((base.weekday() - wanted) % 7)
        interval = clock.whole_day(match.group(), base + timedelta(days=step))
        hours = _FOLDED_PARTS.get(fold_name(match["part"] or ""))
        if hours is not None:
            interval = clock.hours(match.group(), *hours)
        found.append(TimeWords(match.start(), match.end(), interval))
    return found


def _next_days(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _NEXT.finditer(text, start, end):
        if clock.day is None:
            found.append(TimeWords(match.start(), match.end(), TimeInterval(match.group())))
            continue
        interval = clock.whole_day(match.group(), clock.day + timedelta(days=1))
        found.append(TimeWords(match.start(), match.end(), interval))
    return found


def _later(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    """So many days after the day told of: "بعد ثلاثة أيام", "بعد أسبوعين"."""
    found = []
    for match in _DURATION.finditer(text, start, end):
        before = _AFTER.search(text, max(start, match.start() - 12), match.start())
        days = _seconds(match) / 86400
        if before is None or clock.day is None or days < 1 or days > 60:
            continue
        surface = text[before.start() : match.end()]
        interval = clock.whole_day(surface, clock.day + timedelta(days=round(days)))
        found.append(TimeWords(before.start(), match.end(), interval))
    return found


_AFTER = re.compile(r"(?<![\w])[وف]?بعد[^\S\n]+(?:نحو[^\S\n]+|حوالي[^\S\n]+)?$")


def _seconds(match: re.Match[str]) -> float:
    """Length of a duration: one unit where no number is told."""
    n = 1.0
    if match["n"]:
        plain = match["n"].translate(_DIGITS)
        n = float(plain) if plain.isdigit() else ar.NUMBERS.get(fold_name(plain), 1.0)
    return n * float(_UNIT[fold_name(match["u"])])


def _parts(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _PART.finditer(text, start, end):
        interval = clock.hours(match.group(), *_FOLDED_PARTS.get(fold_name(match["p"]), (0, 24)))
        found.append(TimeWords(match.start(), match.end(), interval))
    return found


def _durations(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _DURATION.finditer(text, start, end):
        unit = fold_name(match["u"])
        dual = unit.endswith("ين")
        if match["n"] is None and not dual:
            continue
        seconds = _seconds(match)
        interval = TimeInterval(
            match.group(), duration_min_s=0.9 * seconds, duration_max_s=1.1 * seconds,
            duration_of="journey",
        )  # fmt: skip
        found.append(TimeWords(match.start(), match.end(), interval))
    return found
