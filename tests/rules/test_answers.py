"""The rules answer over the wire, with a receipt that can be defended later."""

from typing import Any
from uuid import uuid4

import pytest

from dangwu.rules.v1 import calendar_pb2
from dangwu.rules.v1 import rules_pb2 as pb
from services.rules.edition import Unit
from services.rules.text import shelf
from tests.refusals import refuses
from tests.worlds import SHAPES, World

EVERY_SHAPE = pytest.mark.parametrize("shape", SHAPES)
LADDER = "transfer/within_school_ladder"
BOOKS = {book.name: book for book in shelf.seeds()}
EDITIONS = {book.name: book.latest for book in BOOKS.values()}
READERS = ["service:transfer", "service:hr", "service:student", "s.secretary", "a.secretary"]
READERS += ["director", "inspector", "administrator"]


def ask(world: World, book: str, dates: dict[str, str] | None = None, **facts: str) -> Any:
    request = pb.DecideRuleRequest(book=book, facts=facts, **(dates or {}))
    return world.desk("service:transfer").rules.DecideRule(request)


@EVERY_SHAPE
def test_an_answer_is_its_own_receipt(world: World) -> None:
    decision = ask(world, LADDER, same_committee="yes")
    edition = EDITIONS[LADDER]
    assert list(decision.answer.words.words) == [
        "release:source_committee",
        "accept:destination_branch",
    ]
    assert (decision.book, decision.edition) == (LADDER, edition.id)
    assert (decision.in_force_from, decision.published_on) == ("2019-05-21", "2019-05-22")
    assert (decision.on, decision.known_on) == ("2026-06-10", "2026-06-10")
    assert decision.sample
    assert "第二十五条" in decision.cites
    assert dict(decision.facts) == {"same_committee": "yes"}
    assert decision.case_number == 1
    assert decision.question == edition.question
    assert decision.because == edition.cases[0].because
    assert decision.because_en == edition.cases[0].because_en
    assert decision.question_en == edition.question_en
    assert (decision.layer, decision.goes_by) == ("school", "submission")
    assert (decision.submitted_on, decision.event_on) == ("2026-06-10", "2026-06-10")
    assert decision.note == edition.note
    assert not decision.in_force_until
    assert not decision.HasField("period")
    assert decision.question in decision.explanation
    assert decision.because_en in decision.explanation_en
    assert "第 1 种情形" in decision.explanation
    assert "提交日为 2026-06-10" in decision.chosen
    assert not decision.passed_over


def test_each_kind_of_answer_travels_as_its_own_kind(world: World) -> None:
    assert ask(world, "transfer/rung_days", act="release").answer.days == 5
    assert ask(world, "transfer/dues_through").answer.word == "previous_month"
    assert ask(world, "transfer/expired_probation").answer.word == "block"
    assert len(ask(world, LADDER, same_committee="no").answer.words.words) == 4
    assert ask(world, "carefund/emergency_cap").answer.amount_fen == 300_000
    for edition in EDITIONS.values():
        if not edition.asks and edition.unit is not Unit.CALENDAR:
            answer = ask(world, edition.book).answer
            kind = "amount_fen" if edition.unit is Unit.YUAN else str(edition.unit)
            assert answer.WhichOneof("value") in (kind, "needs_human")


def test_amounts_and_what_no_book_sets(world: World) -> None:
    sum_of = "carefund/standard_sum"
    decision = ask(world, sum_of, category="illness", cost="30,000")
    assert decision.answer.amount_fen == 300_000
    assert dict(decision.facts) == {"category": "illness", "cost": "30000.00"}
    assert "3,000.00 元" in decision.explanation
    decision = ask(world, sum_of, category="other", cost="0")
    assert decision.answer.WhichOneof("value") == "needs_human"
    assert decision.answer.needs_human == decision.answer.needs_human.strip() != ""
    with refuses("FACTS_MISFIT") as refused:
        ask(world, sum_of, category="illness", cost="30000.005")
    assert refused.details["fact"] == "cost"
    assert "30000.005" not in str(refused)


def test_the_day_asked_about_is_today_in_shanghai_unless_said(world: World) -> None:
    world.clock.pass_time(hours=14)  # 16:00 UTC: the next day has begun in Shanghai
    assert ask(world, "transfer/dues_through").on == "2026-06-11"
    dates = {"on": "2026-01-31", "known_on": "2026-02-28"}
    decision = ask(world, "transfer/dues_through", dates)
    assert (decision.on, decision.known_on) == ("2026-01-31", "2026-02-28")


