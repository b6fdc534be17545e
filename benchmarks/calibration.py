"""Do the corridors hold what they promise? Simulated journeys, told and reconstructed.

    python benchmarks/calibration.py --journeys 500

prints, for corridors and waypoint areas of 20/50/80/90/95 %, the share of the
truth that they held (with standard errors, over journeys), the distance of the
routes from the truth beside straight lines, the naive least-cost path through
the gazetteer's points and a space-time prism, and the time. ``--fit`` reckons the
lines of ``convoy_map.routing.recalibration`` from these journeys instead, and says
what they hold on each kind of world when it is left out; ``--again FILE…`` does so
from results kept with ``--out``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path
from unittest import mock

import numpy as np
import shapely
from scipy.optimize import minimize

from convoy_map.model import AreaBasis, Itinerary, Parameters, Route, Status
from convoy_map.ordering import order_evidence
from convoy_map.routing import reconstruct_route
from convoy_map.routing.corridor import way_distances
from convoy_map.routing.problem import pose_problem
from convoy_map.routing.recalibration import IDENTITY, sample_share
from convoy_map.routing.shortest import spread, trace
from tellers import Tale, tell
from worlds import KINDS, World, make_world, travel

LEVELS = (0.2, 0.5, 0.8, 0.9, 0.95)
FIT_LEVELS = (
    0.05,
    0.1,
    0.2,
    0.3,
    0.4,
    0.5,
    0.6,
    0.7,
    0.8,
    0.85,
    0.9,
    0.93,
    0.95,
    0.97,
    0.99,
    0.999,
)
SHARES = range(len(FIT_LEVELS))
AIMS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def thin(xy: np.ndarray, step_m: float = 300.0) -> np.ndarray:
    """Positions every ``step_m`` along a line."""
    line = shapely.LineString(xy)
    return shapely.get_coordinates(line.interpolate(np.arange(0, line.length, step_m)))


def route_points(world: World, route: Route) -> np.ndarray:
    """Positions along the route shown, metres."""
    parts = []
    for leg in route.legs:
        if leg.geometry is not None:
            lon, lat = np.array(leg.geometry.coords).T
            parts.append(np.column_stack(world.projection.to_xy(lon, lat)))
    return thin(np.concatenate(parts))


def ordered_points(tale: Tale, route: Route) -> np.ndarray:
    """The naive reader's points, in the order found, unlocated fragments left out."""
    ids = [w.id for w in route.waypoints if w.lon is not None]
    return np.array([tale.points[i] for i in ids])


def naive_path(problem: object, world: World, points: np.ndarray) -> np.ndarray:
    """One least-cost path over the map as drawn, through the gazetteer's points."""
    grid, network = problem.grid, problem.network
    matrix = problem.assembler.matrix(network.weights(problem.parameters.costs))
    x, y = grid.projection.to_xy(*world.lonlat(points).T)
    inside = np.clip(x, grid.x0, grid.x0 + (grid.nx - 0.5) * grid.cell_m)
    nodes = grid.cells(inside, np.clip(y, grid.y0, grid.y0 + (grid.ny - 0.5) * grid.cell_m))
    path = []
    for a, b in pairwise(nodes):
        start = np.full(network.size, np.inf)
        start[a] = 0.0
        path.append(trace(spread(matrix, start)[1], int(b)))
    nodes = np.concatenate(path)
    lonlat = grid.projection.to_lonlat(network.x[nodes], network.y[nodes])
    return thin(np.column_stack(world.projection.to_xy(*lonlat)))


def prism(world: World, tale: Tale, points: np.ndarray) -> tuple[float, float]:
    """Share of the truth within the prism of half as much again, and its area in km²."""
    ellipses = []
    for a, b in pairwise(points):
        apart = float(np.hypot(*(b - a)))
        major = 0.75 * apart + 2_000.0
        minor = np.sqrt(max(major**2 - (apart / 2) ** 2, 1.0))
        t = np.linspace(0, 2 * np.pi, 60)
        along = (b - a) / max(apart, 1.0) if apart else np.array([1.0, 0.0])
        across = np.array([-along[1], along[0]])
        ring = (
            (a + b) / 2 + np.outer(major * np.cos(t), along) + np.outer(minor * np.sin(t), across)
        )
        ellipses.append(shapely.Polygon(ring))
    area = shapely.union_all(ellipses)
    truth = thin(tale.path)
    return float(shapely.contains_xy(area, truth).mean()), area.area / 1e6


