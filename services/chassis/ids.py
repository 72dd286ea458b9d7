"""Ids: a letter that says what it is, and 60 random bits a person can still type."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u to be misread."""


def new_id(prefix: str) -> str:
    """A new id such as "t-7k3m9qxa2b4c"; the prefix says what kind of thing it names."""
    return prefix + "-" + "".join(secrets.choice(ALPHABET) for _ in range(12))
