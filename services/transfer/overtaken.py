"""Cases in other lanes that a move or an ending overtakes: they end with it, and say so.

A certificate or a retention is the business of the branch the member belongs to. Once he is
elsewhere, or has died, nobody there can decide on it; what is still wanted is filed anew.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from dangwu.audit.v1 import audit_pb2
from services.chassis import journal
from services.chassis.work import Work
from services.transfer import moving
from services.transfer.store import Transfer

CONCLUDING = (
    "dangwu.transfer.v1.TransferService/AcceptTransfer",
    "dangwu.transfer.v1.ReceiptService/RecordReceipt",
)
"""The acts that move somebody."""


def end(work: Work, member_ids: Sequence[str], by: Transfer) -> None:
    """Ends what these members have open besides the case that moved them."""
    asked = select(Transfer).where(
        Transfer.member_id.in_(member_ids), Transfer.ended_at.is_(None), Transfer.lane != by.lane
    )
    found = work.session.scalars(asked.order_by(Transfer.filed_at, Transfer.id)).all()
    for case in found:
        case.overtake(by.id, f"{by.kind.called}（{by.id}）已办结，本件随之终止。", work.now)
        moving.end(case, work)
    if found:
        named = "、".join(f"{case.kind.called}（{case.id}）" for case in found)
        by.note = f"{by.note}（随本件终止：{named}。）"
        work.note(overtaken=len(found))


def entries(session: Session, source: str, case: Transfer, after: int) -> list[audit_pb2.Entry]:
    """The act on another case that ended this one, as the last thing in its history."""
    if not case.ended_by_id:
        return []
    return journal.entries_about(
        session, source, case.ended_by_id, 1, rpcs=CONCLUDING, after=after, done=True
    )
