"""Texts that attack: nothing in them may act in any format."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import gpxpy
import pytest
import shapely
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from convoy_map.exports import EXPORTS
from convoy_map.exports.markup import el, text
from convoy_map.exports.plain import csv_cell, xml_text

ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "h3", "p",
    "bdi", "svg", "path", "a", "circle", "text", "g", "div", "table", "caption", "thead", "tr",
    "th", "tbody", "td", "span", "section", "blockquote", "mark", "code", "ul", "li", "strong",
    "script",
}  # fmt: skip


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen, self.attributes = [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.mark.parametrize("name", ["html", "report"])
@pytest.mark.parametrize("profile", ["full", "public"])
def test_pages_hold_no_tag_or_handler_from_the_text(hostile, name, profile):
    tags = Tags()
    tags.feed(EXPORTS[name](hostile, profile=profile).decode())
    assert set(tags.seen) <= ALLOWED
    assert tags.seen.count("script") == (1 if name == "html" else 0)
    assert not [a for a, _ in tags.attributes if a.startswith("on") or a in {"src", "style"}]
    hrefs = [value for a, value in tags.attributes if a == "href"]
    assert all(re.fullmatch(r"#[wl]-\d+", h) for h in hrefs)


def test_page_shows_the_attack_as_plain_text(hostile):
    soup = BeautifulSoup(EXPORTS["html"](hostile), "html.parser")
    assert "<script>alert(1)</script>" in soup.main.get_text()
    assert "{{ 7*7 }}" in soup.main.get_text()


@pytest.mark.parametrize("profile", ["full", "public"])
def test_kml_descriptions_hold_text_only(hostile, profile):
    data = EXPORTS["kml"](hostile, profile=profile)
    assert b"<![CDATA[" not in data
    root = ET.fromstring(data)
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        assert tag[0].isupper() or tag in {
            "kml", "name", "description", "color", "width", "styleUrl", "value", "coordinates",
            "tessellate", "begin", "end", "outerBoundaryIs", "innerBoundaryIs",
        }  # fmt: skip
        if tag == "description":
            inner = Tags()
            inner.feed(element.text or "")
            assert set(inner.seen) <= {"br"}


def test_gpx_and_csv_survive(hostile):
    gpx = gpxpy.parse(EXPORTS["gpx"](hostile).decode())
    assert gpx.waypoints[0].name.startswith("0. <script>")
    rows = list(csv.reader(io.StringIO(EXPORTS["csv"](hostile).decode(), newline="")))
    assert len({len(row) for row in rows}) == 1
    for row in rows[1:]:
        for cell in row:
            assert not re.match(r"[\s\u202e\u2066]*[=+@|%-]", cell) or re.fullmatch(
                r"-?[\d.e-]+", cell
            )


def test_geopackage_and_bundle_survive(hostile, tmp_path):
    import geopandas as gpd

    path = tmp_path / "x.gpkg"
    path.write_bytes(EXPORTS["gpkg"](hostile))
    assert gpd.read_file(path, layer="waypoints")["title"][0] == "<script>alert(1)</script>"
    assert EXPORTS["bundle"](hostile)


def test_geojson_and_json_ld_keep_the_words_as_they_are(hostile):
    for name in ("geojson", "lpf", "annotations"):
        data = json.loads(EXPORTS[name](hostile))
        assert "<script>alert(1)</script>" in json.dumps(data)


@given(st.text())
def test_no_text_becomes_a_tag(words):
    markup = el("p", words, title=words)
    inner = Tags()
    inner.feed(markup)
    assert inner.seen == ["p"]
    assert [name for name, _ in inner.attributes] == ["title"]
    assert "<" not in text(words)


@given(st.text())
def test_no_cell_is_a_formula_and_any_text_is_xml(words):
    cell = csv_cell(words)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    ET.fromstring(f"<a>{text(xml_text(words))}</a>")


def test_cells_keep_numbers_and_say_yes_and_no():
    assert csv_cell(-3.5) == "-3.5"
    assert csv_cell(True) == "yes"
    assert csv_cell(False) == "no"
    assert csv_cell("-3 km") == "'-3 km"
    assert csv_cell(" \u202e=1+1").startswith("'")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-180, 180), min_size=2, max_size=6), st.floats(-89, 89))
def test_coarse_areas_cover_what_they_hide(lons, lat):
    from convoy_map.exports.profiles import coarse

    line = shapely.LineString([(lon, lat) for lon in lons])
    edge = shapely.Point(round(lons[0], 1), round(lat, 1))
    assert not coarse(edge).is_empty
    area = coarse(line)
    assert area.is_valid
    assert area.buffer(1e-9).covers(line)
    assert area.bounds[0] >= -180
    assert area.bounds[2] <= 180
