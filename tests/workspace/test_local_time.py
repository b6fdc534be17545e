"""In whose local time hours are read when a case is made."""

from __future__ import annotations

from convoy_map.workspace.local_time import zones_of


def test_the_zone_of_most_places_comes_first():
    syria, london = [(39.0, 35.95), (36.6, 35.9), (38.0, 35.5)], [(-0.1, 51.5)]
    assert zones_of([*london, *syria]) == ("Asia/Damascus", "Europe/London")


def test_ties_go_by_name_whatever_the_order():
    places = [(36.82, -1.29), (32.58, 0.32)]
    assert zones_of(places) == zones_of(places[::-1]) == ("Africa/Kampala", "Africa/Nairobi")


def test_the_sea_counts_only_without_land():
    assert zones_of([(-30.0, 0.0), (-30.0, 1.0), (-0.1, 51.5)]) == ("Europe/London",)
    assert zones_of([(-30.0, 0.0)]) == ("Etc/GMT+2",)


def test_no_place_no_zone():
    assert zones_of([]) == ()
