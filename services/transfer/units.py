"""A whole unit that moves (整建制): everybody on the roll of a branch, in one case.

Who is suspended or under examination goes along: the branch that keeps his record is the one that
moves. Nobody aboard can leave by himself meanwhile; who is entered in the branch later stays there.
"""

from collections.abc import Sequence

from dangwu.transfer.v1 import change_pb2, transfer_pb2
from services.chassis.work import Work
from services.transfer import checks, filing, holding, lifecycle, moving, store
from services.transfer.filing import BRANCHES, Case
from services.transfer.kinds import KINDS
from services.transfer.refusals import NobodyToMove, NotABranch, TransferOpen
from services.transfer.store import Member, Passenger, Transfer

WHOLE_UNIT = KINDS["WHOLE_UNIT"]


def together(
    request: change_pb2.RequestUnitMoveRequest, work: Work
) -> tuple[Case, Sequence[Member]]:
    """The case, and all who move in it; a branch that is closed already may still be moved."""
    source = filing.organization(work, request.source_id)
    holding.require_post(work, source.id, "")
    if source.kind not in BRANCHES:
        raise NotABranch(organization=source.name)
    aboard = store.members_inside(work.session, source.id)
    if not aboard:
        raise NobodyToMove(branch=source.name)
    if busy := store.open_among(work.session, [one.id for one in aboard]):
        raise TransferOpen(open=busy)
    way = filing.route(work, source.id, request.destination_id)
    case = Case(work, WHOLE_UNIT, aboard[0], way)
    filing.require_ready(case, checks.findings(case))
    return case, aboard


def file(case: Case, aboard: Sequence[Member], because: str) -> Transfer:
    """Writes the case down, kept under its first member, with all who move in it."""
    transfer = moving.file(lifecycle.REQUEST, case)
    transfer.reason = transfer_pb2.TRANSFER_REASON_REORGANIZATION
    transfer.note = because
    for member in aboard:
        member.version += member is not case.member  # the first one's was raised by the filing
        case.work.session.add(
            Passenger(
                transfer_id=transfer.id,
                member_id=member.id,
                member_name=member.name,
                under_way=True,
            )
        )
    return transfer
