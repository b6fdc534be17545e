"""Laws of the geometry: seams, poles, rings, rounding."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from convoy_map import geo
from convoy_map.errors import CoordinateError
from convoy_map.geo.areas import covering_radius_m
from convoy_map.model import Region

GEOD = Geod(ellps="WGS84")
lons = st.floats(-180, 180)
lats = st.floats(-89.9, 89.9)
bearings = st.floats(0, 359.99)


def area_m2(shape):
    return sum(
        abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(part))[0])
        for part in shapely.get_parts(shape)
    )


@given(lons, lats, bearings, st.floats(1, 2_000_000))
def test_destination_and_distance_agree(lon, lat, bearing, length):
    there = geo.destination(lon, lat, bearing, length)
    assert geo.distance_m(lon, lat, *there) == pytest.approx(length, abs=1e-3)
    assert -180.0 <= there[0] <= 180.0


@settings(deadline=None)
@given(lons, lats, st.floats(100, 500_000))
def test_disc_has_the_area_of_a_disc_anywhere_on_earth(lon, lat, radius):
    shape = geo.disc(lon, lat, radius)
    assert shape.is_valid
    west, south, east, north = shape.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    # a 72-gon holds 99.87 % of its circle; the Earth's curvature takes a little more
    assert area_m2(shape) == pytest.approx(math.pi * radius**2, rel=6e-3)


@settings(deadline=None)
@given(
    lons,
    st.floats(-85, 85),
    bearings,
    st.floats(1, 180),
    st.floats(0, 0.9),
    st.floats(1000, 300_000),
)
def test_sector_area_is_its_share_of_the_ring(lon, lat, bearing, half, inner, outer):
    shape = geo.sector(lon, lat, bearing, half, inner * outer, outer)
    assert shape.is_valid
    expected = (half / 180) * math.pi * outer**2 * (1 - inner**2)
    assert area_m2(shape) == pytest.approx(expected, rel=0.02)


def test_sector_lies_in_its_direction():
    shape = geo.sector(39.0, 36.0, 0.0, 45.0, 2000.0, 10_000.0)
    middle = geo.destination(39.0, 36.0, 0.0, 6000.0)
    assert shape.contains(Point(middle))
    assert not shape.contains(Point(geo.destination(39.0, 36.0, 180.0, 6000.0)))
    assert not shape.contains(Point(geo.destination(39.0, 36.0, 50.0, 6000.0)))


def test_disc_over_the_antimeridian_is_cut_and_whole_again():
    shape = geo.disc(179.99, -17.0, 50_000.0)
    assert isinstance(shape, MultiPolygon)
    whole = geo.unwrap_near(shape, 180.0)
    assert isinstance(whole, Polygon)
    assert whole.bounds[0] < 180.0 < whole.bounds[2]


def test_disc_over_the_pole_holds_the_pole():
    shape = geo.disc(10.0, 89.5, 200_000.0)
    assert shape.is_valid
    assert shape.bounds == pytest.approx((-180, 87.709, 180, 90), abs=0.01)
    south = geo.disc(10.0, -89.5, 200_000.0)
    assert south.bounds[1] == -90.0


def test_ring_over_the_pole_keeps_its_hole():
    shape = geo.ring(0.0, 90.0, 100_000.0, 200_000.0)
    assert area_m2(shape) == pytest.approx(math.pi * 3e10, rel=0.01)


def test_line_is_cut_at_the_antimeridian():
    cut = geo.cut_at_antimeridian(LineString([(179.0, 10.0), (-179.0, 12.0)]))
    assert cut.geom_type == "MultiLineString"
    assert [list(part.coords) for part in cut.geoms] == [
        [(179.0, 10.0), (180.0, 11.0)],
        [(-180.0, 11.0), (-179.0, 12.0)],
    ]
    assert geo.cut_at_antimeridian(Point(190.0, 5.0)) == Point(-170.0, 5.0)
    assert geo.cut_at_antimeridian(Polygon()).is_empty


@settings(deadline=None)
@given(
    st.floats(-180, 180),
    st.floats(-85, 80),
    st.floats(0.1, 20),
    st.floats(0.1, 5),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_region_projection_there_and_back(west, south, width, height, u, v):
    east = (west + width + 180) % 360 - 180
    region = Region(west, south, east, south + height)
    projection = geo.region_projection(region)
    lon = (west + u * width + 180) % 360 - 180
    lat = south + v * height
    x, y = projection.to_xy(np.array([lon]), np.array([lat]))
    assert math.hypot(x[0], y[0]) < 3_000_000
    back_lon, back_lat = projection.to_lonlat(x, y)
    assert geo.distance_m(lon, lat, back_lon[0], back_lat[0]) < 0.01


def test_projection_joins_halves_and_cuts_them_again():
    region = Region(175.0, -20.0, -175.0, -15.0)
    projection = geo.region_projection(region)
    halves = geo.disc(180.0, -17.0, 30_000.0)
    flat = projection.forward(halves).buffer(0.01)
    assert flat.geom_type == "Polygon"
    again = projection.inverse(flat)
    assert again.geom_type == "MultiPolygon"
    assert area_m2(again) == pytest.approx(area_m2(halves), rel=1e-3)


@pytest.mark.parametrize(
    ("region", "message"),
    [
        (Region(38, 36, 41, 35), "the region 38, 36, 41, 35 is empty"),
        (Region(38, 35, 38, 36), "is empty"),
        (Region(36, 138, 37, 141), "region, west and south edge: latitude 138 is impossible"),
        (Region(38, 35, 181, 36), "region, east and north edge: longitude 181 is impossible"),
    ],
)
def test_impossible_regions(region, message):
    with pytest.raises(CoordinateError, match=message):
        geo.region_projection(region)


def test_swapped_coordinates_are_recognised():
    with pytest.raises(CoordinateError, match="swap the two"):
        geo.check_lonlat(36.0, 139.0)
    with pytest.raises(CoordinateError, match="correct the latitude"):
        geo.check_lonlat(100.0, 200.0)
    with pytest.raises(CoordinateError, match=r"longitude 181.0 is impossible .*write -179"):
        geo.check_lonlat(181.0, 5.0)
    with pytest.raises(CoordinateError, match="not a pair of numbers"):
        geo.check_lonlat(math.nan, 5.0)


def test_areas_refuse_impossible_lengths():
    with pytest.raises(CoordinateError, match="a radius of 0 m makes no area"):
        geo.disc(0.0, 0.0, 0)
    with pytest.raises(CoordinateError, match="a distance of inf m makes no area"):
        geo.sector(0.0, 0.0, 0.0, 45.0, 0.0, math.inf)
    with pytest.raises(CoordinateError, match="a ring from 5 m to 5 m is empty"):
        geo.ring(0.0, 0.0, 5, 5)
    with pytest.raises(CoordinateError, match="a half width of -1 m makes no area"):
        geo.line_buffer(LineString([(0, 0), (1, 1)]), -1)
    with pytest.raises(CoordinateError, match="a line without points"):
        geo.line_buffer(LineString(), 10.0)
    with pytest.raises(CoordinateError, match="nothing lies between"):
        geo.between_area((39.0, 36.0), (39.0, 36.0), 0.2)
    with pytest.raises(CoordinateError, match="the mean of 2 positions is undefined"):
        geo.mean_position([(0.0, 0.0), (180.0, 0.0)])


@settings(deadline=None)
@given(lons, st.floats(-70, 70), bearings, st.floats(5_000, 400_000))
def test_between_holds_the_middle_and_neither_end(lon, lat, bearing, length):
    a, b = (lon, lat), geo.destination(lon, lat, bearing, length)
    shape = geo.between_area(a, b, 0.2, first_radius_m=length / 20, second_radius_m=length)
    assert shape.is_valid
    middle = Point(geo.midpoint(*a, *b))
    assert shape.distance(middle) < 1e-9
    assert not shape.buffer(-1e-9).contains(Point(a))
    assert not shape.buffer(-1e-9).contains(Point(b))
    reach = covering_radius_m(shape, middle.x, middle.y)
    assert reach <= length / 2 * 1.001


def test_directional_part_is_the_far_half():
    square = box(38.0, 35.0, 40.0, 37.0)
    east = geo.directional_part(square, 90.0)
    assert east.contains(Point(39.8, 36.0))
    assert not east.contains(Point(38.2, 36.0))
    assert area_m2(east) == pytest.approx(area_m2(square) / 2, rel=0.02)
    pacific = MultiPolygon([box(178.0, -18.0, 180.0, -16.0), box(-180.0, -18.0, -178.0, -16.0)])
    west = geo.directional_part(pacific, 270.0)
    assert west.contains(Point(178.5, -17.0))
    assert not west.contains(Point(-178.5, -17.0))


def test_outset_keeps_to_metres_and_zero_changes_nothing():
    square = box(39.0, 36.0, 39.1, 36.1)
    wider = geo.outset(square, 1000.0)
    assert geo.distance_m(39.0, 36.05, wider.bounds[0], 36.05) == pytest.approx(1000, rel=0.01)
    assert geo.outset(square, 0) is square


def test_rings_run_by_the_right_hand_and_round_without_breaking():
    ugly = Polygon([(0, 0), (0, 1), (1, 1), (1, 0)], [[(0.2, 0.2), (0.4, 0.2), (0.3, 0.4)]])
    written = geo.geojson_geometry(ugly)
    shell, hole = written["coordinates"]
    assert shapely.is_ccw(shapely.linearrings(shell))
    assert not shapely.is_ccw(shapely.linearrings(hole))
    sliver = Polygon([(0, 0), (1, 1e-7), (2, 0)])
    assert geo.geojson_geometry(sliver) is None
    bow = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    assert shapely.geometry.shape(geo.geojson_geometry(bow)).is_valid


def test_written_points_lines_and_nothing():
    assert geo.geojson_geometry(None) is None
    assert geo.geojson_geometry(Point(39.12345678, -0.0)) == {
        "type": "Point",
        "coordinates": [39.123457, 0.0],
    }
    line = LineString([(39.0, 36.0), (39.000001, 36.0), (39.1, 36.0)])
    assert geo.geojson_geometry(line)["coordinates"] == [[39.0, 36.0], [39.1, 36.0]]
    speck = LineString([(39.0, 36.0), (39.000001, 36.0)])
    assert len(geo.geojson_geometry(speck)["coordinates"]) == 2
    dust = MultiLineString([[(0, 0), (1, 1)], [(1, 1), (1, 1.000001)]])
    assert geo.geojson_geometry(dust)["coordinates"] == [[[0.0, 0.0], [1.0, 1.0]]]
    pair = geo.geojson_geometry(LineString([(179.5, 0.0), (-179.5, 0.0)]))
    assert pair["type"] == "MultiLineString"


@settings(deadline=None)
@given(lons, lats, st.floats(50, 300_000))
def test_written_polygons_are_valid_and_the_same_twice(lon, lat, radius):
    written = geo.geojson_geometry(geo.disc(lon, lat, radius))
    shape = shapely.geometry.shape(written)
    assert shape.is_valid
    for part in shapely.get_parts(shape):
        assert shapely.is_ccw(part.exterior)
    if abs(lat) < 80:  # a ring that just touches a pole may lose a hair the second time
        assert geo.geojson_geometry(shape) == written


def test_mainland_of_real_countries(project_dir):
    import geopandas as gpd

    countries = gpd.read_file(project_dir / "gazetteer/layers/countries.geojson").set_index("ccode")
    france = geo.mainland(countries.loc["FR"].geometry)
    assert france.covers(Point(2.3, 48.8))
    assert not france.covers(Point(55.5, -21.1))
    east = geo.directional_part(france, 90.0)
    assert east.covers(Point(6.2, 48.7))
    assert not east.covers(Point(-1.6, 47.2))
    states = geo.mainland(countries.loc["US"].geometry)
    assert states.covers(Point(-95.0, 38.0))
    assert not states.covers(Point(-155.5, 19.6))
    fiji = countries.loc["FJ"].geometry
    assert geo.mainland(fiji).area > 0.3 * fiji.area
    assert geo.mainland(box(0, 0, 1, 1)).equals(box(0, 0, 1, 1))
