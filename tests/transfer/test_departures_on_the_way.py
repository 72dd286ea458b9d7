"""Departures on their way: sent, sent elsewhere, taken back; by whom, from where, and races."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from dangwu.transfer.v1 import kind_pb2
from tests.refusals import outcome, refuses
from tests.transfer.acts import AGREED, SUBMITTED, acts_of
from tests.transfer.leaving import IN_TRANSIT, LETTER, RESCINDED, Departures
from tests.worlds import SHAPES


def test_who_is_sent_elsewhere_is_signed_for_by_the_office_alone(departures: Departures) -> None:
    officer = departures.officer()
    sent = departures.sent()
    again = departures.redispatch(
        sent, departures.to("青屏县委组织部", channel=LETTER, destination="青屏县机关第一党支部")
    )
    assert again.state == SUBMITTED
    assert [acts for _, acts in acts_of(again)] == [["APPROVE"], ["LAND"]]
    assert again.destination_id == departures.outside("青屏县委组织部")
    assert again.kind == kind_pb2.CASE_KIND_OUT_BY_LETTER
    assert (again.reference, again.redispatched_because) == ("", "本人改签单位")
    assert departures.cases.belongs("ready") == "0101"
    with refuses("SIGNED_ALREADY"):  # who sends elsewhere does not sign it too
        departures.cases.sign("director", again)
    assert departures.cases.sign(officer, again).state == AGREED


@pytest.mark.parametrize("shape", SHAPES)
def test_a_letter_is_void_when_the_member_goes_elsewhere_or_stays(departures: Departures) -> None:
    from dangwu.transfer.v1 import letter_pb2, register_pb2

    letters = departures.cases.desk("director").letters
    first = departures.issue(departures.agreed(departures.to(channel=LETTER)))
    assert first.letter_id
    departures.redispatch(first, departures.to("青屏县委组织部", channel=LETTER))
    departures.cases.enter("second")
    second = departures.issue(departures.agreed(departures.to(channel=LETTER), "second"))
    stays = departures.rescind(second)
    assert stays.state == RESCINDED
    for letter_id in (first.letter_id, second.letter_id):
        letter = letters.GetLetter(register_pb2.GetLetterRequest(id=letter_id))
        assert letter.state == letter_pb2.LETTER_STATE_VOID


def test_what_is_rescinded_has_ended_and_the_member_may_leave_again(
    departures: Departures,
) -> None:
    agreed = departures.agreed()
    with refuses("NOT_YOURS"):
        departures.rescind(agreed, "a.secretary")
    ended = departures.rescind(agreed)
    assert (ended.state, ended.rejected_note) == (RESCINDED, "本人留校")
    assert ended.ended_at.seconds
    assert departures.cases.member("ready").open_transfer_id == ""
    for act in (departures.rescind, departures.send):
        with refuses("WRONG_STATE"):
            act(ended)
    assert departures.request(departures.to()).state == SUBMITTED


def test_steps_begin_only_where_the_table_says(departures: Departures) -> None:
    case = departures.request(departures.to())
    with refuses("WRONG_STATE"):
        departures.send(case)
    with refuses("WRONG_STATE"):
        departures.rescind(case)
    with refuses("WRONG_STATE"):
        departures.redispatch(case, departures.to())
    with refuses("WRONG_STATE"):
        departures.submit(case, departures.to())
    within = departures.cases.request(member="teacher", who="s2.deputy", to="0201")
    with refuses("WRONG_STATE"):
        departures.rescind(within)
    unknown = type(case)(id="t-000000000000", etag="1")
    for act in (departures.send, departures.rescind):
        with refuses("TRANSFER_UNKNOWN"):
            act(unknown)
    for other in (departures.redispatch, departures.submit):
        with refuses("TRANSFER_UNKNOWN"):
            other(unknown, departures.to())


def test_only_the_issuer_sends_and_sends_elsewhere(departures: Departures) -> None:
    agreed = departures.agreed()
    with refuses("NOT_YOURS"):
        departures.send(agreed, "a.secretary")
    with refuses("ROLE_NOT_ALLOWED"):
        departures.send(agreed, "s.secretary")
    sent = departures.send(agreed)
    with refuses("NOT_YOURS"):
        departures.redispatch(sent, departures.to(), who="a.secretary")


def test_the_member_himself_does_nothing_in_his_case(departures: Departures) -> None:
    officer = departures.officer()
    cases = departures.cases
    cases.enter("officer-member", id=cases.campus.people[officer])
    case = departures.request(departures.to(), "officer-member")
    agreed = cases.climb(case, "s.secretary", "a.secretary", "director")
    for act in (departures.send, departures.rescind):
        with refuses("OWN_CASE"):
            act(agreed, officer)
    sent = departures.send(agreed)
    with refuses("OWN_CASE"):
        departures.redispatch(sent, departures.to(), who=officer)


def test_a_stale_case_is_read_again(departures: Departures) -> None:
    case = departures.request(departures.to())
    agreed = departures.cases.climb(case, "s.secretary", "a.secretary", "director")
    stale = type(agreed)(id=agreed.id, etag=case.etag)
    with refuses("STALE"):
        departures.send(stale)
    with refuses("STALE"):
        departures.rescind(stale)
    sent = departures.send(agreed)
    with refuses("STALE"):
        departures.redispatch(agreed, departures.to())
    assert departures.cases.get(sent).state == IN_TRANSIT


def test_an_addressee_closed_between_filing_and_sending_is_found(departures: Departures) -> None:
    agreed = departures.agreed()
    departures.cases.close("W01", "2026-06-10")
    departures.cases.world.clock.pass_days(1)
    with refuses("NOT_READY") as refused:
        departures.send(agreed)
    assert refused.details["findings"] == "ADDRESSEE_CLOSED"
    assert departures.cases.get(agreed).state == AGREED
    assert departures.rescind(agreed).state == RESCINDED


def test_an_examination_opened_meanwhile_stops_the_sending(departures: Departures) -> None:
    agreed = departures.agreed()
    departures.hold("ready")
    with refuses("NOT_READY") as refused:
        departures.send(agreed)
    assert refused.details["findings"] == "UNDER_EXAMINATION"


def test_elsewhere_must_be_ready_too(departures: Departures) -> None:
    sent = departures.sent()
    departures.outside("新区委组织部", described=False)
    with refuses("OUTSIDE_UNDESCRIBED"):
        departures.redispatch(sent, departures.to("新区委组织部"))
    with refuses("ORGANIZATION_UNKNOWN"):
        departures.redispatch(sent, departures.to(addressee_id="o-000000000000"))
    with refuses("NOT_READY"):
        departures.redispatch(sent, departures.to("青屏县委组织部"))
    assert departures.cases.get(sent) == sent


@pytest.mark.parametrize("shape", ["process", "socket"])
def test_two_at_once_on_one_case_and_one_wins(departures: Departures) -> None:
    agreed = departures.agreed()
    officer = departures.officer()
    with ThreadPoolExecutor(2) as two:
        outcomes = sorted(
            two.map(
                lambda who: outcome(lambda: departures.send(agreed, who)), ("director", officer)
            )
        )
    assert outcomes in (["OK", "STALE"], ["OK", "WRONG_STATE"])
    departures.cases.enter("second")
    with ThreadPoolExecutor(2) as two:
        filed = sorted(
            two.map(
                lambda who: outcome(lambda: departures.request(departures.to(), "second", who=who)),
                ("s.commissioner", "s.deputy"),
            )
        )
    assert filed == ["OK", "TRANSFER_OPEN"]


def test_all_of_it_stands_up_to_the_proof(departures: Departures) -> None:
    from dangwu.transfer.v1 import roll_pb2

    departures.redispatch(departures.sent(), departures.to())
    departures.cases.enter("second")
    departures.rescind(departures.sent("second"))
    proof = departures.cases.desk("director").roll.VerifyRoll(roll_pb2.VerifyRollRequest())
    assert proof.checks
    assert [one.name for one in proof.checks if one.broken] == []
