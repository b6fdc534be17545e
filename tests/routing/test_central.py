"""The route to show keeps to the middle of what was sampled."""

import numpy as np
import pytest
from small import QUICK, REGION, Ground, three

from convoy_map.model import Itinerary, Status
from convoy_map.ordering import order_evidence
from convoy_map.routing.central import amidst, mean_distance_km
from convoy_map.routing.corridor import densified, thinned
from convoy_map.routing.problem import pose_problem


@pytest.fixture(scope="module")
def problem():
    ends = [three()[0], three()[2]]
    (ordering,) = order_evidence(
        ends, [], itineraries=[Itinerary("j", "J", Status.TRAVELLED)], parameters=QUICK
    )
    return pose_problem(ordering, ends, [], Ground(), REGION, QUICK)


def line(problem, *lonlat):
    return densified(np.array([problem.canvas.point(*p) for p in lonlat]), 1000.0)


def stops(problem):
    x, y = np.array([problem.canvas.point(10.2, 45.3), problem.canvas.point(10.8, 45.3)]).T
    return dict(enumerate(problem.grid.cells(x, y).tolist()))


def test_the_mean_distance_of_a_node_from_some_ways(problem):
    ways = [line(problem, (10.2, 45.3), (10.8, 45.3)), line(problem, (10.2, 45.4), (10.8, 45.4))]
    away = mean_distance_km(problem, ways)
    at = problem.grid.cells(*np.array([problem.canvas.point(10.5, 45.35)]).T)[0]
    assert away[at] == pytest.approx(5.6, abs=1.5)
    on = problem.grid.cells(*np.array([problem.canvas.point(10.5, 45.3)]).T)[0]
    assert away[on] == pytest.approx(5.6, abs=1.5)


def test_the_way_amidst_follows_the_many_and_not_the_one(problem):
    bow = [line(problem, (10.2, 45.3), (10.5, 45.42), (10.8, 45.3))] * 4
    straight = [line(problem, (10.2, 45.3), (10.8, 45.3))]
    away = mean_distance_km(problem, bow + straight)
    way = amidst(problem, stops(problem), away, 0.2)
    assert way.nodes[0] == stops(problem)[0]
    assert way.nodes[-1] == stops(problem)[1]
    mine = thinned(problem.network, way.nodes)
    _, lat = problem.grid.projection.to_lonlat(mine[:, 0], mine[:, 1])
    assert lat.max() > 45.38


def test_where_distance_costs_most_the_way_is_straight(problem):
    bow = [line(problem, (10.2, 45.3), (10.5, 45.42), (10.8, 45.3))]
    away = mean_distance_km(problem, bow)
    way = thinned(problem.network, amidst(problem, stops(problem), away, 1000.0).nodes)
    _, lat = problem.grid.projection.to_lonlat(way[:, 0], way[:, 1])
    assert np.ptp(lat) < 0.06


def test_a_way_of_one_spot_has_a_distance_too(problem):
    away = mean_distance_km(
        problem, [np.tile(line(problem, (10.5, 45.3), (10.5, 45.3))[0], (5, 1))]
    )
    assert away.min() == 0.0
    assert away.max() > 20.0
