"""What is proved of a book before it is let in: that it answers all, once, and within others."""
