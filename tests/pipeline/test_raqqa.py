"""The first case as it is built and committed: order, places, quotes, counts."""

import json
from pathlib import Path
from typing import Any

import pytest

from convoy_map.geo import distance_m

Feature = dict[str, Any]


@pytest.fixture(scope="module")
def derived(project_dir: Path) -> Path:
    return project_dir / "routes" / "raqqa-2017" / "derived"


@pytest.fixture(scope="module")
def features(derived: Path) -> list[Feature]:
    return json.loads((derived / "route.geojson").read_text(encoding="utf-8"))["features"]


def of_kind(features: list[Feature], kind: str, itinerary: str | None = None) -> list[Feature]:
    return [
        f
        for f in features
        if f["properties"]["kind"] == kind
        and (itinerary is None or f["properties"].get("itinerary") == itinerary)
    ]


def waypoints(features: list[Feature], itinerary: str) -> list[Feature]:
    found = of_kind(features, "waypoint", itinerary)
    return sorted(found, key=lambda f: f["properties"]["sequence"])


def position(features: list[Feature], waypoint: str) -> tuple[float, float]:
    (one,) = [f for f in of_kind(features, "waypoint") if f["id"] == waypoint]
    lon, lat = one["geometry"]["coordinates"]
    return lon, lat


def test_the_convoy_passes_its_stops_in_order(features: list[Feature]) -> None:
    assert [w["id"] for w in waypoints(features, "convoy")] == [
        "convoy/tabqa",
        "convoy/raqqa",
        "convoy/fields-north-of-raqqa",
        "convoy/shanine",
        "convoy/north-of-shanine",
        "convoy/the-turn",
        "convoy/last-checkpoint",
        "convoy/destination",
    ]


def test_shanine_is_shnina_and_its_look_alikes_are_rejected(features: list[Feature]) -> None:
    lon, lat = position(features, "convoy/shanine")
    assert distance_m(lon, lat, 39.096, 36.009) < 1000
    (one,) = [f for f in of_kind(features, "waypoint") if f["id"] == "convoy/shanine"]
    told = json.dumps(one["properties"], ensure_ascii=False)
    for place_id in ("airwars:CS1958", "airwars:RS4166", "news:shanan-raqqa-se"):
        assert place_id in told


def test_the_destination_lies_between_the_two_towns(features: list[Feature]) -> None:
    (area,) = [
        f
        for f in of_kind(features, "area")
        if f["properties"]["waypoint"] == "convoy/destination"
        and f["properties"]["basis"] == "stated"
    ]
    from shapely.geometry import Point, shape

    polygon = shape(area["geometry"])
    centre = polygon.centroid
    assert distance_m(centre.x, centre.y, 40.707, 35.626) < 2000
    for lon, lat in ((40.753, 35.746), (40.662, 35.506)):
        assert polygon.distance(Point(lon, lat)) < 0.03


def test_the_last_checkpoint_is_told_without_a_point(features: list[Feature]) -> None:
    (one,) = [f for f in of_kind(features, "waypoint") if f["id"] == "convoy/last-checkpoint"]
    assert one["properties"]["support"] in {"unlocated", "inferred"}
    if one["properties"]["support"] == "unlocated":
        assert one["geometry"] is None


def test_what_was_planned_is_not_shown_as_travelled(features: list[Feature]) -> None:
    for kind in ("waypoint", "leg"):
        for one in of_kind(features, kind, "promised-job"):
            assert one["properties"]["status"] == "planned"
    (turkey,) = [f for f in of_kind(features, "waypoint") if f["id"] == "abu-musab/turkey"]
    assert turkey["properties"]["status"] == "planned"
    legs = [
        f["properties"]
        for f in of_kind(features, "leg", "abu-musab")
        if "abu-musab/turkey" in (f["properties"]["from"], f["properties"]["to"])
    ]
    assert all(leg["status"] != "travelled" for leg in legs)


def test_five_reports_count_as_one_origin(features: list[Feature]) -> None:
    raqqa = next(f for f in of_kind(features, "waypoint") if f["id"] == "convoy/raqqa")
    assert raqqa["properties"]["n_sources"] >= 4
    assert raqqa["properties"]["n_origins"] == 1


def test_every_mark_rests_on_quotes(features: list[Feature]) -> None:
    for one in of_kind(features, "waypoint"):
        assert one["properties"]["quotes"], one["id"]
    assert of_kind(features, "corridor", "convoy")
    assert len({f["id"] for f in features}) == len(features)


def test_every_quote_stands_in_its_document(
    features: list[Feature], project_dir: Path, shared_dir: Path
) -> None:
    texts = {}
    for record in sorted((project_dir / "seeds").glob("*.json")):
        one = json.loads(record.read_text(encoding="utf-8"))
        path = shared_dir / "seeds" / one["original_file"]
        texts[one["id"]] = path.read_bytes().decode("utf-8")
    quotes = [q for f in features for q in f["properties"].get("quotes", [])]
    assert {q["source"] for q in quotes} == set(texts)
    for quote in quotes:
        assert quote["exact"] == texts[quote["source"]][quote["start"] : quote["end"]]


def test_derived_files_hold_no_path_and_no_clock(derived: Path, project_dir: Path) -> None:
    names = {p.name for p in derived.iterdir()}
    assert names == {
        "1-mentions.jsonl",
        "2-candidates.jsonl",
        "3-evidence.jsonl",
        "4-ordering.json",
        "route.geojson",
        "run.json",
    }
    for path in derived.iterdir():
        assert str(project_dir.parent) not in path.read_text(encoding="utf-8")
