"""Small grounds and journeys for the tests of the room routing."""

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix
from shapely.geometry import LineString

from convoy_map.model import (
    At,
    Direction,
    Evidence,
    Itinerary,
    LocatedPlace,
    Parameters,
    Quote,
    Region,
    Road,
    Role,
    Status,
    TextAnchor,
)
from convoy_map.ordering import order_evidence
from convoy_map.routing import reconstruct_route

REGION = Region(10.0, 45.0, 11.0, 45.7)
QUICK = Parameters(n_surfaces=2, n_particles=8, cell_size_m=2000.0)


@dataclass
class Ground:
    roads: list = field(default_factory=list)
    barriers: list = field(default_factory=list)
    bridges: list = field(default_factory=list)
    borders: list = field(default_factory=list)
    version: str = "test"


def place(lon, lat, radius_m=1000.0, p=1.0, name="p"):
    return LocatedPlace(f"{name}:{lon},{lat}", name, lon, lat, radius_m, p)


def fragment(slug, spatial, at=None, **more):
    at = at if at is not None else sum(map(ord, slug)) * 10
    quote = Quote(TextAnchor("s", at, at + 5, slug), more.pop("witness", "w"))
    role = more.pop("role", Role.VIA)
    status = more.pop("status", Status.TRAVELLED)
    return Evidence(f"j/{slug}", "j", slug, role, status, (quote,), spatial, **more)


def three():
    """Three fragments from west to east, the middle one vague."""
    return [
        fragment("a", At((place(10.2, 45.3),)), 10),
        fragment("b", Direction((place(10.5, 45.3),), 0.0, 45.0, 6000.0, 0.7), 20),
        fragment("c", At((place(10.8, 45.35),)), 30),
    ]


def road(*lonlat, surface="main_road"):
    return Road(LineString(lonlat), surface)


def reconstruct(evidence, legs=(), ground=None, region=REGION, parameters=QUICK, **more):
    mode = more.pop("mode", "posterior")
    (ordering,) = order_evidence(
        evidence,
        list(legs),
        itineraries=[Itinerary("j", "J", Status.TRAVELLED)],
        parameters=parameters,
    )
    return reconstruct_route(
        ordering,
        evidence,
        list(legs),
        ground or Ground(),
        region,
        parameters,
        status=more.pop("status", Status.TRAVELLED),
        mode=mode,
        **more,
    )


def random_graph(rng, n):
    """A connected random graph: dense costs with infinities, and its sparse matrix."""
    dense = np.full((n, n), np.inf)
    for k in range(1, n):
        j = int(rng.integers(k))
        dense[k, j] = dense[j, k] = rng.uniform(0.1, 3.0)
    for _ in range(n):
        i, j = rng.integers(n, size=2)
        if i != j:
            dense[i, j] = dense[j, i] = min(dense[i, j], rng.uniform(0.1, 3.0))
    rows, cols = np.nonzero(np.isfinite(dense))
    return dense, csr_matrix((dense[rows, cols], (rows, cols)), shape=(n, n))
