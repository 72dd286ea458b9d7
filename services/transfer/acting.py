"""Taking a step in a case: that it begins here, was read as it stands, and is the caller's turn."""

from typing import Protocol

from dangwu.transfer.v1 import transfer_pb2
from services.chassis import etags
from services.chassis.ladder import Candidate
from services.chassis.work import Work
from services.transfer import deadlines, holding, sight, store, surroundings, wire
from services.transfer.kinds import after
from services.transfer.lifecycle import STEPS, Step
from services.transfer.store import Transfer


class OnCase(Protocol):
    """A request that takes a step in a case."""

    @property
    def id(self) -> str: ...
    @property
    def etag(self) -> str: ...


def on_case(name: str, request: OnCase, work: Work) -> tuple[Step, Transfer, Candidate, str]:
    """The step of this name in a case on which the caller may take it now; the case, as which post
    he takes it, and why it passed to him."""
    transfer = store.get_transfer(work.session, request.id)
    step = transfer.kind.step(name) or next(one for one in STEPS if one.name == name)
    return step, transfer, *require_step(step, transfer, request.etag, work)


def require_step(step: Step, transfer: Transfer, etag: str, work: Work) -> tuple[Candidate, str]:
    """Refuses unless the caller may see the case, it stands where the step begins, he read it as
    it stands, and it is his turn."""
    sight.require_case(work, transfer)
    after(step, transfer.state, transfer.id, transfer.kind)
    # Before whose turn it is: who comes second is told to read again, not that he had no right.
    etags.check(etag, transfer.version)
    mine, passed_on = holding.require_side(work, step, transfer)
    deadlines.known(work, transfer.rungs)  # asked here, before the lock: the reply tells them
    return mine, passed_on


def shown(work: Work, transfer: Transfer) -> transfer_pb2.Transfer:
    """A case as it stands after a step."""
    work.session.flush()
    counted = deadlines.known(work, transfer.rungs)
    return wire.case(work, transfer, counted, surroundings.of(work, [transfer]))
