"""The numbers of letters: given out one after another, an issuer's own for each year."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.transfer.store.letters import LetterNumber

PATTERN_BOOK = "transfer/letter_serial_pattern"
TWO = 2


def allocate(session: Session, issuer_id: str, year: int) -> int:
    """The next serial; it is taken if, and only if, the transaction that writes the letter is."""
    row = session.get(LetterNumber, (issuer_id, year))
    if row is None:
        row = LetterNumber(issuer_id=issuer_id, year=year, last=0)
        session.add(row)
    row.last += 1
    session.flush()
    return row.last


def text(pattern: Sequence[str], year: int, serial: int, college: str) -> str:
    """A number as printed, made of the pieces that the rule names.

    A piece that cannot be had here, such as two digits of a college that has other codes, leaves
    the plain form: "2026第0001号". A serial never loses a digit to its pattern.
    """
    pieces = {
        "year_two_digits": f"{year % 100:02d}",
        "year_four_digits": f"{year:04d}",
        "college_two_digits": college if len(college) == TWO and college.isdecimal() else "",
        "college_code": college,
        "sequence_three_digits": f"{serial:03d}",
        "sequence_four_digits": f"{serial:04d}",
    }
    found = [pieces.get(name, "") for name in pattern]
    counted = any(name.startswith("sequence_") for name in pattern)
    return "".join(found) if counted and all(found) else f"{year:04d}第{serial:04d}号"
