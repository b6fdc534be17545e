"""Every relation becomes the constraint and the area that its words mean."""

import math

import pytest
from shapely.geometry import Point

from convoy_map import geo
from convoy_map.errors import PlaceError
from convoy_map.evidence.book import located_place
from convoy_map.evidence.constraints import distance_sd_m
from convoy_map.model import (
    AllOf,
    Along,
    At,
    Between,
    Beyond,
    Crossing,
    Direction,
    MentionKind,
    Near,
    Relation,
    Review,
    Role,
    Turn,
    Unlocated,
    Within,
)
from convoy_map.model import RelationKind as K

ACCEPTED = {"review": Review.ACCEPTED, "judgements": ("j1",), "why": "the analyst says so"}


def holds(evidence, lon, lat):
    return evidence.stated_area.geometry.covers(Point(lon, lat))


def test_a_name_is_at_its_place(case, land):
    case.say("Orla", (land.orla, 0.8), (None, 0.2))
    one = case.one()
    assert one.id == "trip/orla"
    assert isinstance(one.spatial, At)
    assert one.spatial.places[0].p == 1.0
    assert one.stated_area.coordinate_uncertainty_m == pytest.approx(5000, rel=1e-3)
    assert holds(one, 39.0, 36.04)
    assert not holds(one, 39.0, 36.06)
    assert "“Orla” is read so because: it fits" in one.why
    assert "none of the known places has a chance of 20%" in one.why
    assert one.candidates.candidates[0].place is land.orla


def test_several_candidates_stay_a_mixture(case, land):
    case.say("Vesk", (land.vesk, 0.55), (land.twin, 0.35), (None, 0.1))
    one = case.one()
    assert [p.title for p in one.spatial.places] == ["Vesk", "Vesk-in-the-Hills"]
    assert sum(p.p for p in one.spatial.places) == pytest.approx(1.0)
    assert holds(one, 39.5, 36.0)
    assert holds(one, 38.2, 35.2)
    assert one.stated_area.coordinate_uncertainty_m > 100_000
    assert "It could also be Vesk-in-the-Hills (test:Vesk-in-the-Hills), 35%" in one.why


def test_a_country_is_an_area_and_a_river_a_line(case, land):
    case.say("Landia", (land.landia, 1.0))
    case.say("Great Brook")
    country, river = case.derive()[0]
    assert isinstance(country.spatial, Within)
    assert country.stated_area.geometry.equals(land.landia.geometry)
    assert isinstance(river.spatial, Along)
    assert river.spatial.line.equals(land.terrain.barriers[0].geometry)


@pytest.mark.parametrize(
    ("bearing", "half", "inside"), [(0.0, 45.0, 0.0), (45.0, 22.5, 45.0), (292.5, 11.25, 292.5)]
)
def test_direction_without_distance(case, land, bearing, half, inside):
    orla = case.landmark("Orla", (land.orla, 1.0))
    case.relate(
        "fields", K.DIRECTION, orla, bearing_deg=bearing, bearing_half_angle_deg=half, cue="off"
    )
    one = case.one()
    assert isinstance(one.spatial, Direction)
    assert one.spatial.distance_median_m == case.parameters.direction_distance_median_m
    there = geo.destination(39.0, 36.0, inside, 7000.0)
    assert holds(one, *there)
    behind = geo.destination(39.0, 36.0, inside + 180.0, 7000.0)
    assert not holds(one, *behind)
    assert "an unstated distance, taken as about 6 km" in one.why


def test_direction_with_distance(case, land):
    orla = case.landmark("Orla", (land.orla, 1.0))
    case.relate(
        "a farm", K.DIRECTION, orla, bearing_deg=90.0, bearing_half_angle_deg=45.0,
        distance_m=20_000.0, distance_uncertainty_m=500.0,
    )  # fmt: skip
    one = case.one()
    assert one.spatial.distance_median_m == 20_000.0
    assert one.spatial.distance_log_sd == pytest.approx(0.15, abs=0.01)
    assert one.relation_text == "20 km east of Orla"
    lon, lat = geo.destination(39.0, 36.0, 90.0, 20_000.0)
    assert geo.distance_m(one.stated_area.lon, one.stated_area.lat, lon, lat) < 1.0


