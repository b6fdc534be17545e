"""Support is counted by origins; markers stand where the words put them."""

import pytest
from shapely.geometry import Point

from convoy_map.model import (
    Lineage,
    Quote,
    Role,
    Route,
    StatedArea,
    Status,
    Support,
    TextAnchor,
    Waypoint,
)
from convoy_map.pipeline.finish import finished_route

LINEAGE = Lineage((), (("a", ("a",)), ("b", ("a",)), ("c", ("c",))))


def route(radius_m: float | None, support: Support = Support.INFERRED) -> Route:
    quotes = tuple(
        Quote(TextAnchor(s, 0, 1, "x"), w)
        for s, w in (("a", "Ann"), ("b", "Ann"), ("c", "Ben"), ("c", None))
    )
    waypoint = Waypoint(
        "j/w", "j", 1, "W", Role.VIA, Status.TRAVELLED, support,
        lon=10.0, lat=20.0, coordinate_uncertainty_m=radius_m, quotes=quotes,
    )  # fmt: skip
    return Route("j", Status.TRAVELLED, (waypoint,), ())


def stated(radius_m: float) -> dict[str, StatedArea]:
    return {"j/w": StatedArea(11.0, 21.0, radius_m, Point(11, 21).buffer(0.1))}


def test_copies_are_not_corroboration() -> None:
    (one,) = finished_route(route(None), LINEAGE, {}).waypoints
    assert (one.n_sources, one.n_origins, one.n_witnesses) == (3, 2, 2)


@pytest.mark.parametrize(
    ("posterior_m", "stated_m", "support", "expected"),
    [
        (15_000.0, 14_000.0, Support.INFERRED, (11.0, 21.0, 14_000.0)),
        (12_000.0, 29_000.0, Support.INFERRED, (10.0, 20.0, 12_000.0)),
        (15_000.0, 14_000.0, Support.ATTESTED, (10.0, 20.0, 15_000.0)),
        (None, 14_000.0, Support.INFERRED, (10.0, 20.0, None)),
    ],
)
def test_the_marker_follows_whichever_says_more(
    posterior_m: float | None,
    stated_m: float,
    support: Support,
    expected: tuple[float, float, float | None],
) -> None:
    (one,) = finished_route(route(posterior_m, support), LINEAGE, stated(stated_m)).waypoints
    assert (one.lon, one.lat, one.coordinate_uncertainty_m) == expected