def test_the_other_two_dates_are_those_of_the_decision_unless_said(world: World) -> None:
    book = "transfer/direct_transfer_right"
    facts = {"may_admit": "yes", "listed_body": "other_body"}
    dates = {"on": "2019-05-05", "known_on": "2026-06-10"}
    old = ask(world, book, dates, **facts)
    assert (old.answer.truth, old.in_force_until) == (False, "2019-05-05")
    assert (old.submitted_on, old.event_on) == ("2019-05-05", "2019-05-05")
    dates = {"on": "2019-05-22", "submitted_on": "2019-05-05", "event_on": "2019-01-01"}
    new = ask(world, book, dates, **facts)
    assert new.answer.truth
    assert (new.submitted_on, new.event_on) == ("2019-05-05", "2019-01-01")
    (other,) = new.passed_over
    assert (other.edition, other.in_force_from) == (old.edition, "2004-11-01")
    assert "2019-05-05" in other.because
    assert "in force until 2019-05-05" in other.because_en


@EVERY_SHAPE
def test_a_period_is_counted_day_by_day_where_it_is_asked_for(world: World) -> None:
    dates = {"on": "2026-09-28", "runs_from": "2026-09-28", "known_on": "2026-09-28"}
    period = ask(world, "carefund/publicity_days", dates).period
    assert (period.runs_from, period.first_on) == ("2026-09-28", "2026-09-29")
    assert period.ends_on == "2026-10-10"
    assert [day.on[5:] for day in period.days if day.works] == [
        "09-29", "09-30", "10-08", "10-09", "10-10",
    ]  # fmt: skip
    assert period.days[-1].because == "星期六，因国庆节调休上班"
    assert list(period.calendars) == [EDITIONS["calendar/working_days"].id]
    with refuses("CALENDAR_MISSING") as refused:
        ask(world, "carefund/publicity_days", dates | {"runs_from": "2026-12-28"})
    assert refused.details["year"] == "2027"
    with refuses("PERIOD_UNKNOWN"):
        ask(world, "transfer/dues_through", {"runs_from": "2026-06-10"})
    request = calendar_pb2.CountDaysRequest(runs_from="2026-09-28", working_days=5)
    assert world.desk("inspector").calendar.CountDays(request) == period


def test_the_calendar_is_handed_out_by_the_year(world: World) -> None:
    def years(**asked: Any) -> dict[int, Any]:
        request = calendar_pb2.GetCalendarRequest(**asked)
        found = world.desk("service:transfer").calendar.GetCalendar(request).years
        return {one.year: one for one in found}

    assert list(years(first_year=2024, last_year=2027)) == [2024, 2025, 2026]
    assert list(years(first_year=2024, last_year=2027, known_on="2025-11-03")) == [2024, 2025]
    year = years(first_year=2026, last_year=2026)[2026]
    national_day = year.holidays[-1]
    assert (national_day.first_on, national_day.last_on) == ("2026-10-01", "2026-10-07")
    assert list(national_day.works_on) == ["2026-09-20", "2026-10-10"]
    assert year.edition == EDITIONS["calendar/working_days"].id


def test_an_explanation_says_what_would_have_brought_another_answer(world: World) -> None:
    question = pb.DecideRuleRequest(
        book="carefund/standard_sum", facts={"category": "illness", "cost": "29999.99"}
    )
    explained = world.desk("s.secretary").rules.ExplainRule(
        pb.ExplainRuleRequest(question=question)
    )
    assert explained.decision == world.desk("s.secretary").rules.DecideRule(question)
    nearest = explained.alternatives[0]
    assert dict(nearest.changes) == {"cost": "30000.00"}
    assert nearest.answer.amount_fen == 300_000
    assert nearest.sentence.startswith(
        "若自付费用在 30,000.00 至 49,999.99 元之间，则答案是 3,000.00 元"
    )
    assert len(explained.alternatives) <= 5


def test_whoever_works_under_the_rules_may_ask_them(world: World) -> None:
    for reader in READERS:
        rules = world.desk(reader).rules
        decision = rules.DecideRule(pb.DecideRuleRequest(book="transfer/dues_through"))
        request = pb.GetEditionRequest(book=decision.book, id=decision.edition)
        assert rules.GetEdition(request).published_on == decision.published_on
        assert len(rules.ListBooks(pb.ListBooksRequest()).books) == len(EDITIONS)


