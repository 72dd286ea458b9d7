"""Campaigns before a festival (“七一”、元旦春节慰问): a frame around ordinary applications."""
