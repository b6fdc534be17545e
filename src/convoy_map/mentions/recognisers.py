"""The port for other recognisers of names (spaCy, Stanza, a model of one's own)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind

__all__ = ["Recogniser", "SpacyRecogniser", "add_recognised"]


class Recogniser(Protocol):
    """Anything that finds place names in a text."""

    def recognise(self, text: str) -> Iterable[tuple[int, int, float]]:
        """Yield (start, end, probability) in code points of ``text``."""
        ...


class SpacyRecogniser:
    """A spaCy pipeline as a recogniser; takes its GPE, LOC and FAC entities.

    Parameters
    ----------
    pipeline : callable
        What ``spacy.load`` returns. spaCy itself is not needed by this project.
    """

    LABELS = frozenset({"GPE", "LOC", "FAC"})

    def __init__(self, pipeline: object, p: float = 0.8) -> None:
        self.pipeline = pipeline
        self.p = p

    def recognise(self, text: str) -> Iterable[tuple[int, int, float]]:
        """Yield the spans of place entities."""
        document = self.pipeline(text)  # type: ignore[operator]
        for entity in document.ents:
            if entity.label_ in self.LABELS:
                yield entity.start_char, entity.end_char, self.p


def add_recognised(text: str, units: list[Unit], recognisers: Sequence[Recogniser]) -> list[Unit]:
    """Add the names that other recognisers find where the grammar found none.

    Spans outside the text or empty ones are ignored: a recogniser is a guest.
    """
    taken = [(u.start, u.end) for u in units if u.kind is MentionKind.TOPONYM]
    added: list[Unit] = []
    for recogniser in recognisers:
        for start, end, p in recogniser.recognise(text):
            inside = 0 <= start < end <= len(text)
            if inside and not any(s < end and start < e for s, e in taken):
                taken.append((start, end))
                added.append(
                    Unit(start, end, text[start:end], MentionKind.TOPONYM, p=min(1.0, max(0.0, p)))
                )
    return sorted([*units, *added], key=lambda u: (u.start, -u.end)) if added else units
