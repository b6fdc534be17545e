"""Workers start even where the caller's main module cannot be run again."""

import subprocess
import sys

SCRIPT = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from convoy_map.routing.workers import without_main
import math
with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
    with without_main():
        jobs = [pool.submit(math.sqrt, n) for n in (1, 4, 9)]
    print([job.result() for job in jobs])
"""


def test_a_script_from_standard_input_can_use_workers() -> None:
    done = subprocess.run(
        [sys.executable, "-"], input=SCRIPT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[1.0, 2.0, 3.0]", done.stderr
