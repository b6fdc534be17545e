"""Who tells of a simulated journey: precisely or vaguely, rightly or wrongly, in order or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from convoy_map.model import (
    Along,
    At,
    Between,
    Direction,
    Evidence,
    LegEvidence,
    LocatedPlace,
    Near,
    Quote,
    Role,
    SpatialConstraint,
    Status,
    TextAnchor,
    Unlocated,
)
from worlds import World


@dataclass
class Tale:
    """A journey as it was and as it was told; ``spots`` where each fragment truly was."""

    path: np.ndarray
    evidence: list[Evidence]
    legs: list[LegEvidence]
    spots: dict[str, np.ndarray]
    points: dict[str, np.ndarray]
    wrong: set[str]


def _at(world: World, xy: np.ndarray, name: str, rng: np.random.Generator) -> LocatedPlace:
    """A gazetteer's idea of a place: some know how far they err, some don't."""
    scale = float(rng.choice([300.0, 800.0, 2000.0]))
    error = {
        "laplace": rng.laplace(0, 1 / 1.6, 2),
        "normal": rng.normal(0, 1.0, 2),
        "student": rng.standard_t(3, 2),
    }[world.errors]
    seen = xy + scale * error
    lon, lat = world.lonlat(seen[None])[0]
    return LocatedPlace(name, name, float(lon), float(lat), 2.45 * scale, 1.0)


def tell(world: World, path: np.ndarray, rng: np.random.Generator) -> Tale:
    """Let people tell of a journey: 5 to 12 fragments, precise and vague."""
    step = np.hypot(*np.diff(path, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(step)])
    count = int(rng.integers(5, 13))
    inner = np.sort(rng.uniform(0.03, 0.97, count - 2))
    at = np.concatenate([[0.0], inner, [1.0]]) * along[-1]
    spots = np.column_stack([np.interp(at, along, path[:, k]) for k in (0, 1)])
    tale = Tale(path, [], [], {}, {}, set())
    order = np.arange(count)
    if rng.random() < 0.25 and count > 5:
        k = int(rng.integers(1, count - 2))
        order[[k, k + 1]] = order[[k + 1, k]]
    vague = rng.uniform(0.2, 0.8)
    for told, k in enumerate(order):
        _tell_one(world, tale, int(k), spots[k], told, vague, 0 < k < count - 1, rng)
    return tale


def _tell_one(
    world: World,
    tale: Tale,
    k: int,
    spot: np.ndarray,
    told: int,
    vague: float,
    inner: bool,
    rng: np.random.Generator,
) -> None:
    name = f"journey/f{k:02d}"
    spatial, point = _words(world, spot, name, vague if inner else 0.1, rng)
    if inner and rng.random() < 0.07:
        tale.wrong.add(name)
        elsewhere = world.towns[rng.integers(len(world.towns))]
        spatial, point = At((_at(world, elsewhere, name, rng),)), elsewhere
    role = Role.VIA if inner else (Role.ORIGIN if k == 0 else Role.DESTINATION)
    anchor = TextAnchor("tale", 100 * told, 100 * told + 10, "some words")
    tale.evidence.append(
        Evidence(name, "journey", name, role, Status.TRAVELLED, (Quote(anchor, "teller"),), spatial)
    )
    tale.spots[name] = spot
    tale.points[name] = point


def _words(
    world: World, spot: np.ndarray, name: str, vague: float, rng: np.random.Generator
) -> tuple[SpatialConstraint, np.ndarray]:
    """What a teller says of a spot, and the point a naive reader would take."""
    far = np.hypot(*(world.towns - spot).T)
    order = np.argsort(far)
    if world.kind == "loose tellers" and rng.random() < 0.7:
        return _loosely(world, spot, world.towns[order[0]], name, rng)
    if rng.random() > vague:
        if far[order[0]] < 1_500:
            town = world.towns[order[0]]
            return At((_at(world, town, name, rng),)), town
        return At((_at(world, spot, name, rng),)), spot
    how = rng.choice(["near", "ring", "direction", "between", "river", "nowhere"])
    weights = 1.0 / np.maximum(rng.gamma(2.0, 4_000, len(far)), 500) * (far[order] < 30_000)
    pick = order[0] if weights.sum() == 0 else order[int(rng.integers(0, 3))]
    town = world.towns[pick]
    place = (_at(world, town, name, rng),)
    if how == "near":
        town = world.towns[order[0]]
        return Near((_at(world, town, name, rng),), max(3_000.0, 0.5 * far[order[0]])), town
    if how == "ring":
        said = max(round(far[pick] / 5_000) * 5_000, 5_000)
        return Near(place, 3_000, float(said), 0.25 * said), town
    if how == "direction":
        bearing = np.degrees(np.arctan2(*(spot - town))) % 360
        octant = round(bearing / 45) % 8 * 45
        half = 45.0 if octant % 90 == 0 else 22.5
        median = float(rng.choice([6_000.0, 10_000.0, 15_000.0]))
        if far[pick] > 2.5 * median or far[pick] < 0.25 * median:
            median = float(np.clip(far[pick] * np.exp(rng.normal(0, 0.4)), 2_000, 40_000))
        return Direction(place, float(octant), half, median, 0.7), town
    if how == "between":
        other = _across(world, spot, town)
        if other is not None:
            pair = Between(place, (_at(world, other, name, rng),))
            return pair, (town + other) / 2
    if how == "river" and world.river is not None:
        line = shapely.LineString(world.river)
        off = float(shapely.distance(line, shapely.Point(spot)))
        if off < 4_000:
            drawn = shapely.LineString(world.lonlat(world.river))
            return Along(drawn, "river", 2_500.0), spot
    if how == "nowhere":
        return Unlocated("the teller does not know"), spot
    return At((_at(world, spot, name, rng),)), spot


def _loosely(
    world: World, spot: np.ndarray, town: np.ndarray, name: str, rng: np.random.Generator
) -> tuple[SpatialConstraint, np.ndarray]:
    """Who names the nearest town, and perhaps a wind that is one out as often as not."""
    apart = float(np.hypot(*(spot - town)))
    if apart < 4_000:
        return At((_at(world, town, name, rng),)), town
    if apart > 12_000 or rng.random() < 0.5:
        return Near((_at(world, town, name, rng),), float(rng.uniform(3_000, 8_000))), town
    bearing = np.degrees(np.arctan2(*(spot - town))) + rng.normal(0, 25)
    wind = round(bearing / 45) % 8 * 45.0
    half = 45.0 if wind % 90 == 0 else 22.5
    return Direction((_at(world, town, name, rng),), wind, half, 6_000.0, 0.7), town


def _across(world: World, spot: np.ndarray, town: np.ndarray) -> np.ndarray | None:
    """A town on the other side of a spot, none where the detour would be large."""
    apart = np.hypot(*(world.towns - town).T)
    detour = np.hypot(*(world.towns - spot).T) + np.hypot(*(spot - town)) - apart
    fits = (detour < 0.2 * apart) & (apart > 5_000) & (apart < 50_000)
    return world.towns[int(np.argmax(fits))] if fits.any() else None
