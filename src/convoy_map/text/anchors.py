"""Anchors into documents: made, checked, and found again when a text has changed.

Offsets are Unicode code points of the whole document in logical order, after
the W3C Web Annotation Data Model (2017), sections 4.2.4 and 4.2.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from convoy_map.errors import AnchorError
from convoy_map.model import SourceDocument, TextAnchor

CONTEXT = 80
"""Code points of context kept on each side of a quotation."""

MIN_FUZZY_SCORE = 0.85
_TARGET = re.compile(r"^(?P<source>[^\s:]+):(?P<start>\d{1,12})-(?P<end>\d{1,12})$")


class AnchorMatch(StrEnum):
    """How an anchor was found again, best first."""

    POSITION = "position"
    EXACT = "exact"
    FUZZY = "fuzzy"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Reanchored:
    """An anchor in the text as it now is; ``score`` is 1 unless it was fuzzy.

    An orphan keeps the old anchor, so that nothing is lost.
    """

    anchor: TextAnchor
    match: AnchorMatch
    score: float


def parse_target(target: str) -> tuple[str, int, int]:
    """Split ``source:start-end``.

    Raises
    ------
    AnchorError
        If the target is not written that way, or is empty or reversed.

    Examples
    --------
    >>> parse_target("bbc:10-15")
    ('bbc', 10, 15)
    """
    found = _TARGET.match(target)
    if found is None:
        raise AnchorError(
            f"'{target}' is not a text anchor",
            mend="write source:start-end, for instance bbc:10946-10985",
        )
    start, end = int(found["start"]), int(found["end"])
    if start >= end:
        raise AnchorError(
            f"the anchor '{target}' ends where it starts or before", mend="give start < end"
        )
    return found["source"], start, end


def make_anchor(document: SourceDocument, start: int, end: int) -> TextAnchor:
    """Anchor ``document[start:end]`` with its context.

    Parameters
    ----------
    document : SourceDocument
        The document, whole or in passages.
    start, end : int
        Code-point offsets into the whole document, ``end`` exclusive.

    Raises
    ------
    AnchorError
        If no passage at hand holds the stretch.
    """
    for passage in document.passages:
        if passage.start <= start < end <= passage.end:
            text, at = passage.text, passage.start
            return TextAnchor(
                source=document.id,
                start=start,
                end=end,
                exact=text[start - at : end - at],
                prefix=text[max(0, start - at - CONTEXT) : start - at],
                suffix=text[end - at : end - at + CONTEXT],
            )
    raise AnchorError(
        f"no passage of '{document.id}' holds the characters {start}-{end}",
        where=f"{document.id}:{start}-{end}",
        mend="quote a passage that is in the source record, or add the passage to it",
    )


def reanchor(anchor: TextAnchor, document: SourceDocument) -> Reanchored:
    """Find an anchor's words in a document that may have changed.

    By position if the words still stand there; else where they stand exactly
    (the place whose context agrees best, if there are several); else fuzzily
    with their context; else as an orphan. Time is linear in the document for
    the first two and bounded for the third.
    """
    if document.slice(anchor.start, anchor.end) == anchor.exact:
        return Reanchored(
            make_anchor(document, anchor.start, anchor.end), AnchorMatch.POSITION, 1.0
        )
    found = _exact_place(anchor, document)
    if found is not None:
        return Reanchored(
            make_anchor(document, found, found + len(anchor.exact)), AnchorMatch.EXACT, 1.0
        )
    fuzzy = _fuzzy_place(anchor, document)
    if fuzzy is not None:
        start, end, score = fuzzy
        return Reanchored(make_anchor(document, start, end), AnchorMatch.FUZZY, score)
    return Reanchored(anchor, AnchorMatch.ORPHAN, 0.0)


def _exact_place(anchor: TextAnchor, document: SourceDocument) -> int | None:
    """Start of the exact words whose context agrees; None if absent or a tie."""
    places: list[tuple[float, int]] = []
    for passage in document.passages:
        at = passage.text.find(anchor.exact)
        while at >= 0:
            before = passage.text[max(0, at - CONTEXT) : at]
            after = passage.text[at + len(anchor.exact) : at + len(anchor.exact) + CONTEXT]
            score = fuzz.ratio(before, anchor.prefix) + fuzz.ratio(after, anchor.suffix)
            places.append((score, passage.start + at))
            at = passage.text.find(anchor.exact, at + 1)
    if not places:
        return None
    places.sort(key=lambda pair: (-pair[0], pair[1]))
    if len(places) > 1 and places[0][0] == places[1][0]:
        return None
    return places[0][1]


def _fuzzy_place(anchor: TextAnchor, document: SourceDocument) -> tuple[int, int, float] | None:
    """Best fuzzy place of the words, told by themselves with their context."""
    needle = anchor.prefix + anchor.exact + anchor.suffix
    best: tuple[float, int, int] | None = None
    for passage in document.passages:
        around = fuzz.partial_ratio_alignment(needle, passage.text, score_cutoff=60.0)
        if around is None:
            continue
        low = max(0, around.dest_start - CONTEXT)
        window = passage.text[low : around.dest_end + CONTEXT]
        inner = fuzz.partial_ratio_alignment(
            anchor.exact, window, score_cutoff=100 * MIN_FUZZY_SCORE
        )
        if inner is None or inner.dest_start >= inner.dest_end:
            continue
        start = passage.start + low + inner.dest_start
        end = passage.start + low + inner.dest_end
        if best is None or inner.score > best[0]:
            best = (inner.score, start, end)
    return None if best is None else (best[1], best[2], best[0] / 100)
