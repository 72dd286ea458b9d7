"""Statistics from history: the roll on a day, movements between two, and that nobody is lost."""
