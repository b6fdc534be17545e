"""Room ``ordering``."""
