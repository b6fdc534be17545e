"""Room ``app``."""
