"""Anchors: made, parsed, found again, orphaned."""

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given

from convoy_map.errors import AnchorError
from convoy_map.model import Passage, SourceDocument
from convoy_map.text.anchors import AnchorMatch, make_anchor, parse_target, reanchor


def document(text: str) -> SourceDocument:
    return SourceDocument("s", "en", "0" * 64, len(text), (Passage(0, len(text), text),))


TEXT = "We left the well at dawn. By noon we had reached the old fort on the hill. Nobody spoke."


def test_position_is_tried_first() -> None:
    doc = document(TEXT)
    anchor = make_anchor(doc, 49, 61)
    assert anchor.exact == TEXT[49:61]
    again = reanchor(anchor, doc)
    assert again.match is AnchorMatch.POSITION
    assert again.anchor == anchor


def test_moved_words_are_found_with_their_new_offsets() -> None:
    anchor = make_anchor(document(TEXT), 49, 61)
    again = reanchor(anchor, document("A new first line. " + TEXT))
    assert again.match is AnchorMatch.EXACT
    assert again.anchor.start == 49 + len("A new first line. ")
    assert again.score == 1.0


def test_context_decides_between_two_places() -> None:
    text = "He saw the well at dawn. She saw the well at dusk."
    at = text.rindex("the well")
    anchor = make_anchor(document(text), at, at + 8)
    again = reanchor(anchor, document("Now: " + text))
    assert again.anchor.start == at + 5


def test_slightly_changed_words_are_found_with_a_score() -> None:
    anchor = make_anchor(document(TEXT), 29, 73)
    changed = TEXT.replace("had reached", "have reached")
    again = reanchor(anchor, document(changed))
    assert again.match is AnchorMatch.FUZZY
    assert 0.85 <= again.score < 1.0
    assert "reached the old fort" in again.anchor.exact


def test_vanished_words_are_an_orphan_and_keep_their_anchor() -> None:
    anchor = make_anchor(document(TEXT), 49, 61)
    again = reanchor(anchor, document("Something else entirely, about the price of wheat."))
    assert again.match is AnchorMatch.ORPHAN
    assert again.anchor == anchor


@pytest.mark.parametrize("target", ["bbc", "bbc:10", "bbc:a-b", ":1-2", "bbc:1-2-3", "b c:1-2"])
def test_what_is_no_target_is_told(target: str) -> None:
    with pytest.raises(AnchorError, match=r"is not a text anchor.*source:start-end"):
        parse_target(target)


def test_a_reversed_target_is_told() -> None:
    with pytest.raises(AnchorError, match="ends where it starts"):
        parse_target("bbc:9-9")


def test_an_anchor_outside_all_passages_is_told() -> None:
    doc = SourceDocument("s", "en", "0" * 64, 99, (Passage(10, 14, "abcd"),))
    with pytest.raises(AnchorError, match=r"no passage of 's' holds the characters 9-12"):
        make_anchor(doc, 9, 12)


@given(st.text(min_size=1, max_size=200), st.data())
def test_anchor_round_trip(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    doc = document(text)
    anchor = make_anchor(doc, start, end)
    assert parse_target(anchor.target) == ("s", start, end)
    assert doc.slice(start, end) == anchor.exact
    assert anchor.prefix + anchor.exact + anchor.suffix in text


@given(st.text(min_size=5, max_size=80), st.text(max_size=40))
def test_a_prefix_moves_an_unambiguous_anchor(text: str, before: str) -> None:
    words = text[1:4]
    whole = before + text
    assume(sum(whole.startswith(words, at) for at in range(len(whole))) == 1)
    again = reanchor(make_anchor(document(text), 1, 4), document(whole))
    assert again.anchor.start == len(before) + 1
