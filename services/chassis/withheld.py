"""Numbers of people that turn up where they do not belong are neither written down nor repeated.

A person pastes an ID number where an id is asked for, or a phone into a purpose. Fields that are
meant for such numbers are sealed; everywhere else the number itself is struck out.
"""

import re

WITHHELD = "[withheld]"

_BIRTHDAY = r"(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_ID_NUMBER = rf"[0-9]{{6}}{_BIRTHDAY}[0-9]{{3}}[0-9Xx]"
_PHONE = r"(?:\+?86)?1[3-9][0-9]{9}"
_NUMBER = re.compile(rf"(?<![0-9A-Za-z])(?:{_ID_NUMBER}|{_PHONE})(?![0-9A-Za-z])")


def withhold(text: str) -> str:
    """The text without any ID number (公民身份号码) or mobile phone in it."""
    return _NUMBER.sub(WITHHELD, text)
