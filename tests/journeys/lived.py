"""What journeys ask at each stage: where somebody belongs, what runs, and whether all is sound."""

from datetime import UTC, datetime

from dangwu.audit.v1 import audit_pb2
from dangwu.transfer.v1 import reminder_pb2, roll_pb2
from tests.transfer.acts import Case, Cases


def on(cases: Cases, day: str) -> None:
    """It is ten in the morning of another day, in Shanghai."""
    cases.world.clock.set(datetime.fromisoformat(f"{day}T02:00:00").replace(tzinfo=UTC))


def overdue(cases: Cases, member: str) -> set[str]:
    """What a member's deadlines that have passed are about."""
    request = reminder_pb2.ListDeadlinesRequest(overdue=True, page_size=200)
    listed = cases.desk("director").reminders.ListDeadlines(request).deadlines
    return {one.what for one in listed if one.member_id == cases.campus.members[member]}


def acts(cases: Cases, case: Case) -> list[str]:
    """What was done to a case, as the audit log has it."""
    return [one.rpc.rpartition("/")[2] for one in cases.logged(case.id) if one.outcome == "OK"]


def told(cases: Cases, case: Case) -> list[str]:
    """The same, as the history of the case tells it."""
    return [one.rpc.rpartition("/")[2] for one in cases.history(case)]


def sound(cases: Cases) -> None:
    """Every promise of the roll is kept, and the audit log has everything."""
    cases.world.settle()
    desk = cases.desk("inspector")
    proven = [
        *desk.roll.VerifyRoll(roll_pb2.VerifyRollRequest()).checks,
        *desk.audit.VerifyLog(audit_pb2.VerifyLogRequest()).checks,
    ]
    assert {"one_relationship_each", "one_live_letter_each"} <= {one.name for one in proven}
    assert not {one.name: list(one.examples) for one in proven if one.broken}
