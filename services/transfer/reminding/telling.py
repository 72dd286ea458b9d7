"""A deadline and a reminder in words, as callers see them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from dangwu.transfer.v1 import reminder_pb2
from services.transfer import wire
from services.transfer.reminding.counting import Rules
from services.transfer.reminding.listing import Running
from services.transfer.reminding.turns import Turns
from services.transfer.store.reminders import Delivery, Reminder


def deadline(running: Running, rules: Rules, turns: Turns, today: date) -> reminder_pb2.Deadline:
    """One deadline as it stands on a day, with the rule behind it."""
    rule = rules.asked(running.book, running.facts, today)
    said, said_en = _said(running, today)
    return reminder_pb2.Deadline(
        subject_id=running.subject_id,
        transfer_id=running.transfer_id,
        member_id=running.member_id,
        member_name=running.member_name,
        what=running.limit.what,
        said=said,
        said_en=said_en,
        from_on=running.from_on.isoformat(),
        due_on=running.due.text,
        share=running.share(today),
        overdue=running.due.passed(today),
        organization_id=running.organization_id,
        organization_name=running.organization_name or turns.name(running.organization_id),
        next_step=running.next_step,
        book=running.book,
        cites=rule.cites if rule else "",
    )


def kept(running: Running, rules: Rules, turns: Turns, today: date) -> bytes:
    """The same as it is kept with a reminder: without the name of anybody."""
    told = deadline(running, rules, turns, today)
    told.ClearField("member_name")
    return told.SerializeToString(deterministic=True)


def _said(running: Running, today: date) -> tuple[str, str]:
    called, called_en = running.limit.called, running.limit.called_en
    if running.due.on is None:
        return (
            f"{called}：自{running.from_on}起。{running.due.problem}",
            f"{called_en}: from {running.from_on}. {running.due.problem_en}",
        )
    left = (running.due.on - today).days
    if left < 0:
        late, late_en = f"已逾期 {-left} 日", f"{-left} days late"
    elif left == 0:
        late, late_en = "今日到期", "due today"
    else:
        late, late_en = f"还有 {left} 日", f"{left} days left"
    return (
        f"{called}：{running.from_on} 至 {running.due.on}，{late}。",
        f"{called_en}: {running.from_on} to {running.due.on}, {late_en}.",
    )


def reminder(
    row: Reminder, deliveries: Iterable[Delivery], member_name: str
) -> reminder_pb2.Reminder:
    """One reminder as its addressee sees it."""
    told = reminder_pb2.Deadline.FromString(row.deadline)
    told.member_name = member_name
    made = reminder_pb2.Reminder(
        id=row.id,
        deadline=told,
        mark=row.mark,
        person_id=row.person_id,
        because=row.because,
        because_en=row.because_en,
        announced_on=row.announced_on.isoformat(),
        deliveries={"inbox": "sent", **{one.way: _state(one) for one in deliveries}},
    )
    if row.acknowledged_at:
        made.acknowledged_at.CopyFrom(wire.stamp(row.acknowledged_at))
    return made


def _state(one: Delivery) -> str:
    return f"{one.state}: {one.problem}" if one.problem else one.state


def by_reminder(found: Iterable[Delivery]) -> Mapping[str, Collection[Delivery]]:
    """Deliveries, sorted to their reminders."""
    sorted_: dict[str, list[Delivery]] = {}
    for one in found:
        sorted_.setdefault(one.reminder_id, []).append(one)
    return sorted_
