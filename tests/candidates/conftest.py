"""The small gazetteer, for the tests of this room."""

from tests.small_gazetteer import gazetteer

__all__ = ["gazetteer"]
