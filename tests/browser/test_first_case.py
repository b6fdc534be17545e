"""The first case as it is shipped: the real workspace, the derived files on disk."""

import json
import sys

import pytest
from served import APP_TESTS, Server


@pytest.fixture(scope="module")
def first_case(project_dir):
    return project_dir / "routes" / "raqqa-2017"


@pytest.fixture(scope="module")
def shipped(first_case):
    server = Server([sys.executable, str(APP_TESTS / "serve_case.py"), str(first_case)])
    yield server
    server.stop()


@pytest.fixture(scope="module")
def derived(first_case):
    return (first_case / "derived" / "route.geojson").read_bytes()


def test_each_stop_of_the_convoy_opens_its_quotes(shipped, derived, visit):
    page = visit(shipped.url)
    stops = [
        f
        for f in json.loads(derived)["features"]
        if f["properties"]["kind"] == "waypoint" and f["properties"]["itinerary"] == "convoy"
    ]
    assert len(stops) >= 8
    for stop in stops:
        page.locator(f".part-ledger [data-id='{stop['id']}']").first.click()
        page.wait_for_function(f"() => window.convoyStore.selected === {stop['id']!r}")
        marks = page.locator(".part-reader mark.chosen").evaluate_all(
            "all => all.map(e => e.textContent)"
        )
        shown = " ".join(marks).split()
        for quote in stop["properties"]["quotes"]:
            assert " ".join(quote["exact"].split()) in " ".join(shown)


def test_what_is_downloaded_is_the_derived_file_byte_for_byte(shipped, derived, visit):
    page = visit(shipped.url)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download GeoJSON").click()
    assert waiting.value.path().read_bytes() == derived


def test_the_map_shows_every_located_stop(shipped, derived, visit):
    page = visit(shipped.url)
    located = [
        f
        for f in json.loads(derived)["features"]
        if f["properties"]["kind"] == "waypoint" and f["geometry"]
    ]
    frame = page.frame_locator("iframe").first
    frame.locator(".stop-box").first.wait_for()
    assert frame.locator(".stop-box").count() == len(located)
