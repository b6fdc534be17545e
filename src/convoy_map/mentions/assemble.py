"""From the working records of the reading to the mentions of the model."""

from __future__ import annotations

from collections.abc import Callable

from convoy_map.mentions.units import Unit
from convoy_map.model import Mention, SourceDocument, TextAnchor

__all__ = ["to_mentions"]

_CONTEXT = 32


def to_mentions(
    document: SourceDocument, text: str, units: list[Unit], original: Callable[[int], int]
) -> tuple[Mention, ...]:
    """Turn units into mentions with anchors into the whole document.

    Two units of one span become one mention; the relational one wins.
    """
    chosen: dict[tuple[int, int], Unit] = {}
    for unit in units:
        span = (unit.start, unit.end)
        held = chosen.get(span)
        if held is None or (held.relation is None and unit.relation is not None):
            chosen[span] = unit
    ids: dict[tuple[int, int], str] = {}
    for start, end in chosen:
        first = original(start)
        ids[(start, end)] = f"{document.id}:{first}-{first + end - start}"
    mentions = [
        _mention(document.id, text, unit, ids, original) for _, unit in sorted(chosen.items())
    ]
    return tuple(sorted(mentions, key=lambda m: (m.anchor.start, m.anchor.end)))


def _mention(
    source: str, text: str, unit: Unit, ids: dict[tuple[int, int], str],
    original: Callable[[int], int],
) -> Mention:  # fmt: skip
    start = original(unit.start)
    anchor = TextAnchor(
        source, start, start + unit.end - unit.start, unit.text,
        prefix=text[max(0, unit.start - _CONTEXT) : unit.start].rpartition("\n\n")[2],
        suffix=text[unit.end : unit.end + _CONTEXT].partition("\n\n")[0],
    )  # fmt: skip
    back = unit.same_as
    refers = ids.get((back.start, back.end)) if back is not None else None
    return Mention(
        id=anchor.target,
        anchor=anchor,
        kind=unit.kind,
        role=unit.role,
        stance=unit.stance,
        speaker=unit.speaker,
        time=unit.time,
        relation=unit.relation,
        anchors_on=tuple(
            ids[(p.start, p.end)]
            for p in sorted(unit.parts, key=lambda p: p.start)
            if (p.start, p.end) in ids
        ),
        refers_to=refers if refers != anchor.target else None,
        itinerary=unit.itinerary,
        manner=unit.manner,
        visit=unit.visit,
        p_mention=unit.p,
        note=unit.note,
        p_stop=unit.p_stop,
        told_at=None if unit.told_at is None else original(unit.told_at),
    )
