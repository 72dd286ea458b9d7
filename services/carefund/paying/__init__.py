"""Paying what was granted: the order, the bank's word, the recipient's, and what comes back."""
