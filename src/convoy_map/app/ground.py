"""The ground under a case's route: its terrain and the names of towns around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from convoy_map.maps import ContextLabel, context_bytes
from convoy_map.model import Place

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace

_RANKS: Final = ((200_000, 5), (50_000, 4), (15_000, 3), (3_000, 2), (1, 1))
_kept: dict[tuple[str, str], bytes] = {}


def ground_of(ws: Workspace) -> bytes:
    """Return the context file of a case, made once for each version of its layers."""
    key = (ws.terrain.version, ws.gazetteer.version + repr(ws.definition.region))
    if key not in _kept:
        if len(_kept) >= 8:
            _kept.clear()
        places = ws.gazetteer.within(ws.definition.region)
        _kept[key] = context_bytes(ws.terrain, labels_of(places), ws.definition.region)
    return _kept[key]


def labels_of(places: Iterable[Place]) -> Iterator[ContextLabel]:
    """Yield a label for each town; those without a population rank lowest."""
    for place in places:
        if place.feature_class != "P" or place.lon is None or place.lat is None:
            continue
        people = place.population or 0
        rank = next((rank for least, rank in _RANKS if people >= least), 0)
        arabic = next((t.text for t in place.toponyms if t.lang == "ar"), "")
        yield ContextLabel(place.title, place.lon, place.lat, rank, arabic)
