"""Offsets of a cleaned text carried back to the text as the file has it."""

from __future__ import annotations

from array import array

_LINE_ENDS = frozenset("\r\u2028\u2029\x0b\x0c\x85\n")


def original_offsets(original: str, cleaned: str) -> array[int] | None:
    r"""Map every offset of ``cleaned`` to its offset in ``original``.

    Reading a document unifies its line ends and takes out characters that no
    reader can see; nothing else is changed and nothing is reordered. Whoever
    compares offsets with the file needs them in the file's own code points.

    Parameters
    ----------
    original : str
        The text as decoded from the file.
    cleaned : str
        The text as read.

    Returns
    -------
    array of int or None
        ``len(cleaned) + 1`` offsets, the last one past the end; None where the
        two texts are the same.

    Examples
    --------
    >>> list(original_offsets("a\u200b\r\nb", "a\nb"))
    [0, 2, 4, 5]
    """
    if original == cleaned:
        return None
    offsets = array("q")
    at = 0
    for char in cleaned:
        while at < len(original) and not _same(original[at], char):
            at += 1
        offsets.append(at)
        at += 2 if char == "\n" and original.startswith("\r\n", at) else 1
    offsets.append(min(at, len(original)))
    return offsets


def _same(original: str, cleaned: str) -> bool:
    return original == cleaned or (cleaned == "\n" and original in _LINE_ENDS)
