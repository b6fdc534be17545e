"""Room ``routing``."""
