"""The whole reading of a document: from text to mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from convoy_map.mentions.assemble import to_mentions
from convoy_map.mentions.namebook import NameBook
from convoy_map.mentions.reading_ar import read_arabic
from convoy_map.mentions.reading_en import read_english
from convoy_map.mentions.recognisers import Recogniser, add_recognised
from convoy_map.mentions.times import Clock
from convoy_map.model import Gazetteer, Mention, Progress, SourceDocument

__all__ = ["find_mentions", "read_corpus"]

_JOINT = "\n\n"


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


def join_passages(document: SourceDocument) -> JoinedText:
    """Join passages so that the discourse runs on and no name crosses a gap."""
    begins: list[int] = []
    pieces: list[str] = []
    position = 0
    for passage in document.passages:
        begins.append(position)
        pieces.append(passage.text)
        position += len(passage.text) + len(_JOINT)
    starts = tuple(p.start for p in document.passages)
    return JoinedText(_JOINT.join(pieces), tuple(begins), starts)


def find_mentions(
    document: SourceDocument,
    gazetteer: Gazetteer,
    *,
    countries: Sequence[str] = (),
    recognisers: Sequence[Recogniser] = (),
) -> tuple[Mention, ...]:
    """Find every mention of a place in a document, and what is said about it.

    Parameters
    ----------
    document : SourceDocument
        Whole, or as passages; offsets are those of the whole text, in Unicode
        code points. Its ``citation.published`` date anchors relative times.
    gazetteer : Gazetteer
        Names for the longest match.
    countries : sequence of str
        ISO 3166-1 alpha-2 codes of the countries the case is about; names known
        only there need less context.
    recognisers : sequence of Recogniser
        Further recognisers of names, for instance a spaCy pipeline.

    Returns
    -------
    tuple of Mention
        Sorted by (start, end). Nested mentions are allowed: a relational phrase
        and the names it starts from.
    """
    book = NameBook(gazetteer, frozenset(c.upper() for c in countries))
    return _read(document, book, recognisers)


def read_corpus(
    documents: Iterable[SourceDocument],
    gazetteer: Gazetteer,
    *,
    countries: Sequence[str] = (),
    recognisers: Sequence[Recogniser] = (),
    progress: Progress | None = None,
    total_chars: int = 0,
) -> Iterator[tuple[SourceDocument, tuple[Mention, ...]]]:
    """Read many documents one after the other, in memory for one of them.

    What was looked up in the gazetteer is kept from one document to the next.

    Parameters
    ----------
    documents : iterable of SourceDocument
        May be a generator; each document is let go once it is read.
    progress : callable, optional
        Told the share read (of ``total_chars``) and the id of the document.

    Yields
    ------
    tuple
        The document and its mentions.
    """
    book = NameBook(gazetteer, frozenset(c.upper() for c in countries))
    done = 0
    for document in documents:
        yield document, _read(document, book, recognisers)
        done += document.length
        if progress is not None:
            progress(min(1.0, done / max(1, total_chars, done)), document.id)


def _read(
    document: SourceDocument, book: NameBook, recognisers: Sequence[Recogniser]
) -> tuple[Mention, ...]:
    joined = join_passages(document)
    clock = Clock(published_date(document))
    read = read_arabic if document.lang.split("-")[0] in {"ar", "fa", "ur"} else read_english
    units = read(joined.text, book, clock)
    units = add_recognised(joined.text, units, recognisers)
    return to_mentions(document, joined.text, units, joined.original)


def published_date(document: SourceDocument) -> date | None:
    """The day of publication, None where it is unknown or no whole date."""
    stated = document.citation.published or ""
    try:
        return date.fromisoformat(stated[:10])
    except ValueError:
        return None
