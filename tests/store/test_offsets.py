"""Offsets of the cleaned text lead back to the file's own characters."""

import hypothesis.strategies as st
from hypothesis import given

from convoy_map.store.offsets import original_offsets
from convoy_map.store.readers_text import clean_text

PIECES = ["Raqqa", "\r\n", "\u200b", "\x00", " ", "الرقة", "\u202e", "\n", "\r", "x", "\u00ad"]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_every_kept_character_is_found_in_the_original(pieces: list[str]) -> None:
    original = "".join(pieces)
    cleaned = clean_text(original, "x.txt", [])
    offsets = original_offsets(original, cleaned)
    if offsets is None:
        assert original == cleaned
        return
    assert len(offsets) == len(cleaned) + 1
    assert list(offsets) == sorted(offsets)
    for char, at in zip(cleaned, offsets, strict=False):
        assert original[at] == char or (char == "\n" and original[at] in "\r\n")


def test_the_same_text_needs_no_map() -> None:
    assert original_offsets("abc", "abc") is None
