"""What is due, who hears of it, and how: computed on the day, announced once, stored as a note."""
