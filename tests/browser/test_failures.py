"""What goes wrong around the app is told in the page, with a way on; no judgement is lost."""

import sys

import fake_workspace
import pytest
from serve_fake import free_port
from served import APP_TESTS, Server
from test_together import QUIET, judge_once, start_judging

from conftest import made_folder

TELL = "[role=alert]"


@pytest.fixture
def restartable(tmp_path_factory):
    """A server that a test stops and starts on the same port, and its folder."""
    folder = made_folder(tmp_path_factory.mktemp("restart"))
    (folder / "route.yaml").write_text(fake_workspace.ROUTE_YAML)
    port = free_port()
    command = [sys.executable, str(APP_TESTS / "serve_fake.py"), str(folder), str(port)]
    servers = []

    def start():
        servers.append(Server(command, MADE_CASE="journal"))
        return servers[-1]

    yield start, folder
    for server in servers:
        if server.process.poll() is None:
            server.stop()


def lines_of(folder):
    return [x for x in (folder / "route.yaml").read_text().splitlines() if "verdict" in x]


def test_a_server_that_goes_and_comes_back_loses_no_judgement(restartable, visit):
    start, folder = restartable
    server = start()
    page = visit(f"{server.url}/review", ready=None)
    start_judging(page, "M. K.")
    judge_once(page, 1)
    why = page.get_by_label("Why? (one sentence; it is kept with the decision)")
    why.fill("typed before the connection was lost")
    why.blur()
    page.wait_for_function(QUIET, polling=50)
    server.stop()
    page.get_by_text("The program behind this page does not answer.").wait_for()
    told = page.locator("#convoy-map-gone").inner_text()
    assert "what you typed stays here" in told
    assert len(lines_of(folder)) == 1
    start()
    page.locator("#convoy-map-gone").wait_for(state="detached", timeout=30_000)
    page.wait_for_function(QUIET, polling=50)
    assert why.input_value() == "typed before the connection was lost"
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_text("Recorded as j002").first.wait_for()
    lines = lines_of(folder)
    assert len(lines) == 2
    assert "typed before the connection was lost" in lines[1]
    assert 'by: "M. K."' in lines[1]


def test_a_case_broken_on_disk_is_told_and_goes_on_when_it_is_mended(journal, visit):
    server, folder = journal
    page = visit(f"{server.url}/review", ready=None)
    page.wait_for_selector(".part-source .passage")
    whole = (folder / "route.yaml").read_text()
    (folder / "route.yaml").write_text(whole + "  - {id: [\n")
    page.get_by_role("link", name="Explore").first.click()
    page.locator(TELL).first.wait_for()
    assert "route.yaml" in page.locator(TELL).first.inner_text()
    (folder / "route.yaml").write_text(whole)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector(".part-reader h2")
    assert page.locator(TELL).count() == 0


def test_a_case_gone_from_disk_is_told(journal, visit):
    server, folder = journal
    page = visit(f"{server.url}/review", ready=None)
    page.wait_for_selector(".part-source .passage")
    (folder / "route.yaml").rename(folder / "elsewhere")
    page.get_by_role("link", name="Explore").first.click()
    page.get_by_text("There is no case here yet.").wait_for()
    page.get_by_role("button", name="New case").wait_for()  # exactly one, or it raises


def test_a_full_disk_is_told_and_the_typed_reason_stays(journal, visit):
    """What the real workspace raises then is tested in tests/workspace/test_disk.py."""
    server, folder = journal
    page = visit(f"{server.url}/review", ready=None)
    start_judging(page, "M. K.")
    why = page.get_by_label("Why? (one sentence; it is kept with the decision)")
    why.fill("a reason")
    why.blur()
    page.wait_for_function(QUIET, polling=50)
    (folder / "full").write_text("")  # the made-up workspace then writes as on a full disk
    page.get_by_role("button", name="Record the decision").click()
    page.locator(TELL).first.wait_for()
    told = page.locator(TELL).first.inner_text()
    assert "No space left on device" in told
    assert "free some space" in told
    assert why.input_value() == "a reason"
    assert lines_of(folder) == []
    (folder / "full").unlink()
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_text("Recorded as j001").first.wait_for()
    assert len(lines_of(folder)) == 1


@pytest.mark.parametrize(
    ("name", "size", "told"),
    [("interview.txt", 200 * 2**20, "50.0MB or smaller"), ("interview.exe", 100, "not allowed")],
)
def test_an_upload_too_large_or_of_the_wrong_kind_is_told(
    made_server, visit, tmp_path, name, size, told
):
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(size)
    page = visit(f"{made_server.url}/new-case", ready=None)
    page.locator("input[type=file]").set_input_files(str(path))
    page.get_by_text("A file marked red was not taken").wait_for()
    assert told in page.get_by_test_id("stFileUploader").inner_text()
    make = page.get_by_role("button", name="Make the case")
    assert make.is_disabled()
    page.get_by_test_id("stFileChipDeleteBtn").click()
    page.get_by_text("A file marked red was not taken").wait_for(state="hidden")
    good = tmp_path / "good.txt"
    good.write_text("We left Agadez and came to Tanout.")
    page.locator("input[type=file]").set_input_files(str(good))
    page.wait_for_function(
        "() => [...document.querySelectorAll('button')].some("
        "(b) => b.innerText.includes('Make the case') && !b.disabled)",
        polling=50,
    )
