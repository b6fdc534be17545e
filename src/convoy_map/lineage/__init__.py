"""Lineage: which source repeats which, and how many independent origins stand behind them.

``find_lineage`` compares the words of all sources (``shingles``) and what they
say about where they have it from (``attribution``), and draws the graph.
"""

from convoy_map.lineage.derive import find_lineage
from convoy_map.lineage.shingles import containment, matches, words_of

__all__ = ["containment", "find_lineage", "matches", "words_of"]
