"""One-time codes that people read from paper or hear on the telephone, and type."""

import re
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0, 1, I, L, O or U: nothing to be misread from paper or misheard on the telephone."""

CODE_LENGTH = 12
TRIES = 5


def new_code() -> str:
    """A code nobody can guess: 59 bits, of which wrong tries may cost 5."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def shown(code: str) -> str:
    """A code as people read it: ABCD-EFGH-JKMN."""
    return "-".join(re.findall(".{4}", code))


def read(typed: str) -> str:
    """A code as it was issued, however it was typed: full width, small letters, spaces."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", typed)).upper()
