"""Before anything is submitted: what is missing is named, with its mend, and mending helps."""

from typing import Any

import pytest

from dangwu.transfer.v1 import case_pb2, member_pb2
from services.transfer import filing, roll
from services.transfer.refusals import NotReady
from tests.refusals import refuses
from tests.transfer.acts import RETURNED, Case, Cases
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)


def found(readiness: case_pb2.Readiness) -> list[tuple[str, str, bool]]:
    return [(one.code, one.field, one.blocks) for one in readiness.findings]


@every_shape
def test_what_is_missing_is_named_and_mended_and_then_it_is_ready(cases: Cases) -> None:
    told = cases.readiness("behind")
    assert not told.ready
    assert found(told) == [
        ("PHONE_MISSING", "member.phone", True),
        ("DUES_UNPAID", "member.dues_through", True),
    ]
    for finding in told.findings:
        assert "dangwu member amend" in finding.message
        assert "member amend" in finding.message_en
    with refuses("NOT_READY") as refused:
        cases.request(member="behind")
    assert refused.fields == ["member.phone", "member.dues_through"]
    assert refused.details["findings"] == "PHONE_MISSING, DUES_UNPAID"
    dues = next(one for one in told.decisions if one.book == "transfer/dues_through")
    assert refused.details.get("cites", "") == dues.cites
    cases.amend("behind", phone="19900000002")
    assert found(cases.readiness("behind")) == [("DUES_UNPAID", "member.dues_through", True)]
    cases.amend("behind", dues_through="2026-05")
    told = cases.readiness("behind")
    assert (told.ready, found(told)) == (True, [])
    assert cases.request(member="behind").id


def test_dues_must_be_paid_through_the_month_before(shared_cases: Cases) -> None:
    shared_cases.enter("late", dues_through="2026-04")
    told = shared_cases.readiness("late")
    assert found(told) == [("DUES_UNPAID", "member.dues_through", True)]
    assert "2026-04" in told.findings[0].message
    assert "2026-05" in told.findings[0].message
    shared_cases.enter("unknown", dues_through="")
    told = shared_cases.readiness("unknown")
    assert found(told) == [("DUES_UNPAID", "member.dues_through", True)]
    assert "（无记录）" in told.findings[0].message


def test_an_expired_probation_is_decided_first(shared_cases: Cases) -> None:
    told = shared_cases.readiness("expired")
    assert found(told) == [("PROBATION_EXPIRED", "member.probation_ends_on", True)]
    with refuses("NOT_READY") as refused:
        shared_cases.request(member="expired")
    assert refused.fields == ["member.probation_ends_on"]
    shared_cases.amend("expired", "a.secretary", kind=member_pb2.MEMBER_KIND_FULL)
    assert shared_cases.readiness("expired").ready


def test_probation_that_ends_today_has_not_expired(shared_cases: Cases) -> None:
    probation: dict[str, Any] = {
        "kind": member_pb2.MEMBER_KIND_PROBATIONARY,
        "joined_on": "2025-06-10",
    }
    shared_cases.enter("last.day", probation_ends_on="2026-06-10", **probation)
    assert shared_cases.readiness("last.day").ready
    shared_cases.enter("prolonged", probation_ends_on="2026-06-09", **probation)
    assert not shared_cases.readiness("prolonged").ready
    shared_cases.amend("prolonged", "a.secretary", probation_ends_on="2026-12-10")
    assert shared_cases.readiness("prolonged").ready


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("0101", "SAME_BRANCH"),
        ("00", "DESTINATION_UNFIT"),
        ("90", "DESTINATION_UNFIT"),
    ],
)
def test_a_destination_must_be_another_branch_of_the_school(
    shared_cases: Cases, to: str, code: str
) -> None:
    told = shared_cases.readiness("ready", to)
    assert (told.ready, found(told)) == (False, [(code, "destination_id", True)])
    assert not told.rungs
    with refuses("NOT_READY") as refused:
        shared_cases.request(to=to)
    assert (refused.fields, refused.details["findings"]) == (["destination_id"], code)


def test_a_direct_branch_is_no_destination_for_its_own_members(shared_cases: Cases) -> None:
    assert found(shared_cases.readiness("librarian", "03", "d.secretary")) == [
        ("SAME_BRANCH", "destination_id", True)
    ]
    with refuses("NOT_READY"):
        shared_cases.request("d.secretary", "librarian", "03")


def test_a_closed_destination_is_none(cases: Cases) -> None:
    cases.found("0203", "02")
    cases.close("0203", "2026-06-10")
    assert cases.readiness("ready", "0203").ready  # through its last day
    cases.world.clock.pass_days(1)
    assert found(cases.readiness("ready", "0203")) == [
        ("DESTINATION_CLOSED", "destination_id", True)
    ]
    with refuses("NOT_READY"):
        cases.request(to="0203")


def test_an_unknown_destination_or_member_is_said_to_be_unknown(shared_cases: Cases) -> None:
    shared_cases.campus.organizations["nowhere"] = "o-" + "0" * 12
    shared_cases.campus.members["nobody"] = "p-" + "0" * 12
    with refuses("ORGANIZATION_UNKNOWN"):
        shared_cases.readiness("ready", "nowhere")
    with refuses("ORGANIZATION_UNKNOWN"):
        shared_cases.request(to="nowhere")
    with refuses("MEMBER_UNKNOWN"):
        shared_cases.readiness("nobody")
    with refuses("MEMBER_UNKNOWN"):
        shared_cases.request(member="nobody")


