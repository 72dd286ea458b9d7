"""What a departure must be ready for: the addressee, the channel, the branch's opinion."""

from collections.abc import Callable, Mapping

from services.transfer.filing import Case
from services.transfer.roll import Finding

CHECKS: Mapping[str, Callable[[Case], Finding | None]] = {}
