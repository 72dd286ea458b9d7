"""`dangwu rules ask`, `explain`, `days`, `calendar`: what the rules say, why, and by when."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from dangwu_client.errors import NotNow
from dangwu_client.staff import output, receipts, rule_facts, rule_finding
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import pass_desk, verb
from dangwu_client.staff.rule_words import Names
from dangwu_client.staff.rules_books import book_argument, rules
from dangwu_client.staff.words import say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangwu.rules.v1.calendar_pb2 import CalendarYear

Function = TypeVar("Function", bound=Callable[..., Any])


class CaseDays(TypedDict):
    """The days of a case, as options give them."""

    submitted_on: str
    event_on: str
    runs_from: str


class Days(CaseDays):
    """And those of the question."""

    on: str
    known_on: str


def day_option(flag: str, name: str, zh: str, en: str) -> Callable[[Function], Function]:
    """An option that takes a day; empty when it is left out."""
    return click.option(
        flag,
        name,
        type=DAY,
        callback=lambda _, __, day: day or "",
        metavar="YYYY-MM-DD",
        help=say(zh, en),
    )


facts_argument = click.argument(
    "facts",
    nargs=-1,
    metavar=say("[条件=值]...", "[FACT=VALUE]..."),
    help=say("按 rules show 所列填写，中英文都可以。", "As rules show lists them."),
)


def case_days(function: Function) -> Function:
    """Adds the days of a case: when it was submitted, what it is about, where a period begins."""
    for option in (
        day_option(
            "--from",
            "runs_from",
            "期限从哪天的行为起算；不填则不计算期限。",
            "The day of the act a period runs from; without it none is counted.",
        ),
        day_option(
            "--event",
            "event_on",
            "事由发生日，默认同提交日。",
            "The day of the event; by default that of submission.",
        ),
        day_option(
            "--submitted",
            "submitted_on",
            "提交日，默认同决定日。",
            "The day the case was submitted; by default that of the decision.",
        ),
    ):
        function = option(function)
    return function


def asked(function: Function) -> Function:
    """Adds everything a question consists of."""
    known = day_option(
        "--known",
        "known_on",
        "按哪天所知的规则，默认今天。",
        "As the books were known on a day; by default today.",
    )
    decided = day_option(
        "--on", "on", "决定日，默认今天。", "The day of the decision; by default today."
    )
    whole: Function = book_argument(facts_argument(decided(known(case_days(function)))))
    return whole


@verb(
    rules,
    "ask",
    "询问规则：答案、理由、出处。",
    "Ask a rule: the answer, why, from where.",
    [
        "rules ask transfer/rung_days act=attest",
        "rules ask transfer/rung_days act=attest --submitted 2026-09-01 --from 2026-09-28",
    ],
)
@asked
@pass_desk
def ask(desk: Desk, /, book: str, facts: tuple[str, ...], **days: str) -> None:
    known = rule_finding.book(desk, book)
    given = rule_facts.facts(known, facts)
    decision = desk.client.decide(known.name, given, **_all(days))
    desk.emit(decision, lambda: receipts.short(decision, Names(known)))


@verb(
    rules,
    "explain",
    "完整说明：理由、出处、为什么用这一版、逐日计算、怎样会不同。",
    "The whole receipt: case, source, why this edition, each day counted, other answers.",
    ["rules explain transfer/rung_days act=attest --known 2026-09-01"],
)
@asked
@pass_desk
def explain(desk: Desk, /, book: str, facts: tuple[str, ...], **days: str) -> None:
    known = rule_finding.book(desk, book)
    given = rule_facts.facts(known, facts)
    told = desk.client.explain(known.name, given, **_all(days))
    desk.emit(told, lambda: receipts.explained(told, Names(known)))


def _all(days: dict[str, str]) -> Days:
    return Days(
        on=days["on"],
        known_on=days["known_on"],
        submitted_on=days["submitted_on"],
        event_on=days["event_on"],
        runs_from=days["runs_from"],
    )


@verb(
    rules,
    "days",
    "数工作日：从某天的行为起算，逐日列出。",
    "Count working days from the day of an act, each day named.",
    ["rules days 5 --from 2026-09-28"],
)
@click.argument("number", type=click.IntRange(1, 366), metavar=say("工作日数", "N"))
@click.option(
    "--from",
    "runs_from",
    type=DAY,
    required=True,
    metavar="YYYY-MM-DD",
    help=say("行为当日；次日为第一日。", "The day of the act; the next day is the first."),
)
@day_option("--known", "known_on", "按哪天所知的日历，默认今天。", "As known on a day; today.")
@pass_desk
def days(desk: Desk, number: int, runs_from: str, known_on: str) -> None:
    period = desk.client.count_days(runs_from, number, known_on=known_on)

    def view() -> None:
        receipts.days(period, numbered=True)
        output.line(receipts.ends(period))

    desk.emit(period, view)


@verb(
    rules,
    "calendar",
    "一年的工作日历：哪些日放假，哪些周末调休上班。",
    "The calendar of a year: days off, and the weekend days worked in exchange.",
    ["rules calendar 2026"],
)
@click.argument("year", type=click.IntRange(1900, 2199), metavar=say("年份", "YEAR"))
@day_option("--known", "known_on", "按哪天所知的日历，默认今天。", "As known on a day; today.")
@pass_desk
def calendar(desk: Desk, year: int, known_on: str) -> None:
    known = desk.client.calendar_years(year, year, known_on=known_on)
    if not known:
        raise NotNow(
            "CALENDAR_MISSING",
            f"{year} 年的工作日历尚未载入。",
            f"The working-day calendar of {year} is not loaded.",
            code="FAILED_PRECONDITION",
        )
    desk.emit({"years": known}, lambda: _holidays(known))


def _holidays(known: "Sequence[CalendarYear]") -> None:
    output.table(
        [say("节假日", "holiday"), say("放假", "off"), say("调休上班", "worked in exchange")],
        [
            [
                one.name_en if spoken() == "en" else one.name,
                say("{a} 至 {b}", "{a} to {b}", a=one.first_on, b=one.last_on),
                say("、", ", ").join(one.works_on),
            ]
            for year in known
            for one in year.holidays
        ],
    )
