"""Each step: what it needs, what it changes, and what it leaves as it was."""

import pytest

from dangwu.transfer.v1 import step_pb2, transfer_pb2
from tests.refusals import refuses
from tests.transfer.acts import (
    REJECTED,
    RETURNED,
    SUBMITTED,
    UNDER_REVIEW,
    WITHDRAWN,
    Cases,
    acts_of,
)
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)
SIGNED = ("s.secretary", "a.secretary", "b.secretary")


@every_shape
def test_filing_says_who_when_and_whom_it_waits_on(cases: Cases) -> None:
    case = cases.request(note="本人已知情")
    campus = cases.campus
    assert (case.state, case.member_id) == (SUBMITTED, campus.members["ready"])
    assert (case.source_id, case.destination_id) == (
        campus.organizations["0101"],
        campus.organizations["0201"],
    )
    assert (case.filed_by_id, case.note) == (campus.people["s.commissioner"], "本人已知情")
    assert case.filed_at.ToDatetime() == cases.world.clock().replace(tzinfo=None)
    assert (case.waits_on_id, case.waits_since) == (case.source_id, case.filed_at)
    assert not case.HasField("ended_at")
    assert (case.rungs[0].due_on, case.rungs[0].counts) == ("2026-06-15", "working")
    assert cases.member("ready").open_transfer_id == case.id
    assert cases.belongs("ready") == "0101"


@every_shape
def test_a_case_is_withdrawn_before_the_first_review_and_not_after(cases: Cases) -> None:
    case = cases.withdraw("s.deputy", cases.request())
    assert (case.state, case.waits_on_id) == (WITHDRAWN, "")
    assert case.ended_at == case.filed_at
    assert not cases.member("ready").open_transfer_id
    case = cases.sign("s.secretary", cases.request())
    with refuses("WRONG_STATE") as refused:
        cases.withdraw("s.deputy", case)
    assert refused.details["next"] == "sign,return,reject"
    assert refused.details["state"] == "UNDER_REVIEW"
    assert "审批中" in refused.words["zh-CN"]
    assert cases.get(case) == case


@every_shape
def test_a_returned_case_is_mended_and_climbs_anew(cases: Cases) -> None:
    case = cases.climb(cases.request(to="0201"), "s.secretary", "a.secretary")
    case = cases.send_back("b.secretary", case, "应转入教工支部")
    assert (case.state, case.returned_because) == (RETURNED, "应转入教工支部")
    assert case.waits_on_id == case.source_id
    assert cases.belongs("ready") == "0101"
    with refuses("NOT_YOURS"):
        cases.submit("b.secretary", case)
    case = cases.submit("s.deputy", case, to="0202")
    assert (case.state, case.branch_name) == (SUBMITTED, "海洋学院教工党支部")
    assert [one.signed_by_id for one in case.rungs] == ["", "", "", ""]
    assert case.filed_by_id == cases.campus.people["s.deputy"]
    case = cases.climb(case, *SIGNED)  # those of the first round sign again
    cases.accept("v.deputy", case)
    assert cases.belongs("ready") == "0202"


def test_a_mended_destination_changes_the_ladder(shared_cases: Cases) -> None:
    cases = shared_cases
    cases.enter("mended")
    case = cases.send_back("s.secretary", cases.request(member="mended", to="02"))
    case = cases.submit("s.commissioner", case, to="0102")
    assert acts_of(case) == [("信息学院党委", ["RELEASE"]), ("信息学院教工党支部", ["ACCEPT"])]
    case = cases.send_back("a.secretary", case)
    case = cases.submit("s.commissioner", case, to="02")
    assert [name for name, _ in acts_of(case)][-2:] == ["海洋学院党委", ""]
    assert (case.branch_id, case.branch_name) == ("", "")


def test_a_branch_named_in_an_earlier_round_is_forgotten(shared_cases: Cases) -> None:
    cases = shared_cases
    cases.enter("renamed")
    case = cases.request(member="renamed", to="02")
    case = cases.climb(case, "s.secretary", "a.secretary")
    case = cases.sign("b.secretary", case, branch="0201")
    case = cases.send_back("t.secretary", case)
    case = cases.submit("s.commissioner", case)
    assert (case.destination_id, case.branch_id) == (cases.organization("02"), "")


@every_shape
def test_a_rejection_gives_its_coded_reason_and_ends_the_case(cases: Cases) -> None:
    case = cases.sign("s.secretary", cases.request())
    case = cases.reject(
        "a.secretary",
        case,
        reason=transfer_pb2.REJECTION_REASON_UNDER_INVESTIGATION,
        note="另行通知",
    )
    assert case.state == REJECTED
    assert case.rejected_because == transfer_pb2.REJECTION_REASON_UNDER_INVESTIGATION
    assert (case.rejected_note, case.returned_because) == ("另行通知", "")
    told = cases.why(case)
    assert "书记人" in told.unblocks
    assert "正在接受组织审查（另行通知）" in told.unblocks
    assert (case.waits_on_id, cases.belongs("ready")) == ("", "0101")
    assert not cases.member("ready").open_transfer_id
    with refuses("WRONG_STATE") as refused:
        cases.sign("a.secretary", case)
    assert refused.details["next"] == ""
    assert "已办结" in refused.words["zh-CN"]


