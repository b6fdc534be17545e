"""An open case: built, checked, judged, questioned."""

import json
from pathlib import Path

import pytest

from convoy_map.errors import CaseError, ExportError, JudgementError, RouteError
from convoy_map.model import At
from convoy_map.pipeline import Stage
from convoy_map.workspace import Workspace, explain


def changed_lines(before: dict[str, bytes], after: dict[str, bytes]) -> int:
    """Lines of all derived files that are not in the same file of the other build."""
    total = 0
    for name, data in after.items():
        old = set(before[name].splitlines())
        total += sum(1 for line in data.splitlines() if line not in old)
    return total


def derived(case: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((case / "derived").iterdir())}


def test_build_check_judge_undo(quick_case: Path) -> None:
    workspace = Workspace.open(quick_case)
    assert workspace.stale()
    result = workspace.build()
    assert [f for f in result.run.findings if f.severity == "error"] == []
    assert not workspace.stale()
    assert workspace.check() == result.run.findings
    built = derived(quick_case)

    again = workspace.judge(
        verdict="accept", about="bbc:10899-10922", by="ben", why="a second look",
        itinerary="convoy", role="via", waypoint="last-checkpoint",
    )  # fmt: skip
    assert again.id == "j054"
    assert workspace.stale()
    workspace.build()
    assert 0 < changed_lines(built, derived(quick_case)) <= 12

    workspace.undo("j054", by="ben", why="not needed")
    workspace.build()
    after = derived(quick_case)
    assert {n: d for n, d in after.items() if n != "run.json"} == {
        n: d for n, d in built.items() if n != "run.json"
    }


def test_several_places_kept_open_are_a_mixture_of_the_route(quick_case: Path) -> None:
    workspace = Workspace.open(quick_case)
    said = {"airwars:CS822": 0.7, "airwars:CS1958": 0.3}
    workspace.judge(
        verdict="several", about="bbc:7560-7567", by="ben", why="two of that name",
        places="; ".join(f"{place} {share}" for place, share in said.items()),
    )  # fmt: skip
    result = workspace.run(until=Stage.EVIDENCE)
    assert [f for f in result.run.findings if f.severity == "error"] == []
    (known,) = [c for c in result.candidates if c.mention == "bbc:7560-7567"]
    assert {c.place.id: c.p for c in known.candidates if c.place} == said
    assert not {c.place.id for c in known.rejected if c.place} & set(said)
    (stop,) = [e for e in result.evidence if e.id == "convoy/shanine"]
    assert isinstance(stop.spatial, At)
    assert {p.place_id: p.p for p in stop.spatial.places} == pytest.approx(said)


def test_check_names_the_file_and_line_that_was_tampered_with(quick_case: Path) -> None:
    workspace = Workspace.open(quick_case)
    workspace.build()
    path = quick_case / "derived" / "route.geojson"
    path.write_bytes(path.read_bytes().replace(b"Shanine", b"Shamine", 1))
    told = [f for f in workspace.check() if f.kind == "stale"]
    assert len(told) == 1
    assert told[0].where.startswith("route.geojson:")


def test_stopping_after_a_stage_writes_no_route(quick_case: Path) -> None:
    workspace = Workspace.open(quick_case)
    result = workspace.build(until=Stage.CANDIDATES)
    assert result.candidates
    assert result.evidence == ()
    assert not (quick_case / "derived" / "route.geojson").exists()
    with pytest.raises(CaseError, match=r"route.geojson has not been built"):
        workspace.features()


def test_questions(quick_case: Path) -> None:
    workspace = Workspace.open(quick_case)
    answer = workspace.question(without=["witness:Mahmoud"])
    assert answer.itineraries == ("convoy",)
    assert answer.summary
    without_the_driver = workspace.question(without=["witness:Abu Fawzi"])
    assert "promised-job" in without_the_driver.gone
    assert "convoy" in {route.itinerary for route in without_the_driver.after}
    assert without_the_driver.summary[0].endswith("has no evidence left and is gone from the map.")
    with pytest.raises(RouteError, match="nothing in the case rests on"):
        workspace.question(without=["witness:Nobody"])
    with pytest.raises(RouteError, match="there is no waypoint 'convoy/nowhere'"):
        workspace.question(places=[("convoy/nowhere", "geonames:172955")])
    with pytest.raises(RouteError, match="has no coordinates"):
        workspace.question(places=[("convoy/shanine", "news:shanan-raqqa-se")])


def test_explanations_name_places_and_quotes_and_refuse_what_is_not_there(quick_case: Path) -> None:
    result = Workspace.open(quick_case).result()
    whole = list(explain(result))
    assert whole[0] == "== convoy (travelled)"
    leg = next(one for one in result.routes[0].legs if one.from_waypoint == "convoy/tabqa")
    lines = list(explain(result, leg.id))
    assert lines[0].startswith(f"   ↓ {leg.id}: From Tabqa to Raqqa: ")
    assert lines == list(explain(result, leg.id.split("/", 1)[1]))
    assert any("(bbc:" in line for line in whole)
    with pytest.raises(RouteError, match="there is no waypoint or leg 'zz'"):
        list(explain(result, "zz"))


def test_faulty_requests_are_told(quick_case: Path) -> None:
    workspace = Workspace.open(quick_case)
    with pytest.raises(JudgementError, match=r"cannot be understood.*maybe"):
        workspace.judge(verdict="maybe", about="bbc:1-2", by="me", why="x")
    with pytest.raises(JudgementError, match="there is no judgement 'j999'"):
        workspace.undo("j999", by="me", why="x")
    with pytest.raises(ExportError, match="the format 'doc' is unknown"):
        workspace.export("doc")


def test_the_export_is_the_derived_file(quick_case: Path) -> None:
    workspace = Workspace.open(quick_case)
    workspace.build()
    assert workspace.export("geojson") == workspace.derived("route.geojson")


def test_a_case_from_documents(tmp_path: Path) -> None:
    first = tmp_path / "letter.txt"
    first.write_text(
        "We left Aleppo early on 3 May and drove east to Raqqa. From there the bus went on "
        "to Deir ez-Zor, where we arrived in the evening. We had planned to go to Baghdad.",
        encoding="utf-8",
    )
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    case = tmp_path / "cases" / "letter"
    workspace, findings = Workspace.create(case, [first, empty, first], countries=["SY"])
    assert {f.kind for f in findings} >= {"unreadable", "same-text"}
    assert (case / "originals" / "letter.txt").read_bytes() == first.read_bytes()
    assert workspace.definition.itineraries
    region = workspace.definition.region
    for lon, lat in ((37.16, 36.2), (39.0, 35.95), (40.14, 35.33)):
        assert region.contains(lon, lat)
    result = workspace.build()
    titles = [w.title for r in result.routes for w in r.waypoints]
    assert {"Aleppo", "Raqqa"} <= set(titles)
    features = json.loads((case / "derived" / "route.geojson").read_bytes())["features"]
    assert features
    with pytest.raises(CaseError, match="there is something in it already"):
        Workspace.create(case, [first])


def test_no_readable_document_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no document could be read"):
        Workspace.create(tmp_path / "case", [tmp_path / "gone.txt"])
