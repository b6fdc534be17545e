"""The whole reading of a document: from text to mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, tzinfo

from convoy_map.mentions.assemble import to_mentions
from convoy_map.mentions.namebook import NameBook
from convoy_map.mentions.passages import parts_of
from convoy_map.mentions.reading_ar import read_arabic
from convoy_map.mentions.reading_en import read_english
from convoy_map.mentions.recognisers import Recogniser, add_recognised
from convoy_map.mentions.times import Clock
from convoy_map.model import Gazetteer, Mention, Progress, SourceDocument

__all__ = ["find_mentions", "read_corpus"]


def find_mentions(
    document: SourceDocument,
    gazetteer: Gazetteer,
    *,
    countries: Sequence[str] = (),
    recognisers: Sequence[Recogniser] = (),
    zone: tzinfo = UTC,
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
    zone : tzinfo
        Local time of the places told of; "five in the afternoon" is five o'clock there.

    Returns
    -------
    tuple of Mention
        Sorted by (start, end). Nested mentions are allowed: a relational phrase
        and the names it starts from. A document of more than a million code points
        is read part by part; a journey told across parts gets an id in each.
    """
    book = NameBook(gazetteer, frozenset(c.upper() for c in countries))
    return tuple(m for _, part in _read(document, book, recognisers, zone) for m in part)


def read_corpus(
    documents: Iterable[SourceDocument],
    gazetteer: Gazetteer,
    *,
    countries: Sequence[str] = (),
    recognisers: Sequence[Recogniser] = (),
    zone: tzinfo = UTC,
    progress: Progress | None = None,
    total_chars: int = 0,
) -> Iterator[tuple[SourceDocument, tuple[Mention, ...]]]:
    """Read many documents one after the other, in memory for a part of one of them.

    What was looked up in the gazetteer is kept from one document to the next. A
    document of more than a million code points is yielded part by part.

    Parameters
    ----------
    documents : iterable of SourceDocument
        May be a generator; each document is let go once it is read.
    progress : callable, optional
        Told the share read (of ``total_chars``) and the id of the document.

    Yields
    ------
    tuple
        The document and its mentions, or those of its next part.
    """
    book = NameBook(gazetteer, frozenset(c.upper() for c in countries))
    done = 0
    for document in documents:
        for length, mentions in _read(document, book, recognisers, zone):
            yield document, mentions
            done += length
            if progress is not None:
                progress(min(1.0, done / max(1, total_chars, done)), document.id)


def _read(
    document: SourceDocument, book: NameBook, recognisers: Sequence[Recogniser], zone: tzinfo
) -> Iterator[tuple[int, tuple[Mention, ...]]]:
    """Yield the length of every part and its mentions; nearly always there is one."""
    clock = Clock(published_date(document), zone)
    read = read_arabic if document.lang.split("-")[0] in {"ar", "fa", "ur"} else read_english
    for number, part in enumerate(parts_of(document), 1):
        units = add_recognised(part.text, read(part.text, book, clock), recognisers)
        mentions = to_mentions(document, part.text, units, part.original)
        if number > 1:
            mentions = tuple(
                replace(m, itinerary=f"{m.itinerary}-part-{number}") if m.itinerary else m
                for m in mentions
            )
        yield len(part.text), mentions


def published_date(document: SourceDocument) -> date | None:
    """The day of publication, None where it is unknown or no whole date."""
    stated = document.citation.published or ""
    try:
        return date.fromisoformat(stated[:10])
    except ValueError:
        return None
