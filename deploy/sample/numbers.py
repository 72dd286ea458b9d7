"""Numbers that look right and are nobody's: ID numbers, phones, campus numbers."""

from datetime import date
from random import Random

# No province is 99, and no operator has been given 154: such a number can belong to no one.
NOWHERE = "99"
NO_OPERATOR = "154"

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def check_character(first_seventeen: str) -> str:
    """The last character of an ID number, by ISO 7064 MOD 11-2 as GB 11643 has it."""
    total = sum(
        int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True)
    )
    return _CHECKS[total % 11]


class Numbers:
    """Gives every number once."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()
        self._staff = iter(rng.sample(range(1, 10_000), 9_999))
        self._students: dict[str, int] = {}

    def id_number(self, born_on: date, female: bool) -> str:
        """An ID number (公民身份号码) of a region that does not exist; men are odd, women even."""
        while True:
            region = f"{NOWHERE}{self._rng.randint(1, 12):02}{self._rng.randint(1, 30):02}"
            order = self._rng.randint(0, 499) * 2 + (not female)
            body = f"{region}{born_on:%Y%m%d}{order:03}"
            if self._first(body):
                return body + check_character(body)

    def phone(self) -> str:
        """A mobile number that cannot be rung."""
        while True:
            number = f"{NO_OPERATOR}{self._rng.randrange(10**8):08}"
            if self._first(number):
                return number

    def staff_number(self) -> str:
        """A staff number (工号), such as "w0112"."""
        return f"w{next(self._staff):04}"

    def student_number(self, enrolled: int, committee: str) -> str:
        """A student number (学号): year, college, running number."""
        prefix = f"{enrolled}{committee}"
        self._students[prefix] = self._students.get(prefix, 0) + self._rng.randint(1, 7)
        return f"{prefix}{self._students[prefix]:04}"

    def _first(self, number: str) -> bool:
        if number in self._given:
            return False
        self._given.add(number)
        return True