@EVERY_SHAPE
def test_a_question_without_an_answer_is_refused_with_the_reason(world: World) -> None:
    with refuses("BOOK_UNKNOWN") as refused:
        ask(world, "transfer/letter_of_love")
    assert refused.code == "NOT_FOUND"
    with refuses("BOOK_SILENT") as refused:
        ask(world, "transfer/dues_through", {"on": "2019-05-20"})
    assert refused.code == "FAILED_PRECONDITION"
    with refuses("FACTS_MISFIT") as refused:
        ask(world, "transfer/rung_days", act="fly")
    assert refused.code == "INVALID_ARGUMENT"
    assert refused.details["fact"] == "act"
    assert "attest, release, agree, accept" in refused.words["en"]


def test_a_malformed_question_names_its_field(world: World) -> None:
    for field, value in (
        ("book", "ladder"),
        ("book", ""),
        ("on", "2026-6-1"),
        ("on", "2026-02-30"),
        ("known_on", "today"),
        ("known_on", "2026-13-01"),
        ("submitted_on", "2026-06-11"),  # decided before it was submitted
        ("event_on", "2026-06-11"),  # submitted before it happened
        ("event_on", "2026-6-1"),
        ("runs_from", "tomorrow"),
        ("runs_from", "9999-12-31"),
    ):
        request = pb.DecideRuleRequest(book="transfer/dues_through")
        setattr(request, field, value)
        with refuses("MALFORMED") as refused:
            world.desk("service:transfer").rules.DecideRule(request)
        assert refused.fields == [field]


@EVERY_SHAPE
def test_the_shelf_lists_every_book_and_shows_each_edition_as_published(world: World) -> None:
    rules = world.desk("s.secretary").rules
    books = rules.ListBooks(pb.ListBooksRequest()).books
    assert [book.name for book in books] == sorted(EDITIONS)
    for book in books:
        written = EDITIONS[book.name]
        assert (book.question, book.question_en) == (written.question, written.question_en)
        assert (book.unit, book.layer) == (written.unit, written.layer)
        assert list(book.within) == sorted(written.within)
        assert {fact.name for fact in book.facts} == set(written.asks)
        assert [edition.id for edition in book.editions] == [
            one.id for one in BOOKS[book.name].editions
        ]
        assert not any(edition.text for edition in book.editions)
    for name in (LADDER, "carefund/standard_sum", "calendar/working_days"):
        written = EDITIONS[name]
        shown = rules.GetEdition(pb.GetEditionRequest(book=name, id=written.id))
        assert shown.text == written.text


def test_the_shelf_says_what_a_book_asks_in_the_words_of_staff(world: World) -> None:
    books = world.desk("s.secretary").rules.ListBooks(pb.ListBooksRequest()).books
    (book,) = (one for one in books if one.name == "carefund/standard_sum")
    category, cost = book.facts
    assert (category.label, cost.label) == ("关爱类别", "自付费用")
    assert {one.value: one.label for one in category.choices}["illness"] == "本人重大疾病"
    assert (cost.unit, cost.least, cost.most) == ("yuan", "0.00", "1,000,000.00")


def test_an_edition_there_is_not_is_unknown(world: World) -> None:
    for book, edition_id in (
        (LADDER, "0" * 64),
        ("transfer/nothing", EDITIONS[LADDER].id),
        ("transfer/rung_days", EDITIONS[LADDER].id),
    ):
        with refuses("BOOK_UNKNOWN"):
            world.desk("director").rules.GetEdition(pb.GetEditionRequest(book=book, id=edition_id))


@EVERY_SHAPE
def test_seeding_again_adds_nothing_and_only_a_service_seeds(world: World) -> None:
    request = pb.SeedBooksRequest(request_id=str(uuid4()))
    seeding = world.desk("service:rules").rules.SeedBooks(request)
    assert (seeding.added, seeding.known) == (0, sum(len(book.editions) for book in BOOKS.values()))
    for subject in READERS[1:]:
        with refuses("ROLE_NOT_ALLOWED"):
            world.desk(subject).rules.SeedBooks(pb.SeedBooksRequest(request_id=str(uuid4())))
