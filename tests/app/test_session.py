import os
import time

import pytest
import streamlit as st
from shapely.geometry import Point, Polygon

from convoy_map.app import session, sketching
from convoy_map.app.screens.new_case import folder_name, safe_file_name
from convoy_map.app.warming import Warming
from convoy_map.errors import CaseError, GazetteerError, PlaceError
from convoy_map.model import Parameters, Place


@pytest.fixture
def plain_session(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "query_params", {})


def test_without_any_case_the_start_is_told(monkeypatch, tmp_path):
    monkeypatch.delenv("CONVOY_MAP_CASE", raising=False)
    monkeypatch.setattr(session, "__file__", str(tmp_path / "a" / "b" / "c" / "d.py"))
    with pytest.raises(CaseError, match=r"no case to open\. To mend: name one: convoy-map app"):
        session.start_case()


def test_cases_beside_the_one_that_was_named_are_found(monkeypatch, tmp_path, plain_session):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "route.yaml").write_text("x: 1\n")
    monkeypatch.setenv("CONVOY_MAP_CASE", str(tmp_path / "one"))
    assert list(session.cases()) == ["one", "two"]
    assert session.open_case() == tmp_path / "one"
    st.query_params["case"] = "two"
    assert session.open_case() == tmp_path / "two"
    assert session.new_case_folder() == tmp_path


def test_a_link_cannot_open_a_folder_elsewhere(monkeypatch, tmp_path, plain_session):
    (tmp_path / "routes" / "one").mkdir(parents=True)
    (tmp_path / "routes" / "one" / "route.yaml").write_text("x: 1\n")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "route.yaml").write_text("x: 1\n")
    monkeypatch.setenv("CONVOY_MAP_CASE", str(tmp_path / "routes" / "one"))
    st.query_params["case"] = "../secret"
    assert session.open_case() == tmp_path / "routes" / "one"


def test_a_case_that_is_gone_is_told(tmp_path):
    with pytest.raises(CaseError, match=r"/route.yaml cannot be read .*put the file back"):
        session.opened(tmp_path)


def test_a_case_is_read_again_when_its_file_changed(fake, case_folder):
    read = []
    fake.reload = lambda self: read.append(1)
    first = session.opened(case_folder)
    assert session.opened(case_folder).ws is first.ws
    assert read == []
    stamp = time.time() + 5
    os.utime(case_folder / "route.yaml", (stamp, stamp))
    session.opened(case_folder)
    assert read == [1]


def test_warming_passes_a_fault_on():
    class Broken:
        def hashes(self):
            raise GazetteerError("the index is torn")

    warming = Warming(Broken())
    with pytest.raises(GazetteerError, match="the index is torn"):
        warming.is_done(5.0)


@pytest.mark.parametrize("hostile", ["../x", "/etc/passwd", "a/../../b", "con|x", "…", "\x00"])
def test_uploads_and_titles_cannot_step_out_of_their_folder(hostile):
    for name in (folder_name(hostile), safe_file_name(hostile)):
        assert name
        assert not set(name) & set('/\\|:"<>\x00')
        assert name not in {".", ".."}


class Sketching:
    """A workspace with two places."""

    class gazetteer:  # noqa: N801
        @staticmethod
        def place(ident):
            places = {"x:1": (8.0, 17.0), "x:2": (8.9, 15.0)}
            if ident not in places:
                raise PlaceError(f"no place {ident}")
            lon, lat = places[ident]
            return Place(ident, ident, lon, lat, 1000.0, "P", "PPL")

    class definition:  # noqa: N801
        parameters = Parameters()


@pytest.mark.parametrize("text", ["", "north of", "north of x:9", "north of diary:1-5", "nonsense"])
def test_an_unfinished_relation_has_no_sketch(text):
    assert sketching.sketch_of(Sketching(), text) == []


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("5 km north of x:1", (8.0, 17.04), (8.0, 16.96)),
        ("north-east of x:1", (8.05, 17.05), (7.95, 16.95)),
        ("10 km from x:1", (8.0, 17.09), (8.0, 17.0)),
        ("between x:1 and x:2", (8.45, 16.0), (8.45, 18.0)),
        ("near x:1", (8.0, 17.01), (8.5, 17.0)),
    ],
)
def test_a_relation_is_sketched_where_it_says(text, inside, outside):
    shapes = [Polygon(ring) for ring in sketching.sketch_of(Sketching(), text)]
    assert shapes
    assert any(shape.contains(Point(inside)) for shape in shapes)
    if "from" not in text:
        assert not any(shape.contains(Point(outside)) for shape in shapes)
