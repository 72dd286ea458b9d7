"""What happened to a case can be read afterwards: every act and every forbidden attempt."""

import json

import pytest

from dangwu.transfer.v1 import case_pb2, transfer_pb2
from tests.refusals import refuses
from tests.transfer.acts import Case, Cases
from tests.worlds import SHAPES

LADDER = "transfer/within_school_ladder"

TOLD = [
    ("RequestTransfer", "OK", "s.commissioner"),
    ("SignTransfer", "HOLDER_BEFORE_YOU", "s.deputy"),
    ("SignTransfer", "NOT_YOURS", "outsider"),
    ("SignTransfer", "ROLE_NOT_ALLOWED", "former"),
    ("SignTransfer", "OK", "s.secretary"),
    ("SignTransfer", "NOT_YOURS", "s.secretary"),
    ("SignTransfer", "OK", "a.secretary"),
    ("ReturnTransfer", "OK", "b.secretary"),
    ("SubmitTransfer", "OK", "s.secretary"),
    ("SignTransfer", "SIGNED_ALREADY", "s.secretary"),
    ("SignTransfer", "OK", "s.deputy"),
    ("RejectTransfer", "OK", "a.secretary"),
]


def a_full_life(cases: Cases) -> Case:
    """What TOLD tells, done."""
    case = cases.request(note="家庭原因，不入审计")
    for who, reason in (
        ("s.deputy", "HOLDER_BEFORE_YOU"),
        ("outsider", "NOT_YOURS"),
        ("former", "ROLE_NOT_ALLOWED"),
    ):
        with refuses(reason):
            cases.sign(who, case)
    case = cases.sign("s.secretary", case)
    with refuses("NOT_YOURS"):
        cases.sign("s.secretary", case)
    with refuses("WRONG_STATE"):  # not an attempt at something forbidden
        cases.withdraw("s.deputy", case)
    case = cases.send_back("b.secretary", cases.sign("a.secretary", case))
    case = cases.submit("s.secretary", case)
    with refuses("SIGNED_ALREADY"):
        cases.sign("s.secretary", case)
    case = cases.sign("s.deputy", case)
    return cases.reject(
        "a.secretary", case, reason=transfer_pb2.REJECTION_REASON_UNTRUE_MATERIAL, note="见附件"
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_the_history_tells_every_act_and_every_forbidden_attempt(cases: Cases) -> None:
    case = a_full_life(cases)
    told = cases.history(case)
    people = {person_id: account for account, person_id in cases.campus.people.items()}
    assert [(one.rpc, one.outcome, people[one.actor_id]) for one in told] == TOLD
    assert [one.sequence for one in told] == sorted(one.sequence for one in told)
    for event, (_, outcome, account) in zip(told, TOLD, strict=True):
        if outcome == "OK":
            assert event.post_id == cases.campus.posts[account]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_audit_log_has_one_entry_for_each_act(cases: Cases) -> None:
    case = a_full_life(cases)
    logged = cases.logged(case.id)
    told = cases.history(case)
    assert [(one.rpc.rpartition("/")[2], one.outcome) for one in logged] == [
        (rpc, outcome) for rpc, outcome, _ in TOLD
    ]
    assert [(one.sequence, one.actor_id, one.post_id, list(one.decisions)) for one in logged] == [
        (one.sequence, one.actor_id, one.post_id, list(one.decisions)) for one in told
    ]
    assert {one.source for one in logged} == {"transfer"}


def test_every_act_says_by_which_edition_and_why(cases: Cases) -> None:
    case = a_full_life(cases)
    for event in cases.history(case):
        receipts = {one.book: one for one in event.decisions}
        if event.outcome != "OK":
            assert not receipts
            continue
        assert receipts[LADDER] == next(one for one in case.decisions if one.book == LADDER)
        assert len(receipts[LADDER].edition) == 64
        assert receipts[LADDER].because.startswith("跨分党委转接")
        assert receipts[LADDER].because_en
        if event.rpc in ("RequestTransfer", "SubmitTransfer"):
            assert {"transfer/dues_through", "transfer/rung_days"} < set(receipts)


def test_the_log_says_what_was_asked_and_nothing_personal(cases: Cases) -> None:
    case = a_full_life(cases)
    logged = cases.logged(case.id)
    asked = [json.loads(one.request) for one in logged]
    rejection = next(one for one in asked if "reason" in one and "etag" in one)
    assert rejection["reason"] == "REJECTION_REASON_UNTRUE_MATERIAL"
    assert rejection["note"] == "[withheld]"
    everything = " ".join(str(one) for one in logged)
    for personal in ("家庭原因", "见附件", "去向有误", "党员ready", "19900000001"):
        assert personal not in everything


def test_an_attempt_before_there_is_a_case_is_told_of_the_member(cases: Cases) -> None:
    member_id = cases.campus.members["ready"]
    with refuses("NOT_YOURS"):
        cases.request("outsider")
    with refuses("OWN_CASE"):
        cases.request("s.secretary", "s.secretary")
    assert [one.outcome for one in cases.logged(member_id)] == ["OK", "NOT_YOURS"]
    assert cases.logged(cases.campus.members["s.secretary"])[-1].outcome == "OWN_CASE"


def test_a_forbidden_attempt_changes_nothing_but_the_journal(cases: Cases) -> None:
    case = cases.request()
    before = cases.member("ready")
    with refuses("NOT_YOURS"):
        cases.reject("outsider", case)
    assert cases.get(case) == case
    assert cases.member("ready") == before
    assert [one.outcome for one in cases.history(case)] == ["OK", "NOT_YOURS"]


def test_history_is_for_those_who_see_the_case(cases: Cases) -> None:
    case = cases.request()
    for who in ("s.deputy", "a.organizer", "t.secretary", "b.deputy", "inspector"):
        assert len(cases.history(case, who)) == 1
    with refuses("NOT_YOURS"):
        cases.history(case, "outsider")
    with refuses("ROLE_NOT_ALLOWED"):
        cases.desk("service:student").cases.ListTransferHistory(
            case_pb2.ListTransferHistoryRequest(id=case.id)
        )
