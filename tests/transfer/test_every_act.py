"""Every act can be rehearsed without a trace, and repeated without a second effect."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from google.protobuf.message import Message

from dangwu.transfer.v1 import member_pb2, roll_pb2, step_pb2, transfer_pb2
from services import roster
from services.chassis import contract
from services.chassis.database import Database
from tests.campus import CANARY, FULL, STAFF, id_number
from tests.house import image
from tests.refusals import refuses
from tests.transfer.acts import DUPLICATE, MOVE, Case, Cases, body
from tests.worlds import SHAPES, World

OTHERWISE = {
    "etag": "9999",
    "note": "另一内容",
    "purpose": "另一个目的",
    "name": "另一个人",
    "because": "另一个原因",
    "member_id": "p-000000000000",
    "id": "n-000000000000",
}
"""Fields that make a request another one."""

Rows = dict[str, int]
Doing = tuple[str, Message]


class Tables:
    """Every table of every service, and how many rows each has."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._databases = [
            (service, Database(world.url.format(service=service.name))) for service in roster.load()
        ]

    def rows(self) -> Rows:
        """Counted once the audit log has everything."""
        self._world.settle()
        counted: Rows = {}
        for service, database in self._databases:
            with database.reading() as session:
                for table in service.metadata.sorted_tables:
                    many = session.scalar(sa.select(sa.func.count()).select_from(table))
                    counted[f"{service.name}.{table.name}"] = many or 0
        return counted

    def close(self) -> None:
        for _, database in self._databases:
            database.close()


@pytest.fixture
def tables(world: World) -> Iterator[Tables]:
    opened = Tables(world)
    yield opened
    opened.close()


def send(cases: Cases, who: str, request: Message, **changed: Any) -> bytes:
    """The bytes of an answer, as they come over the channel."""
    sent = type(request)()
    sent.CopyFrom(request)
    for name, value in changed.items():
        setattr(sent, name, value)
    service, method, _ = contract.by_request(sent.DESCRIPTOR)
    call = cases.desk(who).channel.unary_unary(
        f"/{service}/{method}", lambda message: message.SerializeToString(), lambda data: data
    )
    answer: bytes = call(sent)
    return answer


def acts_on_the_roll(cases: Cases) -> Iterator[Doing]:
    yield (
        "director",
        roll_pb2.RegisterMemberRequest(
            **body(
                {},
                name="新党员",
                kind=FULL,
                category=STAFF,
                campus_number="X99999",
                id_number=id_number(99),
                joined_on="2020-07-01",
                organization_id=cases.organization("0101"),
            )
        ),
    )
    seen = cases.member("ready")
    yield (
        "s.secretary",
        roll_pb2.AmendMemberRequest(**body({}, id=seen.id, etag=seen.etag, dues_through="2026-06")),
    )
    yield (
        "a.secretary",
        roll_pb2.RevealMemberRequest(**body({}, member_id=seen.id, purpose="核对档案")),
    )
    yield (
        "a.secretary",
        roll_pb2.MatchMemberRequest(**body({}, id_number=CANARY, purpose="核对档案")),
    )


def acts_on_a_case(cases: Cases) -> Iterator[Doing]:
    """One member's cases, through every step there is."""
    member_id = cases.campus.members["ready"]

    def filed(to: str) -> dict[str, Any]:
        destination_id = cases.organization(to)
        return body({}, member_id=member_id, destination_id=destination_id, reason=MOVE)

    def on_case(**more: Any) -> dict[str, Any]:
        open_id = cases.member("ready").open_transfer_id
        case = cases.get(Case(id=open_id))
        return body({}, id=case.id, etag=case.etag, **more)

    yield "service:student", step_pb2.ProposeTransferRequest(**filed("0201"))
    yield "s.commissioner", step_pb2.SubmitTransferRequest(**on_case())
    yield "s.secretary", step_pb2.ReturnTransferRequest(**on_case(because="请核对"))
    yield "s.commissioner", step_pb2.SubmitTransferRequest(**on_case())
    for signer in ("s.secretary", "a.secretary", "b.secretary"):
        yield signer, step_pb2.SignTransferRequest(**on_case())
    yield "t.secretary", step_pb2.AcceptTransferRequest(**on_case())
    yield "t.secretary", step_pb2.RequestTransferRequest(**filed("0202"))
    yield "b.secretary", step_pb2.RejectTransferRequest(**on_case(reason=DUPLICATE))
    yield "t.deputy", step_pb2.RequestTransferRequest(**filed("0101"))
    yield "t.secretary", step_pb2.WithdrawTransferRequest(**on_case())


