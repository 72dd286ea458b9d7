"""Whether this member may apply at all: where he belongs, what he is, what is known of him.

C-032 to C-039; nothing here, or anywhere in the checks, knows who has given to the fund (C-030).
"""

from collections.abc import Callable

from services.carefund.checks.facts import Facts, Finding

Check = Callable[[Facts], Finding | None]


def relation_here(facts: Facts) -> Finding | None:
    """On the day of the application he belongs to the school."""
    return _true(facts, "relation_here", "RELATION_ELSEWHERE")


def same_branch(facts: Facts) -> Finding | None:
    """The branch that applies is the one he belongs to: another knows him better by now."""
    if not facts.moved:
        return None
    zh = "该党员组织关系已转到其他支部，请撤回本件，由现支部重新申请。"
    en = "The member belongs to another branch by now; withdraw this and let that branch apply."
    return Finding("BRANCH_LEFT", zh, en)


def probationary(facts: Facts) -> Finding | None:
    return _true(facts, "probationary_apply", "PROBATIONARY")


def discipline(facts: Facts) -> Finding | None:
    return _true(facts, "discipline_bar", "DISCIPLINE", "plea.sanctioned")


def inactive(facts: Facts) -> Finding | None:
    return _true(facts, "inactive_bar", "INACTIVE", "plea.months_inactive")


def unqualified(facts: Facts) -> Finding | None:
    return _true(facts, "unqualified_bar", "RATED_UNQUALIFIED", "plea.unqualified_year")


def own_fault(facts: Facts) -> Finding | None:
    return _true(facts, "own_fault_bar", "OWN_FAULT", "plea.unlawful_act")


def false_claim(facts: Facts) -> Finding | None:
    """He made a false claim, and the years of the bar are not over."""
    if facts.barred_until is None or facts.today > facts.barred_until:
        return None
    return facts.because(
        "FALSE_CLAIM",
        "fraud_bar_years",
        zh=f"至 {facts.barred_until} 不得申请。",
        en=f" He is barred until {facts.barred_until}.",
    )


def _true(facts: Facts, rule: str, code: str, field: str = "") -> Finding | None:
    return None if facts.answer(rule).truth else facts.because(code, rule, field)


CHECKS: tuple[Check, ...] = (
    relation_here,
    same_branch,
    probationary,
    discipline,
    inactive,
    unqualified,
    own_fault,
    false_claim,
)
