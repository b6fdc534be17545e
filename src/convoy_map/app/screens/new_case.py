"""New case: drop documents, choose the region, watch, land in the review queue."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from convoy_map.app.frame import page_of, plain
from convoy_map.app.language import _
from convoy_map.app.session import new_case_folder
from convoy_map.app.settings import MAX_UPLOAD_MB
from convoy_map.app.work import shown_progress
from convoy_map.errors import CaseError
from convoy_map.model import Finding, Region

KINDS: Final = ("txt", "md", "html", "htm", "docx", "pdf")


@page_of
def page() -> None:
    """Draw the page."""
    st.title(_("New case"))
    plain(
        _(
            "Drop the documents in which people speak of the journey: interviews, reports, "
            "letters. They stay on this machine."
        )
    )
    uploads = st.file_uploader(
        _("Documents (text, Markdown, HTML, Word or PDF; up to {n} MB each)").format(
            n=MAX_UPLOAD_MB
        ),
        type=list(KINDS),
        accept_multiple_files=True,
        key="uploads",
    )
    _refused()
    title = st.text_input(_("Title of the case"), max_chars=120, key="new_title")
    question = st.text_input(_("The question it should answer"), max_chars=300, key="new_question")
    countries = st.text_input(
        _("Countries, as two-letter codes (for instance SY, IQ); leave empty if unsure"),
        key="new_countries",
    )
    region = _region()
    if not uploads:
        st.info(_("Nothing is read before you press the button."))
    if st.button(_("Make the case"), type="primary", disabled=not uploads, key="make"):
        _make(list(uploads or ()), title.strip(), question.strip(), countries, region)
    _set_aside()


def _refused() -> None:
    """Tell, as soon as the browser refuses a file, why and what to do.

    A refused file never reaches the server, so the words are there from the start
    and shown by the style sheet when the uploader marks a file.
    """
    told = _(
        "A file marked red was not taken: it is over {n} MB or of another kind. Remove it with "
        "its cross; save it as text, Word or PDF, or in parts, and drop it again."
    ).format(n=MAX_UPLOAD_MB)
    st.html(
        "<style>.refused{display:none}"
        ".stApp:has([data-testid=stFileChipIconError]) .refused{display:block}</style>"
        '<p class="refused" role="alert" style="margin:0;border-inline-start:5px solid #D55E00;'
        f'padding:.4rem 1rem">{escape(told)}</p>'
    )


def _region() -> Region | None:
    own = st.checkbox(_("I want to give the region myself"), key="own_region")
    if not own:
        plain(_("The region is taken from the places in the documents."))
        return None
    west, south, east, north = st.columns(4)
    box = (
        west.number_input(_("West (longitude)"), -180.0, 180.0, 30.0),
        south.number_input(_("South (latitude)"), -85.0, 85.0, 30.0),
        east.number_input(_("East (longitude)"), -180.0, 180.0, 45.0),
        north.number_input(_("North (latitude)"), -85.0, 85.0, 40.0),
    )
    if box[1] >= box[3]:
        raise CaseError(
            f"the region's south ({box[1]}) is not below its north ({box[3]})", mend="swap the two"
        )
    return Region(*box)


def folder_name(title: str) -> str:
    """Return a folder name for a title: plain letters, digits and hyphens.

    Examples
    --------
    >>> folder_name("The Salt Lorries, 2019"), folder_name("../../etc"), folder_name("شاحنات")
    ('the-salt-lorries-2019', 'etc', 'case')
    """
    plain_text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain_text).strip("-")[:60] or "case"


def safe_file_name(name: str) -> str:
    """Return the last part of an uploaded file's name, without anything to step out by.

    Examples
    --------
    >>> safe_file_name("../../a b.txt"), safe_file_name("..")
    ('a b.txt', 'document')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    last = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(". ")
    return last[-120:] or "document"


def _free_folder(title: str) -> Path:
    parent, stem = new_case_folder(), folder_name(title or "case")
    numbers = ("", *(f"-{n}" for n in range(2, 1000)))
    return next(parent / f"{stem}{n}" for n in numbers if not (parent / f"{stem}{n}").exists())


def _make(
    uploads: list[UploadedFile], title: str, question: str, countries: str, region: Region | None
) -> None:
    from convoy_map.workspace import Workspace

    folder = _free_folder(title)
    codes = tuple(re.findall(r"\b[A-Z]{2}\b", countries.upper()))
    with (
        tempfile.TemporaryDirectory() as kept,
        shown_progress(_("Reading the documents")) as tell,
    ):
        files = [_saved(upload, n, Path(kept)) for n, upload in enumerate(uploads)]
        _ws, findings = Workspace.create(
            folder, files, title=title, question=question, countries=codes, region=region,
            progress=tell,
        )  # fmt: skip
    st.session_state["set_aside"] = findings
    st.session_state["case"] = folder.name
    st.session_state["go"] = "review"
    st.query_params.clear()
    st.query_params["case"] = folder.name
    st.rerun()


def _saved(upload: UploadedFile, n: int, folder: Path) -> Path:
    """Write an upload into a folder of its own, so that equal names do not collide."""
    own = folder / str(n)
    own.mkdir()
    path = own / safe_file_name(upload.name)
    path.write_bytes(upload.getvalue())
    return path


def _set_aside() -> None:
    findings: tuple[Finding, ...] = st.session_state.get("set_aside", ())
    for finding in findings:
        plain(f"{finding.where}: {finding.what}. {finding.mend}")
