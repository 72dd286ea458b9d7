"""Applications from the first word to the moment they are put forward, and their withdrawal."""

from typing import Any

import pytest
import sqlalchemy as sa

from dangwu.carefund.v1 import fund_pb2, request_pb2
from services.carefund.lifecycle import ENDS, State
from services.carefund.store import Commitment, Pool
from tests.carefund.acts import ACCOUNT, REASONS, Application, Care, payee
from tests.clock import START
from tests.refusals import outcome, refuses
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)


TODAY = START.date()


def state_of(case: Application) -> str:
    name = fund_pb2.ApplicationState.Name(case.state)
    return name.removeprefix("APPLICATION_STATE_")


def names(case: Application) -> list[str]:
    return [step.name for step in case.steps]


@every_shape
def test_an_application_is_written_mended_put_forward_and_withdrawn(care: Care) -> None:
    case = care.draft()
    assert (state_of(case), case.number, case.etag) == ("DRAFT", "2026-0001", "1")
    assert case.member_id == care.campus.members["ready"]
    assert case.branch_name == "信息学院硕士党支部"
    assert case.committee_name == "信息学院党委"
    assert (case.waits_for, case.due_on) == ("信息学院硕士党支部：草稿", "")
    case = care.amend(case, requested_fen=150_000)
    assert (case.requested_fen, case.etag) == (150_000, "2")
    case = care.submit(care.papers(case))
    assert (state_of(case), case.submitted_on) == ("SUBMITTED", "2026-06-10")
    # Five working days from a Wednesday on: Thursday, Friday, Monday, Tuesday, Wednesday.
    assert (case.waits_for, case.due_on) == ("信息学院硕士党支部：待支部讨论", "2026-06-17")
    assert names(case) == ["draft", "amend", "attach", "attach", "attach", "submit"]
    assert {step.taken_by_name for step in case.steps} == {"人s.deputy"}
    assert care.get(case) == case
    case = care.withdraw(case)
    assert (state_of(case), case.because, case.waits_for) == ("WITHDRAWN", "本人已不需要", "")
    with refuses("WRONG_STATE") as refused:
        care.withdraw(case)
    assert refused.details["state"] == "WITHDRAWN"
    assert care.draft().number == "2026-0002"


def test_numbers_begin_anew_with_the_year(care: Care) -> None:
    assert care.draft().number == "2026-0001"
    # 16:00 in Greenwich is the first of January in Shanghai.
    care.world.clock.set(START.replace(month=12, day=31, hour=15, minute=59))
    assert care.draft().number == "2026-0002"
    care.world.clock.pass_time(minutes=1)
    assert care.draft().number == "2027-0001"


def test_what_went_forward_is_mended_no_more(care: Care) -> None:
    case = care.submitted()
    for act in (care.amend, care.attach, care.submit):
        with refuses("WRONG_STATE") as refused:
            act(case)
        assert refused.details["expected"] == "DRAFT, RETURNED"


def test_who_comes_second_reads_again(care: Care) -> None:
    case = care.draft()
    care.amend(case, event="阑尾手术")
    for act in (care.amend, care.attach, care.submit, care.withdraw):
        with refuses("STALE"):
            act(case)


def test_nobody_and_nothing_unknown(care: Care) -> None:
    ghost = Application(id="a-000000000000", etag="1")
    for act in (care.amend, care.attach, care.submit, care.withdraw, care.get, care.disclose):
        with refuses("APPLICATION_UNKNOWN"):
            act(ghost)
    care.campus.members["ghost"] = "p-000000000000"
    for ask in (care.check, care.draft):
        with refuses("MEMBER_UNKNOWN"):
            ask("ghost")


def test_nobody_acts_on_his_own(care: Care) -> None:
    own: dict[str, Any] = {"payee": payee("s.secretary")}
    for ask in (care.check, care.draft):
        with refuses("OWN_CASE"):
            ask("s.secretary", "s.secretary", **own)
    case = care.submitted("s.secretary", "s.deputy", **own)
    with refuses("OWN_CASE"):
        care.withdraw(case, "s.secretary")


def test_relatives_stay_out_of_it_and_somebody_above_steps_in(care: Care) -> None:
    kin: dict[str, Any] = {"relatives": [care.campus.people["s.deputy"]]}
    for ask in (care.check, care.draft):
        with refuses("DUTIES_CLASH") as refused:
            ask("ready", "s.deputy", **kin)
        assert refused.details["parts"] == "RELATIVE, FILER"
    case = care.draft("ready", "a.organizer", **kin)
    with refuses("DUTIES_CLASH"):
        care.amend(case)  # not even to strike himself out
    with refuses("DUTIES_CLASH"):
        care.withdraw(case)
    married: dict[str, Any] = {"spouse_id": care.campus.people["s.deputy"]}
    with refuses("DUTIES_CLASH"):
        care.draft("ready", "s.deputy", **married)
    care.amend(case, "s.secretary")
    with refuses("DUTIES_CLASH"):
        care.amend(care.draft(), **kin)  # nor may he write himself in


