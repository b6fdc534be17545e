"""What each place is to its journey, once the whole journey is known."""

from __future__ import annotations

from itertools import pairwise

from convoy_map.mentions.containers import TITLE
from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.journeys import OFF, Journey, root_of
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind, RelationKind, Role, Stance

__all__ = ["follow_descriptions", "set_roles", "spread_to_parts"]


def is_first(arg: Arg, order: list[str]) -> bool:
    """Whether a presupposed start is where the journey really starts."""
    return bool(order) and order[0] == root_of(arg.unit).name


_ROLE = {
    Path.SOURCE: Role.ORIGIN,
    Path.GOAL: Role.DESTINATION,
    Path.HEADING: Role.DESTINATION,
    Path.VIA: Role.VIA,
    Path.STAY: Role.VIA,
    Path.AREA: Role.AREA,
    Path.SPREAD: Role.DISPERSAL,
}


def set_roles(journey: Journey) -> None:
    """Set role, stance, visit and itinerary of every place of a journey."""
    args = [(e, a) for e in journey.events for a in e.args]
    if all(a.presupposed or a.stance is Stance.PLANNED for _, a in args):
        for _, arg in args:
            arg.stance, arg.presupposed = Stance.PLANNED, False
    for event in journey.events:
        event.itinerary = journey.id
    course = _Course(args, journey.is_told_in_order)
    for event, arg in args:
        course.place(event, arg, journey.id)


class _Course:
    """The stops of one journey in the order told, and how often each was visited."""

    def __init__(self, args: list[tuple[Event, Arg]], in_order: bool) -> None:
        travelled = [
            a for _, a in args if a.stance not in OFF | {Stance.PLANNED} and a.path is not Path.AREA
        ]
        self.reached_at: dict[str, int] = {}
        for arg in reversed(travelled):
            if arg.path is not Path.HEADING:
                self.reached_at[root_of(arg.unit).name] = arg.unit.start
        self.order = _order(travelled)
        travelled = [
            a for a in travelled if not a.presupposed or not self.order or is_first(a, self.order)
        ]
        goals = [root_of(a.unit).name for a in travelled if a.path in {Path.GOAL, Path.HEADING}]
        self.last_goal = goals[-1] if goals else None
        sources = (root_of(a.unit).name for a in travelled if a.path is Path.SOURCE)
        self.first_source = next(sources, None)
        self.given_up = _given_up(travelled)
        self.travelled = travelled
        self.position = {id(a): i for i, a in enumerate(travelled)}
        self.in_order = in_order
        self.visits: dict[str, int] = {}
        self.seen_in: dict[str, int] = {}
        self.previous = ""

    def place(self, event: Event, arg: Arg, journey: str) -> None:
        """Set what one place is to the journey."""
        unit = arg.unit
        name = root_of(unit).name
        unit.itinerary, unit.stance, unit.traveller = journey, arg.stance, event.traveller
        if arg.stance in OFF or (arg.presupposed and not is_first(arg, self.order)):
            unit.role, unit.itinerary = Role.CONTEXT, None
            return
        if _is_errand(root_of(unit)):
            unit.role, unit.itinerary = Role.CONTEXT, None
            return
        unit.role = self._role(arg, name)
        if _only_contains(arg, self.travelled, self.position):
            unit.role = Role.CONTEXT
            return
        _set_told_at(event, arg)
        if arg.path is Path.HEADING and name in self.reached_at:
            unit.told_at = self.reached_at[name]
        if unit.role.is_on_route and arg.stance is not Stance.PLANNED:
            self._count(event, arg, name)

    def _count(self, event: Event, arg: Arg, name: str) -> None:
        """Count another visit where the journey came back."""
        known = name in self.visits and self.previous != name
        if known and arg.path is not Path.SOURCE and self._comes_back(event, arg, name):
            self.visits[name] += 1
        self.seen_in[name] = event.paragraph
        self.visits.setdefault(name, 0)
        arg.unit.visit = self.visits[name]
        self.previous = name

    def _comes_back(self, event: Event, arg: Arg, name: str) -> bool:
        if event.is_return:
            return True
        if event.backward or event.earlier or arg.path is Path.HEADING:
            return False
        if self.in_order:
            return True
        return arg.path is Path.GOAL and self.seen_in.get(name) == event.paragraph

    def _role(self, arg: Arg, name: str) -> Role:
        if arg.path is Path.HEADING and name in self.given_up - self.reached_at.keys():
            return Role.PLANNED
        if arg.stance is Stance.PLANNED:
            return Role.PLANNED if name not in self.reached_at else Role.CONTEXT
        role = _ROLE[arg.path]
        if role is Role.ORIGIN and name != self.first_source:
            return Role.VIA
        if role is Role.DESTINATION and name != self.last_goal:
            return Role.VIA
        return role


