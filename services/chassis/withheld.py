"""Numbers of people that turn up where they do not belong are neither written down nor repeated.

A person pastes an ID number where an id is asked for, or a phone into a purpose. Fields that are
meant for such numbers are sealed; everywhere else the number itself is struck out.
"""

import re
import unicodedata

WITHHELD = "[withheld]"

_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_GAP = r"[ \-\u2010-\u2015./_]{0,2}"
_YEAR = r"(?:18|19|20)[0-9]{2}"
_ID_NUMBER = (
    rf"[0-9]{{6}}{_GAP}{_YEAR}{_GAP}{_DAY}{_GAP}[0-9]{{3}}{_GAP}[0-9Xx]"
    rf"|[0-9]{{4}}{_GAP}[0-9]{{2}}(?:18|19|20){_GAP}[0-9]{{2}}(?:0[1-9]|1[0-2]){_GAP}[0-9]{{4}}"
    rf"{_GAP}[0-9][0-9Xx]"
)
"""As it is, in its parts, or in fours as numbers on cards are."""
_OLD_ID_NUMBER = rf"[1-9][0-9]{{7}}{_DAY}[0-9]{{3}}"
"""Of fifteen digits, as they were until 1999."""

_PHONE = (
    rf"(?:(?:\+|00)?86{_GAP}|0)?1[3-9][0-9]"
    rf"(?:{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}|[0-9]{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}})"
)
_NUMBER = rf"\+?(?<![0-9])(?:{_ID_NUMBER}|{_OLD_ID_NUMBER}|{_PHONE})(?![0-9])"
_UUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
_ID = r"[a-z]-(?=[0-9]*[a-z])[0-9a-z]{12}"
_HASH = r"(?:[0-9a-f]{32}){1,2}"
_OUR_OWN = rf"(?<![0-9A-Za-z])(?:{_UUID}|{_ID}|{_HASH})(?![0-9A-Za-z])"
"""Request ids, ids and hashes: made by chance, they hold such digits sooner or later."""

_EITHER = re.compile(rf"(?P<own>{_OUR_OWN})|{_NUMBER}")


def withhold(text: str) -> str:
    """The text without any ID number (公民身份号码) or mobile phone in it.

    Full-width digits and the like are read as people read them; all else stays as it is written.
    """
    kept, end = [], 0
    for found in _EITHER.finditer(text if text.isascii() else "".join(map(_as_read, text))):
        if not found["own"]:
            kept += [text[end : found.start()], WITHHELD]
            end = found.end()
    return "".join(kept) + text[end:]


def _as_read(character: str) -> str:
    """One character for one: full-width, circled and other forms as the plain one."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
