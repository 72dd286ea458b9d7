"""A decision for a case on paper is kept with its receipt; its keeper and the office see it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from dangwu.audit.v1 import audit_pb2
from dangwu.rules.v1 import ruling_pb2
from services.chassis.database import Database
from services.rules.store.rulings import Ruling
from tests.refusals import outcome, refuses
from tests.rules.office import MAKER, Office, text
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)
KEEPERS = ["s.secretary", "a.secretary", "director", "service:hr", "service:student"]


def listed(
    office: Office, who: str, size: int = 0, *, open_only: bool = False
) -> list[ruling_pb2.Ruling]:
    """All pages, one after another."""
    found: list[ruling_pb2.Ruling] = []
    request = ruling_pb2.ListRulingsRequest(page_size=size, open_only=open_only)
    while True:
        page = office.world.desk(who).rulings.ListRulings(request)
        found.extend(page.rulings)
        request.page_token = page.next_page_token
        if not page.next_page_token:
            return found


@every_shape
def test_a_ruling_is_what_the_rules_decide_that_day_receipt_and_all(office: Office) -> None:
    kept = office.keep("介字001", submitted_on="2026-06-01", runs_from="2026-06-10")
    assert (kept.reference, kept.open, kept.etag) == ("介字001", True, "1")
    assert kept.kept_by_id == office.people["s.secretary"]
    assert kept.kept_at.ToDatetime().isoformat() == "2026-06-10T02:00:00"
    asked = office.ask(submitted_on="2026-06-01", runs_from="2026-06-10")
    assert kept.decision == asked
    assert (asked.on, asked.known_on, asked.event_on) == ("2026-06-10", "2026-06-10", "2026-06-01")
    assert asked.period.ends_on == "2026-09-07"
    assert office.ruling(kept.id) == kept


@every_shape
def test_the_journal_keeps_the_receipt_and_the_audit_log_shows_it(office: Office) -> None:
    kept = office.keep("介字002")
    office.close(kept)
    office.world.settle()
    request = audit_pb2.ListEntriesRequest(subject_id=kept.id)
    entries = office.world.desk("inspector").audit.ListEntries(request).entries
    rows = {one.rpc.rpartition("/")[2]: one for one in entries}
    assert set(rows) == {"KeepRuling", "CloseRuling"}
    assert list(rows["KeepRuling"].decisions) == [kept.decision]
    assert "介字002" in rows["KeepRuling"].request
    assert not rows["CloseRuling"].decisions


@every_shape
def test_what_the_rules_refuse_is_not_kept(office: Office) -> None:
    for reason, wrong in (
        ("BOOK_UNKNOWN", {"book": "transfer/letter_of_love"}),
        ("FACTS_MISFIT", {"facts": {"distance": "moon", "channel": "paper"}}),
        ("BOOK_SILENT", {"submitted_on": "2001-01-01"}),
        ("MALFORMED", {"submitted_on": "2026-06-11"}),
        ("MALFORMED", {"submitted_on": "2026-06-09", "event_on": "2026-06-10"}),
        ("MALFORMED", {"runs_from": "2026-02-30"}),
        ("PERIOD_UNKNOWN", {"book": "transfer/dues_through", "facts": {},
                            "runs_from": "2026-06-10"}),
        ("CALENDAR_MISSING", {"book": "transfer/rung_days", "facts": {"act": "attest"},
                              "runs_from": "2190-12-31"}),
    ):  # fmt: skip
        with refuses(reason):
            office.keep("介字003", **wrong)
    assert listed(office, "director") == []


@every_shape
def test_the_answer_of_the_day_stays_when_the_book_moves_on(office: Office) -> None:
    kept = office.keep("介字004")
    office.publish(text(start="2026-06-01", days=30))
    assert office.ask().answer.days == 30
    assert office.ruling(kept.id).decision.answer.days == 90
    closed = office.close(kept)
    assert (closed.open, closed.etag, closed.decision) == (False, "2", kept.decision)
    assert closed.closed_at == closed.kept_at  # the clock of this world stands still
    with refuses("RULING_CLOSED"):
        office.close(closed)


@every_shape
def test_one_sees_ones_own_and_office_and_inspector_see_all(office: Office) -> None:
    kept = {who: office.keep(f"件{who}", who) for who in KEEPERS}
    for who in KEEPERS:
        mine = [one for one in KEEPERS if who in (one, "director")]
        assert {one.id for one in listed(office, who)} == {kept[one].id for one in mine}
        for one in KEEPERS:
            if one in mine:
                assert office.ruling(kept[one].id, who) == kept[one]
                continue
            with refuses("RULING_NOT_YOURS") as refused:
                office.ruling(kept[one].id, who)
            assert refused.code == "PERMISSION_DENIED"
            with refuses("RULING_NOT_YOURS"):
                office.close(kept[one], who)
    assert len(listed(office, "inspector")) == len(KEEPERS)
    assert office.ruling(kept["service:hr"].id, "inspector") == kept["service:hr"]
    with refuses("ROLE_NOT_ALLOWED"):
        office.close(kept["service:hr"], "inspector")
    assert not office.close(kept["service:hr"], "director").open


def test_an_inspector_with_a_branch_of_his_own_closes_nothing_of_others(office: Office) -> None:
    office.appoint("inspector", "0202")
    kept = office.keep("介字005")
    assert office.ruling(kept.id, "inspector") == kept
    with refuses("RULING_NOT_YOURS"):
        office.close(kept, "inspector")


@every_shape
def test_unknown_stale_rehearsed_and_repeated(office: Office) -> None:
    nothing = ruling_pb2.Ruling(id="r-" + "0" * 12, etag="1")
    with refuses("RULING_UNKNOWN"):
        office.ruling(nothing.id)
    with refuses("RULING_UNKNOWN"):
        office.close(nothing)
    assert office.keep("介字006", validate_only=True).decision.answer.days == 90
    assert listed(office, MAKER) == []
    request_id = str(uuid4())
    kept = office.keep("介字006", request_id=request_id)
    assert office.keep("介字006", request_id=request_id) == kept
    with refuses("REQUEST_ID_REUSED"):
        office.keep("介字007", request_id=request_id)
    assert not office.close(kept, validate_only=True).open
    assert listed(office, MAKER) == [kept]
    with refuses("STALE"):
        office.close(kept, etag="2")
    request_id = str(uuid4())
    closed = office.close(kept, request_id=request_id)
    assert office.close(kept, request_id=request_id) == closed


@every_shape
def test_of_many_who_close_a_case_one_does(office: Office) -> None:
    kept, together = office.keep("介字008"), Barrier(6)

    def close(number: int) -> str:
        together.wait(10)
        return outcome(lambda: office.close(kept, ("s.secretary", "director")[number % 2]))

    with ThreadPoolExecutor(6) as crowd:
        assert sorted(crowd.map(close, range(6))) == ["OK"] + ["RULING_CLOSED"] * 5


@every_shape
def test_rulings_are_listed_newest_first_a_page_at_a_time(office: Office) -> None:
    made = []
    for number in range(5):
        made.append(office.keep(f"介字{number}"))
        office.world.clock.pass_time(seconds=1)
    office.keep("别人的", "a.secretary")
    assert [one.id for one in listed(office, "s.secretary", 2)] == [one.id for one in made[::-1]]
    office.close(made[1])
    opened = listed(office, "s.secretary", 2, open_only=True)
    assert [one.reference for one in opened] == ["介字4", "介字3", "介字2", "介字0"]
    with refuses("PAGE_TOKEN_INVALID"):
        request = ruling_pb2.ListRulingsRequest(page_token="x")
        office.world.desk(MAKER).rulings.ListRulings(request)


def test_long_receipts_make_short_pages(office: Office) -> None:
    receipt = office.keep("样本").decision
    receipt.note = "长" * 100_000
    database = Database(office.world.url.format(service="rules"))
    with database.writing() as session:
        for number in range(20):
            session.add(
                Ruling(
                    id=f"r-{number:012d}",
                    version=1,
                    reference="长",
                    book=receipt.book,
                    receipt=receipt.SerializeToString(),
                    sequence=100 + number,
                    kept_by_id=office.people["s.secretary"],
                    kept_at=office.world.clock(),
                )
            )
        session.commit()
    database.close()
    request = ruling_pb2.ListRulingsRequest(page_size=200)
    page = office.world.desk(MAKER).rulings.ListRulings(request)
    assert 0 < page.ByteSize() < 2 * 1024 * 1024
    assert page.next_page_token
    assert len({one.id for one in listed(office, MAKER, 200)}) == 21


def test_a_case_is_not_called_by_the_number_of_a_person(office: Office) -> None:
    """Struck out, nothing would tie the ruling to its case."""
    with refuses("MALFORMED") as refused:
        office.keep("介字 13800138000")
    assert refused.fields == ["reference"]
    assert "13800138000" not in str(refused)
    assert not listed(office, MAKER)
