"""What questions start from is worked out beside the page, and dropped when one is asked."""

import logging
from threading import Event
from types import SimpleNamespace

import pytest

from convoy_map.app import foreseeing
from convoy_map.errors import RouteError


def a_result(n, inputs=(("a", "1"),)):
    orderings = [SimpleNamespace(itinerary=f"i{k}") for k in range(n)]
    return SimpleNamespace(run=SimpleNamespace(inputs=inputs), orderings=orderings)


@pytest.fixture(autouse=True)
def nothing_before():
    foreseeing._now.clear()
    yield
    foreseeing.stop_foreseeing()
    foreseeing._now.clear()


def test_every_journey_is_worked_out_once(monkeypatch):
    done = []
    monkeypatch.setattr(foreseeing, "route_before", lambda r, i, name, tell: done.append(name))
    first = foreseeing.foresee(a_result(3), None)
    assert first.wait(10)
    assert foreseeing.foresee(a_result(3), None) is first
    assert done == ["i0", "i1", "i2"]


def test_a_question_stops_it_and_it_begins_again_afterwards(monkeypatch):
    started, done = Event(), []

    def slow(_result, _inputs, name, tell):
        started.set()
        while True:
            tell(0.5, "a step")

    monkeypatch.setattr(foreseeing, "route_before", slow)
    first = foreseeing.foresee(a_result(2), None)
    assert started.wait(10)
    foreseeing.stop_foreseeing()
    assert not first.wait(10)
    monkeypatch.setattr(foreseeing, "route_before", lambda r, i, name, tell: done.append(name))
    assert foreseeing.foresee(a_result(2), None).wait(10)
    assert done == ["i0", "i1"]


def test_another_state_of_the_case_begins_anew(monkeypatch):
    monkeypatch.setattr(foreseeing, "route_before", lambda *_: None)
    first = foreseeing.foresee(a_result(1), None)
    assert foreseeing.foresee(a_result(1, inputs=(("a", "2"),)), None) is not first


def test_what_cannot_be_worked_out_is_logged(monkeypatch, caplog):
    def fails(*_):
        raise RouteError("no way", mend="none")

    monkeypatch.setattr(foreseeing, "route_before", fails)
    with caplog.at_level(logging.WARNING):
        foreseeing.foresee(a_result(1), None).wait(10)
    assert "could not be worked out beforehand: no way" in caplog.text
