"""A ruling in words, what would have changed it, and where two editions differ."""
