"""Shared wording of two texts: word shingles, containment and matched passages.

Containment after Broder (1997): the share of one text's shingles (runs of five
words) that the other text has too. Matched passages are maximal runs of shared
words. All steps are linear in the length of the texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from convoy_map.model import SourceDocument

__all__ = ["SHINGLE_WORDS", "Match", "Words", "containment", "matches", "words_of"]

SHINGLE_WORDS = 5
_WORD = re.compile(r"[^\W_]+")
_LONGEST_GAP = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document with their offsets in the whole text, and its shingles.

    ``places`` maps a shingle's hash to the indexes where it begins.
    """

    document: SourceDocument
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    shingles: tuple[int, ...]
    places: dict[int, list[int]]


@dataclass(frozen=True, slots=True)
class Match:
    """A run of the same words: offsets in both documents, and how many words."""

    start: int
    end: int
    other_start: int
    other_end: int
    n_words: int


def _hash(words: Sequence[str]) -> int:
    digest = blake2b("\x1f".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def words_of(document: SourceDocument) -> Words:
    """Split a document into words and shingles; no shingle crosses two passages."""
    starts: list[int] = []
    ends: list[int] = []
    shingles: list[int] = []
    for passage in document.passages:
        found = [
            (m.start() + passage.start, m.end() + passage.start, m.group().casefold())
            for m in _WORD.finditer(passage.text)
        ]
        plain = [word for _, _, word in found]
        starts.extend(s for s, _, _ in found)
        ends.extend(e for _, e, _ in found)
        whole = max(0, len(plain) - SHINGLE_WORDS + 1)
        shingles.extend(_hash(plain[i : i + SHINGLE_WORDS]) for i in range(whole))
        shingles.extend([-1] * (len(plain) - whole))
    places: dict[int, list[int]] = {}
    for index, shingle in enumerate(shingles):
        if shingle >= 0:
            held = places.setdefault(shingle, [])
            if len(held) < 8:
                held.append(index)
    return Words(document, tuple(starts), tuple(ends), tuple(shingles), places)


def containment(words: Words, other: Words) -> float:
    """Share of the shingles of ``words`` that ``other`` has too, from 0 to 1."""
    if not words.places:
        return 0.0
    shared = sum(1 for shingle in words.places if shingle in other.places)
    return shared / len(words.places)


def matches(words: Words, other: Words, *, least: int = 6) -> tuple[Match, ...]:
    """Maximal runs of words that both documents have, of ``least`` words or more."""
    found: list[Match] = []
    i = 0
    while i < len(words.shingles):
        at = other.places.get(words.shingles[i])
        if not at:
            i += 1
            continue
        best = max((_run(words, other, i, j), -j) for j in at)
        length, j = best[0], -best[1]
        last, other_last = i + length - 1, j + length - 1
        if length >= least:
            found.append(
                Match(
                    words.starts[i], words.ends[last], other.starts[j], other.ends[other_last],
                    length,
                )
            )  # fmt: skip
        i += max(1, length - SHINGLE_WORDS + 1)
    return tuple(found)


def _run(words: Words, other: Words, i: int, j: int) -> int:
    """Length in words of the run that begins at ``i`` and ``j``."""
    length = 0
    while (
        i + length < len(words.shingles)
        and j + length < len(other.shingles)
        and words.shingles[i + length] == other.shingles[j + length] >= 0
    ):
        length += 1
    return length + SHINGLE_WORDS - 1 if length else 0
