"""Candidates: which places a name may mean, how probable each is, and why.

``features`` the named reasons and what they are worth; ``context`` what the other
names of a text say; ``scoring`` probabilities and the words for them; ``finding``
the candidates of mentions; ``resolving`` of a single name.
"""

from convoy_map.candidates.finding import find_candidates
from convoy_map.candidates.resolving import resolve

__all__ = ["find_candidates", "resolve"]