def test_direction_of_a_country_is_outside_it(case, land):
    landia = case.landmark("Landia", (land.landia, 1.0))
    case.relate("a port", K.DIRECTION, landia, bearing_deg=0.0, bearing_half_angle_deg=45.0)
    one = case.one()
    assert isinstance(one.spatial, Within)
    assert holds(one, 39.0, 37.1)
    assert not holds(one, 39.0, 36.0)


def test_further_starts_at_the_place_told_before(case, land):
    case.say("Orla", (land.orla, 1.0))
    case.relate("a camp", K.FURTHER, bearing_deg=0.0, cue="further north")
    camp = case.derive()[0][1]
    assert isinstance(camp.spatial, Direction)
    assert camp.spatial.places[0].title == "Orla"
    assert camp.spatial.distance_median_m > case.parameters.direction_distance_median_m
    assert camp.relation_text == "further north than Orla"


def test_further_from_nowhere_is_unlocated(case):
    case.relate("a camp", K.FURTHER, bearing_deg=0.0, cue="further north")
    one = case.one()
    assert isinstance(one.spatial, Unlocated)
    assert one.stated_area is None
    assert "do not say from where" in one.why


def test_between_is_the_point_radius_midpoint(case, land):
    a = case.landmark("Orla", (land.orla, 1.0))
    b = case.landmark("Tarn", (land.tarn, 1.0))
    case.relate("a village", K.BETWEEN, a, b, cue="between")
    one = case.one()
    assert isinstance(one.spatial, Between)
    half_m = geo.distance_m(39.0, 36.0, 39.5, 36.5) / 2
    assert one.stated_area.coordinate_uncertainty_m == pytest.approx(half_m, abs=1)
    assert geo.distance_m(
        one.stated_area.lon, one.stated_area.lat, *geo.midpoint(39.0, 36.0, 39.5, 36.5)
    ) == pytest.approx(0, abs=1)
    area = one.stated_area.geometry
    assert not holds(one, 39.0, 36.0)
    assert not holds(one, 39.5, 36.5)
    assert geo.distance_m(39.5, 36.5, *nearest(area, 39.5, 36.5)) < 3000
    assert one.relation_text == "between Orla and Tarn"
    assert one.candidates is None


def nearest(area, lon, lat):
    edge = area.boundary
    point = edge.interpolate(edge.project(Point(lon, lat)))
    return point.x, point.y


def test_midway_keeps_to_the_middle(case, land):
    a = case.landmark("Orla", (land.orla, 1.0))
    b = case.landmark("Tarn", (land.tarn, 1.0))
    case.relate("a village", K.MIDWAY, a, b)
    one = case.one()
    assert one.spatial.midway
    assert not holds(one, 39.05, 36.05)


def test_between_a_place_and_itself_or_the_unknown(case, land):
    a = case.landmark("Orla", (land.orla, 1.0))
    unknown = case.landmark("Xanadu")
    case.relate("a village", K.BETWEEN, a, a, cue="between")
    case.relate("a hamlet", K.BETWEEN, a, unknown)
    case.relate("a farm", K.BETWEEN, a)
    twice, lost, half = case.derive()[0]
    assert "names Orla twice" in twice.spatial.reason
    assert lost.spatial.reason == "“Xanadu” is in no gazetteer at hand"
    assert "do not say from where" in half.spatial.reason


