"""What is looked at before a case is filed (办前检查); `kinds` says which kind needs which."""

from collections.abc import Callable, Mapping, Sequence

from services.transfer import filing, roll
from services.transfer.checks import changing, departing, holds
from services.transfer.filing import Case
from services.transfer.roll import Finding

CHECKS: Mapping[str, Callable[[Case], Finding | None]] = {
    **holds.CHECKS,
    **departing.CHECKS,
    **changing.CHECKS,
}
"""The checks that look at more than the usual facts; the usual ones are in `roll.CHECKS`."""


def findings(case: Case) -> Sequence[Finding]:
    """All that is missing for this kind, in the order a branch would mend it."""
    facts = filing.facts(case)
    found: list[Finding] = []
    for name in case.kind.checks:
        one = CHECKS[name](case) if name in CHECKS else roll.CHECKS[name](facts)
        if one is not None:
            found.append(holds.graded(case, one) if case.kind.overrides else one)
    return found
