"""How much of a name or an account the public sees, and numbers that it must never see.

Section 7.5 of the school's measures: of two characters the second is hidden, of three or more all
but the first and the last. What is shown of a name is never the whole of it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

STAR = "*"
DOTS = "·•・‧∙⋅."
"""What parts a name of two parts, however it was typed; it is shown as the first of them."""

LAST_SHOWN = 4
SHORTEST_MASKED = 8

NUMBERS = {
    "id_number": re.compile(
        r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15}|\d{6}[- ]\d{8}[- ]\d{3}[\dXx])(?![0-9A-Za-z])"
    ),
    "phone": re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})(?!\d)"),
    "bank_card": re.compile(r"(?<!\d)(?:\d{13,30}|\d{4}(?:[- ]\d{4}){3}(?:[- ]\d{1,4})?)(?!\d)"),
}
"""Numbers of private persons. An office's telephone has a dash behind its area code, and passes."""


@dataclass(frozen=True)
class Named:
    """Somebody on a list, as he would be shown, and the branch that tells namesakes apart."""

    name: str
    branch: str


def name(full: str) -> str:
    """A name with its middle hidden: 张三 as 张*, 张大丰 as 张*丰, 买买提·艾合买提 as 买*·*提."""
    parts = [part for part in re.split(f"[{re.escape(DOTS)}]", _plain(full)) if part.strip()]
    if len(parts) > 1:
        first, last = _letters(parts[0]), _letters(parts[-1])
        head = first[0] if len(first) > 1 else ""
        tail = last[-1] if len(last) > 1 else ""
        return f"{head}{STAR}{DOTS[0]}{STAR}{tail}"
    letters = _letters(parts[0]) if parts else []
    if len(letters) < 2:
        return STAR
    return letters[0] + STAR + (letters[-1] if len(letters) > 2 else "")


def account(number: str) -> str:
    """A bank account as its last four digits; of a short one nothing."""
    if len(number) < SHORTEST_MASKED:
        return STAR * len(number)
    return STAR * (len(number) - LAST_SHOWN) + number[-LAST_SHOWN:]


def told_apart(shown: Sequence[Named]) -> list[str]:
    """The names of one list: those that read alike get their branch behind them, and a number
    where the branch is the same too."""
    alike = Counter(one.name for one in shown)
    same = Counter(shown)
    met: Counter[Named] = Counter()
    found = []
    for one in shown:
        met[one] += 1
        if alike[one.name] == 1:
            found.append(one.name)
        elif same[one] == 1:
            found.append(f"{one.name}（{one.branch}）")
        else:
            found.append(f"{one.name}（{one.branch}之{met[one]}）")
    return found


def private_numbers(text: str) -> list[str]:
    """Which sorts of private numbers a free text holds, by the words of the rule book."""
    plain = _plain(text)
    return [sort for sort, pattern in NUMBERS.items() if pattern.search(plain)]


def without_numbers(text: str) -> str:
    """A text with every private number in it hidden."""
    plain = _plain(text)
    if not private_numbers(plain):
        return text
    for pattern in NUMBERS.values():
        plain = pattern.sub(STAR * 3, plain)
    return plain


def _plain(text: str) -> str:
    """Digits and letters as everybody types them, without marks that only hide in between."""
    normal = unicodedata.normalize("NFKC", text)
    seen = "".join(one for one in normal if unicodedata.category(one) != "Cf")
    spaced = "".join(" " if unicodedata.category(one) == "Zs" else one for one in seen)
    return "".join("-" if unicodedata.category(one) == "Pd" else one for one in spaced).strip()


def _letters(part: str) -> list[str]:
    """The letters of a name, each with the marks that belong to it."""
    found: list[str] = []
    for one in part.replace(" ", ""):
        if found and unicodedata.category(one).startswith("M"):
            found[-1] += one
        else:
            found.append(one)
    return found