def one(job: tuple[int, int, str, dict, tuple[float, ...], bool]) -> dict:
    """Simulate, tell, reconstruct and measure one journey."""
    seed, number, mode, numbers, levels, raw = job
    rng = np.random.default_rng([seed, number])
    kind = KINDS[number % len(KINDS)]
    world = make_world(kind, rng)
    tale = tell(world, travel(world, rng), rng)
    parameters = Parameters(corridor_masses=levels, **numbers)
    itinerary = Itinerary("journey", "journey", Status.TRAVELLED)
    (ordering,) = order_evidence(
        tale.evidence, tale.legs, itineraries=(itinerary,), parameters=parameters
    )
    given = (ordering, tale.evidence, tale.legs, world.terrain, world.region, parameters)
    started = time.perf_counter()
    tables = {"CORRIDOR": IDENTITY, "WAYPOINT": IDENTITY}
    with mock.patch.multiple("convoy_map.routing.posterior", **tables) if raw else nullcontext():
        route = reconstruct_route(*given, status=Status.TRAVELLED, mode=mode)
    seconds = time.perf_counter() - started
    best = reconstruct_route(*given, status=Status.TRAVELLED, mode="map")
    return measured(world, tale, route, best, pose_problem(*given)) | {
        "kind": kind,
        "seconds": seconds,
        "fragments": len(tale.evidence),
    }


def measured(world: World, tale: Tale, route: Route, best: Route, problem: object) -> dict:
    """Coverage and distances of one reconstruction."""
    truth = thin(tale.path)
    lonlat = world.lonlat(truth)
    points = ordered_points(tale, route)
    held = [float(shapely.contains_xy(c.geometry, lonlat).mean()) for c in route.corridors]
    size = [float(problem.grid.projection.forward(c.geometry).area) / 1e6 for c in route.corridors]
    waypoints: dict[float, list[float]] = {}
    for area in route.areas:
        if area.basis is AreaBasis.POSTERIOR and area.waypoint not in tale.wrong:
            spot = world.lonlat(tale.spots[area.waypoint][None])
            hit = bool(shapely.contains_xy(area.geometry, spot)[0])
            waypoints.setdefault(area.p_mass, []).append(hit)
    prism_held, prism_km2 = prism(world, tale, points)
    skipped = {w.id: w.p_skipped for w in route.waypoints if w.p_skipped is not None}
    return {
        "corridor": held,
        "corridor_km2": size,
        "waypoints": [waypoints[p] for p in sorted(waypoints)],
        "p_skipped_wrong": [p for w, p in skipped.items() if w in tale.wrong],
        "p_skipped_right": [p for w, p in skipped.items() if w not in tale.wrong],
        "medoid_m": way_distances(route_points(world, route), truth),
        "best_m": way_distances(route_points(world, best), truth),
        "naive_m": way_distances(naive_path(problem, world, points), truth),
        "straight_m": way_distances(thin(points), truth),
        "prism": prism_held,
        "prism_km2": prism_km2,
    }


def mean_se(values: list[float]) -> tuple[float, float]:
    """Mean and its standard error."""
    v = np.asarray(values, dtype=float)
    return float(v.mean()), float(v.std(ddof=1) / np.sqrt(len(v))) if len(v) > 1 else 0.0


def table(results: list[dict], levels: tuple[float, ...]) -> None:
    print(f"\n{len(results)} journeys")
    print("level | corridor held | waypoint areas held | corridor km2 (mean)")
    for k, level in enumerate(levels):
        c, c_se = mean_se([r["corridor"][k] for r in results])
        w, w_se = mean_se([np.mean(r["waypoints"][k]) for r in results if r["waypoints"]])
        km2 = np.mean([r["corridor_km2"][k] for r in results])
        print(
            f"{100 * level:5.1f} | {100 * c:5.1f} ± {100 * c_se:3.1f}   "
            f"| {100 * w:5.1f} ± {100 * w_se:3.1f}         | {km2:7.0f}"
        )
    held, se = mean_se([r["prism"] for r in results])
    km2 = np.mean([r["prism_km2"] for r in results])
    print(f"prism | {100 * held:5.1f} ± {100 * se:3.1f}   |                     | {km2:7.0f}")
    distances_of(results, sorted({r["kind"] for r in results}))


