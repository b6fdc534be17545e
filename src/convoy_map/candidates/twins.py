"""The same place in two records: the better one stands for both."""

from __future__ import annotations

from collections.abc import Sequence

from geographiclib.geodesic import Geodesic

from convoy_map.candidates.features import kind_of_place, total
from convoy_map.model import NameMatch, Place, ScoreFeature
from convoy_map.text.skeleton import phonetic

_APART_M = 5_000.0


def without_twins(
    matches: Sequence[NameMatch], features: Sequence[list[ScoreFeature]]
) -> tuple[list[int], list[tuple[int, str]]]:
    """Tell which matches to keep, and which repeat one of these and why.

    Two records are of one place if they are of one kind, sound the same by
    title and lie within 5 km of each other; rivers, seas and regions within the
    larger one's radius.

    Returns
    -------
    kept : list of int
    repeated : list of (int, str)
    """
    order = sorted(range(len(matches)), key=lambda i: (-total(features[i]), matches[i].place.id))
    kept: list[int] = []
    repeated: list[tuple[int, str]] = []
    for i in order:
        twin = next((k for k in kept if are_twins(matches[k].place, matches[i].place)), None)
        if twin is None:
            kept.append(i)
        else:
            why = f"the same place as {matches[twin].place.id}, in another record"
            repeated.append((i, why))
    return kept, repeated


def are_twins(a: Place, b: Place) -> bool:
    """Whether two records are of one place.

    Examples
    --------
    >>> a = Place("x:1", "Markada", 40.753, 35.746, 1500.0, "P", "PPL")
    >>> b = Place("y:1", "Marqadah", 40.769, 35.759, 1500.0, "P", "PPLA3")
    >>> are_twins(a, b)
    True
    """
    if a.lon is None or a.lat is None or b.lon is None or b.lat is None:
        return False
    kinds = {kind_of_place(a), kind_of_place(b)}
    apart_m = _APART_M
    if kinds == {"region or water"}:  # one river has its point here, another there
        apart_m = max(_APART_M, a.coordinate_uncertainty_m, b.coordinate_uncertainty_m)
    elif abs(a.lat - b.lat) > 0.05 or abs(a.lon - b.lon) > 0.5:
        return False
    if len(kinds - {"town", "capital"}) > 0 and len(kinds) > 1:
        return False
    if phonetic(a.title) != phonetic(b.title):
        return False
    line = Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon, Geodesic.DISTANCE)
    return float(line["s12"]) <= apart_m