def test_one_open_transfer_at_a_time(shared_cases: Cases) -> None:
    shared_cases.enter("once")
    case = shared_cases.request(member="once")
    told = shared_cases.readiness("once", "0202")
    assert (told.ready, found(told)) == (False, [("TRANSFER_OPEN", "member_id", True)])
    assert case.id in told.findings[0].message
    with refuses("TRANSFER_OPEN") as refused:
        shared_cases.request("s.deputy", "once", "0202")
    assert refused.details["open"] == case.id
    shared_cases.withdraw("s.commissioner", case)
    assert shared_cases.request(member="once", to="0202").id


@pytest.mark.parametrize("waiting", ["proposed", "returned"])
def test_a_case_that_waits_to_be_submitted_is_pointed_out(
    shared_cases: Cases, waiting: str
) -> None:
    """Ready means ready to submit the open one; a second one is still refused."""
    shared_cases.enter(waiting)
    case: Case = shared_cases.propose(member=waiting)
    if waiting == "returned":
        case = shared_cases.submit("s.commissioner", case)
        case = shared_cases.send_back("s.secretary", case)
        assert case.state == RETURNED
    told = shared_cases.readiness(waiting)
    assert (told.ready, found(told)) == (True, [("TRANSFER_OPEN", "member_id", False)])
    with refuses("TRANSFER_OPEN"):
        shared_cases.request(member=waiting)
    assert shared_cases.submit("s.commissioner", case).rungs


def test_submitting_is_checked_like_filing(shared_cases: Cases) -> None:
    shared_cases.enter("unpaid.since")
    case = shared_cases.propose(member="unpaid.since")
    shared_cases.amend("unpaid.since", dues_through="2026-01")
    with refuses("NOT_READY") as refused:
        shared_cases.submit("s.commissioner", case)
    assert refused.fields == ["member.dues_through"]
    with refuses("NOT_READY") as refused:
        shared_cases.submit("s.commissioner", case, to="0101")
    assert refused.fields == ["destination_id", "member.dues_through"]


@every_shape
def test_the_check_shows_the_signatures_it_would_need_and_their_rules(cases: Cases) -> None:
    told = cases.readiness("ready", "0201")
    case = cases.request(to="0201")
    planned, made = (
        [(one.number, list(one.acts), one.organization_id, one.days, one.counts) for one in rungs]
        for rungs in (told.rungs, case.rungs)
    )
    assert planned == made
    assert {one.counts for one in told.rungs} == {"working"}
    assert not any(one.due_on or one.due_problem for one in told.rungs)
    assert [one.book for one in told.decisions] == [one.book for one in case.decisions]
    assert {one.book for one in told.decisions} == {
        "transfer/dues_through",
        "transfer/expired_probation",
        "transfer/within_school_ladder",
        "transfer/rung_days",
    }
    for receipt in told.decisions:
        assert len(receipt.edition) == 64
        assert receipt.sample
        assert receipt.because
        assert receipt.because_en
        assert (receipt.on, receipt.known_on) == ("2026-06-10", "2026-06-10")
    ladder = next(one for one in told.decisions if one.book == "transfer/within_school_ladder")
    assert "第二十五条" in ladder.cites
    assert dict(ladder.facts) == {"same_committee": "no"}


def test_a_check_leaves_no_trace(shared_cases: Cases) -> None:
    before = shared_cases.member("behind")
    shared_cases.readiness("behind")
    assert shared_cases.member("behind") == before


def ready_facts() -> roll.Facts:
    return roll.Facts(
        has_phone=True,
        dues_through="2026-05",
        dues_needed="2026-05",
        dues_block=True,
        probation_ended=False,
        probation_blocks=True,
        dues_cites="党费办法第三条",
        probation_cites="",
        source_id="o-1",
        destination_id="o-2",
        destination_fits=True,
        destination_open=True,
        open_transfer="",
        open_unfiled=False,
    )


def test_a_refusal_cites_the_rule_that_refuses_and_no_other() -> None:
    unpaid = ready_facts().__dict__ | {"dues_through": ""}
    refused = filing.not_ready(roll.findings(roll.Facts(**unpaid)))
    assert isinstance(refused, NotReady)
    assert refused.details["cites"] == "党费办法第三条"
    expired = roll.Facts(**ready_facts().__dict__ | {"probation_ended": True})
    assert "cites" not in filing.not_ready(roll.findings(expired)).details


def test_rules_that_only_warn_do_not_stop_a_transfer() -> None:
    """Where a school's book asks for no dues, or only points out an expired probation."""
    lenient = roll.Facts(
        **ready_facts().__dict__
        | {
            "dues_through": "",
            "dues_block": False,
            "probation_ended": True,
            "probation_blocks": False,
        }
    )
    assert [(one.code, one.blocks) for one in roll.findings(lenient)] == [
        ("DUES_UNPAID", False),
        ("PROBATION_EXPIRED", False),
    ]
    assert roll.findings(ready_facts()) == []
    unasked = roll.Facts(**ready_facts().__dict__ | {"dues_through": "", "dues_needed": ""})
    assert roll.findings(unasked) == []


def test_amending_is_refused_where_dates_disagree(shared_cases: Cases) -> None:
    shared_cases.enter("full")
    with refuses("DATES_DISAGREE"):
        shared_cases.amend("full", kind=member_pb2.MEMBER_KIND_PROBATIONARY)
    with refuses("DATES_DISAGREE"):
        shared_cases.amend("full", probation_ends_on="2027-01-01")
    with refuses("STALE"):
        shared_cases.amend("full", phone="19900000099", etag="99")
    with refuses("MEMBER_TAKEN"):
        taken = shared_cases.member("ready").campus_number
        shared_cases.amend("full", "director", campus_number=taken)
