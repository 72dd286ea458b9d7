"""Objections (异议): each has a number and an outcome; who raised it is protected (C-076, P-22)."""

from dangwu.carefund.v1 import objection_pb2
from dangwu.rules.v1 import rules_pb2
from dangwu.v1 import values_pb2
from services.carefund import acting, money, noticing, ruling, sight, store
from services.carefund.lifecycle import STEPS, Part, Side, State
from services.carefund.refusals import OwnCase
from services.carefund.refusals_publicity import (
    NoticeOver,
    NotOnNotice,
    ObjectionOrdered,
    ObjectionSettled,
    ObjectionUnknown,
)
from services.carefund.store import Application, books, notices, payments
from services.carefund.store.notices import Objection
from services.chassis import etags
from services.chassis.ids import new_id
from services.chassis.work import Work


def number(row: Objection) -> str:
    """The number people call it by, such as 2026-0003."""
    return f"{row.year}-{row.number:04d}"


PAID_OUT = frozenset({State.PAID, State.PAY_RETURNED, State.CONFIRMED})


def opened(work: Work, row: Objection, column: str, kept: bytes | None) -> str:
    """A sealed text of an objection in clear; empty without one."""
    return work.sealer.open(kept, "objection", column, row.id) if kept else ""


def due_on(work: Work, row: Objection) -> str:
    """The last day to settle it; empty where that cannot be told now."""
    day = row.raised_on.isoformat()
    decision: values_pb2.Decision | None = work.ask_if_there(
        rules_pb2.DecideRuleRequest(
            book="carefund/objection_days",
            on=day,
            known_on=work.today.isoformat(),
            runs_from=day,
        )
    )
    return decision.period.ends_on if decision is not None else ""


def to_raise(work: Work, notice_id: str, application_id: str) -> Application:
    """The application an objection may be raised against now; or refuses."""
    notice = noticing.get_notice(work, notice_id)
    shown = [one for one in notice.shown if one.application_id == application_id]
    if not shown or shown[0].struck:
        raise NotOnNotice(application=application_id, id=notice.id)
    application = store.get_application(work.session, application_id)
    sight.require(work, application)
    if work.today > notice.last_on:
        raise NoticeOver(id=notice.id, last_on=notice.last_on)
    return application


def raised(work: Work, request: objection_pb2.RaiseObjectionRequest) -> Objection:
    """The objection of a request, under the next number of the year."""
    id = new_id("w")
    return Objection(
        id=id,
        version=1,
        year=work.today.year,
        number=notices.next_objection_number(work.session, work.today.year),
        notice_id=request.notice_id,
        application_id=request.application_id,
        kind=request.kind,
        anonymous=not request.raised_by.strip(),
        raised_by=work.sealer.seal(request.raised_by, "objection", "raised_by", id),
        said=work.sealer.seal(request.said, "objection", "said", id),
        raised_on=work.today,
        recorded_by_id=work.actor.id,
        upheld=False,
        settled_by_id="",
    )


def to_disclose(work: Work, objection_id: str) -> tuple[Objection, Application]:
    """An objection the caller may read in clear: nobody whose case it is, and nobody who decided
    what it is about, so that who raised it is safe with whoever settles it (P-22)."""
    row, application = get_objection(work, objection_id)
    acting.require_duties(work, application, Part.SETTLER)
    return row, application


def get_objection(work: Work, objection_id: str) -> tuple[Objection, Application]:
    """An objection and its application, if the caller may see that; or refuses."""
    row = notices.find_objection(work.session, objection_id)
    if row is None:
        raise ObjectionUnknown(id=objection_id)
    application = store.get_application(work.session, row.application_id)
    sight.require(work, application)
    return row, application


def to_settle(
    work: Work, request: objection_pb2.SettleObjectionRequest
) -> tuple[Objection, Application]:
    """An open objection the caller may settle; or refuses."""
    row, application = get_objection(work, request.id)
    if work.actor.id == application.member_id:
        raise OwnCase()
    etags.check(request.etag, row.version)
    if row.settled_on is not None:
        raise ObjectionSettled(number=number(row), on=row.settled_on)
    acting.require_side(Side.COMMITTEE, application, work)
    acting.require_duties(work, application, Part.SETTLER)
    acting.foresee(work, application)
    if outcome(work, upheld=request.upheld) == "reopen":
        require_not_ordered(work, application)
    return row, application


def require_not_ordered(work: Work, application: Application) -> None:
    """Refuses with `ObjectionOrdered` while an order may be on its way: whether the money is out is
    said first, for by that an objection upheld has one effect or the other."""
    if State(application.state) is State.PAYING:
        raise ObjectionOrdered(payment=payments.ordered_of(work.session, application.id).id)


def outcome(work: Work, *, upheld: bool) -> str:
    """What follows: the case is reopened, or the objection is closed."""
    word = "yes" if upheld else "no"
    return ruling.decided(work, "carefund/objection_outcome", substantiated=word).word


def settle(
    work: Work, row: Objection, application: Application, finding: str, *, upheld: bool
) -> None:
    """Settles an objection: upheld, the case goes back to the branch, and no promise stands; once
    the money is out, it is claimed or taken back, and nothing else is done with it."""
    row.version += 1
    row.settled_on, row.upheld, row.settled_by_id = work.today, upheld, work.actor.id
    row.finding = work.sealer.seal(finding, "objection", "finding", row.id)
    reopens = outcome(work, upheld=upheld) == "reopen"
    if not reopens or State(application.state) not in STEPS["reopen"].since:
        too_late = reopens and State(application.state) in PAID_OUT
        step = "uphold" if too_late else "settle"
        acting.record(work, application, step, Part.SETTLER, number(row))
        acting.move(application, work, None)
        work.about(application.id)
        return
    if promise := books.standing(work.session, application.id):
        money.void(work, promise)
    noticing.strike(work, application)
    application.approved_fen, application.approved_on = 0, None
    application.hastened = False
    acting.take("reopen", application, work, note=number(row))
