"""Room ``exports``."""
