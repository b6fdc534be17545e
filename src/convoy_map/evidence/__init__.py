"""Room ``evidence``."""
