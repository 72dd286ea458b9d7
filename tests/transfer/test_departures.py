"""Members who leave the school: checked, filed, sent; they belong to the source all the while."""

import json
from typing import Any
from uuid import uuid4

import pytest

from dangwu.transfer.v1 import kind_pb2
from services.chassis.letterhead import Letterhead
from tests.campus import PROBATIONARY
from tests.refusals import refuses
from tests.transfer.acts import AGREED, PROPOSED, SUBMITTED, acts_of
from tests.transfer.leaving import (
    IN_TRANSIT,
    LETTER,
    ONLINE,
    Departures,
    codes,
)
from tests.worlds import SHAPES

ONLINE_KIND, LETTER_KIND = kind_pb2.CASE_KIND_OUT_ONLINE, kind_pb2.CASE_KIND_OUT_BY_LETTER
PAID = kind_pb2.Override(code="DUES_UNPAID", reason="六月党费已现金收取，次日入账")


def blocked(departures: Departures, departure: kind_pb2.Departure, code: str) -> Any:
    """The refusal of a departure, for this finding."""
    with refuses("NOT_READY") as refused:
        departures.request(departure)
    assert code in refused.details["findings"]
    return refused


@pytest.mark.parametrize("shape", SHAPES)
def test_a_departure_is_signed_and_sent_and_moves_nobody(departures: Departures) -> None:
    case = departures.request(departures.to())
    assert (case.state, case.kind) == (SUBMITTED, ONLINE_KIND)
    assert [acts for _, acts in acts_of(case)] == [["ATTEST"], ["RELEASE"], ["APPROVE"], ["LAND"]]
    agreed = departures.cases.climb(case, "s.secretary", "a.secretary", "director")
    assert agreed.state == AGREED
    assert departures.cases.inbox("director") == [case.id]
    sent = departures.send(agreed, reference="ZZ-77")
    assert (sent.state, sent.reference) == (IN_TRANSIT, "ZZ-77")
    assert "仍属信息学院硕士党支部" in sent.belongs
    assert departures.cases.belongs("ready") == "0101"
    assert [one.rpc for one in departures.cases.history(case)][-1] == "SendOnline"


def test_addressee_destination_employer_and_file_address_stay_apart(
    departures: Departures,
) -> None:
    given = departures.to(contact_name="赵干事", contact_phone="0999-1234567", channel=LETTER)
    case = departures.cases.get(departures.request(given))
    kept = case.departure
    assert (kept.addressee_id, case.destination_id) == (given.addressee_id, given.addressee_id)
    assert (kept.destination, kept.employer) == (given.destination, given.employer)
    assert kept.file_address == given.file_address
    assert kept.contact_phone == "099****67"


def test_a_check_tells_what_to_do_and_changes_nothing(departures: Departures) -> None:
    told = departures.check(departures.to("安澜区石桥街道党工委"))
    assert not told.ready
    assert codes(told)["ADDRESSEE_NOT_DIRECT"]
    assert told.advised_addressee_id == departures.outside("安澜区委组织部")
    assert told.advised_channel == ONLINE
    assert "安澜区委组织部" in told.advice
    assert "安澜区委组织部" in told.advice_en
    assert told.validity_days == 90
    assert not told.rungs
    assert {"transfer/direct_transfer_right", "transfer/letter_validity_days"} <= {
        one.book for one in told.decisions
    }
    good = departures.check(departures.to())
    assert good.ready
    assert len(good.rungs) == 4
    assert good.accepted_before == 0
    assert departures.cases.inbox("s.secretary") == []


def test_nobody_above_may_receive_either(departures: Departures) -> None:
    told = departures.check(departures.to("无名村党总支", channel=LETTER))
    assert codes(told)["ADDRESSEE_NOT_DIRECT"]
    assert told.advised_addressee_id == ""
    assert "隶属" in told.advice