def distances_of(results: list[dict], kinds: Sequence[str]) -> None:
    """Print distances from the truth and shares held, by kind of world."""
    print("\nmean distance from the truth, km, and share held")
    print("world          |   n | straight |  naive |   best | medoid | nearer | 50 % | 90 % | s")
    for kind in ("all", *kinds):
        of = [r for r in results if kind in ("all", r["kind"])]
        if not of:
            continue
        km = {
            k: np.mean([r[f"{k}_m"] for r in of]) / 1000
            for k in ("straight", "naive", "best", "medoid")
        }
        gain = 1 - min(km["best"], km["medoid"]) / km["naive"]
        half, ninety = (100 * np.mean([r["corridor"][k] for r in of]) for k in (1, 3))
        print(
            f"{kind:14} | {len(of):3} | {km['straight']:8.2f} | {km['naive']:6.2f} "
            f"| {km['best']:6.2f} | {km['medoid']:6.2f} | {100 * gain:5.1f}% "
            f"| {half:4.1f} | {ninety:4.1f} | {np.mean([r['seconds'] for r in of]):.1f}"
        )
    wrong = [p for r in results for p in r["p_skipped_wrong"]]
    right = [p for r in results for p in r["p_skipped_right"]]
    print(
        f"P(skipped): wrong statements {np.mean(wrong) if wrong else 0:.2f} (n={len(wrong)}), "
        f"right ones {np.mean(right):.2f} (n={len(right)})"
    )


def curve(results: list[dict], row: str) -> np.ndarray:
    """Mean share held at each of ``FIT_LEVELS``, every kind of world weighing the same."""
    kinds = sorted({r["kind"] for r in results})
    of_kind = [[r for r in results if r["kind"] == k and len(r[row])] for k in kinds]
    means = [[np.mean([np.mean(r[row][k]) for r in of]) for of in of_kind if of] for k in SHARES]
    return np.maximum.accumulate(np.mean(means, axis=1))


def held_at(held: np.ndarray, share: float) -> float:
    """Share of the truth held by areas that hold some share of the samples."""
    return float(np.interp(share, [0.0, *FIT_LEVELS, 1.0], [0.0, *held, 1.0]))


def fitted_line(held: np.ndarray) -> tuple[float, float]:
    """Intercept and slope with which areas come nearest to holding what they say."""

    def off(line: np.ndarray) -> float:
        return sum(
            (held_at(held, sample_share(p, (line[0], line[1]))) - p) ** 2 / (p * (1 - p))
            for p in AIMS
        )

    found = minimize(off, np.array([0.0, 1.0]), method="Nelder-Mead")
    return round(float(found.x[0]), 3), round(float(found.x[1]), 3)


def fit(results: list[dict]) -> None:
    """Print the lines of the level recalibration, and what they hold on worlds left out."""
    for name, row in (("CORRIDOR", "corridor"), ("WAYPOINT", "waypoints")):
        print(f"{name} = {fitted_line(curve(results, row))}")
        print("  world left out | held at 20/50/80/90/95 % (line fitted on the other worlds)")
        missed = []
        for kind in sorted({r["kind"] for r in results}):
            line = fitted_line(curve([r for r in results if r["kind"] != kind], row))
            own = curve([r for r in results if r["kind"] == kind], row)
            held = [held_at(own, sample_share(p, line)) for p in LEVELS]
            missed.append(np.array(held) - LEVELS)
            print(f"  {kind:14} | " + " ".join(f"{100 * h:5.1f}" for h in held))
        mean, se = np.mean(missed, axis=0), np.std(missed, axis=0, ddof=1) / np.sqrt(len(missed))
        print("  off on average | " + " ".join(f"{100 * m:+5.1f}" for m in mean))
        print("  standard error | " + " ".join(f"{100 * m:5.1f}" for m in se))


def keep(results: list[dict], out: Path | None) -> None:
    if out is not None:
        out.write_text(json.dumps(results, default=float))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--journeys", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mode", default="posterior", choices=("posterior", "fast"))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--cell", type=float, default=1000.0, help="metres")
    parser.add_argument("--surfaces", type=int, default=12)
    parser.add_argument("--particles", type=int, default=64)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--out", type=Path, help="raw results, as JSON")
    parser.add_argument("--set", nargs="*", default=[], help="parameters, NAME=VALUE")
    parser.add_argument("--again", nargs="*", type=Path, help="kept results, instead of a run")
    args = parser.parse_args()
    if args.again:
        kept = [r for path in args.again for r in json.loads(path.read_text())]
        return fit(kept) if args.fit else table(kept, LEVELS)
    numbers = {
        "cell_size_m": args.cell,
        "n_surfaces": args.surfaces,
        "n_particles": args.particles,
        **{k: float(v) for k, v in (s.split("=") for s in args.set)},
    }
    levels = FIT_LEVELS if args.fit else LEVELS
    jobs = [(args.seed, n, args.mode, numbers, levels, args.fit) for n in range(args.journeys)]
    results = []
    with ProcessPoolExecutor(args.processes) as pool:
        for n, result in enumerate(pool.map(one, jobs, chunksize=2), start=1):
            results.append(result)
            if n % 20 == 0:
                print(f"\r{n}/{len(jobs)}", end="", file=sys.stderr, flush=True)
                keep(results, args.out)
    keep(results, args.out)
    if args.fit:
        fit(results)
    else:
        table(results, levels)


if __name__ == "__main__":
    main()
