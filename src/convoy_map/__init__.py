"""convoy-map: from testimony to a map, with the evidence kept at every step."""

__version__ = "0.1.0"
