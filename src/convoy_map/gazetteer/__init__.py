"""Gazetteers: names to places, without a network.

``opening`` and ``layers`` what can be opened; ``importing`` and ``readers`` how
other gazetteers come in; ``rows``, ``segment_writer``, ``segment`` and ``cache``
the memory-mapped index; ``composite`` the ``Gazetteer`` over several layers;
``fuzzy`` search by ear; ``demonyms`` peoples and their countries; ``online``
look-ups over the network, only where a person turns them on.
"""

from convoy_map.gazetteer.composite import LayeredGazetteer
from convoy_map.gazetteer.demonyms import demonyms
from convoy_map.gazetteer.importing import (
    FORMATS,
    GazetteerInfo,
    ImportReport,
    import_gazetteer,
    list_gazetteers,
)
from convoy_map.gazetteer.online import SERVICES, OnlineAnswer, OnlineLookup
from convoy_map.gazetteer.opening import open_gazetteer
from convoy_map.gazetteer.readers.faults import Fault, FaultLog
from convoy_map.gazetteer.readers.tables import ColumnMapping

__all__ = [
    "FORMATS",
    "SERVICES",
    "ColumnMapping",
    "Fault",
    "FaultLog",
    "GazetteerInfo",
    "ImportReport",
    "LayeredGazetteer",
    "OnlineAnswer",
    "OnlineLookup",
    "demonyms",
    "import_gazetteer",
    "list_gazetteers",
    "open_gazetteer",
]
