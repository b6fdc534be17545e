"""Every format opens in a reader of its own and says what the result says."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import geopandas as gpd
import gpxpy
import pyogrio
import pytest
import shapely
from bs4 import BeautifulSoup

from convoy_map.errors import ExportError
from convoy_map.exports import EXPORTS, to_geojson

KML = {"k": "http://www.opengis.net/kml/2.2"}
WAYPOINT_KEYS = {
    "kind", "itinerary", "sequence", "title", "place_id", "role", "status", "support", "relation",
    "time", "coordinate_uncertainty_m", "p_place", "candidates", "quotes", "n_quotes", "n_sources",
    "n_origins", "n_witnesses", "judgements",
}  # fmt: skip
QUOTE_KEYS = {
    "source", "title", "publisher", "exact", "prefix", "suffix", "start", "end", "witness",
}  # fmt: skip
KEYS = {
    "waypoint": WAYPOINT_KEYS,
    "area": {"waypoint", "basis", "p_mass"},
    "leg": {"itinerary", "from", "to", "length_m", "time", "speed_kmh", "feasible", "support",
            "quotes"},
    "corridor": {"itinerary", "p_mass"},
    "alternative": {"itinerary", "hypothesis", "p", "differs_by"},
}  # fmt: skip


def features(data):
    return json.loads(data)["features"]


def test_geojson_has_the_properties_of_the_design(result):
    data = to_geojson(result)
    rows = features(data)
    assert [r["properties"]["kind"] for r in rows] == [
        *["waypoint"] * 4, *["area"] * 2, *["leg"] * 2, *["corridor"] * 2, "alternative",
    ]  # fmt: skip
    for row in rows:
        assert KEYS[row["properties"]["kind"]] <= set(row["properties"])
        for quote in row["properties"].get("quotes", ()):
            assert set(quote) >= QUOTE_KEYS
    assert len({r["id"] for r in rows}) == len(rows)
    first = rows[0]
    assert first["id"] == "trip/stop-1"
    assert first["geometry"] == {"type": "Point", "coordinates": [39.0, 36.0]}
    assert first["properties"]["time"] == {
        "earliest": "2020-01-02T13:30:00Z", "latest": "2020-01-02T14:00:00Z", "text": "about four",
    }  # fmt: skip
    assert set(first["properties"]["candidates"][0]) == {
        "place_id", "title", "p", "lon", "lat", "why",
    }  # fmt: skip
    assert first["properties"]["candidates"][1]["place_id"] is None
    assert first["properties"]["quotes"][0]["publisher"] == "The Paper"


def test_geojson_keeps_the_unlocated_without_geometry(result):
    lost = next(r for r in features(to_geojson(result)) if r["id"] == "trip/stop-3")
    assert lost["geometry"] is None
    assert lost["properties"]["support"] == "unlocated"


def test_geojson_has_one_feature_a_line(result):
    lines = to_geojson(result).decode().splitlines()
    assert len(lines) == 11 + 2
    for line in lines[1:-1]:
        assert json.loads(line.rstrip(","))["type"] == "Feature"


def test_geojson_follows_rfc_7946(far_east):
    data = to_geojson(far_east)
    for row in features(data):
        geometry = row["geometry"]
        if geometry is None:
            continue
        shape = shapely.geometry.shape(geometry)
        assert shape.is_valid
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        for part in shapely.get_parts(shape):
            if part.geom_type == "Polygon":
                assert shapely.is_ccw(part.exterior)
                assert part.bounds[2] - part.bounds[0] < 180
    by_id = {r["id"]: r for r in features(data)}
    assert by_id["trip/leg-2"]["geometry"]["type"] == "MultiLineString"
    assert by_id["trip/corridor-0.9"]["geometry"]["type"] == "MultiPolygon"


def test_geojson_opens_in_geopandas(result, tmp_path):
    path = tmp_path / "route.geojson"
    path.write_bytes(to_geojson(result))
    frame = gpd.read_file(path)
    assert len(frame) == 11
    assert frame.crs.to_epsg() == 4326
    assert set(frame["kind"]) == set(KEYS)
    assert frame.geometry.isna().sum() == 1


@pytest.mark.parametrize("name", sorted(EXPORTS))
@pytest.mark.parametrize("profile", ["full", "public"])
def test_the_same_result_gives_the_same_bytes(result, name, profile):
    assert EXPORTS[name](result, profile=profile) == EXPORTS[name](result, profile=profile)


@pytest.mark.parametrize("name", sorted(EXPORTS))
@pytest.mark.parametrize("fixture", ["empty", "unplaced", "far_east"])
@pytest.mark.parametrize("profile", ["full", "public"])
def test_odd_results_can_be_written_in_every_format(request, name, fixture, profile):
    assert EXPORTS[name](request.getfixturevalue(fixture), profile=profile)


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_unknown_profile(result, name):
    with pytest.raises(ExportError, match="the profile 'secret' is unknown"):
        EXPORTS[name](result, profile="secret")


def test_what_is_no_number_is_told_by_its_feature(not_a_number):
    with pytest.raises(ExportError, match=r"trip/stop-1: a value cannot be written"):
        to_geojson(not_a_number)


def test_linked_places(result):
    data = json.loads(EXPORTS["lpf"](result))
    assert data["type"] == "FeatureCollection"
    assert data["@context"].endswith("linkedplaces-context-v1.3.jsonld")
    assert len(data["features"]) == 4
    first = data["features"][0]
    assert first["@id"] == "urn:convoy-map:case:trip/stop-1"
    assert [n["toponym"] for n in first["names"]] == ["Orla", "أورلا"]
    assert first["names"][0]["citations"][0]["label"] == "First report"
    assert first["when"]["timespans"][0]["start"] == {
        "earliest": "2020-01-02T13:30:00Z", "latest": "2020-01-02T14:00:00Z",
    }  # fmt: skip
    assert first["when"]["label"] == "about four"
    assert "when" not in data["features"][1]
    assert first["links"][0]["type"] == "exactMatch"
    assert first["relations"][0]["relationTo"].endswith("stop-2")
    second = data["features"][1]
    assert [g["type"] for g in second["geometry"]["geometries"]] == ["Point", "Polygon", "Polygon"]
    assert data["features"][2]["geometry"] is None
    for feature in data["features"]:
        assert feature["names"]
        assert feature["properties"]["title"]


def test_web_annotations(result):
    data = json.loads(EXPORTS["annotations"](result))
    assert data["type"] == "AnnotationCollection"
    items = data["first"]["items"]
    assert data["total"] == len(items) == 5
    assert len({i["id"] for i in items}) == len(items)
    position, words = items[0]["target"]["selector"]
    assert position == {"type": "TextPositionSelector", "start": 10, "end": 14}
    assert words["exact"] == "Orla"
    assert words["prefix"] == "before "
    assert "not" not in items[0]["body"][1]["value"]
    assert "unreviewed" in items[2]["body"][1]["value"]


def test_kml(result):
    root = ET.fromstring(EXPORTS["kml"](result))
    names = [e.text for e in root.findall(".//k:Placemark/k:name", KML)]
    assert "1. Orla" in names
    assert "2. شنينة (not reviewed)" in names
    assert "شنينة: 95% area by the words alone (not reviewed)" in names
    folder = root.find(".//k:Folder", KML)
    assert "Not placed: the last checkpoint of Carr" in folder.find("k:description", KML).text
    begin = root.find(".//k:Placemark/k:TimeSpan/k:begin", KML)
    assert begin.text == "2020-01-02T13:30:00Z"
    styles = {f"#{s.get('id')}" for s in root.findall(".//k:Style", KML)}
    assert {e.text for e in root.findall(".//k:styleUrl", KML)} <= styles


def test_kml_opens_in_gdal(result, tmp_path):
    path = tmp_path / "route.kml"
    path.write_bytes(EXPORTS["kml"](result))
    assert (
        sum(len(pyogrio.read_dataframe(path, layer=n)) for n, _ in pyogrio.list_layers(path)) == 10
    )


def test_gpx(result):
    gpx = gpxpy.parse(EXPORTS["gpx"](result).decode())
    assert [w.name for w in gpx.waypoints] == ["1. Orla", "2. شنينة (not reviewed)", "4. the end"]
    assert (gpx.waypoints[0].longitude, gpx.waypoints[0].latitude) == (39.0, 36.0)
    assert len(gpx.routes[0].points) == 3
    assert "Not placed: the last checkpoint" in gpx.routes[0].description
    assert len(gpx.tracks) == 2


def test_gpx_is_cut_at_the_antimeridian(far_east):
    gpx = gpxpy.parse(EXPORTS["gpx"](far_east).decode())
    assert len(gpx.tracks[1].segments) == 2


def test_csv(result):
    rows = list(csv.DictReader(io.StringIO(EXPORTS["csv"](result).decode(), newline="")))
    assert [r["sequence"] for r in rows] == ["1", "2", "3", "4"]
    assert (rows[0]["lon"], rows[0]["lat"]) == ("39.0", "36.0")
    assert rows[2]["lon"] == ""
    assert rows[1]["review"] == "unreviewed"
    assert rows[1]["title"] == "شنينة"
    assert "“Orla” — Ann Bel Carr [The Paper, First report; a:10-14]" in rows[0]["quotes"]


def test_geopackage(result, tmp_path):
    path = tmp_path / "route.gpkg"
    path.write_bytes(EXPORTS["gpkg"](result))
    layers = {
        name: len(pyogrio.read_dataframe(path, layer=name)) for name, _ in pyogrio.list_layers(path)
    }
    assert layers == {"waypoints": 4, "areas": 2, "legs": 2, "corridors": 2, "alternatives": 1}
    waypoints = gpd.read_file(path, layer="waypoints")
    assert waypoints.crs.to_epsg() == 4326
    assert json.loads(waypoints["quotes"][0])[0]["exact"] == "Orla"
    assert waypoints["review"][1] == "unreviewed"
    assert waypoints.geometry.isna().sum() == 1


def test_html_page_shows_all_and_links_marks_to_words(result):
    soup = BeautifulSoup(EXPORTS["html"](result), "html.parser")
    ids = {e["id"] for e in soup.find_all(id=True)}
    for link in soup.select("a[href]"):
        assert link["href"].startswith("#")
        assert link["href"][1:] in ids
    assert len(soup.select("svg circle.stop")) == 3
    assert [m.text for m in soup.select("#w-0 mark")] == ["Orla", "أورلا"]
    assert all(b["dir"] == "auto" for b in soup.select("blockquote"))
    assert "1 of 4 waypoints have not been reviewed" in soup.text
    assert len(soup.select("table tbody tr")) == 4
    assert "both cannot be first" in soup.text
    assert "OpenStreetMap" in soup.text


def test_html_names_only_what_its_policy_allows(result):
    import base64
    import hashlib

    soup = BeautifulSoup(EXPORTS["html"](result), "html.parser")
    policy = soup.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (only,) = soup.select(tag)
        digest = base64.b64encode(hashlib.sha256(only.string.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not soup.select("[src], [style], [srcset], object, iframe, form, img")


@pytest.mark.parametrize("name", ["html", "report"])
def test_every_link_in_a_page_leads_somewhere(result, far_east, name):
    for one in (result, far_east):
        soup = BeautifulSoup(EXPORTS[name](one), "html.parser")
        ids = [e["id"] for e in soup.find_all(id=True)]
        assert len(set(ids)) == len(ids)
        assert {a["href"][1:] for a in soup.select("a[href]")} <= set(ids)


def test_names_on_the_map_do_not_cover_each_other(result):
    from convoy_map.exports.drawing import _free_spot, _overlap

    taken = []
    for n in range(30):
        spot = _free_spot(f"place {n}", 500.0, 300.0 + n, 600.0, taken)
        if spot is not None:
            assert not any(_overlap(spot, other) for other in taken)
            taken.append(spot)
    assert 4 <= len(taken) < 30
    assert _free_spot("x" * 400, 500.0, 300.0, 600.0, []) is None


def test_report_tells_the_journey_in_order_and_has_no_script(result):
    soup = BeautifulSoup(EXPORTS["report"](result), "html.parser")
    assert not soup.select("script")
    heads = [h.text.strip() for h in soup.select("section h3")]
    assert heads == [
        "1. Orla",
        "2. شنينة not reviewed",
        "3. the last checkpoint of Carr",
        "4. the end",
    ]
    assert "The journey starts at Orla" in soup.text
    assert "It is put at 36.0000° N, 39.0000° E, within 1.5 km." in soup.text
    assert "only its order is known" in soup.text
    assert "It ends at the end" in soup.text
    assert "The words speak of the way from here; it is 42 km long." in soup.text


def test_pages_of_nothing_say_so(empty, unplaced):
    assert "Nothing in it can be placed on a map." in EXPORTS["html"](unplaced).decode()
    assert "Nothing is known of it." in EXPORTS["report"](empty).decode()
