"""Reads source records and, where they are at hand, the whole documents."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from convoy_map.errors import SourceError
from convoy_map.model import Citation, Finding, Passage, Severity, SourceDocument
from convoy_map.store.schema import SourceSchema


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """One source as it is on disk.

    ``document`` is what the pipeline reads (passages for a quoted source, the
    whole text for a source of one's own); ``whole`` is the whole text wherever
    it is at hand, for showing and verifying.
    """

    document: SourceDocument
    whole: SourceDocument | None
    record_path: Path
    record_sha256: str


def sha256_text(text: str) -> str:
    """Hash of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def source_folders(case_dir: Path) -> tuple[Path, ...]:
    """Where a case's source records may lie, nearest first."""
    return (case_dir / "sources", case_dir.parent.parent / "seeds")


def read_sources(
    case_dir: Path, ids: tuple[str, ...], sources_dir: Path | None = None
) -> tuple[tuple[SourceFiles, ...], tuple[Finding, ...]]:
    """Read the source records that a case names.

    Parameters
    ----------
    case_dir : Path
        The case's folder.
    ids : tuple of str
        Source ids from ``route.yaml``.
    sources_dir : Path, optional
        Folder with the whole documents (default: ``full/`` beside the records).

    Returns
    -------
    sources : tuple of SourceFiles
        Those that could be read.
    findings : tuple of Finding
        Missing, faulty or altered ones, each set aside with its reason.
    """
    found: list[SourceFiles] = []
    findings: list[Finding] = []
    for source_id in ids:
        try:
            one = read_source(case_dir, source_id)
            one, told = _with_whole(one, sources_dir)
            findings.extend(told)
            found.append(one)
        except SourceError as error:
            findings.append(
                Finding(Severity.ERROR, "source", error.what, error.where or "", error.mend or "")
            )
    if sources_dir is not None and not sources_dir.is_dir():
        raise SourceError(
            "the folder of whole documents is not there",
            where=str(sources_dir),
            mend="check the path after --sources",
        )
    return tuple(found), tuple(findings)


def read_source(case_dir: Path, source_id: str) -> SourceFiles:
    """Read one source record.

    Raises
    ------
    SourceError
        If the record is missing or faulty, or its text does not match its hash.
    """
    for folder in source_folders(case_dir):
        path = folder / f"{source_id}.json"
        if path.is_file():
            return _read_record(path, source_id)
    raise SourceError(
        f"there is no record of the source '{source_id}'",
        where="route.yaml",
        mend=f"add sources/{source_id}.json to the case, or take the id off its list of sources",
    )


def _read_record(path: Path, source_id: str) -> SourceFiles:
    raw = path.read_bytes()
    try:
        record = SourceSchema.model_validate(json.loads(raw))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise SourceError(
            f"is not a JSON record ({error})", where=path.name, mend="restore the file"
        ) from error
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        name = ".".join(str(part) for part in fault["loc"])
        raise SourceError(
            f"field '{name}': {fault['msg']}", where=path.name, mend="correct the record"
        ) from error
    if record.id != source_id:
        raise SourceError(
            f"calls itself '{record.id}'", where=path.name, mend="name file and id alike"
        )
    citation = Citation(
        title=record.title,
        publisher=record.publisher,
        author=record.author,
        published=record.published,
        original_file=record.original_file,
        rights=record.rights,
    )
    if record.text_file is None:
        passages = _passages(record, path)
    else:
        passages = (_whole_passage(record, path),)
    document = SourceDocument(
        id=record.id,
        lang=record.lang,
        sha256=record.sha256,
        length=record.length,
        passages=passages,
        citation=citation,
        derives_from=tuple(record.derives_from),
    )
    digest = hashlib.sha256(raw).hexdigest()
    return SourceFiles(document, document if document.is_whole else None, path, digest)


def _passages(record: SourceSchema, path: Path) -> tuple[Passage, ...]:
    if not record.passages:
        raise SourceError(
            "quotes no passage and names no text file", where=path.name, mend="add a passage"
        )
    out: list[Passage] = []
    for number, one in enumerate(record.passages):
        where = f"{path.name}: passages[{number}]"
        if one.end - one.start != len(one.text) or one.end > record.length:
            raise SourceError(
                f"offsets {one.start}-{one.end} do not fit a text of {len(one.text)} characters"
                f" in a document of {record.length}",
                where=where,
                mend="offsets count code points in the whole document, the end exclusive",
            )
        if out and one.start < out[-1].end:
            raise SourceError(
                f"starts at {one.start}, before the passage before it ends ({out[-1].end})",
                where=where,
                mend="sort the passages and join those that overlap",
            )
        out.append(Passage(one.start, one.end, one.text))
    return tuple(out)


def _whole_passage(record: SourceSchema, path: Path) -> Passage:
    name = record.text_file or ""
    if Path(name).name != name:
        raise SourceError(
            f"the text file '{name}' is not a plain file name", where=path.name, mend="no folders"
        )
    text = read_text(path.parent / name)
    if sha256_text(text) != record.sha256 or len(text) != record.length:
        raise SourceError(
            f"'{name}' has been altered: its hash is {sha256_text(text)[:12]}…, "
            f"the record says {record.sha256[:12]}…",
            where=path.name,
            mend="restore the file, or import the new version as a source of its own",
        )
    return Passage(0, len(text), text)


def read_text(path: Path) -> str:
    """Read a UTF-8 file with its line ends as they are.

    Raises
    ------
    SourceError
        If it is missing or not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise SourceError(
            f"cannot be read ({error.strerror})", where=path.name, mend="check the file"
        ) from error
    except UnicodeDecodeError as error:
        raise SourceError(
            f"byte {error.start} is not UTF-8", where=path.name, mend="save it as UTF-8"
        ) from error


def _with_whole(
    one: SourceFiles, sources_dir: Path | None
) -> tuple[SourceFiles, tuple[Finding, ...]]:
    """Add the whole document, if its holder put it beside the records."""
    name = one.document.citation.original_file
    if one.whole is not None or name is None:
        return one, ()
    folder = sources_dir or one.record_path.parent / "full"
    path = folder / Path(name).name
    if not path.is_file():
        return one, ()
    text = read_text(path)
    document = one.document
    if sha256_text(text) != document.sha256:
        told = Finding(
            Severity.ERROR,
            "altered-source",
            f"the whole document of '{document.id}' has the hash {sha256_text(text)[:12]}…, "
            f"its record says {document.sha256[:12]}…; it is not used",
            path.name,
            "put the document back as it was, or record the new version as a source of its own",
        )
        return one, (told,)
    for passage in document.passages:
        if text[passage.start : passage.end] != passage.text:
            raise SourceError(
                f"the passage at {passage.start} does not stand in the whole document",
                where=one.record_path.name,
                mend="correct the passage or its offsets",
            )
    whole = replace(document, passages=(Passage(0, len(text), text),))
    return replace(one, whole=whole), ()
