"""The reading of Arabic texts."""

from __future__ import annotations

from convoy_map.mentions.names import NameBook
from convoy_map.mentions.times import Clock
from convoy_map.mentions.units import Unit

__all__ = ["read_arabic"]


def read_arabic(text: str, book: NameBook, clock: Clock) -> list[Unit]:
    """Read an Arabic text."""
    return []
