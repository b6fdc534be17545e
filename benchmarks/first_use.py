"""A first use of the app, walked by a script: ``python benchmarks/first_use.py DOCUMENT…``.

New case from raw documents → review ten items → build → open a leg → export →
open the link in a second browser. Writes a picture of each step, says how long
each took, and fails if one request left this machine.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent))
from playwright.sync_api import Page, Request, sync_playwright

from app import ARGUMENTS, READY, app_server

N_REVIEWED = 10
QUIET = "() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"
ONE_FORM = (
    "() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning' "
    "&& document.querySelectorAll('textarea').length <= 1"
)
EMPTIED = "() => [...document.querySelectorAll('textarea')].every((e) => e.value === '')"
LONG_MS = 900_000


class Walk:
    """The steps of the walk, timed and pictured."""

    def __init__(self, pictures: Path) -> None:
        self.pictures = pictures
        self.foreign: list[str] = []
        pictures.mkdir(parents=True, exist_ok=True)

    def watch(self, request: Request) -> None:
        """Note a request that does not go to this machine."""
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.hostname != "127.0.0.1":
            self.foreign.append(request.url)

    @contextmanager
    def step(self, page: Page, name: str) -> Iterator[None]:
        """Time a step and take its picture."""
        start = time.perf_counter()
        try:
            yield
        except Exception:
            page.screenshot(path=self.pictures / f"{name}-failed.png")
            raise
        taken = time.perf_counter() - start
        page.wait_for_timeout(1200)
        page.screenshot(path=self.pictures / f"{name}.png")
        print(f"| {name} | {taken:.1f} s |", flush=True)


def new_case(page: Page, documents: list[Path]) -> None:
    """Drop the documents and make the case."""
    page.get_by_role("link", name="New case").first.click()
    page.locator("input[type=file]").set_input_files(documents)
    page.get_by_label("Title of the case").fill("First walk")
    page.get_by_label("Title of the case").press("Enter")
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Make the case").click()
    page.locator(".part-queue").wait_for(timeout=LONG_MS)
    page.wait_for_function(QUIET, polling=100, timeout=LONG_MS)


def review(page: Page, n: int) -> int:
    """Accept or reject the first items of the queue; return how many lines that made."""
    page.get_by_label("Your name or initials").fill("walker")
    page.get_by_label("Your name or initials").press("Enter")
    done = 0
    for i in range(n):
        page.wait_for_function(ONE_FORM, polling=100, timeout=LONG_MS)
        if page.locator(".queue-item").count() == 0:
            break
        page.get_by_label("Why? (one sentence").fill(f"read in its source, item {i + 1}")
        page.get_by_label("Why? (one sentence").blur()
        page.wait_for_timeout(400)
        page.wait_for_function(ONE_FORM, polling=100, timeout=LONG_MS)
        page.get_by_role("button", name="Record the decision").click()
        page.get_by_text("It is one line in route.yaml").first.wait_for()
        page.wait_for_function(EMPTIED, polling=100)
        done += 1
    return done


def walk(walked: Walk, page: Page, other: Page, url: str, documents: list[Path]) -> None:
    """Walk all steps."""
    with walked.step(page, "1-empty-folder"):
        page.goto(url)
        page.get_by_text("There is no case here yet").wait_for()
    with walked.step(page, "2-new-case"):
        new_case(page, documents)
    with walked.step(page, "3-reviewed"):
        print(f"| decisions recorded | {review(page, N_REVIEWED)} |")
    with walked.step(page, "4-built"):
        page.get_by_role("button", name="Build the route again").click()
        page.get_by_text("The map shows them all").wait_for(timeout=LONG_MS)
    with walked.step(page, "5-explore"):
        page.get_by_role("link", name="Explore").first.click()
        page.wait_for_function(READY, polling=50, timeout=LONG_MS)
    with walked.step(page, "6-a-leg"):
        page.locator("#tab-table").click()
        page.locator(".part-ledger tr.way button").first.click()
        page.get_by_text("What it rests on").wait_for()
        page.wait_for_url("**at=**")
    with walked.step(other, "7-second-browser"):
        other.goto(page.url)
        other.wait_for_function(READY, polling=50)
        other.get_by_text("What it rests on").wait_for()
    with walked.step(page, "8-export"):
        page.get_by_role("link", name="Export").first.click()
        page.get_by_role("button", name="Prepare").first.click()
        page.get_by_role("button", name="Save").wait_for(timeout=LONG_MS)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save").click()
        print(f"| exported | {waiting.value.path().stat().st_size} bytes |")


def main() -> None:
    """Walk, and fail if anything left this machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--pictures", type=Path, default=Path(tempfile.gettempdir()) / "first-use")
    options = parser.parse_args()
    walked = Walk(options.pictures)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = app_server(Path(folder))
        chromium = playwright.chromium
        browsers = [
            chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
            for _ in range(2)
        ]
        pages = [b.new_page(viewport={"width": 1400, "height": 900}) for b in browsers]
        for page in pages:
            page.set_default_timeout(60_000)
            page.on("request", walked.watch)
        print("| step | took |\n|---|---|")
        try:
            walk(walked, pages[0], pages[1], server.url, options.documents)
        finally:
            server.stop()
    if walked.foreign:
        raise SystemExit(f"left this machine: {walked.foreign}")
    print("| requests that left this machine | 0 |")


if __name__ == "__main__":
    main()
