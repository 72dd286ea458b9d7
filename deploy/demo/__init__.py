"""Three stories, told on the terminal by the real server and the real command."""
