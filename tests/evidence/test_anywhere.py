"""Laws that hold for any relation between places anywhere on Earth."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from convoy_map import geo
from convoy_map.evidence import stated_area
from convoy_map.model import (
    AllOf,
    Along,
    At,
    Between,
    Beyond,
    Crossing,
    Direction,
    LocatedPlace,
    Near,
    Turn,
    Unlocated,
    Within,
)

lons = st.floats(-180, 180)
lats = st.floats(-89, 89)
metres = st.floats(1.0, 80_000.0)
degrees = st.floats(0.0, 360.0)
KINDS = "at near ring direction between beyond along crossing within turn".split()


@st.composite
def mixtures(draw):
    count = draw(st.integers(1, 3))
    lon, lat = draw(lons), draw(lats)
    places = []
    for n in range(count):
        here = geo.destination(lon, lat, draw(degrees), draw(st.floats(0.0, 300_000.0)))
        places.append(LocatedPlace(f"p{n}", f"P{n}", *here, draw(metres), 1.0 / count))
    return tuple(places)


def line_from(places):
    first = places[0]
    end = geo.destination(first.lon, first.lat, 77.0, 60_000.0)
    return geo.cut_at_antimeridian(shapely.LineString([(first.lon, first.lat), end]))


@st.composite
def constraints(draw):
    a = draw(mixtures())
    kind = draw(st.sampled_from(KINDS))
    near = Near(a, draw(metres))
    match kind:
        case "at":
            return At(a)
        case "near":
            return near
        case "ring":
            return Near(a, 1000.0, draw(metres), draw(metres))
        case "direction":
            half = draw(st.sampled_from([5.6, 11.25, 22.5, 45.0, 90.0]))
            return Direction(a, draw(degrees), half, draw(metres), draw(st.floats(0.05, 1.0)))
        case "between":
            return Between(a, draw(mixtures())[:1], draw(st.floats(0.02, 0.5)), draw(st.booleans()))
        case "beyond":
            return Beyond(a, draw(metres), draw(st.none() | degrees))
        case "along":
            return Along(line_from(a), "a line", draw(metres))
        case "crossing":
            return Crossing(line_from(a), "a line", draw(metres))
        case "within":
            return Within(geo.disc(a[0].lon, a[0].lat, draw(metres)), "an area", draw(metres))
        case _:
            return Turn("left", near)


def check(area):
    shape = area.geometry
    assert shape.is_valid
    assert not shape.is_empty
    assert shape.geom_type in {"Polygon", "MultiPolygon"}
    west, south, east, north = shape.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    assert -180 <= area.lon <= 180
    assert -90 <= area.lat <= 90
    assert area.coordinate_uncertainty_m > 0


@settings(max_examples=120, deadline=None)
@given(constraints())
def test_every_constraint_has_a_sound_area(constraint):
    area = stated_area(constraint)
    check(area)
    xy = shapely.get_coordinates(area.geometry)
    farthest = max(geo.distance_m(area.lon, area.lat, float(x), float(y)) for x, y in xy)
    single = not isinstance(constraint, Between) or len(constraint.first) > 1
    if single:
        assert farthest <= area.coordinate_uncertainty_m + 1.0


@settings(max_examples=60, deadline=None)
@given(st.lists(constraints(), min_size=2, max_size=3))
def test_what_holds_at_once_lies_within_its_first_part(parts):
    whole, lead = stated_area(AllOf(tuple(parts))), stated_area(parts[0])
    check(whole)
    outside = whole.geometry.difference(lead.geometry.buffer(1e-6))
    assert outside.area <= 1e-6


@settings(max_examples=60, deadline=None)
@given(mixtures(), st.floats(0, 360), st.floats(1000, 50_000))
def test_a_place_in_the_stated_direction_and_distance_is_held(places, bearing, distance):
    one = (LocatedPlace("p", "P", places[0].lon, places[0].lat, 500.0, 1.0),)
    area = stated_area(Direction(one, bearing, 45.0, distance, 0.15))
    spot = geo.destination(one[0].lon, one[0].lat, bearing, distance)
    assert area.geometry.buffer(1e-9).covers(shapely.Point(spot))


def test_nothing_is_drawn_of_what_is_nowhere():
    assert stated_area(Unlocated("no source says")) is None
    assert stated_area(Turn("left")) is None
    assert stated_area(AllOf((Unlocated("a"), Turn("right")))) is None


def test_between_keeps_to_the_guide_for_a_single_pair():
    a = (LocatedPlace("a", "A", 179.5, 10.0, 1000.0, 1.0),)
    b = (LocatedPlace("b", "B", -179.5, 10.0, 1000.0, 1.0),)
    area = stated_area(Between(a, b))
    half = geo.distance_m(179.5, 10.0, -179.5, 10.0) / 2
    assert area.coordinate_uncertainty_m == pytest.approx(half, abs=1)
    assert abs(area.lon) == pytest.approx(180.0)
    assert area.geometry.geom_type == "MultiPolygon"
