"""Room ``mentions``."""