_ON_A_WAY = frozenset(
    "station airport airfield airstrip checkpoint checkpoints roadblock roadblocks post posts "
    "bridge "
    "bridges tunnel tunnels ford ferry quay pier jetty wharf dock docks dam lock gate gates "
    "customs "
    "border-post well wells spring springs inn hotel hostel guesthouse monastery fort fortress "
    "castle "
    "caravanserai khan lighthouse landing clearing location destination spot place places terminal "
    "cabin hut lodge shelter ruins cave mine headquarters depot midway".split()
)


def _is_errand(unit: Unit) -> bool:
    """Whether an unnamed building of a town, like "the shop", which no map of a route shows."""
    unnamed = unit.kind is MentionKind.NOMINAL and unit.relation is None
    return unnamed and unit.sort == "site" and unit.head.isascii() and unit.head not in _ON_A_WAY


def _order(travelled: list[Arg]) -> list[str]:
    """Names of the stops as told, repeats joined."""
    order: list[str] = []
    for arg in travelled:
        name = root_of(arg.unit).name
        if arg.path is not Path.HEADING and (not order or order[-1] != name):
            order.append(name)
    return order


def _only_contains(arg: Arg, travelled: list[Arg], position: dict[int, int]) -> bool:
    """Whether a country is named next to a stop inside it: "crossed into Spain at Tui"."""
    if arg.unit.sort != "country" or id(arg) not in position:
        return False
    index = position[id(arg)]
    near = travelled[max(0, index - 1) : index + 3]
    return any(
        a.unit.sort == "settlement" and a.unit.ccodes & arg.unit.ccodes and a is not arg
        for a in near
    )


def _set_told_at(event: Event, arg: Arg) -> None:
    """Such as "to Osh by way of Gulcha", "after passing Gulcha": Gulcha comes before Osh."""
    if arg.path is Path.VIA:
        later = [a.unit.start for a in event.args if a.path in {Path.GOAL, Path.HEADING}]
        if later and min(later) < arg.unit.start:
            behind = [a for a in event.args if a.path is Path.VIA and a.unit.start > min(later)]
            arg.unit.told_at = max(0, min(later) - len(behind) + behind.index(arg))
    if event.backward and event.after is not None:
        arg.unit.told_at = max(0, event.after - 1)


def _given_up(travelled: list[Arg]) -> set[str]:
    """Places somebody was bound for when the journey went on to end somewhere else."""
    ends = [i for i, a in enumerate(travelled) if a.path is Path.GOAL]
    last = ends[-1] if ends else -1
    return {
        root_of(a.unit).name for i, a in enumerate(travelled) if a.path is Path.HEADING and i < last
    }


def spread_to_parts(units: list[Unit]) -> None:
    """Give the places that a relation starts from the journey of the whole phrase."""
    for unit in units:
        root = unit.same_as
        if (
            unit.itinerary
            and root is not None
            and root.itinerary is None
            and (root.kind is not MentionKind.TOPONYM and root.sentence == unit.sentence)
        ):
            root.itinerary, root.role, root.visit = unit.itinerary, unit.role, unit.visit
            root.stance = unit.stance
        elif root is not None and unit.note == TITLE and root.role.is_on_route:
            unit.itinerary, unit.role, unit.visit = root.itinerary, root.role, root.visit
    for unit in units:
        if unit.itinerary is None:
            continue
        for part in unit.parts:
            if part.itinerary is None and part.kind is not MentionKind.DEMONYM:
                part.itinerary = unit.itinerary
                part_of = part.relation is not None and part.relation.kind is RelationKind.PART_OF
                if part_of and unit.role.is_on_route and part.same_as is None:
                    part.role, part.stance, part.same_as = Role.AREA, unit.stance, unit
                if unit.same_as is part:
                    part.role, part.stance, part.visit = unit.role, unit.stance, unit.visit
                    part.told_at = unit.told_at
    _spread_within(units)


