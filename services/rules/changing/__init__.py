"""Editions over time: what a draft must pass, and what it would change."""
