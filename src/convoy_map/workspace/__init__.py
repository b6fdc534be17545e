"""Room ``workspace``."""
