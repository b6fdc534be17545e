"""How fast the app answers: ``python benchmarks/app.py [CASE]``.

Starts the app on a case and drives it with a real Chromium. All times are taken
inside the page, from the click to the first frame that shows the answer. Medians
over 20 clicks. The same clicks are made on the usual way of linking a folium map
to a text in Streamlit (``app_peer.py``), in the same run.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --force-prefers-reduced-motion"
).split()
READY = "() => window.convoyStore?.mapReady && window.convoyStore.view"
SERVE = (
    "import sys; from pathlib import Path; from convoy_map.app import serve; "
    "serve(Path(sys.argv[1]), port=int(sys.argv[2]), browser=False)"
)
CLICKS = """async (howMany) => {
  const frame = document.querySelector("iframe").contentWindow;
  const store = window.convoyStore;
  const host = [...document.querySelectorAll("*")].find(
    (e) => e.shadowRoot?.querySelector(".part-reader")).shadowRoot;
  const items = store.view.items.filter((i) => i.kind === "waypoint" && i.drawn);
  const painted = () => new Promise((done) =>
    requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)));
  const out = { quote: [], ring: [] };
  let ringed = null;
  window.addEventListener("convoy-map:from-map", (e) => {
    if (e.detail.type === "ringed") ringed = e.detail.n;
  });
  for (let i = 0; i < howMany; i += 1) {
    const wanted = items[(i * 7 + 1) % items.length];
    if (store.selected === wanted.id) continue;
    await new Promise((r) => setTimeout(r, 400));
    const start = performance.now();
    const mark = [...frame.document.querySelectorAll(".leaflet-marker-icon")].find(
      (m) => m.getAttribute("aria-label") === wanted.title);
    if (mark) mark.dispatchEvent(new frame.MouseEvent("click", { bubbles: true }));
    else window.dispatchEvent(new CustomEvent("convoy-map:from-map",
      { detail: { type: "pick", n: wanted.n } }));
    const title = () => host.querySelector(".part-reader h2").textContent;
    while (title() !== wanted.title) await painted();
    out.quote.push((await painted()) - start);
    const chosen = store.byId.get(store.selected);
    while (ringed !== chosen.n) await painted();
    out.ring.push((await painted()) - start);
  }
  return out;
}"""
PEER_CLICKS = """async (howMany) => {
  const frame = document.querySelector("iframe").contentWindow;
  const out = [];
  const pause = (ms) => new Promise((r) => setTimeout(r, ms));
  for (let i = 0; i < howMany; i += 1) {
    const paths = frame.document.querySelectorAll("path.leaflet-interactive");
    const n = (i * 7 + 1) % paths.length;
    await pause(700);
    const box = paths[n].getBoundingClientRect();
    const at = { bubbles: true, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
    const start = performance.now();
    for (const kind of ["mousemove", "mouseover", "mousedown", "mouseup", "click"]) {
      paths[n].dispatchEvent(new frame.MouseEvent(kind, at));
    }
    while (document.querySelector(".peer-quote")?.dataset.n !== String(n)) {
      if (performance.now() - start > 8000) break;
      await new Promise((r) => requestAnimationFrame(r));
    }
    out.push(performance.now() - start);
  }
  return out;
}"""
QUIET = "() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"
ASKED = """() => {
  const words = () => [...document.querySelectorAll("[data-testid=stHtml] ul li")]
    .map((e) => e.textContent).join("|");
  const before = words();
  window.answeredAt = window.askedAt = null;
  document.addEventListener("click", () => { window.askedAt = performance.now(); },
    { capture: true, once: true });
  const look = () => {
    const now = words();
    if (now && now !== before && window.askedAt) window.answeredAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
FRAMES = """() => {
  const frame = document.querySelector("iframe").contentWindow;
  const times = [];
  const tick = (now) => { times.push(now); frame.requestAnimationFrame(tick); };
  frame.requestAnimationFrame(tick);
  window.framesSeen = () => times.slice(1).map((t, i) => t - times[i]);
}"""


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server in a process of its own."""

    def __init__(self, command: list[str], port: int, **environment: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise SystemExit("the server did not start")

    def memory_mb(self) -> float:
        """Resident memory now."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise SystemExit("no memory figure on this system")

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait(timeout=20)


def app_server(case: Path) -> Server:
    """The app on a case."""
    port = free_port()
    return Server([sys.executable, "-c", SERVE, str(case), str(port)], port)


def made_server(folder: Path, n: int) -> Server:
    """The app on a made-up case with ``n`` stops."""
    port = free_port()
    command = [sys.executable, str(ROOT / "tests/app/serve_fake.py"), str(folder), str(port)]
    return Server(command, port, MADE_CASE=f"many-{n}")


def peer_server(features: Path) -> Server:
    """The usual way, on the same features."""
    port = free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", str(ROOT / "benchmarks/app_peer.py"),
        "--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true",
        "--browser.gatherUsageStats", "false",
    ]  # fmt: skip
    return Server(command, port, CONVOY_MAP_PEER=str(features))


def first_map(browser: Browser, url: str) -> tuple[float, float, Page]:
    """Seconds to a map with its stops: in a fresh profile, and again in the same."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    times = []
    for _ in range(2):
        page.goto(url)
        page.wait_for_function(READY, polling=20, timeout=120_000)
        times.append(page.evaluate("() => performance.now()") / 1000)
        page.wait_for_timeout(1500)
    return times[0], times[1], page


def row(what: str, value: float, unit: str, goal: str) -> None:
    """Print one line of the table."""
    print(f"| {what} | {value:.0f} {unit} | {goal} |" if unit != "s" else
          f"| {what} | {value:.2f} s | {goal} |")  # fmt: skip


def question(page: Page, url: str) -> list[float]:
    """Seconds from the click on *Ask* to the answer, leaving out one witness after another.

    A moment passes before the first click, in which a person would read and choose;
    the map that all questions start from is worked out meanwhile.
    """
    page.goto(f"{url}/question")
    witnesses = page.get_by_test_id("stMultiSelect").nth(1)
    witnesses.wait_for(timeout=120_000)
    page.wait_for_timeout(15_000)
    times = []
    for _ in range(3):
        page.wait_for_function(QUIET, polling=50, timeout=120_000)
        witnesses.locator("input").click()
        page.get_by_role("option").nth(1).click()  # the first one is "Select all"
        page.keyboard.press("Escape")
        page.wait_for_function(QUIET, polling=50, timeout=120_000)
        page.wait_for_timeout(1_000)
        page.evaluate(ASKED)
        page.get_by_role("button", name="Ask", exact=True).click()
        page.wait_for_function("() => window.answeredAt", polling=20, timeout=120_000)
        times.append(page.evaluate("() => (window.answeredAt - window.askedAt) / 1000"))
    return times


def real_case(browser: Browser, case: Path) -> None:
    """Measure on a real case."""
    server = app_server(case)
    try:
        first_map(browser, server.url)[2].context.close()
        cold, warm, page = first_map(browser, server.url)
        row("first map, fresh profile", cold, "s", "< 3 s")
        row("first map, warm", warm, "s", "< 1.5 s")
        times = page.evaluate(CLICKS, 20)
        row("click → quote", statistics.median(times["quote"]), "ms", "< 100 ms")
        row("click → ring on the map", statistics.median(times["ring"]), "ms", "< 150 ms")
        others = [first_map(browser, server.url)[2] for _ in range(2)]
        before = server.memory_mb()
        row("server, three sessions", before, "MB", "< 350 MB")
        page.evaluate(CLICKS, 200)
        row("server, after 200 more clicks", server.memory_mb(), "MB", "flat")
        for n, taken in enumerate(question(page, server.url), 1):
            row(f"what-if: question {n}", taken, "s", "< 1 s")
        row("server, after three questions", server.memory_mb(), "MB", "")
        for one in (page, *others):
            one.context.close()
    finally:
        server.stop()


def peer(browser: Browser, case: Path) -> None:
    """Measure the usual way on the same features."""
    server = peer_server(case / "derived" / "route.geojson")
    try:
        page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        page.goto(server.url)
        page.frame_locator("iframe").locator("path.leaflet-interactive").first.wait_for()
        page.wait_for_timeout(2000)
        row("usual way: click → quote", statistics.median(page.evaluate(PEER_CLICKS, 20)), "ms", "")
        page.context.close()
    finally:
        server.stop()


def drag(page: Page) -> list[float]:
    """Drag the map about and return how long each frame took, in milliseconds."""
    page.evaluate(FRAMES)
    x, y = 400.0, 450.0
    for turn in range(4):
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(12):
            page.mouse.move(x + (12 if turn % 2 else -12) * step, y + 5 * step)
        page.mouse.up()
    return page.evaluate("() => window.framesSeen()")


def many(browser: Browser, n: int, goal: str) -> None:
    """Measure on ``n`` made-up stops."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "many"
        (folder / "derived").mkdir(parents=True)
        (folder / "route.yaml").write_text("made: up\n")
        (folder / "derived" / "route.geojson").write_text("{}")
        server = made_server(folder, n)
        try:
            cold, _, page = first_map(browser, server.url)
            row(f"{n:,} stops: first map", cold, "s", "")
            clicks = page.evaluate(CLICKS, 20)
            row(f"{n:,} stops: click → quote", statistics.median(clicks["quote"]), "ms", goal)
            frames = drag(page)
            row(f"{n:,} stops: frame while panning", statistics.median(frames), "ms", "< 100 ms")
            row(f"{n:,} stops: slowest frame (redrawing)", max(frames), "ms", "")
            page.context.close()
        finally:
            server.stop()


def main() -> None:
    """Run everything and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", type=Path, default=ROOT / "routes" / "raqqa-2017")
    case = parser.parse_args().case
    chromium = os.environ.get("CONVOY_MAP_CHROMIUM") or shutil.which("chromium")
    json.loads((case / "derived" / "route.geojson").read_text(encoding="utf-8"))
    print("| what | measured | wanted |\n|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        real_case(browser, case)
        peer(browser, case)
        many(browser, 1_000, "< 200 ms")
        many(browser, 10_000, "")
        browser.close()


if __name__ == "__main__":
    main()
