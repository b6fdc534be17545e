"""Room ``lineage``."""
