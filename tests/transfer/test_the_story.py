"""The first story: a member moves from a branch of one college to a branch of another."""

from uuid import uuid4

import pytest

from dangwu.transfer.v1 import case_pb2, roll_pb2, step_pb2, transfer_pb2
from tests.worlds import SHAPES, World

pytestmark = pytest.mark.parametrize("shape", SHAPES)


def test_a_member_moves_between_colleges(world: World) -> None:
    campus = world.campus
    desk = world.desk("s.commissioner")
    case = desk.transfers.RequestTransfer(
        step_pb2.RequestTransferRequest(
            request_id=str(uuid4()),
            member_id=campus.members["ready"],
            destination_id=campus.organizations["0201"],
            reason=transfer_pb2.TRANSFER_REASON_CHANGE_OF_MAJOR,
        )
    )
    for person in ("s.secretary", "a.secretary", "b.secretary"):
        case = world.desk(person).transfers.SignTransfer(
            step_pb2.SignTransferRequest(request_id=str(uuid4()), id=case.id, etag=case.etag)
        )
        assert case.belongs_to_id == campus.organizations["0101"]
    assert case.state == transfer_pb2.TRANSFER_STATE_AGREED
    case = world.desk("t.secretary").transfers.AcceptTransfer(
        step_pb2.AcceptTransferRequest(request_id=str(uuid4()), id=case.id, etag=case.etag)
    )
    assert case.state == transfer_pb2.TRANSFER_STATE_ACCEPTED
    assert case.belongs_to_id == campus.organizations["0201"]
    history = world.desk("t.secretary").cases.ListTransferHistory(
        case_pb2.ListTransferHistoryRequest(id=case.id)
    )
    assert [one.rpc for one in history.events] == [
        "RequestTransfer",
        "SignTransfer",
        "SignTransfer",
        "SignTransfer",
        "AcceptTransfer",
    ]
    world.settle()
    office = world.desk("director")
    checked = office.roll.VerifyRoll(roll_pb2.VerifyRollRequest())
    assert [one.name for one in checked.checks if one.broken] == []