def test_advice_counts_what_was_received_there(departures: Departures) -> None:
    from dangwu.transfer.v1 import receipt_pb2

    sent = departures.sent()
    cases = departures.cases
    cases.desk("director").receipts.RecordReceipt(
        receipt_pb2.RecordReceiptRequest(
            request_id=str(uuid4()),
            id=sent.id,
            etag=sent.etag,
            receiver_id=departures.outside("安澜区委组织部"),
            branch="石桥街道第三党支部",
            accepted_on="2026-06-10",
            channel=receipt_pb2.RECEIPT_CHANNEL_SYSTEM,
        )
    )
    cases.enter("second")
    told = departures.check(departures.to(), "second")
    assert told.accepted_before == 1
    assert list(told.accepted_names) == ["石桥街道第三党支部"]
    assert "石桥街道第三党支部" in told.advice


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("安澜区石桥街道党工委", {"channel": LETTER}, "ADDRESSEE_NOT_DIRECT"),
        ("青屏县委组织部", {"channel": ONLINE}, "CHANNEL_UNCONNECTED"),
        ("某部政治工作局", {"channel": ONLINE}, "CHANNEL_MILITARY"),
    ],
)
def test_what_stands_in_the_way_is_named(
    departures: Departures, name: str, given: dict[str, Any], code: str
) -> None:
    blocked(departures, departures.to(name, **given), code)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"destination": "安澜区委组织部"}, "DESTINATION_NO_BRANCH"),
        ({"destination": "石桥街道办事处"}, "DESTINATION_NO_BRANCH"),
        ({"employer": "安澜区委 组织部"}, "EMPLOYER_IS_ADDRESSEE"),
        ({"file_address": "安澜区委组织部"}, "FILE_ADDRESS_IS_ADDRESSEE"),
        ({"channel": LETTER}, "CHANNEL_ONLINE_POSSIBLE"),
    ],
)
def test_what_is_easily_mixed_up_warns_and_does_not_block(
    departures: Departures, given: dict[str, Any], code: str
) -> None:
    told = departures.check(departures.to(**given))
    assert codes(told) == {code: False}
    assert told.ready
    assert departures.request(departures.to(**given)).state == SUBMITTED


def test_a_letter_without_an_ethnic_group_is_warned_of_while_it_can_be_mended(
    departures: Departures,
) -> None:
    departures.cases.amend("ready", "director", ethnicity="")
    by_letter, online = departures.to(channel=LETTER), departures.to()
    assert codes(departures.check(by_letter))["ETHNICITY_MISSING"] is False
    assert "ETHNICITY_MISSING" not in codes(departures.check(online))
    departures.cases.amend("ready", "director", ethnicity="回")
    assert "ETHNICITY_MISSING" not in codes(departures.check(by_letter))


def test_an_addressee_of_the_school_is_told_apart(departures: Departures) -> None:
    inside = departures.to(addressee_id=departures.cases.organization("0201"))
    assert codes(departures.check(inside))["ADDRESSEE_INSIDE"]
    blocked(departures, inside, "ADDRESSEE_INSIDE")


def test_what_nobody_described_or_knows_is_refused(departures: Departures) -> None:
    departures.outside("新区委组织部", described=False)
    for act in (departures.check, departures.request, departures.propose):
        with refuses("OUTSIDE_UNDESCRIBED"):
            act(departures.to("新区委组织部"))
        with refuses("ORGANIZATION_UNKNOWN"):
            act(departures.to(addressee_id="o-000000000000"))


def test_a_probationary_member_leaves_with_the_branchs_opinion(departures: Departures) -> None:
    departures.cases.enter(
        "new", kind=PROBATIONARY, joined_on="2025-12-01", probation_ends_on="2026-12-01"
    )
    without = departures.check(departures.to(), "new")
    assert codes(without)["OPINION_MISSING"]
    assert codes(departures.check(departures.to(opinion=" "), "new"))["OPINION_MISSING"]
    assert departures.request(departures.to(opinion="表现良好，按期培养"), "new").id


def test_who_leaves_after_probation_has_expired_takes_the_reason_along(
    departures: Departures,
) -> None:
    opinion = departures.to(opinion="表现良好")
    told = departures.check(opinion, "expired")
    assert codes(told) == {"PROBATION_EXPIRED": True, "UNDECIDED_UNEXPLAINED": True}
    late = kind_pb2.Override(code="PROBATION_EXPIRED", reason="支部大会延期到九月")
    blank = departures.to(opinion="表现良好", undecided_because=" ")
    for incomplete in (opinion, blank):
        with refuses("NOT_READY") as refused:
            departures.request(incomplete, "expired", overrides=[late])
        assert refused.details["findings"] == "UNDECIDED_UNEXPLAINED"
    whole = departures.to(opinion="表现良好", undecided_because="支部大会延期到九月")
    assert departures.request(whole, "expired", overrides=[late]).id


