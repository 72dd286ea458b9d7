"""A whole fictional campus from a seed number: the same seed gives the same campus."""
