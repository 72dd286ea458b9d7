"""Until when an application waits where it stands: counted when it is asked, never stored."""

from collections.abc import Mapping
from datetime import date

from dangwu.rules.v1 import rules_pb2
from dangwu.v1 import values_pb2
from services.carefund.lifecycle import State
from services.carefund.store.cases import Application
from services.chassis.work import Work

STEP_DAYS, PAY_DAYS = "carefund/step_days", "carefund/pay_days"
PERIODS: Mapping[State, tuple[str, dict[str, str]]] = {
    State.SUBMITTED: (STEP_DAYS, {"step": "attest"}),
    State.UNIT_REVIEW: (STEP_DAYS, {"step": "review"}),
    State.OFFICE_REVIEW: (STEP_DAYS, {"step": "screening"}),
    State.APPROVAL: (STEP_DAYS, {"step": "approve"}),
    State.APPROVED: (PAY_DAYS, {}),
    State.PAYING: (PAY_DAYS, {}),
    State.PAY_RETURNED: (PAY_DAYS, {}),
    State.PAID: (STEP_DAYS, {"step": "confirm"}),
}
"""The book that says how long a state may last; publicity has a notice with days of its own."""


def on(work: Work, application: Application) -> str:
    """The last day for the act it waits for; empty where none is set, or it cannot be told now."""
    return _last_day(work, State(application.state), application.waits_since)


def foresee(work: Work, application: Application) -> None:
    """Asks before the lock for the day shown after any step taken today."""
    on(work, application)
    for state in PERIODS:
        _last_day(work, state, work.today)


def _last_day(work: Work, state: State, since: date) -> str:
    if state not in PERIODS:
        return ""
    book, facts = PERIODS[state]
    day = since.isoformat()
    # The edition of the day on which it began to wait, as it is known today.
    decision: values_pb2.Decision | None = work.ask_if_there(
        rules_pb2.DecideRuleRequest(
            book=book, facts=facts, on=day, known_on=work.today.isoformat(), runs_from=day
        )
    )
    return decision.period.ends_on if decision is not None else ""