def test_a_soft_hold_is_overridden_with_a_reason_that_shows(departures: Departures) -> None:
    cases = departures.cases
    cases.amend("ready", dues_through="2026-03")
    told = departures.check(departures.to())
    assert [(one.code, one.soft) for one in told.findings] == [("DUES_UNPAID", True)]
    blocked(departures, departures.to(), "DUES_UNPAID")
    unneeded = kind_pb2.Override(code="PROBATION_EXPIRED", reason="并无此事")
    case = departures.request(departures.to(), overrides=[PAID, unneeded])
    assert list(cases.get(case).overrides) == [PAID]
    assert list(cases.history(case)[0].overrides) == [PAID, unneeded]
    back = cases.send_back("s.secretary", case)
    again = departures.submit(back, departures.to(destination="安澜区第五党支部"))
    assert list(again.overrides) == [PAID]


def test_a_hard_hold_is_not_overridden(departures: Departures) -> None:
    departures.hold("ready")
    override = kind_pb2.Override(code="UNDER_EXAMINATION", reason="急于离校")
    with refuses("NOT_READY") as refused:
        departures.request(departures.to(), overrides=[override])
    assert refused.details["findings"] == "UNDER_EXAMINATION"


def test_a_proposal_overrides_nothing_and_waits_for_the_branch(departures: Departures) -> None:
    proposed = departures.propose(departures.to())
    assert proposed.state == PROPOSED
    assert departures.cases.belongs("ready") == "0101"
    with refuses("TRANSFER_OPEN"):
        departures.propose(departures.to())
    filed = departures.submit(proposed, departures.to(channel=LETTER))
    assert (filed.state, filed.kind, filed.id) == (SUBMITTED, LETTER_KIND, proposed.id)


def test_who_may_not_file(departures: Departures) -> None:
    for who in ("s2.deputy", "outsider", "b.secretary"):
        with refuses("NOT_YOURS"):
            departures.request(departures.to(), who=who)
        with refuses("NOT_YOURS"):
            departures.check(departures.to(), who=who)
    with refuses("OWN_CASE"):
        departures.request(departures.to(), "s.commissioner")
    with refuses("NOT_YOURS"):
        departures.propose(departures.to(), who="service:hr")
    for act in (departures.request, departures.propose, departures.check):
        with refuses("MEMBER_UNKNOWN"):
            act(departures.to(), "p-000000000000")


def test_only_one_case_at_a_time(departures: Departures) -> None:
    departures.cases.request()
    with refuses("TRANSFER_OPEN"):
        departures.request(departures.to())
    with refuses("TRANSFER_OPEN"):
        departures.propose(departures.to())


def test_the_same_request_changes_nothing_more(departures: Departures) -> None:
    request_id = str(uuid4())
    first = departures.request(departures.to(), request_id=request_id)
    assert departures.request(departures.to(), request_id=request_id) == first
    assert len(departures.cases.history(first)) == 1


def test_a_rehearsal_files_nothing(departures: Departures) -> None:
    departures.request(departures.to(), validate_only=True)
    assert departures.cases.member("ready").open_transfer_id == ""


def test_the_distance_follows_from_the_regions() -> None:
    from services.transfer.advising import between

    here = Letterhead(region="990102").region
    assert between(here, "990105") == "same_city"
    assert between(here, "990300") == "same_province"
    assert between(here, "980102") == "elsewhere"
    assert between("", "990102") == between(here, "") == ""


def test_the_journal_keeps_no_phone(departures: Departures) -> None:
    case = departures.request(departures.to(contact_phone="0999-1234567"))
    kept = departures.cases.logged(case.id)[0].request
    assert "1234567" not in kept
    assert json.loads(kept)["departure"]["destination"]


def test_an_outside_organization_closed_by_now_is_no_addressee(departures: Departures) -> None:
    departures.to()
    departures.cases.close("W01", "2026-06-10")
    assert departures.check(departures.to()).ready  # through its last day
    departures.cases.world.clock.pass_days(1)
    blocked(departures, departures.to(), "ADDRESSEE_CLOSED")
