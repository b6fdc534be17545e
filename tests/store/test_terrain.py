"""Layers into terrain: the project's own, a user's, and the broken ones."""

import json

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from convoy_map.errors import LayerError
from convoy_map.geo import line_length_m
from convoy_map.model import Region
from convoy_map.store.layers import classify, read_user_layer
from convoy_map.store.terrain import read_terrain

FIRST = Region(38.0, 35.0, 41.5, 37.2)
FIJI = Region(176.0, -19.5, -178.5, -16.0)


@pytest.fixture(scope="module")
def layers_dir(project_dir):
    return project_dir / "gazetteer" / "layers"


@pytest.fixture(scope="module")
def terrain(layers_dir):
    return read_terrain(FIRST, layers_dir=layers_dir)


def test_first_region_has_roads_waters_borders_and_bridges(terrain):
    assert len(terrain.roads) > 150
    assert {b.surface for b in terrain.barriers} == {"river", "lake"}
    assert {"Euphrates", "Khabur", "Lake Assad"} <= {b.title for b in terrain.barriers}
    assert {title for title, _ in terrain.borders} == {"Iraq–Syria", "Syria–Turkey"}
    assert len(terrain.bridges) > 10
    assert terrain.notes == ()


def test_roads_are_clipped_and_keep_their_true_length(terrain):
    window = box(38.0, 35.0, 41.5, 37.2).buffer(1e-9)
    for road in terrain.roads:
        assert window.covers(road.geometry)
        assert road.surface == "main_road"
        # a junction may be moved by up to some 300 m where carriageways are joined
        assert road.length_m >= line_length_m(road.geometry) - 900


def test_known_ground_is_where_it_should_be(terrain):
    river = next(b.geometry for b in terrain.barriers if b.title == "Euphrates")
    assert river.distance(Point(39.01, 35.93)) < 0.03
    assert any(
        abs(lon - 38.992) < 0.01 and abs(lat - 35.932) < 0.01 for lon, lat in terrain.bridges
    )


def test_same_files_same_terrain(terrain, layers_dir):
    assert read_terrain(FIRST, layers_dir=layers_dir) == terrain
    other = read_terrain(Region(38.0, 35.0, 41.4, 37.2), layers_dir=layers_dir)
    assert other.version != terrain.version


def test_anywhere_on_earth_has_borders_and_is_told_what_is_missing(layers_dir):
    alps = read_terrain(Region(6.0, 45.0, 11.0, 48.0), layers_dir=layers_dir)
    assert "Italy–Switzerland" in {title for title, _ in alps.borders}
    assert "there is no layer of roads for this region" in alps.notes
    assert read_terrain(FIJI, layers_dir=layers_dir).borders == ()
    edge = read_terrain(Region(42.0, 35.0, 44.0, 37.2), layers_dir=layers_dir)
    assert "the road layer covers a part of this region only" in edge.notes
    assert "Iran–Iraq" not in {title for title, _ in edge.borders}


def test_countries_have_codes_and_areas(layers_dir):
    countries = gpd.read_file(layers_dir / "countries.geojson")
    assert countries.geometry.is_valid.all()
    by_code = countries.dropna(subset="ccode").set_index("ccode")
    assert by_code.index.is_unique
    assert len(by_code) > 230
    assert by_code.loc["SY"].geometry.contains(Point(39.0, 35.95))
    assert by_code.loc["FR", "title"] == "France"
    assert by_code.loc["FJ"].geometry.bounds[0] == -180.0


def write_layer(path, geometries, crs="EPSG:4326", **columns):
    frame = gpd.GeoDataFrame(columns, geometry=geometries, crs=crs)
    frame.to_file(path)
    return path


def test_user_geopackage_in_metres_is_brought_to_degrees(tmp_path, layers_dir):
    road = gpd.GeoSeries([LineString([(39.0, 36.0), (39.2, 36.1)])], crs=4326).to_crs(32637)
    path = write_layer(
        tmp_path / "mine.gpkg", list(road), crs="EPSG:32637", layer=["track"], name=["مسار"]
    )
    terrain = read_terrain(FIRST, layers_dir=layers_dir, extra=[path])
    added = [r for r in terrain.roads if r.surface == "track"]
    assert len(added) == 1
    assert added[0].title == "مسار"
    assert added[0].geometry.coords[0] == pytest.approx((39.0, 36.0), abs=1e-6)


def test_user_layer_by_file_name_and_across_the_antimeridian(tmp_path, layers_dir):
    lines = [
        LineString([(179.0, -17.0), (179.5, -17.1)]),
        LineString([(-179.5, -17.0), (-179.0, -17.1)]),
        LineString([(150.0, -17.0), (151.0, -17.0)]),
    ]
    path = write_layer(tmp_path / "fiji_roads.geojson", lines)
    terrain = read_terrain(FIJI, layers_dir=layers_dir, extra=[path])
    assert len(terrain.roads) == 2
    assert not any("roads" in note for note in terrain.notes)


def test_a_users_borders_replace_the_projects(tmp_path, layers_dir):
    path = write_layer(tmp_path / "my_borders.gpkg", [LineString([(39.0, 36.0), (40.0, 36.0)])])
    terrain = read_terrain(FIRST, layers_dir=layers_dir, extra=[path])
    assert len(terrain.borders) == 1


