"""StatisticsService: the roll on a day, movements between two, and that nobody is lost."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

import sqlalchemy as sa

from dangwu.transfer.v1 import statistics_pb2
from services.chassis import journal
from services.chassis.civil import parse_date, parse_date_or
from services.chassis.errors import FieldFault, Refusal
from services.chassis.work import Work
from services.transfer import advising, sight
from services.transfer.counting import counts, history, opened, statement
from services.transfer.counting.counts import Sort
from services.transfer.counting.moves import INSIDE, Move, balance, moves, on_roll
from services.transfer.kinds import KINDS
from services.transfer.refusals import DatesDisagree, NotYours
from services.transfer.store import Transfer

CODE_BOOK = "transfer/movement_code"
ADMITTED = "登记入册"
ONE_DAY = timedelta(days=1)


class StatisticsServicer:
    """Reads; changes nothing."""

    def CountRoll(
        self, request: statistics_pb2.CountRollRequest, work: Work
    ) -> statistics_pb2.CountRollResponse:
        on = parse_date_or(request.on, "on", work.today)
        _require_past(work, on, "on")
        within = _within(work, request.organization_id)
        at = history.end_of(on)
        there = on_roll(history.stretches(work.session), at, within)
        probationary = history.probationary(work.session, at)
        counted = counts.roll(there, probationary, history.terms(work.session, on))
        return statistics_pb2.CountRollResponse(counts=counted, total=counts.total(counted))

    def CountMovements(
        self, request: statistics_pb2.CountMovementsRequest, work: Work
    ) -> statistics_pb2.CountMovementsResponse:
        from_on, until_on = _period(request, work)
        within = _within(work, request.organization_id)
        made = moves(
            history.stretches(work.session),
            history.end_of(from_on - ONE_DAY),
            history.end_of(until_on),
        )
        counted = counts.movements(made, _sorts(work, made), within)
        return statistics_pb2.CountMovementsResponse(
            counts=[
                statistics_pb2.MovementCount(
                    kind=kind, called=_called(kind), code=code, came=came, went=went, within=inside
                )
                for (kind, code), (came, went, inside) in sorted(counted.items())
            ]
        )

    def CountOpen(
        self, request: statistics_pb2.CountOpenRequest, work: Work
    ) -> statistics_pb2.CountOpenResponse:
        counted = opened.count(work, _within(work, request.organization_id))
        return statistics_pb2.CountOpenResponse(counts=counted, total=opened.total(counted))

    def StateConservation(
        self, request: statistics_pb2.StateConservationRequest, work: Work
    ) -> statistics_pb2.Conservation:
        from_on, until_on = _period(request, work)
        found = balance(
            history.stretches(work.session), history.end_of(from_on), history.end_of(until_on)
        )
        sequence, head = journal.head(work.session)
        return statement.signed(work.signer, found, from_on, until_on, sequence, head)


def _within(work: Work, organization_id: str) -> Collection[str] | None:
    """The organizations that are counted: those asked for, of those the caller sees."""
    scope = sight.scope_of(work)
    if not organization_id:
        return scope
    below = sight.below(work, organization_id)
    if scope is not None and scope.isdisjoint(below):
        raise NotYours()
    return below if scope is None else scope & below


def _period(
    request: statistics_pb2.CountMovementsRequest | statistics_pb2.StateConservationRequest,
    work: Work,
) -> tuple[date, date]:
    from_on = parse_date(request.from_on, "from_on")
    until_on = parse_date_or(request.until_on, "until_on", work.today)
    _require_past(work, until_on, "until_on")
    if from_on > until_on:
        zh = f"起始日不能晚于截止日（{until_on}）。"
        raise _disagree("from_on", zh, f"The first day is at the latest the last one, {until_on}.")
    return from_on, until_on


def _require_past(work: Work, day: date, field: str) -> None:
    if day > work.today:
        zh = f"只能统计到今天（{work.today}）。"
        raise _disagree(field, zh, f"Days to come cannot be counted; today is {work.today}.")


def _disagree(field: str, zh: str, en: str) -> Refusal:
    return DatesDisagree(FieldFault(field, zh, en), field=field)


def _called(kind: str) -> str:
    return KINDS[kind].called if kind in KINDS else ADMITTED


def _sorts(work: Work, made: Collection[Move]) -> Mapping[str, Sort]:
    """The kind and the statistics code of every case that moved somebody."""
    by_id = {move.came.transfer_id: move for move in made if move.came.transfer_id}
    asked = sa.select(Transfer.id, Transfer.stored_kind).where(Transfer.id.in_(by_id))
    return {
        case_id: (kind, _code(work, by_id[case_id]))
        for case_id, kind in work.session.execute(asked)
    }


def _code(work: Work, move: Move) -> str:
    """The code of a move over the school's border, where the rule knows one."""
    if move.left is None or not (move.enters or move.leaves):
        return ""
    there, way = (
        (move.left, "transfer_in") if move.came.place == INSIDE else (move.came, "transfer_out")
    )
    if not there.organization_id:
        return ""
    distance = advising.distance_to(work, there.organization_id)
    if not distance:
        return ""
    answer = work.decide(CODE_BOOK, direction=way, distance=distance).answer
    return answer.word.removeprefix("code_")
