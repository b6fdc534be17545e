"""Room ``gazetteer``."""
