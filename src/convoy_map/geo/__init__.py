"""Room ``geo``."""
