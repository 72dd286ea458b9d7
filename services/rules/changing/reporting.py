"""Comparisons and impact reports as messages, no longer than a message may be."""

from dangwu.rules.v1 import edition_pb2 as pb
from dangwu.v1 import values_pb2
from services.chassis.workdays import Calendar
from services.rules import wire
from services.rules.changing.impact import Instead, Outcome
from services.rules.edition import Edition
from services.rules.telling import explain
from services.rules.telling.compare import AnswerDifference, Comparison

MOST_LISTED = 500
MOST_BYTES = 2 * 1024 * 1024
"""Receipts are long: a report that would not fit into a message names fewer cases."""


class Report:
    """What a draft would change, counted in full and listed as far as it goes, open cases first."""

    def __init__(self, draft_id: str, days: Calendar) -> None:
        self.draft_id = draft_id
        self.days = days
        self.examined = 0
        self.open_changed = 0
        self.past_changed = 0
        self._open: list[tuple[values_pb2.DecidedCase, Outcome]] = []
        self._past: list[tuple[values_pb2.DecidedCase, Outcome]] = []

    def take(self, decided: values_pb2.DecidedCase, instead: Outcome | None) -> None:
        """Counts a decision that was replayed, and what would be decided instead of it."""
        self.examined += 1
        if instead is None:
            return
        self.open_changed += decided.open
        self.past_changed += not decided.open
        listed = self._open if decided.open else self._past
        if len(listed) < MOST_LISTED:
            listed.append((decided, instead))

    def message(self) -> pb.Impact:
        made = pb.Impact(
            draft_id=self.draft_id,
            examined=self.examined,
            open_changed=self.open_changed,
            past_changed=self.past_changed,
        )
        length = 0
        for decided, instead in [*self._open, *self._past][:MOST_LISTED]:
            change = self._change(decided, instead)
            length += change.ByteSize()
            if length > MOST_BYTES:
                break
            made.changes.append(change)
        return made

    def _change(self, decided: values_pb2.DecidedCase, instead: Outcome) -> pb.Change:
        change = pb.Change(case=decided)
        if isinstance(instead, Instead):
            period = wire.to_period(instead.period, self.days) if instead.period else None
            said = explain.ruling(instead.ruling, instead.period)
            change.instead.CopyFrom(wire.to_decision(instead.ruling, period, said))
        else:
            change.problem, change.problem_en = instead.zh, instead.en
        return change


def to_comparison(earlier: Edition, later: Edition, found: Comparison) -> pb.Comparison:
    """A comparison of two editions of one book."""
    return pb.Comparison(
        book=earlier.book,
        head=[
            pb.HeadDifference(key=one.key, earlier=one.earlier, later=one.later)
            for one in found.head
        ],
        answers=[_answers(earlier, later, one) for one in found.answers],
        asked=found.asked,
        differ=found.differ,
    )


def _answers(earlier: Edition, later: Edition, one: AnswerDifference) -> pb.AnswerDifference:
    made = pb.AnswerDifference(facts=one.facts, span=one.span)
    if one.earlier_human is not None:
        made.earlier.CopyFrom(wire.to_answer(earlier.unit, one.earlier, one.earlier_human))
    if one.later_human is not None:
        made.later.CopyFrom(wire.to_answer(later.unit, one.later, one.later_human))
    return made