def test_near_a_town_a_river_and_an_area(case, land):
    orla = case.landmark("Orla", (land.orla, 1.0))
    brook = case.landmark("Great Brook")
    landia = case.landmark("Landia", (land.landia, 1.0))
    case.relate("a yard", K.NEAR, orla)
    case.relate("a ford", K.NEAR, brook)
    case.relate("a post", K.NEAR, landia)
    town, river, edge = case.derive()[0]
    assert isinstance(town.spatial, Near)
    assert town.spatial.scale_m == case.parameters.near_m
    radius_m = math.hypot(5000, 2.448 * 3000)
    assert town.stated_area.coordinate_uncertainty_m == pytest.approx(radius_m, rel=1e-3)
    assert isinstance(river.spatial, Along)
    assert river.spatial.sigma_m == case.parameters.near_line_m
    assert isinstance(edge.spatial, Along)


def test_a_distance_is_a_ring_and_by_road_it_is_shorter(case, land):
    orla = case.landmark("Orla", (land.orla, 1.0))
    case.relate("a", K.DISTANCE, orla, distance_m=40_000.0, distance_uncertainty_m=500.0)
    case.relate(
        "b", K.DISTANCE, orla, distance_m=40_000.0, distance_uncertainty_m=500.0, along="road"
    )
    air, road = case.derive()[0]
    assert air.spatial.distance_m == 40_000.0
    assert road.spatial.distance_m == 34_000.0
    assert road.spatial.distance_sd_m > air.spatial.distance_sd_m
    assert holds(air, *geo.destination(39.0, 36.0, 123.0, 40_000.0))
    assert not holds(air, 39.0, 36.0)
    assert air.relation_text == "40 km from Orla"
    assert road.relation_text == "40 km from Orla by road"


def test_distance_from_a_river_is_a_band(case, land):
    brook = case.landmark("Great Brook")
    case.relate("a", K.DISTANCE, brook, distance_m=10_000.0)
    one = case.one()
    assert isinstance(one.spatial, Within)
    assert holds(one, 39.0, 36.29)
    assert holds(one, 39.0, 36.11)
    assert not holds(one, 39.0, 36.2)


def test_spread_of_a_stated_distance():
    exact = Relation(K.DISTANCE, "", distance_m=10_000.0)
    rough = Relation(K.DISTANCE, "", distance_m=10_000.0, distance_uncertainty_m=5000.0)
    assert distance_sd_m(exact) == pytest.approx(1500.0)
    assert distance_sd_m(rough) == pytest.approx(math.hypot(1500.0, 5000 / 1.96))


def test_along_a_river_a_named_road_and_the_road_between_two_towns(case, land):
    brook = case.landmark("the Great Brook river")
    m7 = case.landmark("M7")
    orla = case.landmark("Orla", (land.orla, 1.0))
    vesk = case.landmark("Vesk", (land.vesk, 1.0))
    case.relate("a", K.ALONG, brook)
    case.relate("b", K.ALONG, m7)
    case.relate("c", K.ALONG, orla, vesk)
    case.relate("d", K.ALONG, orla, along="road")
    river, road, way, around = case.derive()[0]
    assert isinstance(river.spatial, Along)
    assert road.spatial.line.equals(land.terrain.roads[0].geometry)
    assert way.spatial.title == "the road from Orla to Vesk"
    assert list(way.spatial.line.coords) == [(39.0, 36.0), (39.25, 36.1), (39.5, 36.0)]
    assert isinstance(around.spatial, Along)
    assert holds(way, 39.25, 36.1)


def test_within_and_a_part_of_a_country(case, land):
    landia = case.landmark("Landia", (land.landia, 1.0))
    orla = case.landmark("Orla", (land.orla, 1.0))
    case.relate("a", K.WITHIN, landia)
    case.relate("b", K.PART_OF, landia, bearing_deg=90.0, bearing_half_angle_deg=45.0)
    case.relate("c", K.WITHIN, orla)
    case.relate("d", K.PART_OF, orla, bearing_deg=180.0)
    whole, east, town, south = case.derive()[0]
    assert whole.stated_area.geometry.equals(land.landia.geometry)
    assert holds(east, 39.5, 36.0)
    assert not holds(east, 38.5, 36.0)
    assert east.relation_text == "in the east of Landia"
    assert isinstance(town.spatial, At)
    assert holds(south, 39.0, 35.97)


