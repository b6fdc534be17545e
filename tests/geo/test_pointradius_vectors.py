"""Published worked examples of the point-radius method, each against our rules."""

import json
import math

import pytest

from convoy_map.errors import CoordinateError
from convoy_map.geo import distance_m
from convoy_map.geo import pointradius as pr

MI_M = 1609.344
FT_M = 0.3048
RADII = {"NAD27": "clrk66", "WGS84": "WGS84", "not recorded": "WGS84", None: "WGS84"}


@pytest.fixture(scope="module")
def vectors(shared_dir):
    data = json.loads((shared_dir / "reference/georef_vectors.json").read_text())["vectors"]
    assert len(data) >= 44
    return data


def _length_m(inputs, stem):
    """Any of stem_m, stem_km, stem_mi, stem_ft in metres; 0 if absent."""
    for unit, factor in (("m", 1.0), ("km", 1000.0), ("mi", MI_M), ("ft", FT_M)):
        if f"{stem}_{unit}" in inputs:
            return inputs[f"{stem}_{unit}"] * factor
    return 0.0


def _distance_uncertainty_m(inputs, rule):
    stated = _length_m(inputs, "distance_uncertainty")
    precision = _length_m(inputs, "distance_precision")
    return stated + precision * (1.0 if rule is pr.Rule.W2004 else 0.5)


def _uncertainties(inputs, rule):
    precision_m = _length_m(inputs, "coord_precision")
    if "coord_precision_deg" in inputs:
        ellipsoid = RADII[inputs.get("datum")]
        precision_m = pr.coordinate_precision_m(
            inputs["lat"], inputs["coord_precision_deg"], ellipsoid
        )
    return pr.Uncertainties(
        extent=_length_m(inputs, "radial"),
        datum=_length_m(inputs, "datum_error"),
        map=_length_m(inputs, "map_error"),
        measurement=_length_m(inputs, "measurement_error"),
        distance=_distance_uncertainty_m(inputs, rule),
        coordinate_precision=precision_m,
    )


def _radius_m(vector):
    inputs, kind = vector["inputs"], vector["type"]
    rule = pr.Rule.W2004 if kind == "orthogonal_2004" else pr.Rule.C2013
    u = _uncertainties(inputs, rule)
    offset_m = _length_m(inputs, "offset")
    if kind in {"coordinates_only", "named_place", "coordinate_precision"}:
        return pr.radius_of_place(u)
    if kind == "distance_only":
        return pr.radius_distance_only(offset_m, u)
    if kind == "distance_along_path":
        return pr.radius_along_path(u)
    if kind in {"orthogonal", "orthogonal_2004"}:
        return pr.radius_orthogonal(u, rule)
    assert kind in {"distance_at_heading", "direction_arc"}, kind
    half = pr.compass_half_angle_deg(inputs["direction"])
    return pr.radius_at_heading(offset_m, half, u)


def _expected_m(vector):
    """(expected, tolerance) pairs in metres, all units that the example gives."""
    for unit, factor in (("m", 1.0), ("km", 1000.0), ("mi", MI_M)):
        if f"expected_{unit}" in vector:
            tolerance = vector.get(f"tol_{unit}", 0.0005)
            yield vector[f"expected_{unit}"] * factor, tolerance * factor


def test_radii_of_all_vectors(vectors):
    checked = 0
    for vector in vectors:
        for expected, tolerance in _expected_m(vector):
            got = _radius_m(vector)
            assert got == pytest.approx(expected, abs=tolerance * 1.0001), vector["id"]
            checked += 1
    assert checked >= 27


def test_distance_and_direction_precision_of_all_vectors(vectors):
    kinds = {"distance_precision": 0, "direction_precision": 0}
    for vector in vectors:
        if vector["type"] == "distance_precision":
            got = pr.distance_uncertainty(vector["inputs"]["text"], pr.Rule.G2020)
            assert got == pytest.approx(vector["expected"]), vector["id"]
        elif vector["type"] == "direction_precision":
            got = pr.compass_half_angle_deg(vector["inputs"]["direction"])
            assert got == vector["expected_half_angle_deg"], vector["id"]
        else:
            continue
        kinds[vector["type"]] += 1
    assert kinds["distance_precision"] >= 13
    assert kinds["direction_precision"] == 4


def test_every_vector_is_of_a_kind_that_is_tested(vectors):
    for vector in vectors:
        has_radius = any(True for _ in _expected_m(vector))
        assert has_radius or vector["type"] in {"distance_precision", "direction_precision"}


def _offset_m(inputs):
    if "direction" in inputs:
        bearing = math.radians(pr.compass_point_deg(inputs["direction"]))
        offset = _length_m(inputs, "offset")
        return offset * math.sin(bearing), offset * math.cos(bearing)
    return _length_m(inputs, "east"), _length_m(inputs, "north")


def test_positions_of_all_vectors(vectors):
    checked = 0
    for vector in vectors:
        if "expected_lat" not in vector:
            continue
        inputs = vector["inputs"]
        ellipsoid = RADII[inputs.get("datum")]
        lon, lat = pr.offset_by_degree_lengths(
            inputs["lon"], inputs["lat"], *_offset_m(inputs), ellipsoid
        )
        assert lat == pytest.approx(vector["expected_lat"], abs=1.1e-7), vector["id"]
        assert lon == pytest.approx(vector["expected_lon"], abs=1.1e-7), vector["id"]
        checked += 1
    assert checked == 4


def test_geodesic_destination_stays_near_the_calculators_position():
    from convoy_map.geo import destination

    lon, lat = destination(-118.8488889, 35.3733333, 90.0, 10 * MI_M)
    assert distance_m(lon, lat, -118.671788, 35.3733333) < 20.0


def test_rule_years_differ_where_they_should():
    assert pr.distance_uncertainty("10 mi", pr.Rule.W2004) == 10.0
    assert pr.distance_uncertainty("10 mi", pr.Rule.C2013) == 5.0
    assert pr.distance_uncertainty("10 mi", pr.Rule.G2020) == 0.5
    assert pr.distance_uncertainty("0 km") == 0.5
    assert pr.distance_uncertainty("10.0 km") == pytest.approx(0.05)
    u = pr.Uncertainties(extent=3, distance=1)
    assert pr.radius_orthogonal(u, pr.Rule.W2004) == pytest.approx(4 * math.sqrt(2))
    assert pr.radius_orthogonal(u, pr.Rule.G2020) == pytest.approx(3 + math.sqrt(2))
    assert pr.radius_between(8.0) == 4.0


@pytest.mark.parametrize("value", [-1.0, math.nan, math.inf])
def test_impossible_uncertainty_is_told_by_name(value):
    with pytest.raises(CoordinateError, match="point-radius method, extent: an uncertainty of"):
        pr.Uncertainties(extent=value)


def test_no_compass_point():
    with pytest.raises(CoordinateError, match="'north-ish' is no compass point"):
        pr.compass_point_deg("north-ish")


def test_no_distance():
    with pytest.raises(CoordinateError, match="'far' holds no distance"):
        pr.distance_uncertainty("far")
