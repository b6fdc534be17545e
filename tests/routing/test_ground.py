"""The ground: raster moves, roads as true lines, surfaces that sum to one, corridors."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString
from small import REGION, Ground, fragment, place, reconstruct, road, three

from convoy_map.errors import RouteError
from convoy_map.model import At, Between, Direction, Near, Parameters, Region
from convoy_map.routing.corridor import corridors, highest_density, way_distances
from convoy_map.routing.field import build_network, network_of
from convoy_map.routing.grid import working_grid
from convoy_map.routing.journey import Journey, Stretch
from convoy_map.routing.network import Assembler, crossed_cells, raster_moves
from convoy_map.routing.perturb import Ground as Perturbed
from convoy_map.routing.perturb import smooth_field
from convoy_map.routing.recalibration import CORRIDOR, WAYPOINT, sample_share
from convoy_map.routing.sampling import Sample
from convoy_map.routing.surfaces import canvas, log_surface


def grid_of(cell_m=2000.0, region=REGION):
    lon = np.array([region.west, region.east])
    lat = np.array([region.south, region.north])
    return working_grid(region, lon, lat, np.zeros(2), cell_m)


def test_every_cell_inside_has_sixteen_neighbours():
    a, b, _ = raster_moves(9, 8)
    degree = np.bincount(np.concatenate([a, b]), minlength=72)
    assert degree[4 * 9 + 4] == 16
    assert degree[0] == 5
    assert len({*zip(a, b, strict=True)}) == len(a)


def test_crossed_cells_are_those_under_the_line():
    nx = 7
    a, b, _ = raster_moves(nx, 6)
    cells = crossed_cells(a, b, nx)
    t = (np.arange(4000) + 0.5) / 4000
    for k in range(0, len(a), 5):
        x = a[k] % nx + 0.5 + t * (b[k] % nx - a[k] % nx)
        y = a[k] // nx + 0.5 + t * (b[k] // nx - a[k] // nx)
        under = np.bincount((np.floor(y) * nx + np.floor(x)).astype(int), minlength=42) / 4000
        told = np.bincount(cells[k], minlength=42) / 4
        np.testing.assert_allclose(told, under, atol=2e-3)


def test_a_road_keeps_its_true_length():
    line = road((10.2, 45.3), (10.7, 45.3))
    grid = grid_of()
    plain = build_network(grid, Ground(roads=[line]), Parameters())
    longer = build_network(grid, Ground(roads=[replace(line, length_m=80_000.0)]), Parameters())
    on = plain.road >= 0
    assert plain.length_km[on].sum() == pytest.approx(39.3, abs=1.5)
    assert longer.length_km[on].sum() == pytest.approx(80.0, abs=3.0)


def test_a_road_of_no_length_is_left_out():
    dot = road((10.2, 45.3), (10.2, 45.3))
    network = build_network(grid_of(), Ground(roads=[dot]), Parameters())
    assert (network.road < 0).all()


def test_the_network_is_kept_for_the_same_content_only():
    grid, one = grid_of(), Ground(roads=[road((10.2, 45.3), (10.7, 45.3))])
    same = Ground(roads=[road((10.2, 45.3), (10.7, 45.3))])
    other = Ground(roads=[road((10.2, 45.3), (10.7, 45.4))])
    kept = network_of(grid, one, Parameters())
    assert network_of(grid, same, Parameters()) is kept
    assert network_of(grid, other, Parameters()) is not kept
    dearer = Parameters(river_width_m=100.0)
    assert network_of(grid, one, dearer) is not kept


def test_edges_of_a_path_are_the_cheapest_parallel_ones():
    network = build_network(
        grid_of(), Ground(roads=[road((10.2, 45.3), (10.7, 45.3))]), Parameters()
    )
    weights = network.weights(Parameters().costs)
    e = int(np.flatnonzero(network.road >= 0)[3])
    found = Assembler(network).edges_of(np.array([network.a[e], network.b[e]]), weights)
    assert network.road[found[0]] >= 0


@pytest.mark.parametrize("cell", [4000.0, 1500.0])
def test_cells_are_chosen_from_the_case(cell):
    grid = grid_of(cell)
    assert grid.cell_m <= cell
    assert min(grid.nx, grid.ny) >= 50


def test_a_region_of_the_whole_earth_is_cut_down_to_the_evidence():
    route = reconstruct(three(), region=Region(-180.0, -90.0, 180.0, 90.0), mode="map")
    assert sum(leg.length_m for leg in route.legs) < 90_000


def test_evidence_all_over_the_earth_is_an_error():
    ends = [
        fragment("a", At((place(-170.0, -80.0),)), 1),
        fragment("b", At((place(0.0, 0.0),)), 2),
        fragment("c", At((place(170.0, 80.0),)), 3),
    ]
    with pytest.raises(RouteError, match="too large to be laid on one map"):
        reconstruct(ends, region=Region(-180.0, -90.0, 180.0, 90.0), mode="map")


places = st.tuples(st.floats(10.2, 10.8), st.floats(45.15, 45.55), st.floats(200, 9000))


@settings(max_examples=30, deadline=None)
@given(places, places, st.floats(0, 360), st.floats(1000, 20000))
def test_surfaces_are_probabilities(one, two, bearing, distance):
    on = canvas(grid_of(4000.0), Parameters())
    a, b = (place(*p) for p in (one, two))
    for constraint in (
        At((a, b)),
        Near((a,), distance),
        Near((a,), distance, distance, 0.2 * distance),
        Direction((a,), bearing, 45.0, distance, 0.7),
        Between((a,), (b,)),
    ):
        surface = log_surface(constraint, on)
        assert np.exp(surface).sum() == pytest.approx(1.0)


@pytest.mark.parametrize("bearing", [0.0, 60.0, 135.0, 200.0, 310.0])
def test_a_direction_points_where_it_says(bearing):
    on = canvas(grid_of(1000.0), Parameters())
    there = Direction((place(10.5, 45.35, 500.0),), bearing, 22.5, 12_000.0, 0.4)
    p = np.exp(log_surface(there, on))
    x, y = on.point(10.5, 45.35)
    mean = np.degrees(np.arctan2((p * (on.x - x)).sum(), (p * (on.y - y)).sum())) % 360
    assert abs((mean - bearing + 180) % 360 - 180) < 2.0
    off = np.degrees(np.arctan2(on.x - x, on.y - y)) - bearing
    inside = np.abs((off + 180) % 360 - 180) <= 22.5
    assert p[inside].sum() == pytest.approx(0.9, abs=0.04)


def test_a_perturbed_ground_is_the_same_for_the_same_seed_and_keeps_costs_positive():
    network = build_network(
        grid_of(), Ground(roads=[road((10.1, 45.2), (10.9, 45.5))]), Parameters()
    )
    costs = Parameters().costs
    one = Perturbed(network, Parameters(), np.random.default_rng(4), 2).weights(costs)
    two = Perturbed(network, Parameters(), np.random.default_rng(4), 2).weights(costs)
    other = Perturbed(network, Parameters(), np.random.default_rng(4), 3).weights(costs)
    np.testing.assert_array_equal(one, two)
    assert (one > 0).all()
    assert not np.array_equal(one, other)


def test_the_random_field_has_unit_variance_and_its_range():
    rng = np.random.default_rng(0)
    x, y = (v.ravel() for v in np.meshgrid(np.arange(0, 4e5, 4e3), np.arange(0, 4e5, 4e3)))
    fields = np.array([smooth_field(x, y, 25_000.0, rng) for _ in range(8)])
    assert fields.var() == pytest.approx(1.0, abs=0.2)
    near, far = fields[:, 0] * fields[:, 1], fields[:, 0] * fields[:, 40]
    assert near.mean() > far.mean()


def ways(grid, offsets):
    network = build_network(grid, Ground(), Parameters())
    out = []
    for ground, rows in enumerate(offsets):
        for row in rows:
            nodes = np.arange(5, grid.nx - 5) + (grid.ny // 2 + row) * grid.nx
            journey = Journey({0: int(nodes[0]), 1: int(nodes[-1])}, (Stretch(0, 1, nodes),))
            out.append(Sample(ground, journey, journey))
    return network, out


def test_corridors_are_nested_and_hold_their_share_of_left_out_grounds():
    grid = grid_of()
    rng = np.random.default_rng(0)
    rows = np.round(rng.normal(0, 4, (40, 3))).astype(int)
    network, samples = ways(grid, rows)
    half, most = corridors(grid, network, samples, [0.5, 0.9])
    assert (half <= most).all()
    fresh = np.round(rng.normal(0, 4, 4000)).astype(int) + grid.ny // 2
    column = grid.nx // 2
    held = [area.reshape(grid.ny, grid.nx)[fresh, column].mean() for area in (half, most)]
    assert held[0] == pytest.approx(0.5, abs=0.12)
    assert held[1] == pytest.approx(0.9, abs=0.07)


def test_a_corridor_from_one_ground_alone_is_still_an_area():
    grid = grid_of()
    network, samples = ways(grid, [[0, 0, 1]])
    (area,) = corridors(grid, network, samples, [0.9])
    assert area.sum() >= grid.nx - 12


def test_highest_density_areas_hold_their_mass():
    grid = grid_of()
    rng = np.random.default_rng(1)
    x0 = grid.x0 + grid.nx * grid.cell_m / 2
    y0 = grid.y0 + grid.ny * grid.cell_m / 2
    x, y = rng.normal(x0, 6000, 900), rng.normal(y0, 6000, 900)
    areas, density = highest_density(grid, x, y, [0.5, 0.9])
    fresh = grid.cells(rng.normal(x0, 6000, 4000), rng.normal(y0, 6000, 4000))
    assert density.sum() == pytest.approx(1.0)
    assert areas[0][fresh].mean() == pytest.approx(0.5, abs=0.06)
    assert areas[1][fresh].mean() == pytest.approx(0.9, abs=0.05)


def test_distances_between_ways_are_symmetric():
    a = np.array([[0.0, 0.0], [10.0, 0.0]])
    b = np.array([[0.0, 3.0], [10.0, 3.0], [20.0, 3.0]])
    assert way_distances(a, b) == way_distances(b, a)
    assert way_distances(a, a) == 0.0


@pytest.mark.parametrize("table", [CORRIDOR, WAYPOINT])
def test_recalibrated_levels_grow_with_the_level(table):
    shares = [sample_share(p, table) for p in np.linspace(0, 1, 101)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_the_outline_of_cells_covers_them():
    grid = grid_of()
    chosen = np.array([0, 1, 2, grid.nx, 5 * grid.nx + 4, grid.nx - 1])
    outline = grid.polygon(chosen)
    back = grid.projection.forward(outline)
    assert back.area == pytest.approx(6 * grid.cell_m**2, rel=1e-3)
    assert grid.polygon(np.zeros(0, int)).is_empty
    assert LineString([(0, 0), (1, 1)]).disjoint(outline)