def test_beyond_a_place_seen_from_another(case, land):
    orla = case.landmark("Orla", (land.orla, 1.0))
    vesk = case.landmark("Vesk", (land.vesk, 1.0))
    case.relate("a", K.BEYOND, vesk, orla)
    case.relate("b", K.BEYOND, vesk)
    seen, plain = case.derive()[0]
    assert isinstance(seen.spatial, Beyond)
    assert seen.spatial.bearing_deg == pytest.approx(90.0, abs=1.0)
    assert holds(seen, 39.6, 36.0)
    assert not holds(seen, 39.4, 36.0)
    assert plain.spatial.bearing_deg is None
    assert holds(plain, 39.6, 36.0)


def test_crossing_a_river_and_a_border(case, land):
    brook = case.landmark("Great Brook")
    landia = case.landmark("Landia", (land.landia, 1.0))
    orla = case.landmark("Orla", (land.orla, 1.0))
    case.relate("a", K.CROSSING, brook)
    case.relate("b", K.CROSSING, landia)
    case.relate("c", K.CROSSING, orla)
    river, border, town = case.derive()[0]
    assert isinstance(river.spatial, Crossing)
    assert isinstance(border.spatial, Crossing)
    assert border.spatial.line.distance(Point(40.0, 36.0)) == 0
    assert isinstance(town.spatial, At)


def test_the_border_of_two_countries_of_one_and_any(case, land):
    landia = case.landmark("Landia", (land.landia, 1.0))
    nextia = case.landmark("Nextia", (land.nextia, 1.0))
    case.relate("a", K.BORDER, landia, nextia, cue="on the border of")
    case.relate("b", K.BORDER, nextia, cue="not far from the border with")
    case.relate("c", K.BORDER, cue="on the border")
    case.relate("d", K.BORDER, nextia, distance_m=10_000.0)
    both, near, any_, band = case.derive()[0]
    assert isinstance(both.spatial, Along)
    assert both.spatial.sigma_m == case.parameters.along_sigma_m
    assert both.spatial.line.equals(land.terrain.borders[0][1])
    assert near.spatial.sigma_m == case.parameters.near_line_m
    assert any_.spatial.line.distance(Point(38.0, 36.0)) == 0
    assert holds(band, 39.89, 36.0)
    assert not holds(band, 40.0, 36.0)


def test_border_of_countries_that_no_layer_shows(case, land):
    orla = case.landmark("Orla", (land.orla, 1.0))
    case.relate("a", K.BORDER, orla)
    assert "no layer at hand shows the border of Orla" in case.one().spatial.reason


def test_a_turn_with_and_without_a_place(case, land):
    orla = case.landmark("Orla", (land.orla, 1.0))
    case.relate("a", K.TURN, side="right")
    case.relate("b", K.TURN, orla, side="left")
    case.relate("c", K.TURN)
    bare, placed, nothing = case.derive()[0]
    assert bare.spatial == Turn("right")
    assert bare.stated_area is None
    assert isinstance(placed.spatial, Turn)
    assert isinstance(placed.spatial.near, Near)
    assert holds(placed, 39.0, 36.0)
    assert isinstance(nothing.spatial, Unlocated)


def test_an_anchor_is_followed_through_words_that_refer_back(case, land):
    orla = case.landmark("Orla", (land.orla, 1.0))
    village = case.say(
        "the village", itinerary=None, role=Role.LANDMARK, refers_to=orla, kind=MentionKind.NOMINAL
    )
    case.relate("fields", K.DIRECTION, village, bearing_deg=0.0)
    assert case.one().spatial.places[0].title == "Orla"


