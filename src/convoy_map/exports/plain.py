"""Text from documents made harmless for the format it goes into.

Whatever a witness or publisher wrote is data: it must not become a tag, a
formula, a template or a control sequence of the program that opens the file.
"""

from __future__ import annotations

import re
from typing import Any

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = re.compile(r"^[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@＝＋－＠|%]")


def xml_text(text: str) -> str:
    r"""Drop the characters that XML 1.0 cannot hold, such as NUL and lone surrogates.

    Examples
    --------
    >>> xml_text("a\x00b\x1b[31m")
    'ab[31m'
    """
    return _NOT_XML.sub("", text)


def csv_cell(value: Any) -> str:  # noqa: ANN401 (a cell may hold anything)
    r"""Write a cell so that a spreadsheet takes it for text, never for a formula.

    Numbers stay numbers. Text that begins like a formula gets an apostrophe
    before it (OWASP's advice on CSV injection); control characters go.

    Examples
    --------
    >>> csv_cell("=1+1"), csv_cell(-3.5), csv_cell(None)
    ("'=1+1", '-3.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return repr(value)
    text = xml_text(str(value)).replace("\r", " ")
    return f"'{text}" if _FORMULA.match(text) or text.startswith("\t") else text


def mark(title: str, properties: dict[str, Any]) -> str:
    """Title with what must not be overlooked: not travelled, not reviewed.

    Examples
    --------
    >>> mark("Raqqa", {"status": "planned", "review": "unreviewed"})
    'Raqqa (planned, not reviewed)'
    """
    said = []
    if properties.get("status") not in {None, "travelled"}:
        said.append(str(properties["status"]))
    review = properties.get("review")
    if review == "unreviewed":
        said.append("not reviewed")
    elif review == "disputed":
        said.append("disputed")
    return f"{title} ({', '.join(said)})" if said else title


def one_line(text: str | None) -> str:
    """Text without line breaks or doubled spaces."""
    return " ".join((text or "").split())
