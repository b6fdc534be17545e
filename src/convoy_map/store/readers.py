"""Reading documents from disk: plain text, Markdown, HTML, Word and PDF.

The original file is never changed; its hash is returned with the text. What was
mended on the way (an encoding guessed, control characters taken out) is told
as findings. What can't be read raises ``SourceError`` with the way to mend it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from convoy_map.errors import SourceError
from convoy_map.model import Citation, Finding, Passage, Severity, SourceDocument
from convoy_map.store.readers_formats import html_text, markdown_text, pdf_text, word_text
from convoy_map.store.readers_text import clean_text, decode
from convoy_map.text.language import detect_language

__all__ = [
    "LARGEST_BYTES",
    "ReadDocument",
    "read_document",
    "read_documents",
    "source_document",
]

LARGEST_BYTES = 256 * 1024 * 1024
"""Larger files are refused: a case's source is a document, not a dump."""

_TEXT = {".txt": "text/plain", ".text": "text/plain", "": "text/plain", ".log": "text/plain"}
_MARKUP = {".md": "text/markdown", ".markdown": "text/markdown"}
_WEB = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html"}
_WORD = {".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
_PDF = {".pdf": "application/pdf"}
_TYPES = {**_TEXT, **_MARKUP, **_WEB, **_WORD, **_PDF}


@dataclass(frozen=True, slots=True)
class ReadDocument:
    r"""The text of a file and what is known of how it was read.

    Parameters
    ----------
    text : str
        The text, in Unicode, with ``\n`` line ends.
    lang : str
        BCP 47 tag of its language, ``"und"`` if it can't be told.
    sha256_original : str
        Hash of the file's bytes.
    findings : tuple of Finding
        What was mended or looks wrong.
    media_type : str
        What the file is.
    """

    text: str
    lang: str
    sha256_original: str
    findings: tuple[Finding, ...]
    media_type: str


def source_document(source_id: str, read: ReadDocument, digest: str, file: Path) -> SourceDocument:
    """Return the whole text as one source.

    Parameters
    ----------
    source_id : str
        Its id.
    read : ReadDocument
        The text.
    digest : str
        Hash of the text (``store.sources.sha256_text``).
    file : Path
        The original.
    """
    return SourceDocument(
        id=source_id,
        lang=read.lang,
        sha256=digest,
        length=len(read.text),
        passages=(Passage(0, len(read.text), read.text),),
        citation=Citation(original_file=file.name),
    )


def read_document(path: Path, *, encoding: str | None = None) -> ReadDocument:
    """Read one document.

    Parameters
    ----------
    path : Path
        A ``.txt``, ``.md``, ``.html``, ``.docx`` or ``.pdf`` file.
    encoding : str, optional
        Encoding of a text file; told from its bytes if not given.

    Raises
    ------
    SourceError
        If the file is missing, empty, too large, of another kind, encrypted,
        holds no text, or can't be parsed.
    """
    raw = _bytes_of(path)
    media_type = _media_type(path, raw)
    findings: list[Finding] = []
    where = path.name
    if media_type == _PDF[".pdf"]:
        text = pdf_text(raw, where, findings)
    elif media_type == _WORD[".docx"]:
        text = word_text(raw, where, findings)
    else:
        text = decode(raw, where, findings, encoding)
        convert: Callable[[str], str] | None = {
            "text/html": html_text,
            "text/markdown": markdown_text,
        }.get(media_type)
        text = convert(text) if convert is not None else text
    text = clean_text(text, where, findings)
    if not text.strip():
        raise SourceError(
            "the file holds no text",
            where=where,
            mend="if it is a scan, run text recognition (OCR) on it first and give the result",
        )
    return ReadDocument(
        text, detect_language(text), sha256(raw).hexdigest(), tuple(findings), media_type
    )


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        what, mend = "doesn't exist", "check the path"
        if path.is_dir():
            what, mend = "is a folder, not a file", "name the files in it"
        elif path.exists():
            what, mend = "is no ordinary file", "copy what it gives into a file"
        raise SourceError(f"the source file {what}", where=str(path), mend=mend)
    size = path.stat().st_size
    if size == 0:
        mend = "leave it out, or look for the copy that has the text"
        raise SourceError("the file is empty", where=path.name, mend=mend)
    if size > LARGEST_BYTES:
        raise SourceError(
            f"the file has {size:,} bytes, more than {LARGEST_BYTES:,}",
            where=path.name,
            mend="split it, or give only the document that bears on the journey",
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"the file can't be read: {error.strerror}", where=path.name, mend="check its rights"
        ) from error


def _media_type(path: Path, raw: bytes) -> str:
    if raw.startswith(b"%PDF-"):
        return _PDF[".pdf"]
    suffix = path.suffix.lower()
    media_type = _TYPES.get(suffix)
    if media_type is None:
        raise SourceError(
            f"files of the kind {suffix!r} can't be read",
            where=path.name,
            mend="save it as .txt, .md, .html, .docx or .pdf",
        )
    if media_type == _PDF[".pdf"]:
        raise SourceError(
            "the file is named .pdf but isn't one", where=path.name, mend="check where it came from"
        )
    return media_type


def read_documents(
    paths: list[Path],
) -> tuple[tuple[tuple[Path, ReadDocument], ...], tuple[Finding, ...]]:
    """Read many documents; what can't be read is set aside and told.

    The same file given twice, or twice under two names, is read once.

    Returns
    -------
    tuple
        (path, document) of everything that could be read, in the order given,
        and the findings.
    """
    read: list[tuple[Path, ReadDocument]] = []
    findings: list[Finding] = []
    held: dict[str, str] = {}
    for path in paths:
        try:
            document = read_document(path)
        except SourceError as error:
            findings.append(
                Finding(
                    Severity.ERROR, "unreadable source", error.what, where=error.where or path.name,
                    mend=error.mend or "",
                )
            )  # fmt: skip
            continue
        first = held.setdefault(document.sha256_original, path.name)
        if first != path.name or any(p == path for p, _ in read):
            findings.append(
                Finding(
                    Severity.WARNING, "source given twice", f"the same file as {first}",
                    where=path.name, mend="nothing to do: it is counted once",
                )
            )  # fmt: skip
            continue
        read.append((path, document))
        findings.extend(document.findings)
    return tuple(read), tuple(findings)