def test_a_withdrawal_takes_the_promise_back(care: Care) -> None:
    case = care.stands(care.submitted(), "APPROVED", approved_fen=200_000)
    with care.database() as session:
        pool = Pool(id="l-0", version=1, source=3, name="学校拨款", uses="", opened_on=TODAY)
        pool.cash_fen, pool.reserved_fen = 500_000, 200_000
        promise = Commitment(id="c-0", pool_id="l-0", application_id=case.id, amount_fen=200_000)
        promise.year, promise.made_at, promise.made_on, promise.until = 2026, START, TODAY, TODAY
        session.add(pool)
        session.flush()
        session.add(promise)
        session.commit()
    assert state_of(care.withdraw(case)) == "WITHDRAWN"
    with care.database() as session:
        pool, promise = session.get_one(Pool, "l-0"), session.get_one(Commitment, "c-0")
        assert (pool.cash_fen, pool.reserved_fen) == (500_000, 0)
        assert (promise.ended_as, promise.ended_at) == ("VOIDED", START)


@pytest.mark.parametrize("state", State)
def test_what_is_being_paid_is_withdrawn_no_more(shared_care: Care, state: State) -> None:
    case = shared_care.stands(shared_care.draft(), state.name)
    late = ENDS | {State.PAYING, State.PAID, State.PAY_RETURNED}
    assert outcome(lambda: shared_care.withdraw(case)) == ("WRONG_STATE" if state in late else "OK")


def test_no_date_lies_ahead(care: Care) -> None:
    aid = request_pb2.OtherAid(amount_fen=1, given_on="2026-06-11")
    setattr(aid, "from", "校工会")
    ahead: dict[str, Any] = {"event_on": "2026-06-11", "other_aid": [aid], "unqualified_year": 2027}
    fields = ["plea.event_on", "plea.other_aid[0].given_on", "plea.unqualified_year"]
    for ask in (care.check, care.draft):
        with refuses("DATES_UNFIT") as refused:
            ask(**ahead)
        assert refused.fields == fields
    with refuses("DATES_UNFIT"):
        care.amend(care.draft(), event_on="2026-06-11")
    assert care.draft(event_on="2026-06-10").id
    with refuses("MALFORMED"):
        care.draft(event_on="2026-02-30")


def test_what_stands_in_the_way_is_named_at_once(care: Care) -> None:
    case = care.draft(privacy_agreed=False, payee=payee(account_name="他人"))
    with refuses("NOT_ELIGIBLE") as refused:
        care.submit(case)
    assert refused.details["findings"] == "ACCOUNT_NOT_OWN, EVIDENCE_MISSING, PRIVACY_MISSING"
    assert refused.fields == ["plea.payee.account_name", "evidence", "plea.privacy_agreed"]
    case = care.papers(care.amend(case))
    assert state_of(care.submit(case)) == "SUBMITTED"


def test_a_rehearsal_changes_nothing_and_shows_no_secrets(care: Care) -> None:
    assert care.draft(rehearse=True).number == "2026-0001"
    case = care.draft()
    assert case.number == "2026-0001"
    shown = care.disclose(case, rehearse=True)
    assert ACCOUNT not in str(shown)
    assert not shown.plea.reasons
    assert care.get(case) == case


def test_what_is_secret_is_shown_for_a_purpose_only_and_rests_sealed(care: Care) -> None:
    case = care.papers(care.draft())
    assert case.account_masked == "*" * 15 + "1234"
    plea = care.disclose(case, "a.secretary").plea
    assert (plea.payee.account, plea.reasons, plea.event) == (ACCOUNT, REASONS, "甲状腺手术")
    with care.database() as session:
        kept = b"".join(
            bytes(value) if isinstance(value, bytes) else str(value).encode()
            for table in ("application", "played", "evidence", "journal")
            for row in session.execute(sa.text(f"SELECT * FROM {table}"))
            for value in row
        )
    assert case.id.encode() in kept
    for secret in (ACCOUNT, REASONS, "甲状腺", "IHDR"):
        assert secret.encode() not in kept


def test_the_same_word_of_an_event_however_it_is_typed(care: Care) -> None:
    care.submitted(category="accident", event="Ａ１ 教学楼－火灾")
    second = care.papers(care.draft(category="accident", event="a1教学楼火灾"))
    with refuses("NOT_ELIGIBLE") as refused:
        care.submit(second)
    assert refused.details["findings"] == "DUPLICATE"
    other = care.papers(care.draft(category="accident", event="a2教学楼火灾"))
    assert state_of(care.submit(other)) == "SUBMITTED"


def test_lists_come_newest_first_page_by_page(care: Care) -> None:
    cases = [care.draft(), care.submitted(), care.draft("teacher", "s2.secretary")]
    everything = care.listed()
    assert [one.id for one in everything.applications] == [one.id for one in reversed(cases)]
    assert not everything.next_page_token
    first = care.listed(page_size=2)
    second = care.listed(page_size=2, page_token=first.next_page_token)
    assert [*first.applications, *second.applications] == list(everything.applications)
    assert not second.next_page_token
    for wanted, found in (
        ({"state": fund_pb2.APPLICATION_STATE_SUBMITTED}, [cases[1]]),
        ({"member_id": care.campus.members["teacher"]}, [cases[2]]),
        ({"organization_id": care.campus.organizations["0101"]}, [cases[1], cases[0]]),
        ({"organization_id": care.campus.organizations["01"]}, cases[::-1]),
        ({"organization_id": care.campus.organizations["02"]}, []),
    ):
        assert list(care.listed(**wanted).applications) == found
    for token in ("x", first.next_page_token + "A", "WyIxIiwieCJd"):
        with refuses("PAGE_TOKEN_INVALID"):
            care.listed(page_token=token)