def all_acts(cases: Cases) -> Iterator[Doing]:
    yield from acts_on_the_roll(cases)
    yield from acts_on_a_case(cases)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_act_is_rehearsed_done_and_repeated(cases: Cases, tables: Tables) -> None:
    before = tables.rows()
    for who, request in all_acts(cases):
        rehearsed = send(cases, who, request, validate_only=True, request_id=str(uuid4()))
        assert tables.rows() == before, request
        done = send(cases, who, request)
        assert send(cases, who, request) == done
        is_refused_with_other_content(cases, who, request)
        after = tables.rows()
        for told in ("transfer.journal", "audit.entry"):
            # What discloses is shown again with a row of its own.
            again = isinstance(request, roll_pb2.RevealMemberRequest)
            assert after[told] == before[told] + (2 if again else 1), request
        as_if_done(request, rehearsed, done)
        before = after


def is_refused_with_other_content(cases: Cases, who: str, request: Message) -> None:
    known = [name for name in OTHERWISE if name in request.DESCRIPTOR.fields_by_name]
    with refuses("REQUEST_ID_REUSED"):
        send(cases, who, request, **{known[0]: OTHERWISE[known[0]]})


def as_if_done(request: Message, rehearsed: bytes, done: bytes) -> None:
    """The same answer, but for an id that is made at random, and for numbers in clear."""
    if isinstance(request, roll_pb2.RevealMemberRequest):
        shown = member_pb2.RevealedMember.FromString(rehearsed)
        assert shown == member_pb2.RevealedMember(id=request.member_id)
        assert member_pb2.RevealedMember.FromString(done).id_number == id_number(0)
        return
    if isinstance(request, roll_pb2.MatchMemberRequest):
        assert member_pb2.MatchedMember.FromString(rehearsed) == member_pb2.MatchedMember()
        assert member_pb2.MatchedMember.FromString(done).member.name == "党员ready"
        return
    made_new = isinstance(
        request,
        roll_pb2.RegisterMemberRequest
        | step_pb2.ProposeTransferRequest
        | step_pb2.RequestTransferRequest,
    )
    on_roll = isinstance(request, roll_pb2.RegisterMemberRequest | roll_pb2.AmendMemberRequest)
    reply = member_pb2.Member if on_roll else transfer_pb2.Transfer
    one, other = reply.FromString(rehearsed), reply.FromString(done)
    assert (one.id != other.id) == made_new
    one.id = other.id
    assert one == other


def test_every_write_on_roll_and_transfers_is_among_the_acts(cases: Cases) -> None:
    writes = {
        method.proto.name
        for method in image.methods()
        if method.full_name.split("/")[0].endswith((".RollService", ".TransferService"))
        and not method.reads
    }
    tried = set()
    for who, request in all_acts(cases):
        send(cases, who, request)
        tried.add(request.DESCRIPTOR.name.removesuffix("Request"))
    assert tried == writes


def test_a_refused_request_may_be_sent_again(cases: Cases, tables: Tables) -> None:
    """A refusal has no effect, so it does not use up its request id."""
    request = step_pb2.RequestTransferRequest(
        **body(
            {},
            member_id=cases.campus.members["behind"],
            destination_id=cases.organization("0201"),
            reason=MOVE,
        )
    )
    before = tables.rows()
    with refuses("NOT_READY"):
        send(cases, "s.secretary", request)
    assert tables.rows() == before
    cases.amend("behind", phone="19900000002", dues_through="2026-05")
    assert send(cases, "s.secretary", request) == send(cases, "s.secretary", request)


def test_one_request_id_of_two_people_is_two_requests(cases: Cases) -> None:
    request_id = str(uuid4())
    case = cases.request("s.secretary", request_id=request_id)
    case = cases.sign("s.deputy", case, request_id=request_id)
    assert cases.sign("a.secretary", case, request_id=request_id).etag != case.etag


def test_a_repeated_act_is_answered_as_it_was_then(cases: Cases) -> None:
    request_id = str(uuid4())
    case = cases.request()
    signed = cases.sign("s.secretary", case, request_id=request_id)
    cases.sign("a.secretary", signed)
    cases.world.clock.pass_days(3)
    assert cases.sign("s.secretary", case, request_id=request_id) == signed
