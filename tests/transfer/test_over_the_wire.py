"""The story over a real server (pytest-grpc): acts, answers, and refusals as a caller gets them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import grpc
import pytest
from google.rpc import code_pb2, error_details_pb2
from grpc_status import rpc_status

from dangwu.transfer.v1 import case_pb2, roll_pb2, step_pb2
from tests.refusals import refuses
from tests.transfer.acts import (
    ACCEPTED,
    AGREED,
    MOVE,
    REJECTED,
    RETURNED,
    SUBMITTED,
    UNDER_REVIEW,
    WITHDRAWN,
    Cases,
)
from tests.worlds import World

WAY = ("s.secretary", "a.secretary", "b.secretary")


@pytest.fixture(scope="module")
def cases(wired_world: World) -> Cases:
    return Cases(wired_world)


@pytest.fixture
def entered(cases: Cases) -> str:
    """A member of the source branch, new for each test."""
    name = f"wire{len(cases.campus.members)}"
    cases.enter(name)
    return name


def test_the_server_has_workers_enough(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.getoption("grpc-max-workers") == 16


def test_a_member_moves_when_the_target_accepts_and_not_before(cases: Cases, entered: str) -> None:
    case = cases.request(member=entered)
    assert case.state == SUBMITTED
    for signer, state in zip(WAY, (UNDER_REVIEW, UNDER_REVIEW, AGREED), strict=True):
        case = cases.sign(signer, case)
        assert (case.state, cases.belongs(entered)) == (state, "0101")
    case = cases.accept("t.secretary", case)
    assert (case.state, cases.belongs(entered)) == (ACCEPTED, "0201")
    assert [one.rpc for one in cases.history(case)] == [
        "RequestTransfer",
        *["SignTransfer"] * 3,
        "AcceptTransfer",
    ]


def test_a_committee_names_the_branch(cases: Cases, entered: str) -> None:
    case = cases.climb(cases.request(member=entered, to="02"), *WAY[:2])
    with refuses("BRANCH_NOT_NAMED"):
        cases.sign("b.secretary", case)
    case = cases.sign("b.secretary", case, branch="0201")
    assert cases.code(case.branch_id) == "0201"
    assert cases.accept("t.secretary", case).state == ACCEPTED


def test_a_case_is_returned_mended_and_goes_on(cases: Cases, entered: str) -> None:
    case = cases.send_back("s.secretary", cases.request(member=entered, to="0202"))
    assert (case.state, case.returned_because) == (RETURNED, "去向有误")
    case = cases.submit("s.commissioner", case, to="0201")
    assert (case.state, cases.code(case.destination_id)) == (SUBMITTED, "0201")


def test_a_case_is_withdrawn_or_rejected_and_the_member_stays(cases: Cases, entered: str) -> None:
    assert cases.withdraw("s.commissioner", cases.request(member=entered)).state == WITHDRAWN
    case = cases.reject("s.secretary", cases.request(member=entered))
    assert (case.state, cases.belongs(entered)) == (REJECTED, "0101")


def test_the_same_request_again_is_the_same_answer(cases: Cases, entered: str) -> None:
    request_id = str(uuid4())
    first = cases.request(member=entered, request_id=request_id)
    assert cases.request(member=entered, request_id=request_id) == first
    with refuses("REQUEST_ID_REUSED") as refused:
        cases.request(member=entered, to="0202", request_id=request_id)
    assert refused.code == "ALREADY_EXISTS"


def test_a_rehearsal_answers_and_changes_nothing(cases: Cases, entered: str) -> None:
    rehearsed = cases.request(member=entered, validate_only=True)
    assert rehearsed.state == SUBMITTED
    with refuses("TRANSFER_UNKNOWN"):
        cases.get(rehearsed)
    assert cases.request(member=entered).id != rehearsed.id


Refuse = Callable[[Cases, str], object]


def stale(cases: Cases, member: str) -> object:
    case = cases.request(member=member)
    cases.sign("s.secretary", case)
    return cases.sign("a.secretary", case)


def twice(cases: Cases, member: str) -> object:
    cases.request(member=member)
    return cases.request(member=member)


REFUSED: dict[str, tuple[Refuse, str, str]] = {
    "stale": (stale, "STALE", "ABORTED"),
    "open already": (twice, "TRANSFER_OPEN", "ALREADY_EXISTS"),
    "an outsider": (
        lambda cases, member: cases.sign("outsider", cases.request(member=member)),
        "NOT_YOURS",
        "PERMISSION_DENIED",
    ),
    "whose term has ended": (
        lambda cases, member: cases.sign("former", cases.request(member=member)),
        "ROLE_NOT_ALLOWED",
        "PERMISSION_DENIED",
    ),
    "the applicant": (
        lambda cases, _: cases.request("s.commissioner", member="s.commissioner"),
        "OWN_CASE",
        "PERMISSION_DENIED",
    ),
    "out of turn": (
        lambda cases, member: cases.accept("t.secretary", cases.request(member=member)),
        "WRONG_STATE",
        "FAILED_PRECONDITION",
    ),
    "nobody": (
        lambda cases, member: cases.request("", member=member),
        "UNAUTHENTICATED",
        "UNAUTHENTICATED",
    ),
}


def details_of(error: Any) -> dict[str, list[Any]]:
    """The typed details of an RPC error, by the name of their type."""
    status = rpc_status.from_call(error)
    assert status is not None
    assert code_pb2.Code.Name(status.code) == error.code().name
    found: dict[str, list[Any]] = {}
    for packed in status.details:
        kind = getattr(error_details_pb2, packed.TypeName().removeprefix("google.rpc."))
        found.setdefault(kind.__name__, []).append(kind.FromString(packed.value))
    return found


@pytest.mark.parametrize("who", REFUSED)
def test_a_refusal_carries_its_reason_and_a_sentence_in_two_languages(
    cases: Cases, entered: str, who: str
) -> None:
    act, reason, code = REFUSED[who]
    with pytest.raises(grpc.RpcError) as caught:
        act(cases, entered)
    error: Any = caught.value
    assert error.code().name == code
    details = details_of(error)
    (info,) = details["ErrorInfo"]
    assert (info.reason, info.domain) == (reason, "dangwu")
    words = {one.locale: one.message for one in details["LocalizedMessage"]}
    assert list(words) == ["zh-CN", "en"]
    assert error.details() == f"{words['zh-CN']} / {words['en']}"
    assert "{" not in error.details()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in words["zh-CN"])
    assert words["en"][:1].isascii()
    assert all(value in error.details() for key, value in info.metadata.items() if key == "id")


def test_what_is_missing_is_named_field_by_field(cases: Cases) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        cases.request(member="behind")
    error: Any = caught.value
    assert error.code() is grpc.StatusCode.FAILED_PRECONDITION
    details = details_of(error)
    (info,), (bad,) = details["ErrorInfo"], details["BadRequest"]
    assert info.reason == "NOT_READY"
    assert "cites" not in info.metadata  # the rules that refuse are samples, and cite nothing
    fields = {one.field: one.description for one in bad.field_violations}
    assert fields.keys() == {"member.phone", "member.dues_through"}
    for description in fields.values():
        zh, _, en = description.partition(" / ")
        assert any("\u4e00" <= letter <= "\u9fff" for letter in zh)
        assert en
    found = cases.readiness("behind")
    assert not found.ready
    assert {one.field for one in found.findings} == fields.keys()


def test_a_malformed_field_is_named(cases: Cases) -> None:
    request = step_pb2.RequestTransferRequest(request_id="not a uuid", reason=MOVE, note="a\0b")
    with refuses("MALFORMED") as refused:
        cases.desk("s.secretary").transfers.RequestTransfer(request)
    assert refused.code == "INVALID_ARGUMENT"
    assert set(refused.fields) == {"request_id", "member_id", "destination_id", "note"}


def test_reads_answer_over_the_wire(cases: Cases, entered: str) -> None:
    case = cases.request(member=entered)
    assert case.id in cases.inbox("s.secretary")
    assert case.id not in cases.inbox("t.secretary")
    assert [one.person_id for one in cases.why(case).holders] == [
        cases.campus.people["s.secretary"]
    ]
    desk = cases.desk("s.deputy")
    listed = desk.cases.ListTransfers(case_pb2.ListTransfersRequest(member_id=case.member_id))
    assert [one.id for one in listed.transfers] == [case.id]
    found = desk.roll.SearchMembers(roll_pb2.SearchMembersRequest(name=f"党员{entered}")).members
    assert [one.id for one in found] == [case.member_id]
