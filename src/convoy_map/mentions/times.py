"""Times and durations of English texts, as intervals."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from convoy_map.mentions.quantities import number_of
from convoy_map.mentions.time_stems import DIGIT, ISO, WordsWith, may_read, stems_of
from convoy_map.model import TimeInterval

__all__ = ["TELLS_TIME", "Clock", "TimeWords", "find_durations", "find_times"]

_MONTHS = {
    name: i
    for i, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sept sep|october oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_DAYS = {
    d: i for i, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
_MONTH = "|".join(sorted(_MONTHS, key=len)[::-1])
_DAY = "|".join(_DAYS)
_G = r"[^\S\n]+"
_UNIT = r"(?P<unit>minutes?|hours?|days?|weeks?|months?|nights?)"
_NUM = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty)"
)
_PART = {
    "dawn": (4, 7), "daybreak": (4, 7), "sunrise": (5, 7), "first light": (4, 7),
    "early morning": (4, 8), "morning": (5, 12), "noon": (11, 13), "midday": (11, 13),
    "afternoon": (12, 18), "evening": (17, 22), "dusk": (17, 20), "sunset": (17, 20),
    "nightfall": (18, 21), "night": (19, 30), "midnight": (23, 25),
}  # fmt: skip
_PARTS = "|".join(sorted(_PART, key=len)[::-1])
_DATE = re.compile(
    rf"\b(?:(?P<mod>early|late|mid|by|before|after|until|about|around)[^\S\n-]*(?:on|in)?{_G}(?:the{_G})?)?"
    rf"(?:(?P<wd>{_DAY}),?{_G})?"
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?{_G}(?:of{_G})?(?P<m1>{_MONTH})\b|(?P<m2>{_MONTH})\b{_G}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|(?:in{_G})(?P<m3>{_MONTH})\b)"
    rf"(?:,?{_G}(?P<y>1\d{{3}}|20\d{{2}})\b)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    rf"\b(?:(?P<rough>about|around|at|by|before|after|just{_G}after|shortly{_G}after){_G})?"
    rf"(?:(?P<h>\d{{1,2}})[:.](?P<mi>\d{{2}})(?:{_G}?(?P<ap1>[ap]\.?m\b\.?))?|(?P<h2>{_NUM})"
    rf"(?:{_G}o['’]clock)?{_G}?(?:(?P<ap2>[ap]\.?m\b\.?)|in{_G}the{_G}(?P<ap3>morning|afternoon|evening)|(?P<ap4>at{_G}night)))",
    re.IGNORECASE,
)
_PARTOF = re.compile(
    rf"\b(?:(?P<rel>the{_G}(?:next|following|same)|that|this|at|in{_G}the|by|before|after|on{_G}the|early{_G}in{_G}the|early{_G}the{_G}next){_G})"
    rf"(?P<part>{_PARTS}|day)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    rf"\b(?:(?P<rel>on|last|next|this|the{_G}following){_G})(?P<wd>{_DAY})\b(?:{_G}(?P<part>{_PARTS}))?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?<!\bfor )\b(?P<n>{_NUM}|a{_G}few|several|the{_G}next){_G}{_UNIT}{_G}"
    rf"(?P<dir>later|after|earlier|before|ago)\b(?:(?={_G}(?P<next>\w)))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\bin (?P<y>1[0-9]\d{2}|20\d{2})\b", re.IGNORECASE)
_WORDY = re.compile(
    r"\b(?P<w>yesterday|today|tonight|tomorrow|last night|this morning|this evening)\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"\b(?:(?P<rough>about|around|some|nearly|almost|roughly|over|more{_G}than|less{_G}than|under){_G})?"
    rf"(?P<n>{_NUM}|half{_G}an?|a{_G}few|several|a{_G}couple{_G}of)(?:{_G}(?:to|or){_G}(?P<n2>{_NUM}))?"
    rf"(?P<half>{_G}and{_G}a{_G}half)?{_G}{_UNIT}\b(?!{_G}(?:later|earlier|ago)|['’])",
    re.IGNORECASE,
)
_FOR = re.compile("for ", re.IGNORECASE)
_OF_EVENT = re.compile(rf"{_G}(?:after|before)\b", re.IGNORECASE)
_SECONDS = {
    "minute": 60, "hour": 3600, "day": 86400, "night": 86400, "week": 604800, "month": 2629800,
}  # fmt: skip
_STAY = re.compile(
    r"(?:stay|rest|wait|spent|spend|camp|halt|remain|stopp|held|slept|delay)\w*", re.IGNORECASE
)
_MOVE = re.compile(
    r"(?:driv|drove|rid|rode|walk|march|sail|journey|trip|travel|took|take|flight|flew|cross|trek|"
    r"voyage|climb|hike|on the road|row|paddl|passage|way|job)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A stated time: where it stands and the interval it means."""

    start: int
    end: int
    interval: TimeInterval

    @property
    def is_duration(self) -> bool:
        """Whether it tells how long rather than when."""
        return self.interval.duration_of is not None


