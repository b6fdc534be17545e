"""One least-cost pass, and a whole forward-backward, beside other engines.

    python benchmarks/engine.py

times one pass and the exact inference of 8 fragments over 320 × 220 km at 1 km,
500 m and 250 m, beside GRASS ``r.cost`` (if ``grass`` is installed), skimage's
MCP and scikit-fmm (if installed; neither takes initial costs), and compares the
costs that they find; then how the time grows with cells and with fragments.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.sparse import csr_matrix

from convoy_map.routing.network import crossed_cells, raster_moves
from convoy_map.routing.optimum import forward_backward
from convoy_map.routing.shortest import spread

WIDE_KM, HIGH_KM = 320, 220


def ground(cell_m: float, seed: int = 1) -> np.ndarray:
    """A cost raster with smooth noise and cheap diagonal roads, shape (ny, nx)."""
    nx, ny = int(WIDE_KM * 1000 / cell_m), int(HIGH_KM * 1000 / cell_m)
    rng = np.random.default_rng(seed)
    noise = gaussian_filter(rng.standard_normal((ny, nx)), 8000 / cell_m)
    cost = 3.0 * np.exp(0.4 * noise / noise.std())
    for k in range(6):
        t = np.linspace(0, 1, 4 * nx)
        y = ((0.1 + 0.15 * k) * (1 - t) + (0.85 - 0.12 * k) * t) * (ny - 1)
        cost[y.astype(int), (t * (nx - 1)).astype(int)] = 1.0
    return cost


def matrix_of(cost: np.ndarray, cell_m: float) -> csr_matrix:
    """Sixteen neighbours, each move paid by the cells that it crosses."""
    ny, nx = cost.shape
    a, b, length = raster_moves(nx, ny)
    w = length * cell_m / 1000 * cost.ravel()[crossed_cells(a, b, nx)].mean(axis=1)
    rows, cols = np.concatenate([a, b]), np.concatenate([b, a])
    return csr_matrix((np.concatenate([w, w]), (rows, cols)), shape=(nx * ny, nx * ny))


def timed(work: Callable[[], np.ndarray], repeat: int = 3) -> tuple[float, np.ndarray]:
    """Best wall time of some runs, and the result."""
    best, out = np.inf, np.zeros(0)
    for _ in range(repeat):
        started = time.perf_counter()
        out = work()
        best = min(best, time.perf_counter() - started)
    return best, out


def ours(matrix: csr_matrix, start: int) -> np.ndarray:
    initial = np.full(matrix.shape[0], np.inf)
    initial[start] = 0.0
    return spread(matrix, initial)[0]


def skimage_mcp(cost: np.ndarray, cell_m: float, start: tuple[int, int]) -> np.ndarray | None:
    try:
        from skimage.graph import MCP_Geometric
    except ImportError:
        return None
    found, _ = MCP_Geometric(cost, fully_connected=True).find_costs([start])
    return np.asarray(found) * cell_m / 1000


def fast_marching(cost: np.ndarray, cell_m: float, start: tuple[int, int]) -> np.ndarray | None:
    try:
        import skfmm
    except ImportError:
        return None
    phi = np.ones_like(cost)
    phi[start] = -1.0
    return np.asarray(skfmm.travel_time(phi, 1.0 / cost, dx=cell_m / 1000))


GRASS_SCRIPT = """
r.in.ascii input={raster} output=cost --o --q
g.region raster=cost
START=$(date +%s.%N)
r.cost -k input=cost output=reach start_coordinates={x},{y} memory=2000 --o --q
END=$(date +%s.%N)
echo "seconds $(echo "$END - $START" | bc)"
r.out.ascii input=reach output={out} precision=9 --o --q
"""


def grass_cost(
    cost: np.ndarray, cell_m: float, start: tuple[int, int], folder: Path
) -> tuple[float, np.ndarray] | None:
    """Time and result of ``r.cost -k`` (knight's moves), in km."""
    if shutil.which("grass") is None:
        return None
    ny, nx = cost.shape
    raster, out = folder / "cost.asc", folder / "reach.asc"
    head = f"north: {ny * cell_m}\nsouth: 0\neast: {nx * cell_m}\nwest: 0\nrows: {ny}\ncols: {nx}\n"
    with raster.open("w") as f:
        f.write(head)
        np.savetxt(f, cost[::-1], fmt="%.9f")
    x, y = (start[1] + 0.5) * cell_m, (start[0] + 0.5) * cell_m
    script = folder / "run.sh"
    script.write_text(GRASS_SCRIPT.format(raster=raster, x=x, y=y, out=out))
    where = folder / "xy"
    run = ["grass", "-c", "XY", str(where), "--exec", "sh", str(script)]
    done = subprocess.run(
        run, capture_output=True, text=True, check=False, env=os.environ | {"LC_ALL": "C"}
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("seconds")]
    if done.returncode or not lines:
        print("GRASS failed:", done.stderr[-300:])
        return None
    reach = np.loadtxt(out, skiprows=6)[::-1]
    return float(lines[0].split()[1]), reach * cell_m / 1000


def fragments(cost: np.ndarray, count: int, cell_m: float) -> list[np.ndarray]:
    """Round surfaces strung along the raster, negative log likelihoods."""
    ny, nx = cost.shape
    y, x = np.mgrid[0:ny, 0:nx]
    out = []
    for k in range(count):
        cx, cy = nx * (0.08 + 0.84 * k / max(count - 1, 1)), ny * (0.5 + 0.3 * np.sin(2.1 * k))
        r2 = ((x - cx) ** 2 + (y - cy) ** 2) * (cell_m / 5000) ** 2
        out.append((0.5 * r2).ravel())
    return out


def peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def one_pass(cell_m: float) -> None:
    cost = ground(cell_m)
    start = (cost.shape[0] // 3, cost.shape[1] // 4)
    matrix = matrix_of(cost, cell_m)
    seconds, mine = timed(lambda: ours(matrix, start[0] * cost.shape[1] + start[1]))
    mine = mine.reshape(cost.shape)
    print(f"\n{cell_m:.0f} m, {cost.size} cells: ours {1000 * seconds:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        found = grass_cost(cost, cell_m, start, Path(folder))
    if found is not None:
        off = np.abs(found[1] - mine)[mine > 0] / mine[mine > 0]
        print(f"  GRASS r.cost -k    {1000 * found[0]:.0f} ms, differs by at most {off.max():.1e}")
    for name, engine in (("skimage MCP (8)", skimage_mcp), ("scikit-fmm", fast_marching)):
        started = time.perf_counter()
        other = engine(cost, cell_m, start)
        took = time.perf_counter() - started
        if other is None:
            print(f"  {name}: not installed")
            continue
        ratio = other[mine > 20] / mine[mine > 20]
        print(
            f"  {name:18} {1000 * took:.0f} ms, its cost over ours: median "
            f"{np.median(ratio):.3f}, worst {ratio.max():.2f}; takes no initial costs"
        )


def whole(cell_m: float, count: int) -> float:
    cost = ground(cell_m)
    matrix = matrix_of(cost, cell_m) * 0.01
    psi = fragments(cost, count, cell_m)
    started = time.perf_counter()
    forward_backward(psi, [matrix] * (count - 1))
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", nargs="*", type=float, default=[1000.0, 500.0, 250.0])
    args = parser.parse_args()
    print("one pass from one cell")
    for cell_m in args.cells:
        one_pass(cell_m)
    print("\nforward and backward, 8 fragments")
    times = []
    for cell_m in args.cells:
        times.append(whole(cell_m, 8))
        print(f"  {cell_m:.0f} m: {times[-1]:.2f} s, peak memory so far {peak_gb():.2f} GB")
    if len(times) > 1:
        growth = np.log(times[-1] / times[0]) / (2 * np.log(args.cells[0] / args.cells[-1]))
        print(f"  time grows as cells to the power {growth:.2f}")
    print("\nfragments, 1 km")
    for count in (5, 10, 20, 50, 100):
        print(f"  {count:3}: {whole(1000.0, count):.2f} s")


if __name__ == "__main__":
    main()
