"""Appends judgements to ``route.yaml``, one line each, never touching what is there.

Several people (or browser tabs) may judge at once: a lock file serialises the
appends, and the id is drawn inside the lock, so no line is lost and no id given
twice. Windows and POSIX are both served by an exclusively created lock file.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from enum import Enum
from pathlib import Path

from convoy_map.errors import JudgementError
from convoy_map.model import Judgement
from convoy_map.store.casefile import CASE_FILE, read_case
from convoy_map.store.derived import write_atomically

LOCK_TIMEOUT_S = 20.0
STALE_LOCK_S = 60.0
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")
_NUMBERED = re.compile(r"j(\d+)")
_ORDER = (
    "id about exact verdict itinerary role waypoint title place places relation witness stance "
    "status time duration manner turn after before geometry derives_from replaces to_all_alike by "
    "on why"
).split()


def format_judgement(judgement: Judgement) -> str:
    """Write a judgement as its line in ``route.yaml``, without the line end.

    Examples
    --------
    >>> from convoy_map.model import Verdict
    >>> one = Judgement("j1", "bbc:10-15", Verdict.REJECT, "me", "2026-11-20", "a person")
    >>> format_judgement(one)
    '- {id: j1, about: "bbc:10-15", verdict: reject, by: me, on: 2026-11-20, why: "a person"}'
    """
    parts = []
    for name in _ORDER:
        value = getattr(judgement, name)
        if value is None or value is False or value == "":
            continue
        parts.append(f"{name}: {_scalar(value)}")
    return "- {" + ", ".join(parts) + "}"


def _scalar(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if value is True:
        return "true"
    text = str(value)
    reserved = text.lower() in {"true", "false", "null", "yes", "no", "on", "off"}
    if _PLAIN.fullmatch(text) and not reserved and not text[0].isdigit():
        return text
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    """Double-quoted YAML, on one line whatever the text holds."""
    out = []
    for char in text:
        code = ord(char)
        if char in '"\\':
            out.append("\\" + char)
        elif char == "\n":
            out.append("\\n")
        elif char == "\t":
            out.append("\\t")
        elif _must_escape(code):
            out.append(f"\\u{code:04x}")
        else:
            out.append(char)
    return '"' + "".join(out) + '"'


def _must_escape(code: int) -> bool:
    """Controls, lone surrogates, line separators and bidirectional overrides."""
    control = code < 0x20 or 0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF
    return control or code in {0x2028, 0x2029, 0xFEFF} or 0x202A <= code <= 0x202E


@contextmanager
def case_lock(case_dir: Path) -> Iterator[None]:
    """Hold the case's lock.

    Raises
    ------
    JudgementError
        If another process holds it too long, or the folder cannot be written.
    """
    path = case_dir / ".lock"
    deadline = time.monotonic() + LOCK_TIMEOUT_S
    while True:
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            break
        except FileExistsError as error:
            _drop_stale(path)
            if time.monotonic() > deadline:
                raise JudgementError(
                    "somebody else has been writing for too long",
                    where=str(path),
                    mend="close other windows on this case, or delete the file .lock",
                ) from error
            time.sleep(0.01)
        except OSError as error:
            raise JudgementError(
                f"the case cannot be written to ({error.strerror})",
                where=str(case_dir),
                mend="copy the case to a folder of your own",
            ) from error
    try:
        os.close(handle)
        yield
    finally:
        path.unlink(missing_ok=True)


def _drop_stale(path: Path) -> None:
    try:
        age_s = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return
    if age_s > STALE_LOCK_S:
        path.unlink(missing_ok=True)


def next_id(taken: set[str]) -> str:
    """Return the next free id, ``j`` and a number.

    Examples
    --------
    >>> next_id({"j001", "j041", "note"})
    'j042'
    """
    numbers = [int(m[1]) for one in taken if (m := _NUMBERED.fullmatch(one))]
    return f"j{max(numbers, default=0) + 1:03d}"


def append_judgement(case_dir: Path, draft: Judgement) -> Judgement:
    """Append a judgement and return it with its id.

    Parameters
    ----------
    case_dir : Path
        Folder of the case.
    draft : Judgement
        The judgement; an empty ``id`` is replaced by the next free one.

    Raises
    ------
    JudgementError
        If the id is taken, the line would not read back as what was meant, or
        the case cannot be written.
    """
    with case_lock(case_dir):
        path = case_dir / CASE_FILE
        old = path.read_bytes()
        definition, _ = read_case(case_dir)
        taken = {j.id for j in definition.judgements} | set(
            re.findall(r"^\s*- \{id: ([^,\s]+)", old.decode("utf-8"), re.M)
        )
        judgement_id = draft.id or next_id(taken)
        if judgement_id in taken:
            raise JudgementError(
                f"the id '{judgement_id}' is taken", where=CASE_FILE, mend="leave the id out"
            )
        given = {f.name: getattr(draft, f.name) for f in fields(Judgement)}
        judgement = Judgement(**{**given, "id": judgement_id})
        _append_line(path, old, format_judgement(judgement))
        return _read_back(case_dir, judgement, old)


def _append_line(path: Path, old: bytes, line: str) -> None:
    text = old.decode("utf-8")
    body = text if text.endswith("\n") else text + "\n"
    if not re.search(r"^judgements:", body, re.M):
        body += "\njudgements:\n"
    body = re.sub(r"^judgements:[ \t]*(\[\]|null|~)[ \t]*$", "judgements:", body, flags=re.M)
    indented = re.findall(r"^([ \t]*)- \{id:", body, re.M)
    indent = indented[-1] if indented else "  "
    write_atomically(path, f"{body}{indent}{line}\n".encode())


def _read_back(case_dir: Path, judgement: Judgement, old: bytes) -> Judgement:
    """Return the judgement as the file now has it, or put the file back."""
    definition, findings = read_case(case_dir)
    for one in reversed(definition.judgements):
        if one.id == judgement.id:
            return one
    write_atomically(case_dir / CASE_FILE, old)
    told = next((f.what for f in reversed(findings)), "it does not read back")
    raise JudgementError(
        f"the judgement was not kept: {told}", where=CASE_FILE, mend="correct the field"
    )
