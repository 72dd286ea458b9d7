"""A member's way from one college to another, on any channel and at any time of year."""

from collections.abc import Callable
from uuid import uuid4

from dangwu.transfer.v1 import roll_pb2, step_pb2, transfer_pb2
from services.chassis.civil import month_of, shanghai_date
from services.chassis.host import utc_now
from tests.campus import Campus
from tests.desk import Desk

DeskOf = Callable[[str], Desk]
SIGNERS = ("s.secretary", "a.secretary", "b.secretary")


def paid(desk: DeskOf, campus: Campus, member: str) -> str:
    """A member who is ready whatever the month: dues paid by now, and a phone."""
    office, member_id = desk("director").roll, campus.members[member]
    seen = office.GetMember(roll_pb2.GetMemberRequest(id=member_id))
    office.AmendMember(
        roll_pb2.AmendMemberRequest(
            request_id=str(uuid4()),
            id=member_id,
            etag=seen.etag,
            dues_through=month_of(shanghai_date(utc_now())),
            phone="19900000009",
        )
    )
    return member_id


def filed(desk: DeskOf, campus: Campus, member: str = "ready") -> transfer_pb2.Transfer:
    """A case as filed by the source branch."""
    member_id = paid(desk, campus, member)
    return desk("s.commissioner").transfers.RequestTransfer(
        step_pb2.RequestTransferRequest(
            request_id=str(uuid4()),
            member_id=member_id,
            destination_id=campus.organizations["0201"],
            reason=transfer_pb2.TRANSFER_REASON_CHANGE_OF_MAJOR,
        )
    )


def signed(desk: DeskOf, case: transfer_pb2.Transfer) -> transfer_pb2.Transfer:
    """A case that only waits to be accepted."""
    for account in SIGNERS:
        case = desk(account).transfers.SignTransfer(
            step_pb2.SignTransferRequest(request_id=str(uuid4()), id=case.id, etag=case.etag)
        )
    return case


def accepted(desk: DeskOf, case: transfer_pb2.Transfer) -> transfer_pb2.Transfer:
    """The case with which the member has moved."""
    return desk("t.secretary").transfers.AcceptTransfer(
        step_pb2.AcceptTransferRequest(request_id=str(uuid4()), id=case.id, etag=case.etag)
    )
