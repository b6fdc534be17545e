"""Runs the benchmarks one after the other and prints their tables."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BENCHMARKS = (
    "gazetteer",
    "resolution",
    "mentions",
    "mentions_journeys",
    "fitting_stops",
    "name_frames_ar",
    "name_frames",
    "corpus",
    "engine",
    "calibration",
    "app",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="which; all by default")
    given = parser.parse_args()
    failed = 0
    for name in given.names or BENCHMARKS:
        print(f"\n## {name}\n", flush=True)
        command = [sys.executable, str(HERE / f"{name}.py")]
        failed += subprocess.run(command, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
