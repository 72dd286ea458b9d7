"""What a change of status or a voucher must be ready for: dates, grounds, limits by rule."""

from collections.abc import Callable, Mapping

from services.transfer.filing import Case
from services.transfer.roll import Finding

CHECKS: Mapping[str, Callable[[Case], Finding | None]] = {}
