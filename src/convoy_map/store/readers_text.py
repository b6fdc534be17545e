"""Bytes to text: encodings, line ends and characters that mislead."""

from __future__ import annotations

import re
import unicodedata

from charset_normalizer import from_bytes

from convoy_map.errors import SourceError
from convoy_map.model import Finding, Severity

__all__ = ["clean_text", "decode"]

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad]")
_LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
_CLOSE = 0.1
_COMMONEST = ("cp1252", "cp1256", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255")
"""Encodings worth naming where several fit a short text."""
_LONG_LINE = 1_000_000
_MIXED_WORD = re.compile(r"[^\W\d_]{3,}")
_CYRILLIC_GREEK = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")


def decode(raw: bytes, where: str, findings: list[Finding], encoding: str | None) -> str:
    """Decode a text file; a guess is told as a finding.

    Raises
    ------
    SourceError
        If the stated encoding is unknown or doesn't fit, or none can be told.
    """
    if encoding is not None:
        return _decode_as(raw, where, encoding)
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _decode_as(raw, where, name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        guess = _guess(raw)
    if guess is None:
        raise SourceError(
            "the encoding of the text can't be told",
            where=where,
            mend="save it as UTF-8",
        )
    encoding, others = guess
    text = raw.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    also = f"; {' or '.join(others)} would fit too" if others else ""
    findings.append(
        Finding(
            Severity.WARNING, "encoding",
            f"not UTF-8: read as {encoding}{also}" + (f", {bad} characters lost" if bad else ""),
            where=where,
            mend="if words look wrong, save the file as UTF-8 and read it again, or name its "
            "encoding",
        )
    )  # fmt: skip
    return text


def _decode_as(raw: bytes, where: str, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError as error:
        raise SourceError(
            f"there is no encoding {encoding!r}", where=where, mend="utf-8 or windows-1256, say"
        ) from error
    except UnicodeDecodeError as error:
        raise SourceError(
            f"the text isn't {encoding}: byte {error.start} doesn't fit",
            where=where,
            mend="name another encoding",
        ) from error


def _guess(raw: bytes) -> tuple[str, list[str]] | None:
    """The likeliest encoding, and common ones that fit about as well.

    What is almost UTF-8 is; the rest is told by charset-normalizer.
    """
    replaced = raw.decode("utf-8", errors="replace").count("\ufffd")
    if replaced * 200 < len(raw) and any(b > 0xC1 for b in raw):
        multi = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", raw))
        if multi > 4 * replaced:
            return "utf-8", []
    likely = from_bytes(raw[:_SAMPLE])
    best = likely.best()
    if best is None:
        return None
    close = [one for one in likely if one.chaos <= best.chaos + _CLOSE]
    fits = {name for one in close for name in one.could_be_from_charset}
    others = [name for name in _COMMONEST if name in fits - {*best.could_be_from_charset}]
    return str(best.encoding), others[:3]


def clean_text(text: str, where: str, findings: list[Finding]) -> str:
    r"""Make line ends ``\n`` and take out characters that no reader can see.

    NUL and other control characters and bidi controls are taken out: they can
    hide words or show them in a false order. Zero-width characters are taken out
    too, but not the joiners, which Arabic and Persian need. All is told.
    """
    _tell_line_ends(text, where, findings)
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    for pattern, kind, what in (
        (_CONTROL, "control characters", "control characters (NUL and the like)"),
        (_BIDI, "bidi controls", "characters that change the direction of the text"),
        (_INVISIBLE, "invisible characters", "characters of no width"),
    ):
        text, count = pattern.subn("", text)
        if count:
            findings.append(
                Finding(
                    Severity.WARNING, kind, f"{count} {what} were taken out", where=where,
                    mend="look at the original: they may have been put there to mislead",
                )
            )  # fmt: skip
    text = _without_surrogates(text, where, findings)
    _tell_lookalikes(text, where, findings)
    longest = max(map(len, text.split("\n")), default=0)
    if longest > _LONG_LINE:
        findings.append(
            Finding(Severity.NOTE, "long line", f"one line has {longest:,} characters", where=where)
        )
    return text


def _tell_line_ends(text: str, where: str, findings: list[Finding]) -> None:
    """Tell a text that ends its lines in several ways: it may be pasted from several files."""
    both = text.count("\r\n")
    counts = {
        "Windows": both, "Unix": text.count("\n") - both, "old Mac": text.count("\r") - both,
    }  # fmt: skip
    kinds = [f"{count:,} {kind}" for kind, count in counts.items() if count]
    if len(kinds) > 1:
        what = f"line ends of several kinds were made alike: {', '.join(kinds)}"
        findings.append(Finding(Severity.NOTE, "mixed line ends", what, where=where))


def _without_surrogates(text: str, where: str, findings: list[Finding]) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        findings.append(
            Finding(Severity.WARNING, "broken characters", "half characters were replaced", where)
        )
        return text.encode("utf-16", "surrogatepass").decode("utf-16", errors="replace")
    return text


def _tell_lookalikes(text: str, where: str, findings: list[Finding]) -> None:
    """Tell words that mix Latin letters with Cyrillic or Greek look-alikes."""
    if not _CYRILLIC_GREEK.search(text):
        return
    mixed = []
    for match in _MIXED_WORD.finditer(text):
        word = match.group()
        if _CYRILLIC_GREEK.search(word) and any(_is_latin(c) for c in word):
            mixed.append(word)
            if len(mixed) >= 5:
                break
    if mixed:
        findings.append(
            Finding(
                Severity.WARNING, "look-alike letters",
                f"words mix letters of two alphabets: {', '.join(mixed)}", where=where,
                mend="such names aren't found; correct them in a copy if they are misspelt",
            )
        )  # fmt: skip


def _is_latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith("LATIN")
