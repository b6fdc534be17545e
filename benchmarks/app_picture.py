"""Take the picture of the app for the README: ``python benchmarks/app_picture.py [CASE]``."""

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent))
from app import ARGUMENTS, READY, ROOT, app_server


def main() -> None:
    """Open a stop of the case and write ``docs/app.png``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", type=Path, default=ROOT / "routes" / "raqqa-2017")
    parser.add_argument("--at", default="convoy/destination")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "app.png")
    options = parser.parse_args()
    server = app_server(options.case)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=ARGUMENTS
            )
            page = browser.new_page(viewport={"width": 1400, "height": 1180})
            page.goto(f"{server.url}/?at={options.at}")
            page.wait_for_function(READY, polling=50)
            page.wait_for_timeout(4000)
            page.screenshot(path=options.to)
            browser.close()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
