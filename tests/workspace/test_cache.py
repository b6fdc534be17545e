"""Cached results: found by all inputs, dropped when unreadable or old."""

from pathlib import Path

import pytest

from convoy_map.errors import ConvoyMapError
from convoy_map.workspace import cache


def test_every_input_counts() -> None:
    base = [("a", "1"), ("b", "2")]
    assert cache.result_key(base) == cache.result_key(list(reversed(base)))
    assert cache.result_key(base) != cache.result_key([("a", "1"), ("b", "3")])
    assert cache.result_key(base) != cache.result_key([("a", "1b=2")])


def test_an_unreadable_entry_is_told_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "results" / "k.pickle"
    path.parent.mkdir()
    path.write_bytes(b"not a pickle")
    with pytest.raises(ConvoyMapError, match="unreadable and was removed"):
        cache.load_result(tmp_path, "k")
    assert cache.load_result(tmp_path, "k") is None
