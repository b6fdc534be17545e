"""Slopes and stated costs: what rasters do to the ground off the roads."""

import numpy as np
import pytest
from small import QUICK, Ground, reconstruct, road, three

from convoy_map.model import GroundRaster
from convoy_map.routing.relief import raster_values, tobler_factor


def raster(kind, values, west=10.0, south=45.0, east=11.0, north=45.7):
    return GroundRaster(kind, west, south, east, north, np.asarray(values, dtype=np.float32))


class Hills(Ground):
    def __init__(self, *rasters, **more):
        super().__init__(**more)
        self.rasters = rasters


def ridge(height_m):
    """A ridge across the middle of the region with a pass north of the straight way."""
    values = np.zeros((70, 100))
    values[:, 47:53] = height_m
    values[20:28, 47:53] = 0.0
    return values


def test_slopes_cost_what_toblers_function_says():
    # 6 km/h at -5 %, 5.04 on the flat (Tobler 1993); up and down 20 % take 2.04 times as long.
    assert 6.0 * np.exp(-3.5 * 0.05) == pytest.approx(5.04, abs=0.01)
    flat, steep = tobler_factor(np.array([0.0, 0.2]))
    assert flat == 1.0
    assert steep == pytest.approx((np.exp(3.5 * 0.25) + np.exp(3.5 * 0.15)) / 2 / np.exp(0.175))


def test_values_are_bilinear_and_unknown_beyond_the_raster():
    one = raster("elevation", [[0.0, 10.0], [20.0, np.nan]], 10, 45, 12, 47)
    lon, lat = np.array([10.5, 11.0, 10.5, 11.5, 30.0]), np.array([46.5, 46.5, 46.0, 45.5, 46.0])
    np.testing.assert_allclose(
        raster_values(one, lon, lat), [0.0, 5.0, 10.0, np.nan, np.nan], equal_nan=True
    )


def test_values_beyond_the_antimeridian():
    one = raster("elevation", [[1.0, 2.0]], 179.0, -1.0, 181.0, 1.0)
    np.testing.assert_allclose(
        raster_values(one, np.array([179.5, -179.5]), np.zeros(2)), [1.0, 2.0]
    )


def test_the_way_goes_round_a_ridge_by_its_pass():
    ends = [three()[0], three()[2]]
    straight = reconstruct(ends, mode="map").legs[0]
    round_about = reconstruct(ends, ground=Hills(raster("elevation", ridge(3000.0))), mode="map")
    assert straight.geometry.bounds[3] < 45.37
    assert round_about.legs[0].geometry.bounds[3] > 45.41


def test_a_road_over_a_ridge_is_used_all_the_same():
    ends = [three()[0], three()[2]]
    over = road((10.2, 45.3), (10.8, 45.35))
    ground = Hills(raster("elevation", ridge(3000.0)), roads=[over])
    assert reconstruct(ends, ground=ground, mode="map").legs[0].geometry.bounds[3] < 45.37


def test_dear_ground_is_avoided_and_cheap_ground_sought():
    ends = [three()[0], three()[2]]
    values = np.full((70, 100), 1.0)
    values[30:45, 40:60] = 8.0
    away = reconstruct(ends, ground=Hills(raster("cost", values)), mode="map").legs[0]
    assert away.geometry.bounds[1] < 45.26 or away.geometry.bounds[3] > 45.39


def test_other_heights_are_another_ground():
    ends = [three()[0], three()[2]]
    low = reconstruct(ends, ground=Hills(raster("elevation", ridge(1.0))), mode="map")
    high = reconstruct(ends, ground=Hills(raster("elevation", ridge(3000.0))), mode="map")
    assert low.legs[0].length_m < high.legs[0].length_m


def test_the_posterior_knows_slopes_too():
    ends = [three()[0], three()[2]]
    route = reconstruct(ends, ground=Hills(raster("elevation", ridge(3000.0))), parameters=QUICK)
    assert route.corridors[-1].geometry.bounds[3] > 45.41
