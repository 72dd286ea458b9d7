"""Civil dates: the day it is in Shanghai, and how dates are written.

An instant becomes a date here and nowhere else: at 16:00 UTC a new day begins.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.chassis.errors import FieldFault, Malformed

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""Nothing here is older, and nothing reaches further: what has no end is left empty, not 9999."""


def shanghai_date(instant: datetime) -> date:
    """The civil date in Shanghai at an instant."""
    return instant.astimezone(SHANGHAI).date()


def parse_date(text: str, field: str) -> date:
    """A civil date from "YYYY-MM-DD", or a refusal that names the field."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise Malformed(
            FieldFault(
                field,
                "日期不存在；请写成年-月-日，例如 2026-06-20。",
                "No such date; write it as year-month-day, such as 2026-06-20.",
            )
        ) from None
    if not FIRST <= day <= LAST:
        raise Malformed(
            FieldFault(
                field,
                f"日期应在 {FIRST} 至 {LAST} 之间；没有期限的请留空。",
                f"A date is between {FIRST} and {LAST}; leave it empty where there is no end.",
            )
        )
    return day


def parse_date_or(text: str, field: str, otherwise: date) -> date:
    """A civil date, or another where the field was left empty."""
    return parse_date(text, field) if text else otherwise


def month_of(day: date) -> str:
    """The month of a day, as "YYYY-MM"."""
    return f"{day.year:04d}-{day.month:02d}"


def month_before(month: str) -> str:
    """The month before "YYYY-MM", in the same form."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1:04d}-12" if number == 1 else f"{year:04d}-{number - 1:02d}"
