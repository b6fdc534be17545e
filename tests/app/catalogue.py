"""The interface's messages: found in the program, kept in locale/*/convoy_map.po.

``python tests/app/catalogue.py`` brings the Arabic catalogue up to date (new
messages come in empty, dead ones go) and compiles it.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from convoy_map.app.panel import program
from convoy_map.app.reason_patterns import PATTERNS
from convoy_map.app.words import messages_of

APP = Path(__file__).resolve().parents[2] / "src" / "convoy_map" / "app"
PO = APP / "locale" / "ar" / "LC_MESSAGES" / "convoy_map.po"
PLURALS = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);"
)


def template() -> Catalog:
    """Return every message that the program asks for."""
    found = Catalog(project="convoy-map", charset="utf-8")
    keywords = {"_": None, "ngettext": (1, 2)}
    for name, line, message, comments, _context in extract_from_dir(
        APP, [("**.py", "python")], keywords=keywords
    ):
        found.add(message, locations=[(name, line)], auto_comments=comments)
    singles, pairs = messages_of(program())
    for message in (*singles, *pairs):
        found.add(message, locations=[("assets/panel", 0)])
    for message in (*PATTERNS, "; "):
        found.add(message, locations=[("reason_patterns", 0)])
    return found


def read() -> Catalog:
    """Return the Arabic catalogue as it stands."""
    with PO.open("rb") as stream:
        return read_po(stream, locale="ar")


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as the program reads it."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    """Bring the catalogue up to date and compile it."""
    catalogue = read() if PO.exists() else Catalog(locale="ar", charset="utf-8")
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# The interface of convoy-map in Arabic."
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as stream:
        write_po(stream, catalogue, no_location=True, sort_output=True, omit_header=False, width=96)
    PO.with_suffix(".mo").write_bytes(compiled(read()))


if __name__ == "__main__":
    main()