@pytest.mark.parametrize("reason", [0, 99])
def test_a_rejection_without_a_reason_of_the_list_is_malformed(
    shared_cases: Cases, reason: int
) -> None:
    shared_cases.enter(f"unreasoned{reason}")
    case = shared_cases.request(member=f"unreasoned{reason}")
    with refuses("MALFORMED") as refused:
        shared_cases.reject("s.secretary", case, reason=reason)
    assert refused.fields == ["reason"]


@pytest.mark.parametrize("because", ["", "短", "　　　", "  "])
def test_a_return_says_why(shared_cases: Cases, because: str) -> None:
    case = transfer_pb2.Transfer(id="t-" + "0" * 12, etag="1")
    with refuses("MALFORMED") as refused:
        shared_cases.send_back("s.secretary", case, because)
    assert "because" in refused.fields


@pytest.mark.parametrize("by", ["note", "because"])
def test_a_null_character_is_malformed_on_either_database(shared_cases: Cases, by: str) -> None:
    case = transfer_pb2.Transfer(id="t-" + "0" * 12, etag="1")
    with refuses("MALFORMED") as refused:
        if by == "note":
            shared_cases.request(note="前\0后")
        else:
            shared_cases.send_back("s.secretary", case, "前\0后")
    assert refused.fields == [by]


@every_shape
def test_a_stale_etag_changes_nothing(cases: Cases) -> None:
    read = cases.request()
    signed = cases.sign("s.secretary", read)
    for act in (cases.sign, cases.send_back, cases.reject):
        with refuses("STALE") as refused:
            act("a.secretary", read)
        assert (refused.details["given"], refused.details["current"]) == (read.etag, signed.etag)
    returned = cases.send_back("a.secretary", signed)
    with refuses("STALE"):
        cases.submit("s.commissioner", signed)
    with refuses("STALE"):
        cases.withdraw("s.commissioner", signed)
    assert cases.get(returned) == returned
    again = cases.submit("s.commissioner", returned)
    agreed = cases.climb(again, *SIGNED)
    with refuses("STALE"):
        cases.accept("t.secretary", again)
    cases.accept("t.secretary", agreed)


def test_an_etag_changes_with_every_step_and_with_nothing_else(shared_cases: Cases) -> None:
    cases = shared_cases
    cases.enter("etag")
    case = cases.request(member="etag")
    seen = [case.etag]
    for signer in SIGNED:
        with refuses("NOT_YOURS"):
            cases.sign("outsider", case)
        assert cases.get(case) == case
        case = cases.sign(signer, case)
        seen.append(case.etag)
    case = cases.accept("t.secretary", case)
    assert len({*seen, case.etag}) == 5


def test_what_does_not_exist_cannot_be_acted_on(shared_cases: Cases) -> None:
    case = transfer_pb2.Transfer(id="t-" + "0" * 12, etag="1")
    for act in (
        shared_cases.submit,
        shared_cases.sign,
        shared_cases.send_back,
        shared_cases.reject,
        shared_cases.withdraw,
        shared_cases.accept,
    ):
        with refuses("TRANSFER_UNKNOWN"):
            act("s.secretary", case)


@every_shape
def test_whom_a_case_waits_on_moves_with_the_signatures(cases: Cases) -> None:
    case = cases.request()
    waits = [case.waits_on_id]
    for signer in SIGNED:
        cases.world.clock.pass_days(1)
        case = cases.sign(signer, case)
        waits.append(case.waits_on_id)
        assert case.waits_since.ToDatetime() == cases.world.clock().replace(tzinfo=None)
    assert [cases.code(one) for one in waits] == ["0101", "01", "02", "0201"]
    assert [one.due_on for one in case.rungs] == [
        "2026-06-15",
        "2026-06-18",
        "2026-06-22",
        "2026-06-17",
    ]
    assert case.state != UNDER_REVIEW


def test_the_roll_knows_when_and_by_which_transfer(shared_cases: Cases) -> None:
    cases = shared_cases
    member_id = cases.enter("mover")
    case = cases.climb(cases.request(member="mover"), *SIGNED)
    case = cases.accept("t.secretary", case)
    stays = cases.stays("mover")
    assert [cases.code(one.organization_id) for one in stays] == ["0101", "0201"]
    assert (stays[0].until, stays[1].transfer_id) == (getattr(stays[1], "from"), case.id)
    assert not stays[1].HasField("until")
    assert {one.member_id for one in stays} == {member_id}
    back = cases.request("t.secretary", "mover", "0101")
    assert back.source_id == cases.organization("0201")


def test_nothing_can_be_named_that_is_no_id(shared_cases: Cases) -> None:
    for odd in ("", "t-1", "t-" + "l" * 12, "p-" + "0" * 12):
        with refuses("MALFORMED") as refused:
            shared_cases.desk("s.secretary").transfers.SignTransfer(
                step_pb2.SignTransferRequest(request_id="not-a-uuid", id=odd, etag="1")
            )
        assert sorted(refused.fields) == ["id", "request_id"]