def test_an_anchor_that_is_itself_a_relation(case, land):
    a = case.landmark("Orla", (land.orla, 1.0))
    b = case.landmark("Vesk", (land.vesk, 1.0))
    camp = case.relate("a camp", K.BETWEEN, a, b)
    case.relate("a well", K.DIRECTION, camp, bearing_deg=0.0)
    well = case.derive()[0][1]
    assert isinstance(well.spatial, Direction)
    assert well.spatial.places[0].title == "a camp"
    assert well.spatial.places[0].coordinate_uncertainty_m > 20_000


def test_circles_of_reference_end(case):
    first = case.relate("x", K.NEAR, "a:100-101")
    second = case.relate("y", K.NEAR, first)
    assert second == "a:100-101"
    evidence, _ = case.derive()
    assert all(isinstance(e.spatial, Unlocated) for e in evidence)


def test_a_place_named_by_a_judgement(case, land):
    case.relate("a yard", K.NEAR, "place:test:Orla")
    assert case.one().spatial.places[0].title == "Orla"


def test_an_unknown_place_in_a_judgement_is_an_error(case):
    case.relate("a yard", K.NEAR, "place:test:Gone")
    with pytest.raises(PlaceError, match="there is no place 'test:Gone'"):
        case.derive()


def test_a_record_without_coordinates_cannot_be_located(land):
    with pytest.raises(PlaceError, match=r"'Nowhere' .* has no coordinates"):
        located_place(land.nowhere, 1.0)


def test_only_candidates_with_coordinates_place_a_name(case, land):
    case.say("Nowhere", (land.nowhere, 0.7), (None, 0.3))
    one = case.one()
    assert isinstance(one.spatial, Unlocated)
    assert one.candidates is not None


def test_drawn_area_and_unlocatable(case, land):
    wkt = "POLYGON ((39 36, 39.1 36, 39.1 36.1, 39 36.1, 39 36))"
    case.say("somewhere", (land.tarn, 1.0), reviewed={**ACCEPTED, "area_wkt": wkt})
    case.say("a checkpoint", (land.vesk, 1.0), reviewed={**ACCEPTED, "unlocatable": True})
    drawn, lost = case.derive()[0]
    assert isinstance(drawn.spatial, Within)
    assert holds(drawn, 39.05, 36.05)
    assert isinstance(lost.spatial, Unlocated)
    assert lost.spatial.reason == "judged unlocatable: the analyst says so"
    assert lost.review is Review.ACCEPTED


def test_all_of_meets_in_one_area(case, land):
    a = case.landmark("Orla", (land.orla, 1.0))
    b = case.landmark("Vesk", (land.vesk, 1.0))
    landia = case.landmark("Landia", (land.landia, 1.0))
    joint = {**ACCEPTED, "waypoint": "end"}
    case.relate("a village", K.BETWEEN, a, b, reviewed=joint)
    case.relate("the east", K.PART_OF, landia, bearing_deg=90.0, reviewed=joint, source="b")
    one = case.one()
    assert isinstance(one.spatial, AllOf)
    assert [type(p) for p in one.spatial.parts] == [Between, Within]
    assert one.relation_text == "between Orla and Vesk; in the east of Landia"
    assert not holds(one, 38.9, 36.0)
    middle = geo.midpoint(39.0, 36.0, 39.5, 36.0)
    assert geo.distance_m(one.stated_area.lon, one.stated_area.lat, *middle) < 2.0


def test_parts_that_do_not_meet_keep_the_most_specific_and_say_so(case, land):
    orla = case.landmark("Orla", (land.orla, 1.0))
    nextia = case.landmark("Nextia", (land.nextia, 1.0))
    joint = {**ACCEPTED, "waypoint": "end"}
    case.relate("a yard", K.NEAR, orla, reviewed=joint)
    case.relate("the country", K.WITHIN, nextia, reviewed=joint, source="b")
    one = case.one()
    assert isinstance(one.spatial, Near)
    assert "“the country” would put it elsewhere (Within Nextia)" in one.why


