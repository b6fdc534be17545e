"""One journey of a document while it is being read, and the order of its telling."""

from __future__ import annotations

from dataclasses import dataclass, field

from convoy_map.mentions.events import Event, Path
from convoy_map.mentions.units import Unit
from convoy_map.model import Stance

__all__ = ["NEVER_FIRST", "OFF", "Journey", "root_of"]

NEVER_FIRST = {"there", "now"}
"""Kinds of events that never open a journey."""
OFF = {Stance.NEGATED, Stance.HYPOTHETICAL}
"""Stances of what was not travelled."""


@dataclass(slots=True, eq=False)
class Journey:
    """One journey of a document while it is being read."""

    id: str
    travellers: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    paragraph: int = 0
    last: str = ""

    def turn_back(self) -> None:
        """Set down as planned what was headed for before the journey turned back."""
        for index, event in enumerate(self.events):
            if not event.verb.startswith("turn") or event.kind != "stay" or not event.args:
                continue
            for earlier in self.events[:index]:
                for arg in earlier.args:
                    if arg.path is Path.HEADING:
                        arg.stance = Stance.PLANNED

    def stitch(self) -> None:
        """Put a stage that leads to the journey's first stop before it.

        A diary that tells its days backwards: "Today Osk to Lur. Yesterday Kano to Osk."
        """
        first: Unit | None = None
        seen: set[str] = set()
        for event in self.events:
            source = next((a.unit for a in event.args if a.path is Path.SOURCE), None)
            goal = next((a.unit for a in event.args if a.path is Path.GOAL), None)
            if event.kind == "stage" and first is not None and source is not None and goal:
                leads = root_of(goal).name == root_of(first).name or goal.head == "here"
                if leads and root_of(source).name not in seen:
                    event.args = [a for a in event.args if a.unit is not goal]
                    event.backward, event.after = True, first.told_at or first.start
                    source.told_at = max(0, event.after - 1)
                    first = source
            for arg in event.args:
                seen.add(root_of(arg.unit).name)
                first = arg.unit if first is None else first

    @property
    def is_told_in_order(self) -> bool:
        """Whether the traveller tells it, so that a place told again was visited again."""
        own = sum(e.key == "narrator" or e.key_is_teller for e in self.events)
        return 2 * own > len(self.events)

    @property
    def is_only_planned(self) -> bool:
        """Whether nothing of it has been travelled."""
        return bool(self.events) and all(e.stance is Stance.PLANNED for e in self.events)


def root_of(unit: Unit) -> Unit:
    """Follow what a place repeats back to its first mention."""
    seen = 0
    while unit.same_as is not None and seen < 20:
        unit, seen = unit.same_as, seen + 1
    return unit
