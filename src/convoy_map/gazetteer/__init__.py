"""Gazetteers: names to places, without a network.

``layers`` what can be opened; ``rows`` and ``readers`` how formats are read;
``segment_writer``, ``segment`` and ``cache`` the memory-mapped index;
``composite`` the ``Gazetteer`` over several layers; ``fuzzy`` search by ear.
"""

from convoy_map.gazetteer.composite import LayeredGazetteer
from convoy_map.gazetteer.opening import open_gazetteer

__all__ = ["LayeredGazetteer", "open_gazetteer"]
