"""What other offices are asked before a grant is proposed, and what they replied (C-040)."""

from collections.abc import Mapping

from dangwu.carefund.v1 import reviewing_pb2
from services.carefund import acting, ruling, store
from services.carefund.refusals import DatesUnfit
from services.carefund.refusals_review import ReplyThere, ScreeningOpen
from services.carefund.store import Application, Screening
from services.chassis.civil import parse_date
from services.chassis.errors import FieldFault
from services.chassis.work import Work

OFFICES: Mapping[str, tuple[int, str]] = {
    "discipline_commission": (reviewing_pb2.SCREENING_OFFICE_DISCIPLINE_COMMISSION, "纪委"),
    "police": (reviewing_pb2.SCREENING_OFFICE_POLICE, "公安机关"),
    "procuratorate": (reviewing_pb2.SCREENING_OFFICE_PROCURATORATE, "检察院"),
    "court": (reviewing_pb2.SCREENING_OFFICE_COURT, "法院"),
    "civil_affairs": (reviewing_pb2.SCREENING_OFFICE_CIVIL_AFFAIRS, "民政部门"),
}
"""The words of the book carefund/screening_offices."""


def replied(
    request: reviewing_pb2.RecordScreeningRequest, application: Application, work: Work
) -> Screening:
    """A reply to be kept; refuses dates that cannot be, and a second reply in one round."""
    asked, answered = (
        parse_date(request.asked_on, "asked_on"),
        parse_date(request.replied_on, "replied_on"),
    )
    begun = acting.begun_on(application)
    faults = []
    if begun is not None and asked < begun:
        zh, en = "征求意见不能早于（重新）提交日。", "Nobody is asked before it was put forward."
        faults.append(FieldFault("asked_on", zh, en))
    if not asked <= answered <= work.today:
        zh, en = (
            "答复日期须在征求之后、今天以前。",
            "A reply comes after the question, and not ahead.",
        )
        faults.append(FieldFault("replied_on", zh, en))
    if faults:
        raise DatesUnfit(*faults, field=", ".join(one.field for one in faults))
    now = acting.round_of(application)
    kept = store.screenings_of(work.session, application.id, now)
    if any(one.office == request.office for one in kept):
        raise ReplyThere(id=application.id)
    return Screening(
        application_id=application.id,
        round=now,
        office=request.office,
        asked_on=asked,
        replied_on=answered,
        objects=request.objects,
        document=request.document,
    )


def require_done(work: Work, application: Application) -> None:
    """Refuses with `ScreeningOpen` unless every office of the rule replied, and none objects."""
    wanted = ruling.of_case(
        work, application, "carefund/screening_offices", goes_to_province="no"
    ).answer.words.words
    now = acting.round_of(application)
    kept = {one.office: one for one in store.screenings_of(work.session, application.id, now)}
    open_ones = [
        word for word in wanted if (one := kept.get(OFFICES[word][0])) is None or one.objects
    ]
    if open_ones:
        raise ScreeningOpen(
            offices=", ".join(open_ones), offices_zh="、".join(OFFICES[one][1] for one in open_ones)
        )
