"""Room ``review``."""
