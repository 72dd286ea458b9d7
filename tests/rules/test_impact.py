"""What a draft would change is told before it is published: every kept decision is asked again."""

import time
from datetime import date, timedelta

import pytest

from dangwu.rules.v1 import edition_pb2
from dangwu.v1 import values_pb2
from services import roster
from services.chassis.database import Database
from services.chassis.host import Host, Place
from services.rules.changing import kept
from services.rules.changing.impact import Kept
from services.rules.changing.reporting import MOST_BYTES, MOST_LISTED
from services.rules.choosing import Dates, Reason
from services.rules.store.rulings import Ruling
from services.rules.text import shelf
from tests.desk import local_desk
from tests.refusals import refuses
from tests.rules.office import AWAY, CITY, LETTERS, Office, text
from tests.rules.replays import book_with, days_of, decided
from tests.transfer.acts import Cases
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)
MANY, MOST_SECONDS = 5000, 5.0
RUNG_DAYS = "transfer/rung_days"


def rung_days(days: int) -> str:
    """The package's book as a draft, with another number of days for branches."""
    made = (shelf.BOOKS / f"{RUNG_DAYS}.yaml").read_text(encoding="utf-8")
    for line in made.splitlines():
        if line.strip().startswith("published:"):
            made = made.replace(line + "\n", "")
        if line.strip().startswith(("- from:", "from:")):
            made = made.replace(line, line.partition(":")[0] + ": 2026-06-01")
    assert made.count("then: 3") == 3, "a case and its two tests"
    return made.replace("then: 3", f"then: {days}")


SHORT = ["release:source_committee", "accept:destination_branch"]
SHORT_LADDER = """\
book: transfer/within_school_ladder
layer: school
question: 校内转接须经哪些环节？
question_en: Which steps does a transfer within the school take?
unit: words
answers: ["release:source_committee", "accept:destination_branch"]
names:
  "release:source_committee": 转出党委审批
  "accept:destination_branch": 转入支部接收
editions:
  - from: 2026-06-01
    goes_by: submission
    sample: true
    note: 试行，须由学校确认。
    cases:
      - then: ["release:source_committee", "accept:destination_branch"]
        because: 试行。
        because_en: On trial.
    tests:
      - {given: {}, then: ["release:source_committee", "accept:destination_branch"]}
"""


def test_a_case_keeps_its_submission_and_an_open_one_is_decided_from_now_on() -> None:
    replay = book_with(text(start="2026-06-01", days=30))
    assert replay.change(decided("2026-05-31")) is None
    assert days_of(replay.change(decided("2026-06-01"))) == 30
    assert days_of(replay.change(decided("2026-06-01", is_open=False))) == 30
    assert replay.change(decided("2026-06-01", facts=AWAY)) is None


def test_what_was_published_already_is_not_the_work_of_a_draft() -> None:
    """Thirty days came in before: a draft that says the same changes nothing more."""
    replay = book_with(text(start="2026-06-01", days=30), text(start="2026-06-02", days=30))
    assert replay.change(decided("2026-06-02")) is None
    replay = book_with(text(start="2026-06-01", days=30), text(start="2026-06-02", days=45))
    assert days_of(replay.change(decided("2026-06-02"))) == 45


def test_a_rule_that_goes_by_the_decision_changes_open_cases_and_no_past_ones() -> None:
    draft = text(start="2026-06-15", days=30).replace("goes_by: submission", "goes_by: decision")
    replay = book_with(draft)
    assert replay.next_decision == date(2026, 6, 15)
    assert days_of(replay.change(decided("2026-06-01"))) == 30
    assert replay.change(decided("2026-06-01", is_open=False)) is None


def test_what_was_left_to_a_person_and_what_now_is_differ() -> None:
    human = text(start="2026-06-01").replace("then: 30", "needs_human: 由部务会研究", 1)
    human = human.replace("same_city}, then: 30", "same_city}, needs_human: true")
    replay = book_with(human)
    changed = replay.change(decided("2026-06-01"))
    assert changed is not None
    assert days_of(changed) is None
    later = human.replace("2026-06-01", "2026-06-02").replace("由部务会研究", "由部长决定")
    assert book_with(human, later).change(decided("2026-06-02")) is None
    assert days_of(book_with(human, text(start="2026-06-02")).change(decided("2026-06-02"))) == 30


def test_facts_that_fit_no_more_are_a_change_without_an_answer() -> None:
    asks_more = (
        text(start="2026-06-01")
        .replace("  online: 网上转接", "  online: 网上转接\n  graduate: 毕业生")
        .replace("  channel: [online", "  graduate: [yes, no]\n  channel: [online")
        .replace("when: {channel", "when: {graduate: no, channel")
        .replace("given: {", "given: {graduate: no, ")
    )
    problem = book_with(asks_more).change(decided("2026-06-01"))
    assert isinstance(problem, Reason)
    assert "毕业生" in problem.zh
    assert "graduate must be one of yes, no" in problem.en


