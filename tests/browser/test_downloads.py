"""What the Export page hands out is what a fresh command line writes, byte for byte."""

import shutil
import sys

import pytest
from served import APP_TESTS, Server
from test_together import QUIET
from typer.testing import CliRunner

from convoy_map.cli.main import build_app
from convoy_map.exports import EXPORTS

QUICK = "parameters: {use_drafts: false, cell_size_m: 4000, n_surfaces: 2, n_particles: 12}"


def own_cache_folder(root, own_cache):
    root.mkdir()
    (root / "gazetteer").symlink_to(own_cache / "gazetteer", target_is_directory=True)
    return str(root)


@pytest.fixture(scope="module")
def quick_case(tmp_path_factory, project_dir):
    """The first case at a coarse resolution, built by nobody yet."""
    root = tmp_path_factory.mktemp("downloads")
    shutil.copytree(project_dir / "seeds", root / "seeds")
    case = root / "routes" / "raqqa-2017"
    case.mkdir(parents=True)
    text = (project_dir / "routes" / "raqqa-2017" / "route.yaml").read_text(encoding="utf-8")
    slow = "parameters: {use_drafts: false}"
    assert slow in text
    (case / "route.yaml").write_text(text.replace(slow, QUICK), encoding="utf-8")
    return case


def run(*arguments):
    done = CliRunner().invoke(build_app(), list(arguments))
    assert done.exit_code == 0, done.output


def written_by_command_line(case, folder, profile):
    out = {}
    for fmt in sorted(EXPORTS):
        path = folder / f"{profile}.{fmt}"
        run("export", str(case), "--format", fmt, "--profile", profile, "-o", str(path))
        out[fmt] = path.read_bytes()
    return out


def test_every_download_is_what_the_command_line_writes(
    quick_case, tmp_path, own_cache, visit, monkeypatch
):
    monkeypatch.setenv("CONVOY_MAP_CACHE", own_cache_folder(tmp_path / "one", own_cache))
    run("build", str(quick_case))
    written = {p: written_by_command_line(quick_case, tmp_path, p) for p in ("full", "public")}
    command = [sys.executable, str(APP_TESTS / "serve_case.py"), str(quick_case)]
    cache = own_cache_folder(tmp_path / "other", own_cache)
    server = Server(command, CONVOY_MAP_CACHE=cache)
    try:
        page = visit(f"{server.url}/export", ready=None)
        page.get_by_text("Before it leaves this machine").wait_for()
        full = [f for f in sorted(EXPORTS) if downloaded(page, f) != written["full"][f]]
        page.get_by_text("Public: witnesses coded").click()
        page.get_by_text("Names of witnesses are coded").wait_for()
        public = [f for f in sorted(EXPORTS) if downloaded(page, f) != written["public"][f]]
        assert (full, public) == ([], [])
    finally:
        server.stop()


def downloaded(page, fmt):
    """Prepare a format and save it."""
    page.wait_for_function(QUIET, polling=50)
    page.locator(f".st-key-prepare-{fmt} button").click()
    save = page.locator(f".st-key-save-{fmt} button")
    save.wait_for(timeout=120_000)
    page.wait_for_function(QUIET, polling=50)
    with page.expect_download() as waiting:
        save.click()
    return waiting.value.path().read_bytes()
