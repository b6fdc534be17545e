import pytest

from convoy_map.app import application, serve
from convoy_map.app.guard import HostGuard, PolicyHeaders
from convoy_map.errors import CaseError


def test_serve_refuses_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CaseError, match=r"no folder .*nowhere.*name the folder of a case"):
        serve(tmp_path / "nowhere", browser=False)


def test_serve_refuses_a_port_that_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr("convoy_map.app.server._is_free", lambda port: False)
    monkeypatch.delenv("CONVOY_MAP_CASE", raising=False)
    with pytest.raises(CaseError, match=r"port 8501 is taken.*--port 8502"):
        serve(None, browser=False)


def test_serve_runs_the_guarded_application_with_the_pinned_settings(tmp_path, monkeypatch):
    seen = {}

    class Recorder:
        def run(self, *, config):
            seen.update(config)

    monkeypatch.setattr("convoy_map.app.server._is_free", lambda port: True)
    monkeypatch.setattr("convoy_map.app.server.application", Recorder)
    monkeypatch.setenv("CONVOY_MAP_CASE", "")
    serve(tmp_path, port=8600, browser=False)
    assert seen["server.port"] == 8600
    assert seen["server.address"] == "127.0.0.1"
    assert seen["browser.gatherUsageStats"] is False


def test_the_guards_stand_before_the_pages():
    guards = [m.cls for m in application()._user_middleware]
    assert guards == [HostGuard, PolicyHeaders]
