"""axe-core finds no serious fault on any page, in light and dark."""

import importlib.resources

import pytest

PAGES = ("", "review", "question", "export", "new-case")


@pytest.fixture(scope="session")
def axe():
    package = pytest.importorskip("axe_playwright_python")
    return importlib.resources.files(package).joinpath("axe.min.js").read_text(encoding="utf-8")


def faults(frame, axe):
    """Serious faults of a document: rule, and where."""
    frame.evaluate(axe)
    found = frame.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations'], iframes: false}))"
        ".violations.map(v => [v.impact, v.id, v.nodes.slice(0, 4).map(n => n.target.join(' '))])"
    )
    return [fault for fault in found if fault[0] in {"serious", "critical"}]


SETTLED = "() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"


@pytest.mark.parametrize("name", PAGES)
def test_pages_have_no_serious_fault(made_server, visit, axe, name):
    page = visit(f"{made_server.url}/{name}", ready=SETTLED)
    page.wait_for_selector("h1, h2, h3")
    assert faults(page.main_frame, axe) == []


@pytest.mark.parametrize("name", ["?at=salt/well", "review"])
def test_dark_pages_have_no_serious_fault(made_server, visit, axe, name):
    page = visit(f"{made_server.url}/{name}", ready=SETTLED, color_scheme="dark")
    page.wait_for_selector("h1, h2, h3")
    assert faults(page.main_frame, axe) == []


def test_an_open_stop_its_table_and_the_map_have_no_serious_fault(made_server, visit, axe):
    page = visit(f"{made_server.url}/?at=salt/tanout")
    for tab in ("#tab-table", "#tab-legend", "#tab-timeline"):
        page.locator(tab).click()
        assert faults(page.main_frame, axe) == []
    for frame in page.frames[1:]:
        assert faults(frame, axe) == []


def test_arabic_has_no_serious_fault(made_server, visit, axe):
    page = visit(f"{made_server.url}/?lang=ar&at=salt/tanout")
    assert faults(page.main_frame, axe) == []
