"""Stated attribution: where a text says that it repeats somebody else."""

from __future__ import annotations

import re

from convoy_map.model import SourceDocument, TextAnchor

__all__ = ["attributions", "names_of"]

_CAPS = r"((?:[A-Z][\w.&’'-]*)(?:[^\S\n]+(?:of[^\S\n]+(?:the[^\S\n]+)?)?[A-Z][\w.&’'-]*){0,4})"
_G = r"[^\S\n]+"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Aa]ccording{_G}to{_G}(?:an?{_G}|the{_G})?{_CAPS}",
        rf"\b(?:told|tells){_G}(?:the{_G})?{_CAPS}",
        rf"\b(?:by|in|from){_G}(?:an?{_G}|the{_G})?{_CAPS}{_G}(?:report|documentary|investigation|article|story)\b",
        rf"\b(?:article|report|story|piece|text){_G}(?:from|by|in){_G}(?:the{_G})?{_CAPS}",
        rf"\b(?:[Tt]he{_G})?{_CAPS}{_G}(?:has{_G}|have{_G})?(?:reported|reports|published|revealed|uncovered|said|spoke|stipulates)\b",
        rf"\bthe{_G}{_CAPS}{_G}(?:report|documentary|investigation|article|story)\b",
        r"(?:ذكرت|أفادت|نقلت|بحسب|وفقا ل|وفقًا ل|نقلا عن|نقلًا عن)[^\S\n]+((?:[^\W\d_]+[^\S\n]?){1,3})",  # noqa: E501
    )
)
_CONTEXT = 32


def names_of(document: SourceDocument) -> tuple[str, ...]:
    """Names that other texts may attribute this document to: publisher and author."""
    stated = (document.citation.publisher, document.citation.author)
    names = [_plain(name) for name in stated if name]
    return tuple(sorted({n for name in names for n in (name, name.removeprefix("the ")) if n}))


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", name.casefold()).split())


def attributions(document: SourceDocument) -> tuple[tuple[str, TextAnchor], ...]:
    """Return (whom, where) for every attribution in a document, in textual order."""
    found: dict[tuple[int, int], tuple[str, TextAnchor]] = {}
    for passage in document.passages:
        for pattern in _PATTERNS:
            for match in pattern.finditer(passage.text):
                start, end = match.span()
                anchor = TextAnchor(
                    document.id, start + passage.start, end + passage.start, match.group(),
                    prefix=passage.text[max(0, start - _CONTEXT) : start],
                    suffix=passage.text[end : end + _CONTEXT],
                )  # fmt: skip
                whom = re.sub(r"[’']s?$", "", match.group(1))
                found.setdefault((anchor.start, anchor.end), (_plain(whom), anchor))
    return tuple(found[key] for key in sorted(found))


def matches_name(whom: str, names: tuple[str, ...]) -> bool:
    """Whether an attribution means one of the names: "bbc news" and "bbc" do.

    Examples
    --------
    >>> matches_name("bbc documentary", ("bbc",)), matches_name("bbcx", ("bbc",))
    (True, False)
    """
    words = f" {whom} "
    return any(f" {name} " in words or (f" {whom} " in f" {name} " and whom) for name in names)
