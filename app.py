"""Page list."""
