"""Whether an application may go forward: every rule is looked at, and says for itself why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.carefund.checks import form, gathering, limits, member
from services.carefund.checks.facts import Facts, Finding
from services.carefund.checks.gathering import Pleaded
from services.carefund.refusals import NotEligible
from services.chassis.work import Work

CHECKS = (*member.CHECKS, *limits.CHECKS, *form.CHECKS)


@dataclass(frozen=True)
class Examined:
    """What came of looking at an application."""

    facts: Facts
    findings: Sequence[Finding]

    @property
    def blocking(self) -> list[Finding]:
        return [one for one in self.findings if one.blocks]


def examine(work: Work, pleaded: Pleaded) -> Examined:
    """Looks at a plea by every rule; refuses with `RuleUndecided` where a rule leaves it open."""
    facts = gathering.facts(work, pleaded)
    found = [one for check in CHECKS if (one := check(facts)) is not None]
    return Examined(facts, [*found, *form.consents(facts)])


def require_eligible(examined: Examined) -> None:
    """Refuses with `NotEligible`, naming everything that stands in the way and what says so."""
    blocking = examined.blocking
    if not blocking:
        return
    cites = "；".join(dict.fromkeys(one.cites for one in blocking if one.cites))
    details = {"findings": ", ".join(one.code for one in blocking)}
    details |= {"cites": cites} if cites else {}
    raise NotEligible(*[one.as_fault() for one in blocking], **details)


__all__ = ["Examined", "Facts", "Finding", "Pleaded", "examine", "require_eligible"]
