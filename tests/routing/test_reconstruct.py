"""Whole routes on small grounds: what comes out, and what is said of bad input."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from small import QUICK, REGION, Ground, fragment, place, reconstruct, road, three

from convoy_map.errors import CancelledError, LayerError, RouteError
from convoy_map.model import (
    AllOf,
    Along,
    AreaBasis,
    At,
    Barrier,
    Between,
    Beyond,
    Crossing,
    Direction,
    Itinerary,
    LegEvidence,
    Near,
    Ordering,
    Parameters,
    RankedSequence,
    Region,
    Role,
    Status,
    Support,
    TimeInterval,
    Turn,
    Unlocated,
    Within,
)
from convoy_map.ordering import order_evidence
from convoy_map.routing import (
    compare_routes,
    explain_leg,
    explain_waypoint,
    reconstruct_route,
)


def hours(n):
    return TimeInterval(f"{n} hours", duration_max_s=3600.0 * n, duration_of="journey")


def at(hour):
    moment = datetime(2020, 1, 1, hour, tzinfo=UTC)
    return TimeInterval(f"at {hour}", moment, moment)


@pytest.fixture(scope="module")
def whole():
    ground = Ground(roads=[road((10.1, 45.3), (10.5, 45.31), (10.9, 45.35))])
    return reconstruct(three(), ground=ground)


def test_a_route_has_waypoints_legs_areas_and_corridors(whole):
    assert [w.id for w in whole.waypoints] == ["j/a", "j/b", "j/c"]
    assert [(g.from_waypoint, g.to_waypoint) for g in whole.legs] == [
        ("j/a", "j/b"),
        ("j/b", "j/c"),
    ]
    assert [c.p_mass for c in whole.corridors] == [0.5, 0.9]
    assert whole.corridors[1].geometry.area > whole.corridors[0].geometry.area
    assert {a.waypoint for a in whole.areas if a.basis is AreaBasis.POSTERIOR} == {
        "j/a",
        "j/b",
        "j/c",
    }
    for leg in whole.legs:
        assert leg.length_m > 10_000
        assert leg.travel_time_s[0] < leg.travel_time_s[1]


def test_legs_start_and_end_at_their_waypoints(whole):
    spots = {w.id: Point(w.lon, w.lat) for w in whole.waypoints}
    for leg in whole.legs:
        assert Point(leg.geometry.coords[0]).distance(spots[leg.from_waypoint]) < 1e-6
        assert Point(leg.geometry.coords[-1]).distance(spots[leg.to_waypoint]) < 1e-6


def test_a_place_keeps_its_own_coordinates_and_a_vague_fragment_is_inferred(whole):
    a, b, _ = whole.waypoints
    assert (a.lon, a.lat, a.support) == (10.2, 45.3, Support.ATTESTED)
    assert b.support is Support.INFERRED
    assert b.lat > 45.3


def test_the_road_is_taken(whole):
    line = LineString([(10.1, 45.3), (10.5, 45.31), (10.9, 45.35)])
    points = MultiPoint([p for leg in whole.legs for p in leg.geometry.coords])
    assert sum(p.distance(line) < 0.01 for p in points.geoms) >= 0.4 * len(points.geoms)


def test_the_same_input_gives_the_same_route_in_one_process_and_two(whole):
    ground = Ground(roads=[road((10.1, 45.3), (10.5, 45.31), (10.9, 45.35))])
    again = reconstruct(three(), ground=ground, processes=2)
    assert again == whole
    for one, two in zip(whole.legs, again.legs, strict=True):
        assert one.geometry.wkb == two.geometry.wkb
    for one, two in zip(whole.corridors, again.corridors, strict=True):
        assert one.geometry.wkb == two.geometry.wkb


def test_another_seed_gives_another_corridor():
    one = reconstruct(three())
    two = reconstruct(three(), parameters=replace(QUICK, seed=1))
    assert one.corridors[1].geometry.wkb != two.corridors[1].geometry.wkb


@pytest.mark.parametrize(
    "spatial",
    [
        At((place(10.4, 45.4, p=0.7), place(10.6, 45.2, p=0.2))),
        Near((place(10.5, 45.4),), 3000.0),
        Near((place(10.5, 45.4),), 3000.0, 10_000.0, 2_000.0),
        Direction((place(10.5, 45.3),), 90.0, 22.5, 8000.0, 0.6),
        Between((place(10.4, 45.3),), (place(10.6, 45.35),), midway=True),
        Along(LineString([(10.5, 45.1), (10.5, 45.6)]), "river", 1000.0),
        Crossing(LineString([(10.5, 45.1), (10.5, 45.6)]), "river", 1000.0),
        Within(Polygon([(10.4, 45.2), (10.6, 45.2), (10.6, 45.4), (10.4, 45.4)]), "area", 2000.0),
        Beyond((place(10.5, 45.3),), 2000.0),
        Beyond((place(10.5, 45.3),), 2000.0, 0.0),
        Turn("right", Near((place(10.5, 45.4),), 3000.0)),
        Turn("left"),
        AllOf(
            (
                Near((place(10.5, 45.4),), 8000.0),
                Direction((place(10.5, 45.3),), 0.0, 45.0, 8e3, 0.6),
            )
        ),
        Unlocated("nobody knows"),
    ],
    ids=lambda c: type(c).__name__,
)
def test_every_kind_of_constraint_has_its_route(spatial):
    a, _, c = three()
    route = reconstruct([a, fragment("b", spatial, 20), c], mode="map")
    assert [w.id for w in route.waypoints] == ["j/a", "j/b", "j/c"]
    assert route.legs
    middle = route.waypoints[1]
    unplaced = isinstance(spatial, Unlocated) or spatial == Turn("left")
    assert (middle.lon is None) is unplaced
    if unplaced:
        assert middle.support is Support.UNLOCATED
        assert "on the way from a to c" in middle.why


def test_a_single_fragment_is_a_waypoint_with_an_area():
    route = reconstruct([three()[0]])
    assert len(route.waypoints) == 1
    assert route.legs == ()
    assert route.corridors == ()
    assert [a.basis for a in route.areas] == [AreaBasis.POSTERIOR] * 2


def test_unlocated_fragments_alone_give_an_order_and_say_so():
    route = reconstruct([fragment("x", Unlocated("?"), 1), fragment("y", Unlocated("?"), 2)])
    assert [w.support for w in route.waypoints] == [Support.UNLOCATED] * 2
    assert route.legs == ()
    assert "only the order is known" in route.notes[-1]


def test_a_planned_journey_keeps_its_status_and_its_time_is_checked():
    legs = [LegEvidence("j/l", "j", None, None, duration=hours(0.2))]
    ends = [three()[0], three()[2]]
    route = reconstruct(ends, legs, status=Status.PLANNED, mode="map")
    (leg,) = route.legs
    assert {w.status for w in route.waypoints} == {Status.PLANNED}
    assert leg.feasible is False
    assert "does not fit" in leg.why
    legs = [replace(legs[0], duration=hours(9))]
    assert reconstruct(ends, legs, mode="map").legs[0].feasible is True


def test_a_duration_of_the_whole_journey_is_held_against_all_its_legs():
    for told, verdict in ((0.1, "not feasible"), (30, "that is feasible")):
        legs = [LegEvidence("j/l", "j", None, None, duration=hours(told))]
        route = reconstruct(three(), legs, mode="map")
        assert any(f"“{told} hours”" in n and verdict in n for n in route.notes)
    days = TimeInterval("two days", duration_min_s=1.5 * 86400, duration_max_s=2 * 86400)
    legs = [LegEvidence("j/l", "j", None, "j/c", duration=days)]
    assert "for stops" in reconstruct(three(), legs, mode="map").notes[-1]


def test_stated_times_are_held_against_the_way():
    a, _, c = three()
    timed = [replace(a, temporal=at(8)), replace(c, temporal=at(9))]
    leg = reconstruct(timed, mode="map").legs[0]
    assert leg.speed_kmh[0] == pytest.approx(leg.length_m / 1000, rel=0.01)
    assert leg.earliest_utc == "2020-01-01T08:00:00+00:00"


def test_a_wrong_statement_is_doubted_and_passed_by():
    a, _, c = three()
    wrong = fragment("b", At((place(10.1, 45.65),)), 20)
    near_a = fragment("a2", At((place(10.4, 45.31),)), 15)
    near_c = fragment("b2", At((place(10.6, 45.33),)), 25)
    route = reconstruct([a, near_a, wrong, near_c, c], parameters=replace(QUICK, n_surfaces=4))
    doubts = {w.id: w.p_skipped for w in route.waypoints}
    assert doubts["j/b"] > 0.5
    assert max(p for w, p in doubts.items() if w != "j/b") < 0.4
    assert ("j/a2", "j/b2") in {(g.from_waypoint, g.to_waypoint) for g in route.legs}


def test_told_ways_are_attested_and_their_manner_is_followed():
    legs = [
        LegEvidence(
            "j/l", "j", "j/a", "j/c", manner="desert", quotes=three()[0].quotes, turn="right"
        )
    ]
    ends = [three()[0], three()[2]]
    ground = Ground(roads=[road((10.2, 45.3), (10.5, 45.5), (10.8, 45.35))])
    told = reconstruct(ends, legs, ground=ground, mode="map").legs[0]
    untold = reconstruct(ends, ground=ground, mode="map").legs[0]
    assert (told.support, told.manner) == (Support.ATTESTED, "desert")
    assert told.length_m < untold.length_m
    assert max(y for _, y in untold.geometry.coords) > 45.45


def test_a_river_is_crossed_at_its_bridge():
    river = Barrier(LineString([(10.5, 44.9), (10.5, 45.75)]), "river", "R")
    ends = [three()[0], three()[2]]
    by_bridge = reconstruct(
        ends, ground=Ground(barriers=[river], bridges=[(10.5, 45.5)]), mode="map"
    )
    crossing = by_bridge.legs[0].geometry.intersection(river.geometry)
    assert abs(crossing.centroid.y - 45.5) < 0.02
    without = reconstruct(ends, ground=Ground(barriers=[river]), mode="map").legs[0]
    assert without.support is Support.GAP
    assert "river without a bridge" in without.why


def test_a_diagonal_river_does_not_leak():
    river = Barrier(LineString([(9.9, 44.9), (11.1, 45.8)]), "river", "R")
    ends = [three()[0], fragment("n", At((place(10.5, 45.1),)), 30)]
    leg = reconstruct(ends, ground=Ground(barriers=[river]), mode="map").legs[0]
    assert leg.support is Support.GAP


def test_a_closed_ring_is_no_way_and_the_leg_says_so():
    ring = Point(10.8, 45.35).buffer(0.12).difference(Point(10.8, 45.35).buffer(0.06))
    ends = [three()[0], three()[2]]
    legs = [LegEvidence("j/l", "j", None, None, duration=hours(20))]
    leg = reconstruct(
        ends, legs, ground=Ground(barriers=[Barrier(ring, "closed", "Z")]), mode="map"
    ).legs[0]
    assert leg.support is Support.GAP
    assert leg.feasible is False
    assert "No open way leads to where c is said to be" in leg.why


def test_a_lake_is_gone_round():
    lake = Polygon([(10.4, 45.2), (10.6, 45.2), (10.6, 45.4), (10.4, 45.4)])
    ends = [three()[0], three()[2]]
    leg = reconstruct(ends, ground=Ground(barriers=[Barrier(lake, "lake", "L")]), mode="map").legs[
        0
    ]
    assert leg.geometry.intersection(lake).length < 0.02
    assert leg.support is Support.INFERRED


def test_the_same_place_twice_and_a_return_over_the_same_road():
    a = three()[0]
    out_and_back = [
        a,
        fragment("a2", At((place(10.2, 45.3),)), 15),
        fragment("c", At((place(10.8, 45.35),)), 30),
        fragment("d", At((place(10.2, 45.3),)), 40),
    ]
    route = reconstruct(out_and_back, mode="map")
    assert [w.id for w in route.waypoints] == ["j/a", "j/a2", "j/c", "j/d"]
    assert route.legs[0].length_m == 0.0
    assert route.legs[1].length_m == pytest.approx(route.legs[2].length_m, rel=0.02)


def test_a_fragment_outside_the_region_is_set_aside_with_its_reason():
    away = fragment("z", At((place(20.0, 50.0),)), 25)
    route = reconstruct([*three(), away], mode="map")
    assert route.waypoints[2].support is Support.UNLOCATED
    assert any("z was set aside: it lies outside" in n for n in route.notes)
    assert len(route.legs) == 2


def test_no_roads_at_all_is_said():
    assert any("No roads are known" in n for n in reconstruct(three(), mode="map").notes)


def test_a_journey_across_the_antimeridian():
    region = Region(179.0, -18.0, -179.0, -16.5)
    ends = [
        fragment("a", At((place(179.5, -17.0),)), 10),
        fragment("b", At((place(-179.5, -17.2),)), 20),
    ]
    route = reconstruct(ends, region=region)
    assert 95_000 < route.legs[0].length_m < 125_000
    for corridor in route.corridors:
        west, _, east, _ = corridor.geometry.bounds
        assert west >= -180.0
        assert east <= 180.0


def test_another_candidate_becomes_an_alternative():
    a, _, c = three()
    either = fragment(
        "b", At((place(10.5, 45.45, p=0.5, name="N"), place(10.5, 45.2, p=0.5, name="S"))), 20
    )
    route = reconstruct([a, either, c], parameters=replace(QUICK, n_surfaces=4))
    shown = route.waypoints[1].place_id
    rivals = [r for r in route.alternatives if r.id.startswith("j/b@")]
    assert len(rivals) == 1
    assert shown not in rivals[0].id
    assert rivals[0].p + route.waypoints[1].p_place == pytest.approx(1.0, abs=0.25)
    assert "would decide" in rivals[0].differs_by


def test_cancelling_stops_the_work():
    def stop(share, doing):
        if share > 0.2:
            raise CancelledError("cancelled by the user")

    with pytest.raises(CancelledError, match="cancelled by the user"):
        reconstruct(three(), progress=stop)


def test_progress_only_grows():
    shares = []
    reconstruct(three(), progress=lambda share, doing: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_many_fragments():
    many = [
        fragment(f"f{n:03}", At((place(10.05 + 0.008 * n, 45.3 + 0.02 * (n % 3)),)), 10 * n)
        for n in range(110)
    ]
    route = reconstruct(many, mode="map", parameters=replace(QUICK, cell_size_m=3000.0))
    assert len(route.legs) == 109


def test_a_leave_one_out_question_measures_what_moves():
    before = reconstruct(three(), mode="fast")
    after = reconstruct([three()[0], three()[2]], mode="fast")
    change = compare_routes(before, after)
    assert change.lost == ("j/b",)
    assert change.hausdorff_m >= change.mean_distance_m > 0
    assert 0 < change.corridor_overlap[0.9] < 1
    same = compare_routes(before, before)
    assert (same.hausdorff_m, same.mean_distance_m) == (0.0, 0.0)
    assert same.corridor_overlap == {0.5: 1.0, 0.9: 1.0}
    nothing = reconstruct([fragment("x", Unlocated("?"), 1)])
    assert compare_routes(nothing, nothing).hausdorff_m is None


def test_the_explanations_name_quotes_and_grounds(whole):
    assert "“b” (w, in s)" in explain_waypoint(whole.waypoints[1])
    assert "cheapest way" in explain_leg(whole.legs[0])
    first = whole.legs[0]
    titles = {first.from_waypoint: "Orla", first.to_waypoint: "Brod"}
    assert explain_leg(first, titles).startswith("From Orla to Brod: ")


def test_an_unknown_mode_is_an_error():
    with pytest.raises(RouteError, match="there is no mode 'best'"):
        reconstruct(three(), mode="best")


def test_a_journey_without_evidence_is_an_error():
    with pytest.raises(RouteError, match="no evidence of this journey"):
        reconstruct_route(
            Ordering("k", (), ()), three(), [], Ground(), REGION, QUICK, status=Status.TRAVELLED
        )


def test_an_order_that_leaves_fragments_out_is_an_error():
    ordering = Ordering("j", (), (RankedSequence(("j/a",), 1.0, 0.0),))
    with pytest.raises(RouteError, match="the order leaves out j/b, j/c"):
        reconstruct_route(ordering, three(), [], Ground(), REGION, QUICK, status=Status.TRAVELLED)


def test_too_many_fragments_are_an_error():
    many = [fragment(f"f{n}", Unlocated("?"), n) for n in range(2001)]
    ordering = Ordering("j", (), (RankedSequence(tuple(e.id for e in many), 1.0, 0.0),))
    with pytest.raises(RouteError, match="2001 fragments are more than a journey can hold"):
        reconstruct_route(ordering, many, [], Ground(), REGION, QUICK, status=Status.TRAVELLED)


@pytest.mark.parametrize("cell", [0.0, -5.0, float("nan")])
def test_an_impossible_cell_is_an_error(cell):
    with pytest.raises(RouteError, match="makes no raster"):
        reconstruct(three(), parameters=replace(QUICK, cell_size_m=cell))


def test_a_layer_in_another_crs_is_an_error():
    metric = road((500_000.0, 5_000_000.0), (510_000.0, 5_010_000.0))
    with pytest.raises(LayerError, match="these are no degrees"):
        reconstruct(three(), ground=Ground(roads=[metric]))


def test_an_unknown_surface_is_an_error_that_lists_the_known_ones():
    with pytest.raises(LayerError, match=r"the surface 'motorway' has no cost.*main_road"):
        reconstruct(three(), ground=Ground(roads=[road((10, 45), (11, 45.5), surface="motorway")]))


def test_an_empty_geometry_is_an_error():
    with pytest.raises(LayerError, match="the geometry is empty"):
        reconstruct(three(), ground=Ground(barriers=[Barrier(Polygon(), "lake", "L")]))


def test_a_huge_ground_gets_larger_cells_and_says_so():
    region = Region(-10.0, 35.0, 30.0, 60.0)
    ends = [fragment("a", At((place(-5.0, 40.0),)), 1), fragment("b", At((place(25.0, 55.0),)), 2)]
    route = reconstruct(ends, region=region, mode="map")
    assert any("cells are" in n for n in route.notes)
    assert 2.5e6 < route.legs[0].length_m < 3.5e6


def test_a_manner_without_costs_is_said():
    legs = [LegEvidence("j/l", "j", "j/a", "j/b", manner="flying")]
    assert any("'flying' has no costs" in n for n in reconstruct(three(), legs, mode="map").notes)


def test_parameters_are_not_changed_by_a_run():
    before = repr(Parameters())
    reconstruct(three(), parameters=QUICK)
    assert repr(Parameters()) == before


def test_orders_that_the_ground_speaks_against_are_noted():
    shuffled = [
        fragment("a", At((place(10.1, 45.3),)), 10, role=Role.ORIGIN),
        fragment("d", At((place(10.75, 45.3),)), 20),
        fragment("b", At((place(10.25, 45.3),)), 30),
        fragment("c", At((place(10.5, 45.3),)), 40),
        fragment("e", At((place(10.95, 45.3),)), 50, role=Role.DESTINATION),
    ]
    orderings = order_evidence(
        shuffled, [], itineraries=[Itinerary("j", "J", Status.TRAVELLED)], parameters=QUICK
    )
    assert orderings[0].sequences[0].evidence[1] == "j/d"
    route = reconstruct(shuffled, mode="map", parameters=replace(QUICK, nats_per_leg=4.0))
    assert [w.title for w in route.waypoints] == list("abcde")
    assert any("the ground speaks for" in n for n in route.notes)
