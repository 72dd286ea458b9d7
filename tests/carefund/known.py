"""What chances know: pools and cases as a handful of numbers, and what must come of an act."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

OK = "OK"


@dataclass
class Purse:
    """What a pool must hold."""

    cash: int = 0
    reserved: int = 0


@dataclass
class Known:
    """What the reference knows of a case."""

    case: Any
    pool: str
    fen: int
    until: date
    state: str = "APPROVED"
    payment: Any = None
    replaces: bool = False
    claim: Any = None
    left: int = 0
    # IN_CASH once it is ordered so, OUT while somebody carries it.
    way: str = ""
    allowed: bool = False
    advance: Any = None


@dataclass
class Tried:
    """An act, and what must come of it."""

    name: str
    expected: str
    act: Callable[[], Any]
    then: Callable[[Any], None] = field(default=lambda reply: None)
