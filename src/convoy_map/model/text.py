"""Documents, passages and anchors into them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TextAnchor:
    """A quotation and where it stands in its document.

    Joins the ``TextPositionSelector`` and the ``TextQuoteSelector`` of the W3C
    Web Annotation Data Model (2017). Offsets count Unicode code points of the
    whole document in logical order; ``end`` is exclusive.

    Parameters
    ----------
    source : str
        Id of the document.
    start, end : int
        Code-point offsets into the whole document.
    exact : str
        The quoted words.
    prefix, suffix : str
        Some words before and after it, for re-anchoring.

    Examples
    --------
    >>> TextAnchor("bbc", 10, 15, "Raqqa").target
    'bbc:10-15'
    """

    source: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def target(self) -> str:
        """The anchor as judgements write it: ``source:start-end``."""
        return f"{self.source}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document; ``text`` is exactly ``document[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """What is known of a document's origin; ``None`` means unknown, never guessed."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    original_file: str | None = None
    rights: str | None = None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document, whole or as the passages that a case quotes.

    Parameters
    ----------
    id : str
        Readable id, used in anchors and judgements.
    lang : str
        BCP 47 language tag, ``"en"`` or ``"ar"`` for instance.
    sha256 : str
        Hash of the whole text in UTF-8.
    length : int
        Length of the whole text in code points.
    passages : tuple of Passage
        Quoted stretches in order, never overlapping. For a whole document one
        passage that spans it.
    citation : Citation
        Bibliographic facts.
    derives_from : tuple of str
        Ids of documents this one is known (or judged) to repeat.
    """

    id: str
    lang: str
    sha256: str
    length: int
    passages: tuple[Passage, ...]
    citation: Citation = field(default_factory=Citation)
    derives_from: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the whole text is at hand."""
        return (
            len(self.passages) == 1
            and self.passages[0].start == 0
            and self.passages[0].end == self.length
        )

    def slice(self, start: int, end: int) -> str | None:
        """Return ``document[start:end]``, or None where no passage holds it."""
        for passage in self.passages:
            if passage.start <= start and end <= passage.end:
                return passage.text[start - passage.start : end - passage.start]
        return None
