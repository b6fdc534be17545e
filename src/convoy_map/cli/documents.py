"""The documents named on the command line, read one after the other."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from pathlib import Path

from convoy_map.errors import SourceError
from convoy_map.model import Finding, Severity, SourceDocument


def read_files(
    files: Sequence[Path],
    told: list[Finding],
    offsets: MutableMapping[str, Sequence[int] | None] | None = None,
    encoding: str | None = None,
) -> Iterator[SourceDocument]:
    """Read files, one in memory at a time; what cannot be read is told and left out.

    Parameters
    ----------
    files : sequence of Path
        In the order wanted. The same text is read once.
    told : list of Finding
        Takes what was mended or left out.
    offsets : mapping, optional
        Takes, by document id, where every character stands in the file itself;
        None where that is the same.
    encoding : str, optional
        Encoding of the text files; told from their bytes if not given.

    Raises
    ------
    SourceError
        The only file cannot be read.
    """
    from convoy_map.store.readers import read_document, source_document
    from convoy_map.store.sources import sha256_text

    ids: set[str] = set()
    seen: dict[str, str] = {}
    for file in files:
        try:
            read = read_document(file, encoding=encoding)
        except SourceError as error:
            if len(files) == 1:
                raise
            told.append(
                Finding(
                    Severity.ERROR, "unreadable", f"left out: {error.what}",
                    error.where or file.name, error.mend or "",
                )
            )  # fmt: skip
            continue
        source_id = file.name if file.name not in ids else str(file)
        digest = sha256_text(read.text)
        if digest in seen:
            what = f"is the same text as {seen[digest]}; it was read once"
            told.append(Finding(Severity.WARNING, "same-text", what, source_id))
            continue
        seen[digest] = source_id
        ids.add(source_id)
        told.extend(read.findings)
        if offsets is not None:
            offsets.clear()
            offsets[source_id] = _file_offsets(file, read.text, encoding)
        yield source_document(source_id, read, digest, file)


def size_of(files: Sequence[Path]) -> int:
    """Bytes of the files that are there: how much there is to read, for the progress bar."""
    return sum(file.stat().st_size for file in files if file.is_file())


def _file_offsets(file: Path, text: str, encoding: str | None) -> Sequence[int] | None:
    """Offsets into a plain text file's own characters; None where they are the same."""
    from convoy_map.store.offsets import original_offsets
    from convoy_map.store.readers_text import decode

    if file.suffix.lower() not in {"", ".txt", ".text", ".log"}:
        return None
    return original_offsets(decode(file.read_bytes(), file.name, [], encoding), text)
