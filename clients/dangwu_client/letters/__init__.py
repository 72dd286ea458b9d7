"""Letters on paper: how they are printed, and how anybody checks one without the server."""