OSM = """<osm version="0.6" generator="test">
 <node id="1" lon="39.0" lat="36.0"/><node id="2" lon="39.1" lat="36.0"/>
 <node id="3" lon="39.05" lat="35.9"/><node id="4" lon="39.05" lat="36.1"/>
 <node id="5" lon="39.3" lat="36.0"/><node id="6" lon="39.4" lat="36.0"/>
 <node id="7" lon="39.4" lat="36.1"/>
 <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="bridge" v="yes"/>
  <tag k="name" v="Road &quot;A&quot;"/></way>
 <way id="11"><nd ref="3"/><nd ref="4"/><tag k="waterway" v="river"/><tag k="name" v="Big"/></way>
 <way id="12"><nd ref="5"/><nd ref="6"/><tag k="highway" v="track"/></way>
 <way id="13"><nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="5"/><tag k="natural" v="water"/></way>
 <way id="14"><nd ref="1"/><nd ref="4"/><tag k="highway" v="proposed"/></way>
</osm>"""


def test_openstreetmap_extract(tmp_path, layers_dir):
    path = tmp_path / "extract.osm"
    path.write_text(OSM)
    features, _ = read_user_layer(path, FIRST)
    kinds = sorted((f.kind, f.surface) for f in features)
    assert kinds == [
        ("barrier", "lake"),
        ("barrier", "river"),
        ("bridge", ""),
        ("road", "main_road"),
        ("road", "track"),
    ]
    terrain = read_terrain(FIRST, layers_dir=layers_dir, extra=[path])
    assert any(abs(lon - 39.05) < 1e-6 and abs(lat - 36.0) < 1e-6 for lon, lat in terrain.bridges)


@pytest.mark.parametrize(
    ("tags", "meaning"),
    [
        ({"layer": "closed"}, [("barrier", "closed")]),
        ({"kind": "road", "surface": "minor_road"}, [("road", "minor_road")]),
        ({"highway": "trunk_link"}, [("road", "main_road")]),
        ({"highway": "residential", "bridge": "no"}, [("road", "minor_road")]),
        ({"boundary": "administrative", "admin_level": "2"}, [("border", "")]),
        ({"boundary": "administrative", "admin_level": "8"}, []),
        ({"waterway": "ditch"}, []),
        ({}, []),
    ],
)
def test_what_a_feature_is(tags, meaning):
    assert classify(tags) == meaning


def test_missing_file(layers_dir, tmp_path):
    with pytest.raises(LayerError, match="there is no such file"):
        read_terrain(FIRST, layers_dir=layers_dir, extra=[tmp_path / "no_roads.gpkg"])
    with pytest.raises(LayerError, match=r"roads.geojson: the layer is missing"):
        read_terrain(FIRST, layers_dir=tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type":"FeatureCollection"}', "\x00\x01"])
def test_broken_layers(layers_dir, tmp_path, text):
    path = tmp_path / "roads.geojson"
    path.write_text(text)
    with pytest.raises(LayerError, match=r"roads.geojson: the layer cannot be read"):
        read_terrain(FIRST, layers_dir=layers_dir, extra=[path])
    with pytest.raises(LayerError, match=r"roads.geojson: the layer cannot be read"):
        read_terrain(FIRST, layers_dir=tmp_path)


def test_empty_layer(tmp_path):
    path = tmp_path / "roads.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(LayerError, match="the layer is empty"):
        read_user_layer(path, FIRST)


def test_no_coordinate_system(tmp_path):
    with pytest.warns(UserWarning, match="'crs' was not provided"):
        path = write_layer(tmp_path / "roads.gpkg", [LineString([(39, 36), (39.1, 36)])], crs=None)
    with pytest.raises(LayerError, match="does not say in which coordinate system"):
        read_user_layer(path, FIRST)


def test_metres_in_a_geojson(tmp_path):
    line = {"type": "LineString", "coordinates": [[500000, 3984000], [501000, 3984000]]}
    record = {"type": "Feature", "properties": {}, "geometry": line}
    path = tmp_path / "roads.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [record]}))
    with pytest.raises(LayerError, match=r"which are no degrees.*seems to be in metres"):
        read_user_layer(path, FIRST)


def test_table_without_geometry(tmp_path):
    path = tmp_path / "roads.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(LayerError, match="table 'roads' has no geometry"):
        read_user_layer(path, FIRST)


def test_elsewhere_and_swapped(tmp_path):
    away = write_layer(tmp_path / "roads.gpkg", [LineString([(2, 48), (3, 49)])])
    with pytest.raises(LayerError, match=r"nothing in it touches the region .*use a layer of"):
        read_user_layer(away, FIRST)
    swapped = write_layer(tmp_path / "roads2.gpkg", [LineString([(36.0, 39.0), (36.1, 39.1)])])
    with pytest.raises(LayerError, match="its coordinates are swapped"):
        read_user_layer(swapped, FIRST)


def test_nothing_says_what_it_is(tmp_path):
    path = write_layer(tmp_path / "stuff.gpkg", [Polygon([(39, 36), (39.1, 36), (39.1, 36.1)])])
    with pytest.raises(LayerError, match="none of its 1 features says whether"):
        read_user_layer(path, FIRST)
