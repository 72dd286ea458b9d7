"""Journeys of members, over the wire, with the weeks passing: where each belongs, day by day.

Others are lived elsewhere: abroad and back, and lost and found, in tests/transfer
(test_terms_journeys.py); a branch of 43 merged (test_units.py); a freshman without his file
(test_arrivals.py), whose story `make demo` also tells through the command.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import grpc

from tests.campus import PROBATIONARY
from tests.journeys.lived import acts, on, overdue, sound, told
from tests.refusals import read, refuses
from tests.transfer.acts import Case
from tests.transfer.acts import state_of as case_state
from tests.transfer.announcing import reminders, sweep
from tests.transfer.leaving import Departures, codes
from tests.transfer.letter_acts import LOST, Letter, Letters, state_of

ROUNDS = 6


def test_a_graduate_loses_the_letter_in_july_and_lands(letters: Letters) -> None:
    cases = letters.cases
    case, first = letters.out("ready")
    assert (first.valid_until, cases.belongs("ready")) == ("2026-09-07", "0101")
    on(cases, "2026-07-13")
    with refuses("LETTER_STILL_GOOD"):
        letters.reissue(case, cause=LOST)  # a loss is reported first
    letters.told(letters.lose(first, on="2026-07-10"))
    assert state_of(letters.get(first.id)) == "LOST"
    second = letters.reissue(case, cause=LOST, because="途中遗失")
    assert (second.replaces_number, second.valid_until) == (first.number, "2026-10-10")
    assert letters.get(first.id).replaced_by_number == second.number
    assert cases.belongs("ready") == "0101"
    assert cases.get(case).belongs.startswith("仍属信息学院硕士党支部")
    with refuses("LETTER_DIFFERS"):
        letters.receive(case, first.number)

    on(cases, "2026-08-03")
    letters.receive(case, second.number, accepted_on="2026-07-28")
    assert cases.member("ready").organization_id == letters.outside()
    assert case_state(cases.get(case)) == "ACCEPTED"
    assert not overdue(cases, "ready")
    register = letters.register(2026)
    assert dict(register.counts) == {"LOST": 1, "RECEIVED": 1}
    assert not register.unexplained
    done = acts(cases, case)
    assert done == told(cases, case)
    assert done == [
        "RequestDeparture",
        *["SignTransfer"] * 3,
        "IssueLetter",
        "ReissueLetter",
        "RecordReceipt",
    ]
    of_the_letter = [one.rpc.rpartition("/")[2] for one in cases.logged(first.id)]
    assert of_the_letter == ["NoteLoss", "NotifyAddressee"]
    sound(cases)


def test_a_letter_expires_over_the_summer_and_the_member_is_sent_elsewhere(
    letters: Letters,
) -> None:
    cases = letters.cases
    elsewhere = Departures(cases)
    elsewhere.places |= {"海港": letters.outside()}
    case, letter = letters.out("ready")
    on(cases, "2026-09-07")
    assert state_of(letters.get(letter.id)) == "LIVE"  # its last day
    on(cases, "2026-09-08")
    assert state_of(letters.get(letter.id)) == "LAPSED"
    assert (case_state(cases.get(case)), cases.belongs("ready")) == ("IN_TRANSIT", "0101")
    assert overdue(cases, "ready")
    sweep(cases)
    heard = [one for one in reminders(cases, "s.secretary") if one.deadline.transfer_id == case.id]
    assert heard
    assert not sweep(cases).announced  # nothing is said twice
    _sent_elsewhere(letters, elsewhere, case, letter)


def _sent_elsewhere(letters: Letters, elsewhere: Departures, case: Case, letter: Letter) -> None:
    cases = letters.cases
    cases.amend("ready", dues_through="2026-08")
    away = elsewhere.to("安澜区委组织部", channel="CHANNEL_LETTER")
    again = elsewhere.redispatch(cases.get(case), away)
    assert (again.id, case_state(again)) == (case.id, "SUBMITTED")
    assert state_of(letters.get(letter.id)) == "VOID"
    assert [one.organization_id for one in again.rungs] == [
        cases.organization("00"),
        elsewhere.outside("安澜区委组织部"),
    ]
    agreed = cases.sign(elsewhere.officer(), again)
    second = letters.issue(agreed)
    assert cases.belongs("ready") == "0101"
    on(cases, "2026-09-30")
    there = elsewhere.outside("安澜区委组织部")
    letters.receive(case, second.number, receiver_id=there)
    assert cases.member("ready").organization_id == there
    assert acts(cases, case)[4:] == [
        "IssueLetter",
        "RedispatchTransfer",
        "SignTransfer",
        "IssueLetter",
        "RecordReceipt",
    ]
    sound(cases)


def test_probation_ends_on_the_way(letters: Letters) -> None:
    cases = letters.cases
    departures = Departures(cases)
    departures.places |= {"海港": letters.outside()}
    cases.enter(
        "young",
        kind=PROBATIONARY,
        joined_on="2025-07-15",
        probation_ends_on="2026-07-15",
    )
    away = departures.to("安澜区委组织部", channel="CHANNEL_LETTER")
    assert codes(departures.check(away, "young"))["OPINION_MISSING"]
    away.opinion = "预备期表现良好，按期考察"
    case = departures.agreed(away, "young")
    letter = letters.issue(case)
    case = cases.get(case)
    assert letter.code

    on(cases, "2026-07-16")  # the year is over while the letter is on its way
    member = cases.member("young")
    assert (member.kind, cases.belongs("young")) == (PROBATIONARY, "0101")  # nothing by itself
    assert state_of(letters.get(letter.id)) == "LIVE"
    # No branch can settle it on the way, so that it holds nobody up who must be sent elsewhere.
    elsewhere = departures.to("青屏县委组织部", channel="CHANNEL_LETTER", opinion="同前")
    assert departures.redispatch(cases.get(case), elsewhere, validate_only=True).id == case.id
    there = departures.outside("安澜区委组织部")
    letters.receive(case, letter.number, receiver_id=there)  # the receiver decides on him
    member = cases.member("young")
    assert (member.kind, member.organization_id) == (PROBATIONARY, there)
    assert member.probation_ends_on == "2026-07-15"
    sound(cases)


def test_two_at_once_on_one_case_and_the_other_reads_again(letters: Letters) -> None:
    cases = letters.cases
    for number in range(ROUNDS):
        member = f"twice{number}"
        cases.enter(member)
        case = cases.request(member=member)
        start = Barrier(2)

        def at_once(act: Callable[[], object], start: Barrier = start) -> str:
            start.wait()
            try:
                act()
            except grpc.RpcError as error:
                return read(error).reason
            return "OK"

        with ThreadPoolExecutor(2) as two:
            signed = two.submit(at_once, partial(cases.sign, "s.secretary", case))
            withdrawn = two.submit(at_once, partial(cases.withdraw, "s.commissioner", case))
            outcomes = [signed.result(), withdrawn.result()]
        assert sorted(outcomes) in (["OK", "STALE"], ["OK", "WRONG_STATE"])
        now = cases.get(case)
        assert case_state(now) == ("UNDER_REVIEW", "WITHDRAWN")[outcomes.index("OK")]
        assert now.etag != case.etag
        assert acts(cases, case) == [
            "RequestTransfer",
            ("SignTransfer", "WithdrawTransfer")[outcomes.index("OK")],
        ]
        assert cases.belongs(member) == "0101"
        if case_state(now) == "UNDER_REVIEW":
            with refuses("STALE"):  # whoever goes by what he read before reads again
                cases.sign("a.secretary", case)
            cases.sign("a.secretary", now)
    sound(cases)
