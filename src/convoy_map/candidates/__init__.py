"""Room ``candidates``."""
