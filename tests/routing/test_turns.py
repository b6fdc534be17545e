"""Stated turns weigh the sampled journeys."""

from dataclasses import replace

import numpy as np
import pytest
from small import QUICK, fragment, place, reconstruct, three

from convoy_map.model import At, Near, Turn
from convoy_map.routing.turns import side_weight


def bend_of(route):
    xy = [np.array([(w.lon) * 0.7, w.lat]) for w in route.waypoints]
    into, out = xy[1] - xy[0], xy[2] - xy[1]
    return np.degrees(np.arctan2(out[0], out[1]) - np.arctan2(into[0], into[1]))


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_told_side_moves_the_waypoint(side):
    a, _, c = three()
    where = Near((place(10.5, 45.33),), 15_000.0)
    route = reconstruct(
        [a, fragment("b", Turn(side, where), 20), replace(c, spatial=At((place(10.8, 45.33),)))],
        parameters=replace(QUICK, n_surfaces=4, n_particles=20),
    )
    right = (bend_of(route) + 180) % 360 - 180
    assert right > 0 if side == "right" else right < 0


def test_a_bend_to_the_other_side_is_unlikely_but_possible():
    assert side_weight(-120.0, "right") == pytest.approx(0.1, abs=0.01)
    assert side_weight(0.0, "left") == pytest.approx(0.55)
