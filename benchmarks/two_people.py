"""Two browsers judge one case for a minute: ``python benchmarks/two_people.py [SECONDS]``.

Counts the clicks on *Record the decision* that were answered, and the judgement
lines in ``route.yaml``; fails if they differ.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "app"), str(ROOT / "tests/browser")]
import fake_workspace  # noqa: E402
from test_together import judge_once, start_judging  # noqa: E402

from app import ARGUMENTS, Server, free_port  # noqa: E402


def main() -> None:
    """Judge, count, compare."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory() as root, sync_playwright() as playwright:
        folder = Path(root) / "salt"
        (folder / "derived").mkdir(parents=True)
        (folder / "route.yaml").write_text(fake_workspace.ROUTE_YAML)
        (folder / "derived" / "route.geojson").write_text("{}")
        port = free_port()
        command = [sys.executable, str(ROOT / "tests/app/serve_fake.py"), str(folder), str(port)]
        server = Server(command, port, MADE_CASE="journal")
        chromium = os.environ.get("CONVOY_MAP_CHROMIUM") or shutil.which("chromium")
        browsers = [
            playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS) for _ in range(2)
        ]
        pages: list[Page] = [browser.new_page() for browser in browsers]
        for page, by in zip(pages, ("first", "second"), strict=True):
            page.goto(f"{server.url}/review")
            start_judging(page, by)
        clicks, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            for page in pages:
                judge_once(page, clicks)
                clicks += 1
        lines = (folder / "route.yaml").read_text().count("verdict: ")
        server.stop()
    print("| seconds | clicks | judgement lines |\n|---|---|---|")
    print(f"| {seconds:.0f} | {clicks} | {lines} |")
    if clicks != lines:
        raise SystemExit("a judgement was lost")


if __name__ == "__main__":
    main()
