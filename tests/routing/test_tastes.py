"""What the perturbed grounds leave open: care for roads, rough ground, unknown crossings."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse.csgraph import dijkstra
from shapely.geometry import LineString
from small import REGION, Ground, fragment, place, reconstruct, road, three

from convoy_map.model import At, Barrier, Parameters
from convoy_map.routing.field import build_network
from convoy_map.routing.grid import working_grid
from convoy_map.routing.network import Assembler
from convoy_map.routing.perturb import Ground as Perturbed
from convoy_map.routing.perturb import rough_field
from convoy_map.routing.tastes import Tastes, measure_tastes

RIVER = Barrier(LineString([(10.5, 44.5), (10.5, 46.2)]), "river", "R")


def network_over(ground, cell_m=2000.0):
    grid = working_grid(REGION, np.array([10.1, 10.9]), np.array([45.2, 45.5]), np.zeros(2), cell_m)
    return grid, build_network(grid, ground, Parameters())


def test_an_average_leg_is_as_dear_to_every_traveller():
    grid, network = network_over(Ground(roads=[road((10.1, 45.3), (10.9, 45.35))]))
    ends = grid.cells(*grid.projection.to_xy(np.array([10.15, 10.85]), np.array([45.4, 45.2])))
    costs = Parameters().costs
    tastes = measure_tastes(network, {None: costs}, [None], ends.tolist(), 0.1, (0.0, 1.2))
    nats = []
    for taste, rate in zip(tastes.levels, tastes.rates_per_km, strict=True):
        w = network.weights({s: costs[s] ** taste for s in network.surfaces})
        nats.append(rate * dijkstra(Assembler(network).matrix(w), indices=ends[0])[ends[1]])
    np.testing.assert_allclose(nats, nats[0])
    assert np.all(np.diff(tastes.rates_per_km) < 0)


def test_little_care_is_more_common_than_much():
    tastes = Tastes(np.array([0.0, 1.2]), np.ones(2))
    drawn = [tastes.of_ground(k, 12)[0] for k in range(12)]
    assert drawn == sorted(drawn)
    assert np.mean([t < 0.6 for t in drawn]) > 0.6
    assert drawn[-1] > 1.0


def test_a_rough_field_has_unit_variance_and_is_rougher_than_a_smooth_one():
    rng = np.random.default_rng(1)
    x, y = (v.ravel() for v in np.meshgrid(np.arange(200) * 500.0, np.arange(200) * 500.0))
    fields = [rough_field(x, y, 25_000.0, rng).reshape(200, 200) for _ in range(6)]
    assert np.std(fields) == pytest.approx(1.0, abs=0.15)
    steps = np.mean([np.std(f[:, 6:] - f[:, :-6]) for f in fields])
    assert steps > 0.3


def open_share(p_unknown, seeds=40):
    _, network = network_over(Ground(barriers=[RIVER]))
    parameters = replace(Parameters(), p_unknown_crossing=p_unknown, p_road_missing=0.0)
    costs = dict.fromkeys(network.surfaces, 1.0)
    free = network.weights(costs) - network.barrier
    shares = []
    for seed in range(seeds):
        quiet = replace(parameters, surface_log_sd=0.0, class_log_sd=0.0)
        w = Perturbed(network, quiet, np.random.default_rng(seed), 1.0).weights(costs)
        shares.append(np.mean(w[network.river] < free[network.river] + 1e-6))
    return float(np.mean(shares))


def test_some_of_a_river_can_be_crossed_though_no_bridge_is_known():
    assert open_share(0.0) == 0.0
    assert 0.03 < open_share(0.1) < 0.2


def test_closed_ground_is_never_opened():
    wall = Barrier(LineString([(10.5, 44.5), (10.5, 46.2)]).buffer(0.06), "closed", "W")
    _, network = network_over(Ground(barriers=[RIVER, wall]))
    assert not network.river.any()


def test_an_area_can_be_narrower_than_a_cell():
    a, _, c = three()
    exact = fragment("b", At((place(10.5, 45.32, radius_m=400.0),)), 20)
    route = reconstruct([a, exact, c], parameters=Parameters(n_surfaces=4, n_particles=16))
    areas = {
        x.p_mass: x.geometry for x in route.areas if x.waypoint == "j/b" and x.basis == "posterior"
    }
    cell_deg2 = (1000.0 / 111_200.0) ** 2 / np.cos(np.radians(45.3))
    assert 0 < areas[0.5].area < 0.6 * cell_deg2
    assert areas[0.9].covers(areas[0.5].buffer(-1e-6))


def test_a_field_over_a_continent_is_no_finer_than_its_positions():
    rng = np.random.default_rng(7)
    x, y = (a.ravel() for a in np.meshgrid(np.linspace(0, 2e7, 60), np.linspace(0, 1e7, 30)))
    fields = np.array([rough_field(x, y, 25_000.0, rng) for _ in range(40)])
    assert fields.std() == pytest.approx(1.0, abs=0.05)
    beside = np.mean(fields[:, :-1] * fields[:, 1:])
    assert abs(beside) < 0.05
