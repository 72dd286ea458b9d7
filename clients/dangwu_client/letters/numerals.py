"""Capital numerals (大写), in which a letter writes months and days so that no stroke adds one."""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("", "拾", "佰", "仟")
ROUND_ZERO = "〇"
MOST = 9999


class NotNumeral(ValueError):
    """A number that a letter has no capital numerals for."""


def counted(number: int) -> str:
    """A count as it is spoken: 90 is 玖拾, 105 is 壹佰零伍."""
    if not 0 <= number <= MOST:
        raise NotNumeral(f"{number} is not between 0 and {MOST}")
    if number == 0:
        return DIGITS[0]
    written, gap = "", False
    for place, digit in zip(reversed(UNITS), f"{number:04d}", strict=True):
        if digit == "0":
            gap = bool(written)
        else:
            written += DIGITS[0] * gap + DIGITS[int(digit)] + place
            gap = False
    return written


def spelled(digits: str, *, round_zero: bool = False) -> str:
    """Digits one by one, as in a year: 2026 is 贰零贰陆, or 贰〇贰陆 with the round zero."""
    if not digits.isascii() or not digits.isdigit():
        raise NotNumeral(f"{digits!r} is not written in digits")
    written = "".join(DIGITS[int(digit)] for digit in digits)
    return written.replace(DIGITS[0], ROUND_ZERO) if round_zero else written


def year_and_month(month: str, *, round_zero: bool = False) -> tuple[str, str]:
    """The two blanks of a month "2026-06": 贰零贰陆 and 陆."""
    year, _, number = month.partition("-")
    if len(year) != 4 or len(number) != 2 or number not in {f"{n:02d}" for n in range(1, 13)}:
        raise NotNumeral(f"{month!r} is not a month like 2026-06")
    return spelled(year, round_zero=round_zero), counted(int(number))


def month_in_words(month: str, *, round_zero: bool = False) -> str:
    """A month in one piece: 2026-06 is 贰零贰陆年陆月."""
    year, number = year_and_month(month, round_zero=round_zero)
    return f"{year}年{number}月"
