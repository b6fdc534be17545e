"""Room ``text``."""
