"""Clerks who work all at once, and the notebook in which they keep what they know for certain.

What was answered must be there. What was sent and not answered may be there or not, and is sent
again with the same request_id. Nothing else may be there.
"""

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import grpc

from dangwu.directory.v1 import post_pb2
from dangwu.transfer.v1 import member_pb2, roll_pb2, step_pb2, transfer_pb2
from deploy.sample.numbers import check_character
from services.chassis.civil import month_of, shanghai_date
from services.chassis.host import utc_now
from tests.campus import Campus
from tests.process.site import Site
from tests.refusals import Refused, read

AWAY = {"UNAVAILABLE", "CANCELLED"}
SIGNERS = ("s.secretary", "a.secretary", "b.secretary")


@dataclass(frozen=True)
class Act:
    """One write, as its client keeps it before sending: who, and what."""

    account: str
    request: Any

    @property
    def id(self) -> str:
        return str(self.request.request_id)


Work = Generator[Act, Any, None]
"""Yields one act after another, and is sent the reply to each."""


@dataclass
class Notebook:
    """What the clients know: everything sent, everything answered, and what nobody expected."""

    sent: dict[str, Act] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    surprises: list[Refused] = field(default_factory=list)

    @property
    def unanswered(self) -> set[str]:
        return self.sent.keys() - self.answers.keys()


class Clerk:
    """Does one act after another; an act that was not answered is the next act again."""

    def __init__(self, work: Work, notebook: Notebook) -> None:
        self._work, self._notebook = work, notebook
        self._act = next(work)

    def act(self, site: Site) -> bool:
        """Sends the act that is next; False when nobody answers any more."""
        self._notebook.sent[self._act.id] = self._act
        try:
            reply = site.send(self._act.account, self._act.request)
        except grpc.RpcError as error:
            refused = read(error)
            if refused.code not in AWAY and refused.reason != "BUSY":
                self._notebook.surprises.append(refused)
            return refused.reason == "BUSY"
        self._notebook.answers[self._act.id] = reply
        self._act = self._work.send(reply)
        return True

    def resume(self, site: Site) -> None:
        """Sends again what was not answered when the server ended."""
        if self._act.id in self._notebook.sent:
            assert self.act(site), self._notebook.surprises


def all_at_work(site: Site, clerks: Sequence[Clerk], until: Callable[[], object]) -> None:
    """All clerks work at once, until the end has come and nobody answers them."""
    over = threading.Event()

    def work(clerk: Clerk) -> None:
        while not over.is_set() and clerk.act(site):
            pass

    threads = [threading.Thread(target=work, args=(clerk,)) for clerk in clerks]
    for thread in threads:
        thread.start()
    try:
        until()
    finally:
        over.set()
        for thread in threads:
            thread.join()


def hire(campus: Campus, notebook: Notebook, numbers: Iterator[int]) -> list[Clerk]:
    """Six who take members through whole transfers, and two who enter people and members."""
    works = [transfers(campus, numbers) for _ in range(6)]
    works += [entries(campus, numbers) for _ in range(2)]
    return [Clerk(work, notebook) for work in works]


def transfers(campus: Campus, numbers: Iterator[int]) -> Work:
    """One member after another enters the source branch, and moves to the target branch."""
    places = campus.organizations
    while True:
        member = yield Act("director", registration(next(numbers), places["0101"]))
        case = yield Act("s.commissioner", request_of(member.id, places["0201"]))
        for account in SIGNERS:
            case = yield Act(
                account,
                step_pb2.SignTransferRequest(request_id=str(uuid4()), id=case.id, etag=case.etag),
            )
        yield Act(
            "t.secretary",
            step_pb2.AcceptTransferRequest(request_id=str(uuid4()), id=case.id, etag=case.etag),
        )


def entries(campus: Campus, numbers: Iterator[int]) -> Work:
    """One person after another gets an account, enters the roll, and has the phone mended."""
    while True:
        number = next(numbers)
        person = yield Act(
            "director",
            post_pb2.RegisterPersonRequest(
                request_id=str(uuid4()), name=f"新人{number}", account=f"w{number:06d}"
            ),
        )
        request = registration(number, campus.organizations["0102"])
        request.id = person.id
        member = yield Act("director", request)
        yield Act(
            "s2.secretary",
            roll_pb2.AmendMemberRequest(
                request_id=str(uuid4()),
                id=member.id,
                etag=member.etag,
                phone=f"198{number:08d}",
            ),
        )


def registration(number: int, organization_id: str) -> roll_pb2.RegisterMemberRequest:
    """A member with nothing missing, whatever day it is."""
    born = date(1950, 1, 1) + timedelta(days=number // 900)
    stem = f"999903{born:%Y%m%d}{number % 900 + 100}"
    return roll_pb2.RegisterMemberRequest(
        request_id=str(uuid4()),
        name=f"新党员{number}",
        kind=member_pb2.MEMBER_KIND_FULL,
        category=member_pb2.MEMBER_CATEGORY_MASTER,
        campus_number=f"R{number:06d}",
        id_number=stem + check_character(stem),
        phone=f"199{number:08d}",
        joined_on="2020-07-01",
        dues_through=this_month(),
        organization_id=organization_id,
    )


def this_month() -> str:
    """What dues must be paid through to be in nobody's way."""
    return month_of(shanghai_date(utc_now()))


def request_of(member_id: str, destination_id: str) -> step_pb2.RequestTransferRequest:
    return step_pb2.RequestTransferRequest(
        request_id=str(uuid4()),
        member_id=member_id,
        destination_id=destination_id,
        reason=transfer_pb2.TRANSFER_REASON_CHANGE_OF_MAJOR,
    )
