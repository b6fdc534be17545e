"""A real Chromium on a server of our own, and a record of every request it makes."""

import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "app")]

from served import APP_TESTS, Server  # noqa: E402

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --force-prefers-reduced-motion"
).split()
READY = "() => window.convoyStore && window.convoyStore.mapReady && window.convoyStore.view"


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


def chromium_path():
    named = os.environ.get("CONVOY_MAP_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = named or next((p for n in names if (p := shutil.which(n))), None)
    if found is None:
        why = "no Chromium on this machine (set CONVOY_MAP_CHROMIUM to its path)"
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have it: {why}")
        pytest.skip(why)
    return found


@pytest.fixture(scope="session")
def chromium():
    """The browser, started once."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = chromium_path()
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def made_folder(root):
    folder = root / "salt"
    (folder / "derived").mkdir(parents=True)
    (folder / "route.yaml").write_text("made: up\n")
    (folder / "derived" / "route.geojson").write_text("{}")
    return folder


def serve_made(tmp_path_factory, kind):
    folder = made_folder(tmp_path_factory.mktemp(kind))
    command = [sys.executable, str(APP_TESTS / "serve_fake.py"), str(folder)]
    return Server(command, MADE_CASE=kind)


@pytest.fixture(scope="session")
def made_server(tmp_path_factory):
    """The made-up case."""
    server = serve_made(tmp_path_factory, "plain")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def hostile_server(tmp_path_factory):
    """The made-up case with attacks everywhere."""
    server = serve_made(tmp_path_factory, "hostile")
    yield server
    server.stop()


@pytest.fixture
def journal(tmp_path_factory):
    """The made-up case, its judgements really written: the server and the folder."""
    import fake_workspace

    folder = made_folder(tmp_path_factory.mktemp("journal"))
    (folder / "route.yaml").write_text(fake_workspace.ROUTE_YAML)
    command = [sys.executable, str(APP_TESTS / "serve_fake.py"), str(folder)]
    server = Server(command, MADE_CASE="journal")
    yield server, folder
    server.stop()


@pytest.fixture(scope="session")
def profiles(chromium):
    """Browser profiles that tests share, so that the app's own files load from their cache."""
    kept = {}

    def profile(**wanted):
        key = tuple(sorted(wanted.items()))
        if key not in kept:
            kept[key] = new_profile(chromium, **wanted)
        return kept[key]

    yield profile
    for context in kept.values():
        context.close()


def new_profile(chromium, *, width, height, **more):
    viewport = {"width": width, "height": height}
    return chromium.new_context(viewport=viewport, accept_downloads=True, **more)


@pytest.fixture
def visit(chromium, profiles):
    """Open addresses; afterwards nothing may have left 127.0.0.1 and no script may have failed.

    ``fresh`` opens a profile that has never seen the app.
    """
    pages, requests, faults, own = [], [], [], []

    def open_at(url, *, ready=READY, width=1400, height=900, fresh=False, **more):
        wanted = {"width": width, "height": height, **more}
        context = new_profile(chromium, **wanted) if fresh else profiles(**wanted)
        if fresh:
            own.append(context)
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(30_000)
        page.on("request", lambda r: requests.append(r.url))
        page.on("websocket", lambda w: requests.append(w.url))
        page.on("pageerror", lambda e: faults.append(str(e)))
        page.on("console", lambda m: faults.append(m.text) if _is_refusal(m) else None)
        page.goto(url)
        if ready:
            page.wait_for_function(ready, polling=50)
        return page

    yield open_at
    for thing in (*pages, *own):
        thing.close()
    assert requests, "no request was seen, so nothing was proved"
    assert [url for url in requests if not _is_own(url)] == []
    assert faults == []


def _is_refusal(message):
    return message.type == "error" and "Content Security Policy" in message.text


def _is_own(url):
    parts = urlsplit(url)
    if parts.scheme in {"data", "about"}:
        return True
    if parts.scheme == "blob":
        return urlsplit(parts.path).hostname == "127.0.0.1"
    return parts.hostname == "127.0.0.1"
