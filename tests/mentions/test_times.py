"""Stated times become intervals, relative to what was told before."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from convoy_map.mentions.times import Clock, find_times
from convoy_map.mentions.times_ar import find_times_ar

PUBLISHED = date(2017, 11, 13)


def one(text, clock=None, reader=find_times):
    found = reader(text, 0, len(text), clock or Clock(PUBLISHED))
    assert len(found) == 1, found
    return found[0]


def day(year, month, number):
    return datetime(year, month, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "first", "hours"),
    [
        ("It left on 12 October.", day(2017, 10, 12), 24),
        ("It left on October 12, 2016.", day(2016, 10, 12), 24),
        ("They met early on 12 October.", day(2017, 10, 12), 10),
        ("It happened on 25 December.", day(2016, 12, 25), 24),
        ("It left on 2015-03-01.", day(2015, 3, 1), 24),
        ("in 1942 it stopped", day(1942, 1, 1), 24 * 365),
    ],
)
def test_dates(text, first, hours):
    interval = one(text).interval
    assert interval.earliest_utc == first
    assert interval.latest_utc - first == timedelta(hours=hours)


def test_the_clock_runs_on_from_the_last_date():
    clock = Clock(PUBLISHED)
    one("They met on 12 October.", clock)
    four = one("It was about four in the afternoon.", clock).interval
    assert four.earliest_utc == datetime(2017, 10, 12, 15, tzinfo=UTC)
    assert four.latest_utc == datetime(2017, 10, 12, 17, tzinfo=UTC)
    morning = one("The next morning they drove on.", clock).interval
    assert morning.earliest_utc == datetime(2017, 10, 13, 5, tzinfo=UTC)
    later = one("Three days later they stopped.", clock).interval
    assert later.earliest_utc == day(2017, 10, 16)
    weekday = one("On Friday it rained.", clock).interval
    assert weekday.earliest_utc == day(2017, 10, 20)


def test_date_and_hour_beside_each_other_are_one_time():
    interval = one("They left at 5:30 pm on 12 October.", Clock(PUBLISHED, day=date(2017, 10, 12)))
    assert interval.interval.text == "at 5:30 pm on 12 October"
    assert interval.interval.earliest_utc == datetime(2017, 10, 12, 17, 25, tzinfo=UTC)


def test_local_time_is_turned_into_utc():
    clock = Clock(PUBLISHED, zone=ZoneInfo("Asia/Damascus"))
    assert one("on 12 October", clock).interval.earliest_utc == datetime(
        2017, 10, 11, 21, tzinfo=UTC
    )


def test_a_time_without_any_date_stays_words():
    interval = one("It was about four in the afternoon.", Clock(None)).interval
    assert (interval.text, interval.earliest_utc) == ("about four in the afternoon", None)


@pytest.mark.parametrize(
    ("text", "low", "high", "of"),
    [
        ("The job would take six hours.", 5.4 * 3600, 6.6 * 3600, "journey"),
        ("after a drive of two to three days", 1.8 * 86400, 3.3 * 86400, "journey"),
        ("They rested for a few days.", 2 * 86400, 5 * 86400, "stay"),
        ("They drove for half an hour.", 0.4 * 3600, 0.6 * 3600, "journey"),
        ("They walked more than ten hours.", 36000, 72000, "journey"),
    ],
)
def test_durations(text, low, high, of):
    interval = one(text).interval
    assert interval.duration_min_s == pytest.approx(low)
    assert interval.duration_max_s == pytest.approx(high)
    assert interval.duration_of == of


def test_an_impossible_date_is_kept_as_words_only():
    assert one("on 31 February").interval.earliest_utc is None


@pytest.mark.parametrize(
    "text",
    ["غادرنا يوم ١٢ تشرين الأول ٢٠١٧", "غادرنا في 12 أكتوبر 2017", "في ١٢ تشرين الأول/أكتوبر ٢٠١٧"],
)
def test_arabic_dates_in_either_calendar_of_names(text):
    interval = one(text, reader=find_times_ar).interval
    assert interval.earliest_utc == day(2017, 10, 12)


def test_arabic_durations_and_the_next_day():
    clock = Clock(PUBLISHED, day=date(2017, 10, 12))
    assert one("سرنا ثلاثة أيام", clock, find_times_ar).interval.duration_min_s == pytest.approx(
        0.9 * 3 * 86400
    )
    assert one("في اليوم التالي", clock, find_times_ar).interval.earliest_utc == day(2017, 10, 13)


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Damascus", 14), ("UTC", 17), ("Asia/Kathmandu", 11)]
)
def test_hours_are_local_time(read, zone, hour):
    mention, *_ = read("We left Raqqa at 5:00 pm on 12 October 2017.", zone=ZoneInfo(zone))
    assert mention.time is not None
    assert mention.time.earliest_utc is not None
    assert mention.time.latest_utc is not None
    middle = mention.time.earliest_utc + (mention.time.latest_utc - mention.time.earliest_utc) / 2
    assert middle.hour == hour


def test_days_before_an_event_are_not_days_before_the_date():
    waited = one("We waited for eleven days before the lorries came.").interval
    assert waited.text == "eleven days"
    assert waited.duration_min_s >= 9 * 86400
    clock = Clock(PUBLISHED, day=date(2020, 5, 10))
    assert one("They left three days before the lorries.", clock).interval.earliest_utc is None
    assert one("Two days before, they rested.", clock).interval.earliest_utc == day(2020, 5, 8)
