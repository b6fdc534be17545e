"""The working records of the reading: spans that are still being interpreted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from convoy_map.model import MentionKind, Relation, Role, Stance, TimeInterval


@dataclass(slots=True, eq=False)
class Unit:
    """Words that speak of a place, with everything found out about them so far.

    Offsets count code points of the passage. ``head`` is the noun that heads an
    unnamed place ("village"); ``sort`` a rough class of the place: ``country``,
    ``settlement``, ``site``, ``area``, ``line``, ``water`` or "". ``parts`` are
    the units that the relation starts from; ``parent`` the unit this one is part
    of; ``same_as`` the unit that this one repeats. ``p`` is the probability that the
    words speak of a place, ``p_stop`` that it is a stop, where it was weighed.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    head: str = ""
    sort: str = ""
    p: float = 1.0
    p_stop: float | None = None
    relation: Relation | None = None
    parts: list[Unit] = field(default_factory=list)
    parent: Unit | None = None
    same_as: Unit | None = None
    sentence: int = -1
    role: Role = Role.CONTEXT
    stance: Stance = Stance.STATED
    speaker: str | None = None
    time: TimeInterval | None = None
    itinerary: str | None = None
    traveller: str | None = None
    manner: str | None = None
    visit: int = 0
    note: str = ""
    told_at: int | None = None
    ccodes: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The surface with line breaks and doubled spaces made single, for comparing."""
        return " ".join(self.text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in the text; ``key`` joins its mentions ("abu-fawzi")."""

    start: int
    end: int
    text: str
    key: str


def outermost_by_sentence(units: Sequence[Unit]) -> dict[int, list[Unit]]:
    """The places of every sentence that stand inside no other, in order.

    Parameters
    ----------
    units : sequence of Unit
        All places of a text by their start, the longer of two that begin together first.
    """
    kept: dict[int, list[Unit]] = {}
    for unit in units:
        own = kept.setdefault(unit.sentence, [])
        if unit.parent is None and unit.kind in _PLACES and (not own or unit.start >= own[-1].end):
            own.append(unit)
    return kept


_PLACES = frozenset({MentionKind.TOPONYM, MentionKind.RELATIONAL, MentionKind.NOMINAL})


def slug(text: str) -> str:
    """Return a readable id: lower case, words joined by hyphens.

    Examples
    --------
    >>> slug("Abu Mus’ab  Huthaifa")
    'abu-musab-huthaifa'
    """
    kept = "".join(c if c.isalnum() else ("" if c in "'’ʼ`" else " ") for c in text.casefold())
    return "-".join(kept.split())