@dataclass(slots=True)
class Clock:
    """The narrative's day, carried from one stated date to the next.

    ``published`` is the date of the document, ``day`` the last day told of.
    """

    published: date | None
    zone: tzinfo = UTC
    day: date | None = None

    def interval(self, text: str, first: datetime, last: datetime) -> TimeInterval:
        """Two local wall times as an interval in UTC."""
        return TimeInterval(text, self._utc(first), self._utc(last))

    def whole_day(self, text: str, day: date) -> TimeInterval:
        """A whole local day, which becomes the day told of."""
        self.day = day
        first = datetime(day.year, day.month, day.day)
        return self.interval(text, first, first + timedelta(days=1))

    def hours(self, text: str, first_h: float, last_h: float) -> TimeInterval:
        """Hours of the day told of; the words alone where no day is known."""
        if self.day is None:
            return TimeInterval(text)
        base = datetime(self.day.year, self.day.month, self.day.day)
        return self.interval(text, base + timedelta(hours=first_h), base + timedelta(hours=last_h))

    def _utc(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    def year_of(self, month: int, day: int) -> int | None:
        """The latest year in which the date isn't after the document's own."""
        base = self.day or self.published
        if base is None:
            return None
        if self.published is None:
            return base.year
        year = self.published.year
        return year if (month, day) <= (self.published.month, self.published.day) else year - 1


def find_times(
    text: str, start: int, end: int, clock: Clock, stems: frozenset[str] | None = None
) -> list[TimeWords]:
    """Find the times and durations of one sentence; moves ``clock`` along.

    ``stems``, the first three letters of its words (of a sentence that ``TELLS_TIME``),
    spare the readers that can find nothing in it.
    """
    readers = [reader for reader, needs in _READERS if may_read(stems, needs, text, start, end)]
    if not readers or (stems is None and not _HINT.search(text, start, end)):
        return []
    found: list[TimeWords] = []
    for reader in readers:
        for words in reader(text, start, end, clock):
            if not any(w.start < words.end and words.start < w.end for w in found):
                found.append(words)
    return _joined(text, sorted(found, key=lambda w: w.start), clock)


_HINT = re.compile(
    r"\d|day|night|hour|week|month|minute|morning|noon|evening|dawn|dusk|sun|light|clock|"
    + "|".join(m for m in _MONTHS if len(m) > 3),
    re.IGNORECASE,
)
TELLS_TIME = WordsWith(_HINT)
"""Which lower-cased words can belong to a time."""


def _dates(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _DATE.finditer(text, start, end):
        parts = match.groupdict()
        if (interval := _date_interval(match, parts, clock)) is not None:
            found.append(_told(match, interval))
    return found


def _date_interval(
    match: re.Match[str], parts: dict[str, str | None], clock: Clock
) -> TimeInterval | None:
    words = match.group()
    month = (parts["m1"] or parts["m2"] or parts["m3"] or "").lower()
    if parts["m3"] == "may" or (parts["m1"] or parts["m2"] or "May")[:1].islower():
        return None
    if parts["iso"]:
        try:
            day = date.fromisoformat(parts["iso"])
        except ValueError:
            return None
        return _whole_day(words, day, parts["mod"], clock)
    number = int(parts["d1"] or parts["d2"] or 0)
    year = int(parts["y"]) if parts["y"] else clock.year_of(_MONTHS[month], number or 1)
    if year is None:
        return TimeInterval(words)
    if not number:
        first = datetime(year, _MONTHS[month], 1)
        following = datetime(year + _MONTHS[month] // 12, _MONTHS[month] % 12 + 1, 1)
        return clock.interval(words, first, following)
    try:
        day = date(year, _MONTHS[month], number)
    except ValueError:
        return TimeInterval(words)
    return _whole_day(words, day, parts["mod"], clock)


def _whole_day(words: str, day: date, mod: str | None, clock: Clock) -> TimeInterval:
    clock.day = day
    first = datetime(day.year, day.month, day.day)
    bounds = {"early": (0, 10), "late": (16, 24), "mid": (10, 15)}.get((mod or "").lower(), (0, 24))
    if (mod or "").lower() in {"about", "around"}:
        bounds = (-36, 60)
    interval = clock.interval(
        words, first + timedelta(hours=bounds[0]), first + timedelta(hours=bounds[1])
    )
    if (mod or "").lower() in {"by", "before", "until"}:
        return TimeInterval(words, None, interval.latest_utc)
    if (mod or "").lower() == "after":
        return TimeInterval(words, interval.earliest_utc, None)
    return interval


def _told(match: re.Match[str], interval: TimeInterval) -> TimeWords:
    return TimeWords(match.start(), match.end(), interval)


def _relative(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _AFTER.finditer(text, start, end):
        n = number_of(match["n"].lower()) or {"several": 5.0}.get(match["n"].lower(), 3.0)
        unit = match["unit"].lower().rstrip("s")
        delta = timedelta(seconds=n * _SECONDS[unit])
        way = match["dir"].lower()
        base = clock.published if way == "ago" else clock.day
        of_event = match["next"] and way in {"after", "before"}
        if of_event or base is None or unit in {"hour", "minute"}:
            found.append(_told(match, TimeInterval(match.group())))
            continue
        day = base - delta if way in {"ago", "earlier", "before"} else base + delta
        found.append(_told(match, _whole_day(match.group(), day, None, clock)))
    for match in _WORDY.finditer(text, start, end):
        offset = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(match["w"].lower(), 0)
        if clock.published is not None:
            day = clock.published + timedelta(days=offset)
            found.append(_told(match, _whole_day(match.group(), day, None, clock)))
    return found


def _weekdays(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _WEEKDAY.finditer(text, start, end):
        base = clock.day or clock.published
        if base is None:
            found.append(_told(match, TimeInterval(match.group())))
            continue
        wanted = _DAYS[match["wd"].lower()]
        forward = match["rel"].lower() in {"next", "the following"} or clock.day is not None
        step = (wanted - base.weekday()) % 7 if forward else -((base.weekday() - wanted) % 7)
        if forward and step == 0 and match["rel"].lower() != "on":
            step = 7
        day = base + timedelta(days=step)
        found.append(_told(match, _whole_day(match.group(), day, None, clock)))
    return found


def _clocks(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _CLOCK.finditer(text, start, end):
        value = number_of((match["h"] or match["h2"] or "").lower())
        if value is None or value > 24:
            continue
        half = " ".join(v for v in (match["ap1"], match["ap2"], match["ap3"], match["ap4"]) if v)
        pm = half.lower().startswith(("p", "afternoon", "evening", "at night"))
        hours = value % 12 + 12 if pm else value
        minutes = hours * 60 + int(match["mi"] or 0)
        rough = (match["rough"] or "").lower()
        slack = 60 if rough in {"about", "around"} else (5 if match["mi"] else 15)
        first_h, last_h = (minutes - slack) / 60, (minutes + slack) / 60
        found.append(_told(match, clock.hours(match.group(), first_h, last_h)))
    return found


def _parts(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _PARTOF.finditer(text, start, end):
        relation, part = match["rel"].lower(), match["part"].lower()
        if part == "day" and "next" not in relation and "following" not in relation:
            continue
        if clock.day is not None and ("next" in relation or "following" in relation):
            clock.day += timedelta(days=1)
        found.append(_told(match, clock.hours(match.group(), *_PART.get(part, (0, 24)))))
    return found


def _years(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _YEAR.finditer(text, start, end):
        year = int(match["y"])
        clock.day = clock.day if clock.day and clock.day.year == year else None
        interval = clock.interval(match.group(), datetime(year, 1, 1), datetime(year + 1, 1, 1))
        found.append(_told(match, interval))
    return found


def find_durations(text: str, start: int, end: int) -> list[TimeWords]:
    """Durations of a journey or a stay that one sentence states."""
    if not _HINT.search(text, start, end):
        return []
    return _durations(text, start, end, Clock(None))


def _durations(text: str, start: int, end: int, clock: Clock) -> list[TimeWords]:
    found = []
    for match in _DURATION.finditer(text, start, end):
        if _OF_EVENT.match(text, match.end()) and not _FOR.match(text, max(0, match.start() - 4)):
            continue
        unit = _SECONDS[match["unit"].lower().rstrip("s")]
        low, high = _duration_range(match)
        context = text[max(start, match.start() - 60) : min(end, match.end() + 40)]
        moves_then = _MOVE.search(text[match.end() : match.end() + 24])
        of = "stay" if _STAY.search(context) and not moves_then else "journey"
        if of == "journey" and not _MOVE.search(context):
            continue
        interval = TimeInterval(
            match.group(), duration_min_s=low * unit, duration_max_s=high * unit, duration_of=of
        )
        found.append(_told(match, interval))
    return found


def _duration_range(match: re.Match[str]) -> tuple[float, float]:
    words = " ".join(match["n"].lower().split())
    vague = {"a few": (2, 5), "several": (3, 9), "a couple of": (2, 3), "half an": (0.4, 0.6)}
    if words in vague or words == "half a":
        return vague.get(words, (0.4, 0.6))
    n = (number_of(words) or 1.0) + (0.5 if match["half"] else 0.0)
    last = number_of((match["n2"] or "").lower()) or n
    rough = " ".join((match["rough"] or "").lower().split())
    if rough in {"over", "more than"}:
        return n, 2 * last
    if rough in {"less than", "under", "nearly", "almost"}:
        return 0.7 * n, last
    slack = 0.25 if rough else 0.1
    return n * (1 - slack), last * (1 + slack)


def _joined(text: str, found: list[TimeWords], clock: Clock) -> list[TimeWords]:
    """Join a date with the time of day beside it: "at 5 pm on 12 October"."""
    joined: list[TimeWords] = []
    for words in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not last.is_duration
            and not words.is_duration
            and words.start - last.end <= 6
        ):
            narrow = _narrower(last.interval, words.interval)
            whole = TimeInterval(text[last.start : words.end], *narrow)
            joined[-1] = TimeWords(last.start, words.end, whole)
        else:
            joined.append(words)
    return joined


def _narrower(a: TimeInterval, b: TimeInterval) -> tuple[datetime | None, datetime | None]:
    """The shorter of two intervals; an open one gives way."""

    def width(t: TimeInterval) -> timedelta:
        if t.earliest_utc is None or t.latest_utc is None:
            return timedelta.max
        return t.latest_utc - t.earliest_utc

    best = min((a, b), key=width)
    return best.earliest_utc, best.latest_utc


_UNITS = stems_of("minute hour day week month night")
_READERS: tuple[tuple[Callable[[str, int, int, Clock], list[TimeWords]], frozenset[str]], ...] = (
    (_dates, stems_of(" ".join(_MONTHS)) | {ISO}),
    (_relative, _UNITS | stems_of("yesterday today tonight tomorrow last this")),
    (_weekdays, stems_of(" ".join(_DAYS))),
    (_clocks, stems_of("m am pm a.m p.m morning afternoon evening night") | {DIGIT}),
    (_parts, stems_of(" ".join(_PART)) | {"day"}),
    (_years, frozenset({DIGIT})),
    (_durations, _UNITS),
)
