"""What the books and the cases come to: summaries, the register, samples, an audit's questions."""
