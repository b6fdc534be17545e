"""Times of Arabic texts: days named without "day", months, figures, days later."""

from datetime import UTC, date, datetime

import pytest

from convoy_map.mentions.times import Clock
from convoy_map.mentions.times_ar import find_times_ar


def first_day(text, day=None, published=date(2021, 11, 28)):
    clock = Clock(published, UTC, day)
    found = [t for t in find_times_ar(text, 0, len(text), clock) if not t.is_duration]
    return found[0].interval.earliest_utc if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("غادرت القافلة حلب فجر الثلاثاء.", datetime(2021, 11, 23, 4, tzinfo=UTC)),
        ("وصلت القافلة يوم الجمعة.", datetime(2021, 11, 26, tzinfo=UTC)),
        ("الخميس – وصلنا إلى حلب.", datetime(2021, 11, 25, tzinfo=UTC)),
        ("خرجنا في تموز 2014 من حلب.", datetime(2014, 7, 1, tzinfo=UTC)),
        ("خرجنا في أواخر شباط من حلب.", datetime(2021, 2, 1, tzinfo=UTC)),
        ("وصلنا بتاريخ 24/11/2021 إلى حلب.", datetime(2021, 11, 24, tzinfo=UTC)),
        ("وصلنا في 2020-03-05 إلى حلب.", datetime(2020, 3, 5, tzinfo=UTC)),
        ("وصلنا في ٢٤/١١/٢٠٢١ إلى حلب.", datetime(2021, 11, 24, tzinfo=UTC)),
    ],
)
def test_days_and_months(text, expected):
    assert first_day(text) == expected


def test_so_many_days_later_moves_the_day():
    assert first_day("بعد ثلاثة أيام وصلنا.", date(2021, 3, 1)) == datetime(2021, 3, 4, tzinfo=UTC)
    assert first_day("وبعد أسبوعين وصلنا.", date(2021, 3, 1)) == datetime(2021, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize("text", ["صلينا صلاة الجمعة.", "رقم الملف 99/99/2021.", "فتاة في ماينز."])
def test_what_is_no_time(text):
    assert first_day(text) is None
