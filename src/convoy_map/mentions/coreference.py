"""Unnamed places that were named before: "the village", "the city", "there"."""

from __future__ import annotations

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind, RelationKind

__all__ = ["resolve"]

_TOWNISH = frozenset("town village hamlet settlement place".split())
_CITYISH = frozenset("city capital metropolis stronghold".split())
_NEVER_BACK = frozenset("desert road track trail path highway sea coast sky way".split())
_COMMA = 2
_POINTERS = frozenset("there here location destination place spot".split())


def resolve(units: list[Unit], definite: set[int]) -> None:
    """Set ``same_as`` of every unnamed place that repeats an earlier one.

    Parameters
    ----------
    units : list of Unit
        All units of a passage in textual order.
    definite : set of int
        ``id`` of the units whose words point back (the, this, his …).
    """
    seen: list[Unit] = []
    described: dict[str, str] = {}
    for at, unit in enumerate(units):
        if unit.kind is MentionKind.RELATIONAL and unit.relation is not None:
            apposed = bool(seen) and _is_apposition(unit, seen[-1])
            if (
                unit.relation.kind is RelationKind.AT
                and unit.parts
                and not (apposed and unit.head in _CITYISH)
            ):
                unit.same_as = unit.parts[0]
                described[unit.parts[0].name] = unit.head
                unit.parts[0].sort = unit.parts[0].sort or "settlement"
            elif apposed:
                unit.same_as = _root(seen[-1])
        elif unit.kind is MentionKind.NOMINAL and unit.head in {"here", "there"}:
            unit.same_as = _explained(unit, units[at + 1 : at + 2]) or _pointed(unit, seen)
        elif unit.kind is MentionKind.NOMINAL and id(unit) in definite:
            unit.same_as = _antecedent(unit, seen, described)
            if unit.same_as is not None and unit.head in _TOWNISH | _CITYISH:
                described.setdefault(_root(unit.same_as).name, unit.head)
        seen.append(unit)


def _is_apposition(unit: Unit, before: Unit) -> bool:
    """Whether a described place explains the name before it ("Orla, a village near Brod")."""
    named = before.kind is MentionKind.TOPONYM and before.parent is None
    adjacent = 0 < unit.start - before.end <= _COMMA
    described = en.HEADS.get(unit.head) in {"settlement", "site"}
    return named and adjacent and described and unit.text.lower().startswith(("a ", "an ", "the "))


def _explained(unit: Unit, after: list[Unit]) -> Unit | None:
    """The name that tells at once where "here" is: "from here, from Osk", "here, Osk"."""
    if not after or after[0].kind is not MentionKind.TOPONYM:
        return None
    near = unit.head == "here" and after[0].start - unit.end in {len(", "), len(", from ")}
    return after[0] if near and after[0].sentence == unit.sentence else None


def _pointed(unit: Unit, seen: list[Unit]) -> Unit | None:
    """What "there" and "here" point to: the last settlement or related place."""
    for earlier in reversed(seen[-20:]):
        if earlier.end > unit.start or earlier.parent is not None:
            continue
        if earlier.kind is MentionKind.TOPONYM and earlier.sort in {"settlement", ""}:
            return _root(earlier)
        if earlier.kind is MentionKind.RELATIONAL and earlier.relation is not None:
            return _root(earlier)
    return None


def _root(unit: Unit) -> Unit:
    while unit.same_as is not None:
        unit = unit.same_as
    return unit


def _antecedent(unit: Unit, seen: list[Unit], described: dict[str, str]) -> Unit | None:
    """The latest earlier place that the words can mean."""
    head = unit.head.rstrip("s")
    if head in _NEVER_BACK:
        return None
    for earlier in reversed(seen[-60:]):
        if earlier.parent is unit or earlier.start >= unit.start:
            continue
        if earlier.end > unit.start:
            continue
        if _fits(head, earlier, described):
            return _root(earlier)
    return None


def _fits(head: str, earlier: Unit, described: dict[str, str]) -> bool:
    if earlier.kind is MentionKind.TOPONYM:
        known = described.get(earlier.name)
        if head in _TOWNISH | _CITYISH:
            if earlier.sort not in {"settlement", ""}:
                return False
            if known is None:
                return True
            return (head in _CITYISH) == (known in _CITYISH)
        if head == "country":
            return earlier.sort == "country"
        return head == "river" and earlier.sort == "water"
    if earlier.kind in {MentionKind.NOMINAL, MentionKind.RELATIONAL} and earlier.head:
        same = earlier.head.rstrip("s") == head
        if head in _POINTERS:
            return en.HEADS.get(earlier.head) in {"settlement", "site"}
        return same and earlier.kind is MentionKind.RELATIONAL
    return False


_ARABIC_POINTERS = ("المدينه", "القريه", "البلده", "المخيم", "الميناء", "العاصمه")


def resolve_arabic(units: list[Unit]) -> None:
    """Set ``same_as`` of Arabic unnamed places with the article, and of "the town X"."""
    seen: list[Unit] = []
    for unit in units:
        if unit.kind is MentionKind.RELATIONAL and unit.relation is not None:
            if unit.relation.kind is RelationKind.AT and unit.parts:
                unit.same_as = unit.parts[0]
                unit.parts[0].sort = unit.parts[0].sort or "settlement"
        elif unit.kind is MentionKind.NOMINAL and unit.head in _ARABIC_POINTERS:
            for earlier in reversed(seen[-40:]):
                named = earlier.kind is MentionKind.TOPONYM and earlier.end <= unit.start
                if named and earlier.sort in {"settlement", ""}:
                    unit.same_as = _root(earlier)
                    break
        seen.append(unit)
