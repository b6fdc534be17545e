"""Room ``maps``."""
