"""Books as they are written: read strictly from YAML, and written canonically to be hashed."""