def test_a_river_in_the_gazetteer_runs_where_the_map_has_it(case, land):
    case.say("Small Brook", (land.brook, 1.0))
    one = case.one()
    assert isinstance(one.spatial, Along)
    assert one.spatial.line.equals(land.terrain.barriers[1].geometry)


def test_adjectives_of_nationality_name_the_sides_of_a_border(case, land):
    first = case.say("Landian", itinerary=None, role=Role.CONTEXT, kind=MentionKind.DEMONYM)
    second = case.say("Nextian", itinerary=None, role=Role.CONTEXT, kind=MentionKind.DEMONYM)
    case.relate("the Landian-Nextian border", K.BORDER, first, second)
    one = case.one()
    assert one.spatial.line.equals(land.terrain.borders[0][1])
    assert one.relation_text == "by the border of Landia and Nextia"


def test_a_border_belongs_to_the_country_even_if_a_town_scores_better(case, land):
    side = case.landmark("Nextia", (land.vesk, 0.9), (land.nextia, 0.1))
    case.relate("a post", K.BORDER, side)
    assert case.one().spatial.line.equals(land.terrain.borders[0][1])
    case.mentions[0] = type(case.mentions[0])(case.mentions[0].mention, place="test:Vesk")
    assert isinstance(case.one().spatial, Unlocated)


def test_something_on_a_border_that_is_described_itself(case, land):
    for source in ("a", "b"):
        side = case.landmark("Nextia", (land.nextia, 1.0), source=source)
        border = case.relate("the Nextian border", K.BORDER, side, itinerary=None, source=source)
        case.relate("a jail", K.BORDER, border, source=source, cue="on")
    one = case.one()
    assert isinstance(one.spatial, Along)
    assert one.relation_text == "by the Nextian border"
    assert len(one.quotes) == 2


def test_in_the_east_and_near_the_border(case, land):
    landia = case.landmark("Landia", (land.landia, 1.0))
    nextia = case.landmark("Nextia", (land.nextia, 1.0))
    east = case.relate("eastern Landia", K.PART_OF, landia, bearing_deg=90.0, itinerary=None)
    border = case.relate("the border with Nextia", K.BORDER, nextia, itinerary=None)
    case.relate("the countryside", K.NEAR, east, border, cue="not far from")
    one = case.one()
    assert isinstance(one.spatial, AllOf)
    assert [type(p) for p in one.spatial.parts] == [Along, Within]
    assert holds(one, 39.9, 36.0)
    assert not holds(one, 39.2, 36.0)
    assert not holds(one, 40.1, 36.0)


def test_near_two_things_of_which_nothing_is_known(case):
    first, second = case.landmark("Xanadu"), case.landmark("Shangri-La")
    case.relate("a camp", K.NEAR, first, second)
    assert case.one().spatial.reason == "“Xanadu” is in no gazetteer at hand"


def test_a_place_that_no_source_names(case):
    case.relate("his village", K.AT, cue="his")
    assert case.one().spatial.reason == "no source names the place"


def test_his_town_orla_is_orla(case, land):
    orla = case.landmark("Orla", (land.orla, 1.0))
    case.say("Orla", (land.orla, 1.0))
    case.relate("his town, Orla", K.AT, orla)
    case.relate("a bridge in Orla", K.WITHIN, orla)
    one = case.one()
    assert one.title == "Orla"
    assert len(one.quotes) == 3


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Landian", "Landia"),
        ("Oddish", None),
        ("النورية", "Arabia Nova"),
        ("العمراني", "Arabia Nova"),
        ("Orlan", None),
        ("x", None),
    ],
)
def test_countries_behind_adjectives(land, word, country):
    from convoy_map.evidence.demonyms import country_of

    found = country_of(word, land.gazetteer)
    assert (found.title if found else None) == country
