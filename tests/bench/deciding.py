"""Decisions per second of one thread, each with its receipt, beside an engine written in Rust.

zen-engine keeps a trace where we make a receipt. It is measured twice: with a decision created once
and asked again and again, as its introduction shows, and with a model its loader holds ready, which
is much faster. Ours is measured twice as well: from book to receipt, as the servicer makes it, and
the whole call to DecideRule in the process, with token, checks and database, but without the log.
All take turns in one run, so that a machine busy with other things slows all alike.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

import zen
from rich.table import Table

from dangwu.rules.v1 import rules_pb2
from dangwu.v1 import values_pb2
from services import rules
from services.chassis import logbook, migrate
from services.chassis.database import Database
from services.chassis.host import Host, Place
from services.chassis.keys import Keyring
from services.chassis.local import LocalChannel
from services.rules import store, wire
from services.rules.book import Book, Question
from services.rules.text import shelf
from tests.bench import thirty
from tests.desk import Desk

Facts = dict[str, str]
Given = tuple[int, int]
"""The number of the case that answered, and the days it answered."""
DAY = date(2026, 6, 20)
SEED, QUESTIONS = 20_260_620, 5_000
ROUNDS, SECONDS, AT_ONCE = 9, 0.4, 100
AIM = 6_500
TRACE: Any = {"trace": True}


class EnginesDiffer(Exception):
    """The engines answer one question differently: then there is nothing to compare."""


@dataclass(frozen=True)
class Way:
    """One way to answer: how it wants its questions, how it answers, and what it answered."""

    name: str
    asked: Callable[[Facts], Any]
    answer: Callable[[Any], Any]
    read: Callable[[Any], Given | None]
    aim: int | None = None


def ways(book: Book, model: dict[str, Any], desk: Any) -> list[Way]:
    """The four that are measured; the last two are ours."""
    text = json.dumps(model, ensure_ascii=False)
    decision = zen.ZenEngine().create_decision(text)
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"thirty": model}}})

    def receipt(facts: Facts) -> bytes:
        ruling = book.decide(Question.of_day(facts, DAY))
        return wire.to_decision(ruling).SerializeToString()

    def call(facts: Facts) -> values_pb2.Decision:
        request = rules_pb2.DecideRuleRequest(book=thirty.NAME, facts=facts, on=DAY.isoformat())
        return desk.rules.DecideRule(request)

    return [
        Way(
            "zen-engine, created",
            _json,
            lambda question: decision.evaluate(question, TRACE),
            _of_trace,
        ),
        Way(
            "zen-engine, loaded",
            _json,
            lambda question: engine.evaluate("thirty", question, TRACE),
            _of_trace,
        ),
        Way("dangwu, with receipt", dict, receipt, _of_bytes, AIM),
        Way("dangwu, whole call", dict, call, _of_decision),
    ]


def _json(facts: Facts) -> str:
    """A question with its amount as a number, written out: so no fraction ever holds it."""
    words = json.dumps({fact: word for fact, word in facts.items() if fact != "amount"})
    return f'{{"amount": {facts["amount"]}, {words[1:]}'


def _of_trace(reply: Any) -> Given | None:
    traced = reply["trace"]["table"]["traceData"]
    return (int(traced["rule"]["_id"]), int(reply["result"]["days"])) if traced else None


def _of_bytes(receipt: bytes) -> Given:
    return _of_decision(values_pb2.Decision.FromString(receipt))


def _of_decision(decision: values_pb2.Decision) -> Given:
    return decision.case_number, decision.answer.days


def compare(all_ways: Sequence[Way], questions: Sequence[Facts]) -> None:
    """Every question to every way, or `EnginesDiffer`."""
    for facts in questions:
        answers = {way.name: way.read(way.answer(way.asked(facts))) for way in all_ways}
        if len(set(answers.values())) > 1:
            raise EnginesDiffer(f"{facts}: {answers}")


def rates(all_ways: Sequence[Way], questions: Sequence[Facts]) -> dict[str, list[float]]:
    """Answers per second of each way in each round."""
    found: dict[str, list[float]] = {way.name: [] for way in all_ways}
    asked = {way.name: cycle([way.asked(facts) for facts in questions]) for way in all_ways}
    for _ in range(ROUNDS):
        for way in all_ways:
            found[way.name].append(_rate(way.answer, asked[way.name]))
    return found


def _rate(answer: Callable[[Any], Any], questions: Iterator[Any]) -> float:
    count = 0
    began = time.perf_counter()
    while (spent := time.perf_counter() - began) < SECONDS:
        for one in islice(questions, AT_ONCE):
            answer(one)
        count += AT_ONCE
    return count / spent


@contextmanager
def served(folder: Path, book: Book) -> Iterator[Any]:
    """The rules service alone, in this process, with one book; and a desk in front of it."""
    logbook.configure("critical")
    url = f"sqlite:///{folder}/{{service}}.db"
    database = Database(url.format(service=rules.SERVICE.name))
    migrate.upgrade(database.engine, rules.SERVICE.name)
    with database.writing() as session:
        store.seed(session, [book], date(2026, 6, 1))
        session.commit()
    database.close()
    Keyring.create(folder / "keys")
    host = Host([rules.SERVICE], Place(url, Keyring.load(folder / "keys")))
    try:
        token = host.tokens.mint("service:transfer", datetime.now(UTC), 15)
        yield Desk(LocalChannel(host.dispatch), lambda: token)
    finally:
        host.stop()


def table(folder: Path) -> Table:
    """Checks that all answer alike, measures them in turns, and shows what came of it."""
    lines = thirty.lines()
    book = shelf.parse("thirty", thirty.book_text(lines))
    questions = thirty.questions(lines, SEED, QUESTIONS)
    with served(folder, book) as desk:
        everyone = ways(book, thirty.decision_model(lines), desk)
        compare(everyone, questions)
        found = rates(everyone, questions)
    shown = Table(title=f"decisions by {len(lines)} cases, in process, with trace or receipt")
    for heading in ("way", "per second", "best", "of created", "of loaded", "aim"):
        shown.add_column(heading, justify="left" if heading == "way" else "right")
    created, loaded, *_ = (median(found[way.name]) for way in everyone)
    for way in everyone:
        rate, best = median(found[way.name]), max(found[way.name])
        shown.add_row(
            way.name,
            f"{rate:.0f}",
            f"{best:.0f}",
            f"{100 * rate / created:.0f} %",
            f"{100 * rate / loaded:.0f} %",
            str(way.aim or ""),
        )
    return shown