def test_what_another_edition_decides_the_draft_does_not_change() -> None:
    """A correction of the past weeks brought sixty days; a draft for July is not to blame."""
    replay = book_with(text(start="2026-06-01", days=60), text(start="2026-07-01", days=30))
    assert replay.change(decided("2026-06-01")) is None
    assert replay.change(decided("2026-06-01", is_open=False)) is None
    assert replay.change(decided("2001-01-01", is_open=False)) is None  # before all editions
    assert days_of(replay.change(decided("2026-07-01"))) == 30


def test_a_receipt_of_an_earlier_format_has_one_date_for_all_three() -> None:
    receipt = values_pb2.Decision(
        book=LETTERS,
        facts=CITY,
        on="2026-06-03",
        known_on="2026-06-03",
        answer=values_pb2.Answer(days=90),
    )
    read = kept.read(values_pb2.DecidedCase(open=True, decision=receipt))
    third = date(2026, 6, 3)
    assert read == Kept(LETTERS, CITY, Dates.all_on(third), third, True)
    receipt.submitted_on, receipt.edition = "2026-06-01", "e" * 64
    read = kept.read(values_pb2.DecidedCase(decision=receipt))
    assert read.dates == Dates(date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 3))
    assert (read.open, read.edition, read.runs_from) == (False, "e" * 64, None)


@every_shape
def test_transfers_are_replayed_from_what_their_journal_keeps(office: Office) -> None:
    cases = Cases(office.world)
    case = cases.request()
    draft = office.propose(rung_days(2))
    told = office.impact(draft)
    assert told.examined == told.open_changed + 2  # the committees keep their days
    assert (told.open_changed, told.past_changed) == (2, 0)
    for change in told.changes:
        assert (change.case.source, change.case.subject) == ("transfer", case.id)
        assert change.case.decision.answer.days == 3
        assert change.instead.answer.days == 2
        assert dict(change.instead.facts) == dict(change.case.decision.facts)
    case = cases.sign("s.secretary", case)
    assert office.impact(draft) == told  # what an act cites again is decided once
    cases.reject("a.secretary", case)
    told = office.impact(draft)
    assert (told.open_changed, told.past_changed) == (0, 2)


def test_only_the_latest_round_of_a_case_under_way_counts(office: Office) -> None:
    cases = Cases(office.world)
    case = cases.send_back("s.secretary", cases.request())
    draft = rung_days(2)
    assert office.impact(office.propose(draft)).examined == 4
    office.world.clock.pass_days(1)
    case = cases.submit("s.commissioner", case)
    told = office.impact(office.propose(draft))
    assert (told.examined, told.open_changed) == (4, 2)
    assert {change.case.decision.on for change in told.changes} == {"2026-06-11"}
    office.publish(draft)
    office.world.clock.pass_days(1)
    same = office.impact(office.propose(draft))
    assert (same.examined, same.open_changed) == (4, 0)


@every_shape
def test_a_ladder_that_every_signature_cites_is_one_decision(office: Office) -> None:
    cases = Cases(office.world)
    case = cases.climb(cases.request(), "s.secretary")
    office.world.clock.pass_days(1)
    case = cases.climb(case, "a.secretary")
    told = office.impact(office.propose(SHORT_LADDER))
    assert (told.examined, told.open_changed) == (1, 1)
    assert told.changes[0].case.subject == case.id
    assert list(told.changes[0].instead.answer.words.words) == SHORT


def test_without_the_service_that_works_the_cases_there_is_no_report(office: Office) -> None:
    draft = office.propose(text())
    world = office.world
    names = [name for name in roster.NAMES if name != "transfer"]
    alone = Host(roster.load(*names), Place(world.url, world.keyring), world.clock)
    try:
        request = edition_pb2.ReportImpactRequest(draft_id=draft.id)
        with refuses("PEER_AWAY"):
            local_desk(alone, "inspector").editions.ReportImpact(request)
    finally:
        alone.stop()


def many_rulings(office: Office, count: int) -> None:
    """Rows as KeepRuling would leave them, of many days and a few kinds of facts."""
    receipt = office.keep("样本").decision
    database = Database(office.world.url.format(service="rules"))
    with database.writing() as session:
        for number in range(count):
            submitted = date(2026, 5, 1) + timedelta(days=number % 40)
            receipt.submitted_on = receipt.event_on = submitted.isoformat()
            session.add(
                Ruling(
                    id=f"r-{number:012d}",
                    version=1,
                    reference=f"介字{number}",
                    book=LETTERS,
                    receipt=receipt.SerializeToString(),
                    sequence=100 + number,
                    kept_by_id="p-" + "0" * 12,
                    kept_at=office.world.clock(),
                    closed_at=office.world.clock() if number % 2 else None,
                )
            )
        session.commit()
    database.close()


def test_thousands_of_decisions_are_replayed_in_seconds_counted_all_and_listed_in_part(
    office: Office,
) -> None:
    many_rulings(office, MANY)
    draft = office.propose(text(start="2026-05-21", days=30))
    started = time.monotonic()
    told = office.impact(draft)
    assert time.monotonic() - started < MOST_SECONDS
    assert told.examined == MANY + 1
    assert told.open_changed + told.past_changed == MANY // 2 + 1
    assert 100 < len(told.changes) <= MOST_LISTED
    assert all(change.case.open for change in told.changes)
    assert told.ByteSize() <= MOST_BYTES + 1000
