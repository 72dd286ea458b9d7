"""Ids: a letter that says what it is, and 60 random bits a person can still type."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u to be misread."""


def new_id(prefix: str) -> str:
    """A new id such as "t-7k3m9qxa2b4c"; the prefix says what kind of thing it names."""
    drawn = secrets.randbits(60)  # drawn at once: a call of the system for each letter is slow
    return prefix + "-" + "".join(ALPHABET[drawn >> 5 * place & 31] for place in range(12))
