"""Text of Markdown, HTML, Word and PDF files, by well-kept readers."""

from __future__ import annotations

import logging
import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from bs4 import BeautifulSoup
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from convoy_map.errors import SourceError
from convoy_map.model import Finding, Severity

__all__ = ["html_text", "markdown_text", "pdf_text", "word_text"]

_MOST_UNPACKED = 512 * 1024 * 1024
_MOST_RATIO = 200
_MOST_PARTS = 5_000
_MOST_PAGES = 5_000
_MOST_PAGE_CHARACTERS = 2_000_000
_SILENT = ["script", "style", "noscript", "template", "svg", "iframe", "object", "head", "nav"]
_BLOCKS = [
    "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section",
    "article", "header", "footer", "figcaption", "pre", "table", "ul", "ol", "dd", "dt",
]  # fmt: skip
_BLANKS = re.compile(r"[^\S\n]*\n[^\S\n]*(?:\n\s*)+")
_SPACES = re.compile(r"[^\S\n]+")


def html_text(text: str) -> str:
    r"""Visible text of a web page, a blank line between blocks; scripts never run.

    Examples
    --------
    >>> html_text("<p>From <b>Osh</b></p><script>x()</script><p>to Murgab</p>")
    'From Osh\n\nto Murgab'
    """
    soup = BeautifulSoup(text, "html.parser")
    for silent in soup(_SILENT):
        silent.decompose()
    for mark in soup(_BLOCKS):
        if mark.name == "br":
            mark.insert_before("\n")
            continue
        mark.insert_before("\n\n")
        mark.insert_after("\n\n")
    lines = _SPACES.sub(" ", soup.get_text().replace("\xa0", " "))
    return _BLANKS.sub("\n\n", lines).strip()


def markdown_text(text: str) -> str:
    r"""Text of a Markdown file without its marks; raw HTML in it is text too.

    Examples
    --------
    >>> markdown_text("# Day 1\n\nFrom *Osh* to [Murgab](http://x).")
    'Day 1\n\nFrom Osh to Murgab.'
    """
    return html_text(MarkdownIt("commonmark").render(text))


def word_text(raw: bytes, where: str, findings: list[Finding]) -> str:
    """Text of a Word document, paragraphs and tables in their order.

    Raises
    ------
    SourceError
        If it is encrypted, damaged, or unpacks to absurd size.
    """
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError(
            "the Word file is encrypted or in the old .doc format",
            where=where,
            mend="open it and save it as .docx without a password",
        )
    _check_archive(raw, where)
    try:
        document = Document(BytesIO(raw))
        blocks = [
            _table_text(block) if isinstance(block, Table) else block.text
            for block in document.iter_inner_content()
            if isinstance(block, (Paragraph, Table))
        ]
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise SourceError(
            "the Word file is damaged", where=where, mend="open it, save it again and retry"
        ) from error
    return "\n\n".join(block for block in blocks if block.strip())


def _table_text(table: Table) -> str:
    return "\n".join("\t".join(cell.text for cell in row.cells) for row in table.rows)


def _check_archive(raw: bytes, where: str) -> None:
    """Refuse an archive that unpacks to far more than it weighs."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError) as error:
        raise SourceError(
            "the Word file is damaged", where=where, mend="open it, save it again and retry"
        ) from error
    unpacked = sum(part.file_size for part in parts)
    too_much = unpacked > _MOST_UNPACKED or unpacked > _MOST_RATIO * max(len(raw), 100_000)
    if too_much or len(parts) > _MOST_PARTS:
        raise SourceError(
            f"the Word file of {len(raw):,} bytes would unpack to {unpacked:,}",
            where=where,
            mend="it looks like an attack; if you trust it, save it as plain text",
        )


def pdf_text(raw: bytes, where: str, findings: list[Finding]) -> str:
    """Text of a PDF, pages apart by blank lines.

    Raises
    ------
    SourceError
        If it is encrypted, damaged, or holds no text at all (a scan).
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted(where)
        count = len(reader.pages)
        pages = [_page(reader, i) for i in range(min(count, _MOST_PAGES))]
    except DependencyError as error:  # a cipher that needs a package which is not here
        raise _encrypted(where) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError,
            IndexError, OSError, NotImplementedError) as error:  # fmt: skip
        raise SourceError(
            f"the PDF can't be read ({type(error).__name__})",
            where=where,
            mend="open it and print it to a new PDF, or save its text",
        ) from error
    empty = sum(1 for page in pages if not page.strip())
    if empty == len(pages):
        raise SourceError(
            f"the PDF holds no text: its {count} pages are images",
            where=where,
            mend="run text recognition (OCR) on it first and give the result",
        )
    if empty or count > len(pages):
        what = f"{empty} of {count} pages hold no text" if empty else f"only {len(pages)} read"
        findings.append(
            Finding(
                Severity.WARNING, "pages without text", what, where=where,
                mend="if they are scans, run text recognition (OCR) on them",
            )
        )  # fmt: skip
    return "\n\n".join(pages)


def _encrypted(where: str) -> SourceError:
    return SourceError("the PDF is encrypted", where=where, mend="save it without a password")


def _page(reader: PdfReader, i: int) -> str:
    return reader.pages[i].extract_text()[:_MOST_PAGE_CHARACTERS]
