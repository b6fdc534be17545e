"""Mentions: from text to words that speak of a place.

``find_mentions`` reads one document; ``link_itineraries`` joins the journeys
that several documents tell of, and ``draft_itineraries`` proposes the list of
journeys for a new case. Names are matched against the gazetteer (``names``),
persons and unknown names are told apart by grammar (``persons``, ``unknown``),
relations, times, speakers and journeys follow (``relations_en``, ``times``,
``speech``, ``itineraries``); ``reading_en`` and ``reading_ar`` put them together.
"""

from convoy_map.mentions.find import find_mentions, read_corpus
from convoy_map.mentions.linking import draft_itineraries, link_itineraries
from convoy_map.mentions.recognisers import Recogniser, SpacyRecogniser

__all__ = [
    "Recogniser",
    "SpacyRecogniser",
    "draft_itineraries",
    "find_mentions",
    "link_itineraries",
    "read_corpus",
]
