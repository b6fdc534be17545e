"""What is known of a document before its places are weighed, in all languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.speech import SpeakerMap
from convoy_map.mentions.units import Unit
from convoy_map.model import Stance

__all__ = ["Surroundings", "context_of", "verdict_on"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a document and of one place in it before the place is weighed.

    ``town`` is the named place weighed, alone or within an outer place ("the station
    at Osk"). ``claimed`` holds for every place that a motion of the text has already
    the motion and its part in it; ``is_stop_elsewhere`` tells whether the same name is
    told as a stop elsewhere in the text; ``share`` how many of its named settlements are
    told as stops; ``nearest`` how many named places away the nearest other stop is; ``n_towns`` how
    many settlements the text names.
    """

    town: Unit
    claimed: Mapping[int, tuple[Event, Arg]]
    is_stop_elsewhere: bool
    speakers: SpeakerMap
    share: float
    nearest: int
    n_towns: int

    def told(self, unit: Unit) -> str:
        """Whether a motion took the place: "stop", "unreal" (planned, denied) or "free"."""
        held = self.claimed.get(id(unit))
        if held is None:
            return "free"
        return "stop" if held[1].stance is Stance.STATED else "unreal"


def context_of(units: Sequence[Unit], at: int, around: Surroundings) -> Iterator[str]:
    """Reasons from the places beside one in its sentence and in the whole document."""
    unit = units[at]
    for side, other in (("left", at - 1), ("right", at + 1)):
        if 0 <= other < len(units):
            yield f"{side}-{around.told(units[other])}"
    near = units[max(0, at - 2) : at + 3]
    if sum(1 for u in near if u.kind is unit.kind) >= 3:
        yield "among-three"
    share = min(3, int(around.share * 4))
    yield f"share:{share}"
    if around.told(unit) == "free":
        yield f"free-share:{share}"
    yield f"towns:{next((n for n in (10, 15, 22, 32) if around.n_towns <= n), 'more')}"
    yield f"nearest:{'one' if around.nearest <= 2 else 'few' if around.nearest <= 5 else 'far'}"
    town = around.town
    if around.is_stop_elsewhere and around.told(unit) != "free":
        yield "known-unreal" if around.told(unit) == "unreal" else "known-stop"
    if town.sort != "settlement":
        yield f"sort:{town.sort or 'unknown'}"
    if town.p < 0.5:
        yield "doubtful-name"
    if town is not unit and unit.relation is not None:
        yield f"within:{unit.relation.kind.value}"
        yield f"within:{unit.sort or 'unknown'}"


def verdict_on(unit: Unit, around: Surroundings, hangs: bool) -> Iterator[str]:
    """What the grammar of motion says of a place; ``hangs``: on a noun, not on the verb."""
    held = around.claimed.get(id(unit))
    if held is None:
        yield "told:none"
        return
    event, arg = held
    if arg.stance is not Stance.STATED:
        yield f"told:{arg.stance.value}"
        return
    yield f"told:{arg.path.value}"
    yield "told:yes"
    if hangs:
        yield f"told:{arg.path.value}-after-noun"
    if not event.traveller:
        yield "told:nobody"
    if arg.path in {Path.GOAL, Path.VIA} and event.kind in {"go", "reach", "pass", "leave"}:
        yield "told:firm"
