"""A document as the reading takes it: its passages joined, long ones part by part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from convoy_map.model import Passage, SourceDocument

__all__ = ["LONGEST_PART", "JoinedText", "parts_of"]

LONGEST_PART = 1_000_000
"""Code points that are read at once; what is longer is read in parts, so that memory is bounded."""

_JOINT = "\n\n"
_BREAKS = ("\n\n", "\n", ". ", " ")
_REACH = 100_000


@dataclass(frozen=True, slots=True)
class JoinedText:
    """The passages of a document as one text, with the way back to its offsets."""

    text: str
    begins: tuple[int, ...]
    starts: tuple[int, ...]

    def original(self, offset: int) -> int:
        """Offset in the whole document of an offset in ``text``."""
        index = max(0, bisect_right(self.begins, offset) - 1)
        return self.starts[index] + offset - self.begins[index]


def parts_of(document: SourceDocument) -> Iterator[JoinedText]:
    """Join the passages of a document; a document longer than a part comes in several.

    Passages are joined so that the discourse runs on and no name crosses a gap.
    A part ends with a paragraph where there is one, else with a line, a sentence
    or a word. What is told across two parts is read as two tellings.
    """
    held: list[Passage] = []
    size = 0
    for passage in document.passages:
        for piece in _pieces(passage):
            if held and size + len(piece.text) > LONGEST_PART:
                yield _joined(held)
                held, size = [], 0
            held.append(piece)
            size += len(piece.text) + len(_JOINT)
    yield _joined(held)


def _pieces(passage: Passage) -> Iterator[Passage]:
    text, start = passage.text, 0
    while len(text) - start > LONGEST_PART:
        end = _cut(text, start)
        yield Passage(passage.start + start, passage.start + end, text[start:end])
        start = end
    yield (passage if start == 0 else Passage(passage.start + start, passage.end, text[start:]))


def _cut(text: str, start: int) -> int:
    """Where a part that begins at ``start`` ends: at the last break within reach."""
    last = start + LONGEST_PART
    for mark in _BREAKS:
        at = text.rfind(mark, last - min(_REACH, LONGEST_PART // 2), last)
        if at >= 0:
            return at + len(mark)
    return last


def _joined(passages: list[Passage]) -> JoinedText:
    begins: list[int] = []
    position = 0
    for passage in passages:
        begins.append(position)
        position += len(passage.text) + len(_JOINT)
    starts = tuple(p.start for p in passages)
    return JoinedText(_JOINT.join(p.text for p in passages), tuple(begins), starts)