def _spread_within(units: list[Unit]) -> None:
    """Give the town that a stop stands in the part of the stop: "the yard of a shop in Osk"."""
    for unit in units:
        if unit.itinerary is None or unit.parent is not None:
            continue
        town = unit
        while _stands_in(town) and town.kind is not MentionKind.TOPONYM:
            town = town.parts[0]
        if town is not unit and town.kind is MentionKind.TOPONYM and town.role is Role.CONTEXT:
            town.itinerary = unit.itinerary
            town.role, town.stance, town.visit = unit.role, unit.stance, unit.visit


def _stands_in(unit: Unit) -> bool:
    """Whether who is at a place is in the one it is told by: "the road through Osk"."""
    relation = unit.relation
    if relation is None or len(unit.parts) != 1 or not unit.head:
        return False
    if unit.parts[0].sort in {"country", "area", "water", "line"}:
        return False
    through = relation.kind is RelationKind.ALONG and "through" in relation.cue
    at = relation.kind is RelationKind.AT and unit.sort == "site"
    return relation.kind is RelationKind.WITHIN or through or at


def follow_descriptions(units: list[Unit], openings: set[int]) -> None:
    """Put on the route what the text describes next to a place on it.

    "North of the village, it's a different landscape": a sentence that opens with
    a place related to a stop goes on along the way. ``there`` and ``here`` share
    the part of the place they point to.

    Parameters
    ----------
    units : list of Unit
        All units in order, with roles.
    openings : set of int
        Offsets at which sentences begin.
    """
    _give_way(units, openings)
    for unit in units:
        if unit.itinerary is not None or unit.role is not Role.CONTEXT or unit.parent is not None:
            continue
        if unit.kind is MentionKind.NOMINAL and unit.head in {"here", "there"}:
            root = root_of(unit)
            if (
                root is not unit
                and root.role.is_on_route
                and root.itinerary is not None
                and (unit.sentence - root.sentence <= 2)
            ):
                unit.itinerary, unit.role, unit.visit = root.itinerary, root.role, root.visit
        elif unit.kind is MentionKind.RELATIONAL and unit.start in openings:
            anchors = [root_of(part) for part in unit.parts]
            on_route = [a for a in anchors if a.role in {Role.VIA, Role.DESTINATION}]
            if on_route and on_route[0].itinerary is not None:
                unit.itinerary, unit.role = on_route[0].itinerary, Role.VIA
                for part in unit.parts:
                    part.itinerary = part.itinerary or unit.itinerary
                    within = unit.relation is not None and unit.relation.kind is RelationKind.WITHIN
                    if within and root_of(part) is on_route[0] and part is not on_route[0]:
                        part.role, part.visit = on_route[0].role, on_route[0].visit


_GIVING_WAY = 16
"""Most letters between two kinds of land of which one follows the other on the way."""


def _give_way(units: list[Unit], openings: set[int]) -> None:
    """Put on the route what gives way to a place on it: "Small villages gave way to desert"."""
    for before, unit in pairwise(units):
        free = before.itinerary is None and before.role is Role.CONTEXT and before.parent is None
        lands = before.kind is MentionKind.NOMINAL and unit.kind is MentionKind.NOMINAL
        close = 0 < unit.start - before.end <= _GIVING_WAY and unit.sentence == before.sentence
        if free and lands and close and before.start in openings and unit.role.is_on_route:
            before.itinerary, before.role, before.stance = unit.itinerary, Role.VIA, unit.stance
