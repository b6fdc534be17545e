"""A made-up case and a page runner without a server."""

import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import fake_workspace  # noqa: E402
import made_case  # noqa: E402

SCRIPT = HERE.parents[1] / "src" / "convoy_map" / "app" / "script.py"


@pytest.fixture
def features():
    return made_case.features()


@pytest.fixture
def definition():
    return made_case.definition()


@pytest.fixture
def documents():
    return made_case.documents()


@pytest.fixture
def case_folder(tmp_path):
    folder = tmp_path / "salt"
    (folder / "derived").mkdir(parents=True)
    (folder / "route.yaml").write_text("made: up\n")
    (folder / "derived" / "route.geojson").write_text("{}")
    return folder


@pytest.fixture
def fake(monkeypatch, case_folder):
    """The app's workspace replaced by the made-up one; returns its class for changes."""
    from convoy_map.app import session

    kind = type("Fake", (fake_workspace.FakeWorkspace,), {})
    monkeypatch.setattr("convoy_map.workspace.Workspace", kind)
    monkeypatch.setenv("CONVOY_MAP_CASE", str(case_folder))
    session._opened.clear()
    yield kind
    session._opened.clear()


@pytest.fixture
def open_page(fake):
    """Run a page as a session would, and return what it drew."""

    def run(name="explore", **params):
        def page(name):
            import importlib

            importlib.import_module(f"convoy_map.app.screens.{name}").page()

        test = AppTest.from_function(page, kwargs={"name": name}, default_timeout=30)
        for key, value in params.items():
            test.query_params[key] = value
        return test.run()

    return run
