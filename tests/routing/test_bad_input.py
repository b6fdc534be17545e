"""Evidence and ground that no route can follow: each is told, none becomes a silent line."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from shapely.geometry import LineString, Point, box
from small import QUICK, Ground, fragment, place, reconstruct, three

from convoy_map.model import (
    AllOf,
    Along,
    At,
    Barrier,
    Itinerary,
    OrderBasis,
    OrderConstraint,
    Status,
    Support,
    TimeInterval,
    Within,
)
from convoy_map.ordering import order_evidence

SHUT = Barrier(Point(10.8, 45.35).buffer(0.1).boundary.buffer(0.03), "closed", "ring")


@pytest.mark.parametrize("mode", ["map", "fast", "posterior"])
def test_a_closed_ring_leaves_a_gap_that_says_so(mode):
    route = reconstruct([three()[0], three()[2]], ground=Ground(barriers=[SHUT]), mode=mode)
    doubted = any((w.p_skipped or 0.0) > 0.3 for w in route.waypoints)
    gaps = [leg for leg in route.legs if leg.support is Support.GAP]
    assert gaps or doubted
    assert all("No open way" in leg.why for leg in gaps)


def test_an_island_without_a_bridge_is_a_gap():
    sea = box(10.55, 44.9, 11.1, 45.8).difference(Point(10.8, 45.35).buffer(0.05))
    ends = [three()[0], three()[2]]
    leg = reconstruct(ends, ground=Ground(barriers=[Barrier(sea, "lake", "sea")]), mode="map").legs
    assert leg[0].support is Support.GAP
    assert leg[0].feasible is not True
    assert "No open way leads to where c is said to be" in leg[0].why


def test_statements_that_exclude_each_other_are_set_aside_with_the_reason():
    here, there = box(10.1, 45.1, 10.2, 45.2), box(10.8, 45.5, 10.9, 45.6)
    never = AllOf((Within(here, "A", 500.0), Within(there, "B", 500.0)))
    route = reconstruct([*three(), fragment("n", never, 40)], mode="map")
    (lost,) = [w for w in route.waypoints if w.id == "j/n"]
    assert lost.support is Support.UNLOCATED
    notes = " ".join(route.notes)
    assert "n was set aside: its parts contradict each other, no spot is near" in notes
    assert "look at the statements that were joined" in lost.why


def test_evidence_of_which_nothing_lies_in_the_region_gives_an_order_and_no_line():
    away = [fragment(s, At((place(30.0 + k, 10.0),)), 10 * k) for k, s in enumerate("ab")]
    route = reconstruct(away)
    assert route.legs == ()
    assert route.corridors == ()
    assert "Nothing that is said can be placed on the map: only the order is known." in route.notes
    assert sum("was set aside: it lies outside" in n for n in route.notes) == 2


def test_times_that_run_backwards_are_named_with_both_quotes():
    def at(hour):
        day = datetime(2020, 1, 1, tzinfo=UTC)
        return TimeInterval(f"{hour} o'clock", day.replace(hour=hour), day.replace(hour=hour + 1))

    a, b, c = three()
    late, early = replace(a, temporal=at(20)), replace(c, temporal=at(6))
    judged = (OrderConstraint("j/a", "j/c", OrderBasis.ANALYST, "known", (*a.quotes, *c.quotes)),)
    (ordering,) = order_evidence(
        [late, b, early],
        [],
        itineraries=[Itinerary("j", "J", Status.TRAVELLED)],
        parameters=QUICK,
        judged=judged,
    )
    assert any(
        {q.anchor.exact for q in clash.quotes} >= {"a", "c"} for clash in ordering.contradictions
    )


def test_five_hundred_fragments_have_a_route():
    swing = np.abs((np.arange(500) / 125.0) % 2 - 1)
    many = [
        fragment(f"f{k:03}", At((place(10.05 + 0.9 * float(s), 45.3),)), 10 * k)
        for k, s in enumerate(swing)
    ]
    route = reconstruct(many, mode="map", parameters=replace(QUICK, cell_size_m=4000.0))
    assert len(route.legs) == 499
    assert any("500 fragments are too many to weigh their orders" in n for n in route.notes)


@pytest.mark.parametrize("mode", ["fast", "posterior"])
def test_the_same_place_twice_and_back_over_the_same_road_in_every_mode(mode):
    stops = [10.2, 10.2, 10.8, 10.2]
    there_and_back = [
        fragment(s, At((place(lon, 45.3),)), 10 * k)
        for k, (s, lon) in enumerate(zip("abcd", stops, strict=True))
    ]
    route = reconstruct(there_and_back, mode=mode)
    assert [w.title for w in route.waypoints] == list("abcd")
    assert route.waypoints[0].lon == pytest.approx(route.waypoints[3].lon, abs=0.02)
    assert all(c.geometry.area > 0 for c in route.corridors)


def test_a_line_far_from_the_region_is_set_aside():
    far = fragment("l", Along(LineString([(60.0, 10.0), (61.0, 10.0)]), "road", 1000.0), 25)
    route = reconstruct([*three(), far], mode="map")
    assert any("l was set aside" in n for n in route.notes)
