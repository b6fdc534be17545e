"""What an import sets aside, line by line, with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from convoy_map.errors import GazetteerError
from convoy_map.gazetteer.rows import PlaceRow, checked

KEPT = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that was set aside: where it stands and why."""

    where: str
    reason: str


@dataclass(slots=True)
class FaultLog:
    """Counts every fault and keeps the first thousand."""

    count: int = 0
    kept: list[Fault] = field(default_factory=list)

    def add(self, where: str, reason: str) -> None:
        """Set a record aside."""
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(Fault(where, reason))

    def passes(self, row: PlaceRow, where: str) -> bool:
        """Whether a row can be indexed; if not, it is set aside."""
        try:
            checked(row)
        except GazetteerError as error:
            self.add(where, str(error))
            return False
        return True
