"""What people type: one form for what reads alike, so that a blank more makes no second one."""

import unicodedata

from services.chassis.errors import FieldFault, Malformed

UNSEEN = frozenset({"Cc", "Cf"})
"""Control characters and those without a width, such as a zero-width blank."""


def reference(typed: str) -> str:
    """The bank's number as it is compared and kept: capitals, no blanks, no full-width forms.

    Character for character, so that it is never longer than what was typed.
    """
    return "".join(
        _capital(one)
        for one in typed
        if not one.isspace() and unicodedata.category(one) not in UNSEEN
    )


def _capital(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).upper()
    return plain if len(plain) == 1 else character


def tidy(typed: str, field: str) -> str:
    """A name or number on one line, with single blanks; refuses, naming the field, one of blanks
    only."""
    seen = [
        " " if one.isspace() else one
        for one in typed
        if one.isspace() or unicodedata.category(one) not in UNSEEN
    ]
    if kept := " ".join("".join(seen).split()):
        return kept
    raise Malformed(FieldFault(field, "不能只有空白。", "It cannot be blank."))
