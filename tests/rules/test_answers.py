"""The rules answer over the wire, with a receipt that can be defended later."""

from typing import Any
from uuid import uuid4

import pytest

from dangwu.rules.v1 import rules_pb2 as pb
from services.rules import shelf
from tests.refusals import refuses
from tests.worlds import SHAPES, World

EVERY_SHAPE = pytest.mark.parametrize("shape", SHAPES)
LADDER = "transfer/within_school_ladder"
EDITIONS = {book.name: book.latest for book in shelf.package_books()}
READERS = ["service:transfer", "service:hr", "service:student", "s.secretary", "a.secretary"]
READERS += ["director", "inspector", "administrator"]


def ask(world: World, book: str, on: str = "", known: str = "", **facts: str) -> Any:
    request = pb.DecideRuleRequest(book=book, on=on, known_on=known, facts=facts)
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
    assert (decision.in_force_from, decision.published_on) == ("2019-05-21", "2019-05-21")
    assert (decision.on, decision.known_on) == ("2026-06-10", "2026-06-10")
    assert decision.sample
    assert "第二十五条" in decision.cites
    assert dict(decision.facts) == {"same_committee": "yes"}
    assert decision.case_number == 1
    assert decision.question == edition.question
    assert decision.because == edition.cases[0].because
    assert decision.because_en == edition.cases[0].because_en


def test_each_kind_of_answer_travels_as_its_own_kind(world: World) -> None:
    assert ask(world, "transfer/rung_days", act="release").answer.days == 5
    assert ask(world, "transfer/dues_through").answer.word == "previous_month"
    assert ask(world, "transfer/expired_probation").answer.word == "block"
    assert len(ask(world, LADDER, same_committee="no").answer.words.words) == 4


def test_the_day_asked_about_is_today_in_shanghai_unless_said(world: World) -> None:
    world.clock.pass_time(hours=14)  # 16:00 UTC: the next day has begun in Shanghai
    assert ask(world, "transfer/dues_through").on == "2026-06-11"
    decision = ask(world, "transfer/dues_through", on="2026-01-31", known="2026-02-28")
    assert (decision.on, decision.known_on) == ("2026-01-31", "2026-02-28")


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
        ask(world, "transfer/dues_through", on="2019-05-20")
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
        assert (book.question, book.unit) == (written.question, written.unit)
        assert [edition.id for edition in book.editions] == [written.id]
        assert not any(edition.text for edition in book.editions)
        shown = rules.GetEdition(pb.GetEditionRequest(book=book.name, id=written.id))
        assert shown.text == written.text


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
    assert (seeding.added, seeding.known) == (0, len(EDITIONS))
    for subject in READERS[1:]:
        with refuses("ROLE_NOT_ALLOWED"):
            world.desk(subject).rules.SeedBooks(pb.SeedBooksRequest(request_id=str(uuid4())))
