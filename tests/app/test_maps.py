import json
import re
import sys

import folium
import pytest
from branca.element import Element
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon

from convoy_map.errors import ExportError, LayerError
from convoy_map.maps import ContextLabel, MapAssets, context_bytes, draw, route_map
from convoy_map.maps.finished import FinishedFigure
from convoy_map.model import Barrier, Region, Road

ASSETS = MapAssets(scripts=(("leaflet", "../files/leaflet.js"),), styles=".x{}")
HOSTILE = "{{7*7}}{% set x = 1 %}</script><script>alert(1)</script>`${1+1}`"


def point(n, lon=39.0, lat=36.0, **properties):
    return {
        "type": "Feature",
        "id": f"a/{n}",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {"kind": "waypoint", "itinerary": "a", "sequence": n, **properties},
    }


def collection(*rows):
    return {"type": "FeatureCollection", "features": list(rows)}


def texts(value):
    """Every string inside a structure, keys apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_a_drawing_holds_no_text_of_the_case(features):
    words = {w for kind in draw(features).by_kind.values() for w in texts(kind)}
    assert words <= {"FeatureCollection", "Feature", "Point", "LineString", "Polygon"}


def test_every_located_feature_is_drawn_once(features):
    drawn = sorted(
        f["properties"]["n"] for kind in draw(features).by_kind.values() for f in kind["features"]
    )
    assert drawn == [n for n, f in enumerate(features["features"]) if f["geometry"]]


@given(st.text(), st.text(), st.text())
def test_no_text_reaches_the_map_program(ident, itinerary, title):
    row = point(1, title=title)
    row["id"], row["properties"]["itinerary"] = ident, itinerary
    plain_row = point(1)
    rendered = route_map(draw(collection(row)), ASSETS).get_root().render()
    expected = route_map(draw(collection(plain_row)), ASSETS).get_root().render()
    without_ids = [re.sub(r"_[0-9a-f]{32}", "_", text) for text in (rendered, expected)]
    assert without_ids[0] == without_ids[1]


def test_finished_scripts_are_not_rendered_again():
    figure = FinishedFigure()
    view = folium.Map(tiles=None)
    view.default_js, view.default_css = [], []
    figure.add_child(view)
    view.add_child(folium.GeoJson(point(1, name="{{ 7*7 }}")))
    html = figure.render()
    assert "{{ 7*7 }}" in html
    assert "49" not in re.sub(r"[0-9a-f]{32}", "", html)


def test_without_the_wall_folium_would_run_it():
    """The attack is real: this is why the wall stands."""
    view = folium.Map(tiles=None)
    view.add_child(folium.GeoJson(point(1, name="{{ 7*191 }}")))
    assert "1337" in re.sub(r"[0-9a-f]{32}", "", view.get_root().render())


def test_plain_elements_given_to_the_figure_stay_as_they_are():
    figure = FinishedFigure()
    figure.script.add_child(Element("{{ 6*7 }}"))
    assert "{{ 6*7 }}" in figure.render()


@pytest.mark.parametrize(
    "address", ["https://cdn.example/x.js", "//cdn.example/x.js", "javascript:1", "..//evil/x.js"]
)
def test_assets_may_not_leave_the_server(address):
    with pytest.raises(ExportError, match=r"may not load .*To mend: serve it from the app"):
        MapAssets(scripts=(("x", address),), styles="")


def test_a_plugin_that_would_load_something_is_refused(monkeypatch):
    from folium.plugins import Fullscreen

    module = sys.modules["convoy_map.maps.route_map"]
    view = route_map(draw(collection(point(1))), ASSETS)
    view.add_child(Fullscreen())
    with pytest.raises(ExportError, match=r"a part of the map \(Fullscreen\) would load 'https:"):
        module._fail_closed(view, ASSETS)


def test_the_rendered_map_names_no_other_host(features):
    html = route_map(draw(features), ASSETS).get_root().render()
    assert re.findall(r"(?:src|href)=\"(?!\.\./files/)[^\"]*\"", html) == []
    assert "http" not in html.replace("http-equiv", "")


def test_what_is_no_collection_is_refused():
    with pytest.raises(ExportError, match=r"not a FeatureCollection but 'Feature'.*rebuild"):
        draw({"type": "Feature"})


def test_an_unknown_kind_is_named_with_its_place():
    with pytest.raises(ExportError, match=r"features\[1\]: feature of kind 'ghost'.*waypoint"):
        draw(collection(point(1), point(2, kind="ghost")))


def test_a_case_over_the_antimeridian_is_one_piece():
    drawing = draw(collection(point(1, lon=179.5, lat=-17.0), point(2, lon=-179.0, lat=-18.0)))
    assert drawing.bounds == (179.5, -18.0, 181.0, -17.0)


def test_an_empty_case_shows_its_region():
    view = route_map(draw(collection()), ASSETS, bounds=(10.0, 20.0, 12.0, 24.0))
    assert view.location == [22.0, 11.0]


def test_many_waypoints_are_painted_on_a_canvas():
    few, many = (draw(collection(*(point(i) for i in range(n)))) for n in (399, 400))
    assert {f["properties"]["m"] for f in few.by_kind["waypoint"]["features"]} == {0}
    assert {f["properties"]["m"] for f in many.by_kind["waypoint"]["features"]} == {1}
    assert route_map(many, ASSETS).options["prefer_canvas"] is True


class Ground:
    version = "1"
    roads = (Road(LineString([(0, 0), (50, 0)]), "main_road"),)
    barriers = (Barrier(Polygon([(1, 1), (2, 1), (2, 2)]), "lake"),)
    bridges = ()
    borders = (("b", LineString([(90, 0), (91, 0)])),)


def test_context_is_cut_to_the_region_and_the_same_each_time():
    region = Region(0.0, 0.0, 3.0, 3.0)
    labels = [ContextLabel(HOSTILE, 1.0, 1.0, 3), ContextLabel("b", 2.0, 2.0, 5, "ب")]
    first = context_bytes(Ground(), labels, region)
    assert first == context_bytes(Ground(), reversed(labels), region)
    content = json.loads(first)
    assert [line["kind"] for line in content["lines"]] == ["road"]
    assert max(x for x, _ in content["lines"][0]["xy"]) == 4.0
    assert [area["kind"] for area in content["areas"]] == ["water"]
    assert [label["t"] for label in content["labels"]] == ["b", HOSTILE]


def test_context_of_a_region_over_the_antimeridian():
    region = Region(179.0, -2.0, -179.0, 2.0)

    class Road180(Ground):
        roads = (Road(LineString([(-179.5, 0), (-178.5, 0)]), "main_road"),)

    content = json.loads(context_bytes(Road180(), [], region))
    assert content["lines"][0]["xy"] == [[-179.5, 0.0], [-178.5, 0.0]]


def test_the_leaflet_that_is_served_is_the_one_that_was_checked(monkeypatch):
    from convoy_map.app import offline

    offline.carried_texts.cache_clear()
    texts_ = offline.carried_texts()
    assert texts_[offline._LEAFLET_JS].lstrip().startswith("/* @preserve")
    monkeypatch.setitem(offline._PINNED, offline._LEAFLET_JS, "0" * 64)
    offline.carried_texts.cache_clear()
    with pytest.raises(LayerError, match=r"folium-offline carries another leaflet.js \(sha256"):
        offline.carried_texts()
    offline.carried_texts.cache_clear()


def test_a_missing_folium_offline_is_told(monkeypatch):
    from convoy_map.app import offline

    offline.carried_texts.cache_clear()
    monkeypatch.setattr(offline, "files", lambda name: [])
    with pytest.raises(LayerError, match="folium-offline is not installed whole"):
        offline.carried_texts()
    offline.carried_texts.cache_clear()


def test_a_text_that_the_package_lacks_is_told():
    from convoy_map.app import offline

    with pytest.raises(LayerError, match="folium-offline carries no https://x"):
        offline._text_of("nothing here", "https://x")


def test_map_files_are_served_under_their_hash():
    from convoy_map.app.offline import map_files

    files = map_files()
    first, second = files.put("a.json", b"1"), files.put("a.json", b"2")
    assert first != second
    assert first.startswith("../convoy_map.app.offline.map_files/a-")
    assert (files.folder / first.rsplit("/", 1)[1]).read_bytes() == b"1"
    assert files.assets().scripts[0][0] == "leaflet"
