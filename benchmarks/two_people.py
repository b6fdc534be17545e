"""Two browsers judge one case for a minute: ``python benchmarks/two_people.py [SECONDS]``.

Each in a thread of its own, without waiting for the other. Counts the clicks on
*Record the decision* that were answered, and the judgement lines in ``route.yaml``;
fails if they differ.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from threading import Barrier, Thread

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "app"), str(ROOT / "tests/browser")]
import fake_workspace  # noqa: E402
from test_together import judge_once, start_judging  # noqa: E402

from app import ARGUMENTS, Server, free_port  # noqa: E402


class Person(Thread):
    """One person with a browser of their own, judging until the time is up.

    Parameters
    ----------
    url : str
        Where the app is.
    by : str
        The person's name.
    start : Barrier
        Where all wait for each other.
    seconds : float
        How long to go on.
    """

    def __init__(self, url: str, by: str, start: Barrier, seconds: float) -> None:
        super().__init__(name=by)
        self.clicks: list[tuple[float, float]] = []
        self.fault: Exception | None = None
        self._url, self._start, self._seconds = url, start, seconds

    def run(self) -> None:
        """Judge; keep when each click was made and when it was answered."""
        chromium = os.environ.get("CONVOY_MAP_CHROMIUM") or shutil.which("chromium")
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
                page = browser.new_page()
                page.goto(f"{self._url}/review")
                start_judging(page, self.name)
                self._start.wait(120)
                end = time.monotonic() + self._seconds
                while time.monotonic() < end:
                    began = time.monotonic()
                    judge_once(page, len(self.clicks))
                    self.clicks.append((began, time.monotonic()))
                browser.close()
        except Exception as error:  # noqa: BLE001 (told by the main thread, which fails)
            self.fault = error
            self._start.abort()


def overlapping(one: Person, other: Person) -> int:
    """How many of the one's judgements were under way while one of the other's was."""
    return sum(any(a < d and c < b for c, d in other.clicks) for a, b in one.clicks)


def main() -> None:
    """Judge, count, compare."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "salt"
        (folder / "derived").mkdir(parents=True)
        (folder / "route.yaml").write_text(fake_workspace.ROUTE_YAML)
        (folder / "derived" / "route.geojson").write_text("{}")
        port = free_port()
        command = [sys.executable, str(ROOT / "tests/app/serve_fake.py"), str(folder), str(port)]
        server = Server(command, port, MADE_CASE="journal")
        start = Barrier(2)
        people = [Person(server.url, by, start, seconds) for by in ("first", "second")]
        try:
            for person in people:
                person.start()
            for person in people:
                person.join()
            text = (folder / "route.yaml").read_text()
        finally:
            server.stop()
    faults = [person.fault for person in people if person.fault is not None]
    if faults:
        raise SystemExit(f"a browser failed: {faults[0]}")
    lines = [line for line in text.splitlines() if "verdict: " in line]
    print("| person | seconds | clicks | at the same time as the other's | judgement lines |")
    print("|---|---|---|---|---|")
    for person, other in (people, people[::-1]):
        own = sum(f"by: {person.name}," in line for line in lines)
        together = overlapping(person, other)
        print(f"| {person.name} | {seconds:.0f} | {len(person.clicks)} | {together} | {own} |")
    ids = {line.split("id: ")[1].split(",")[0] for line in lines}
    clicks = sum(len(person.clicks) for person in people)
    print(f"| both | {seconds:.0f} | {clicks} | | {len(lines)}, {len(ids)} different ids |")
    if not clicks == len(lines) == len(ids):
        raise SystemExit("a judgement was lost")


if __name__ == "__main__":
    main()
