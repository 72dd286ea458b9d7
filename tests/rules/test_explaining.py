"""A ruling is explained in full, in words that members and clerks read, and in nothing else."""

import re
from datetime import date
from itertools import islice
from typing import Any

import pytest

from services.rules import calendar
from services.rules.book import Book, Question, Ruling
from services.rules.choosing import Dates
from services.rules.edition import Unit
from services.rules.facts import plain
from services.rules.proofs.coverage import grid_of
from services.rules.telling import explain
from services.rules.text import grammar, shelf
from services.rules.text.grammar import Reading
from tests.rules.layered import SCHOOL, WHY, content, edition
from tests.rules.sound import AID, LETTERS

SINCE = {"unit": "date", "from": date(1921, 7, 1), "to": date(2199, 12, 31)}
DAY = date(2026, 6, 20)
BOOKS = {book.name: book for book in shelf.seeds()}
KNOWN = calendar.calendar_of(BOOKS[calendar.BOOK], DAY)
ANSWERING = sorted(name for name, book in BOOKS.items() if book.latest.unit is not Unit.CALENDAR)
CODE = re.compile(r"[a-z]+_[a-z_]+|\b(?:None|True|False|true|false|yes|no)\b|[{}\[\]<>]")
"""What a clerk should never have to read."""
EMPTY = re.compile(r"（）|「」|：：|。。|，，|\(\)|  |\.\.|: \.")


def ask(book: Book, facts: dict[str, str], on: date = DAY) -> Ruling:
    return book.decide(Question.of_day(facts, on))


def test_an_explanation_says_all_of_a_ruling() -> None:
    aid = shelf.parse("aid.yaml", AID)
    said = explain.ruling(ask(aid, {"amount": "2000.01", "joined_on": "1949-09-30"}))
    assert said.zh == (
        "慰问多少元？金额为 2,000.01 元，入党日期为 1949-09-30：800.00 元。按比例。"
        "依据：《办法》第三条（学校规定），第 2 种情形。"
        "版本：提交日为 2026-06-20；该版本自 2025-09-01 起施行，2025-08-20 公布，"
        "截至 2026-06-20 没有更新的适用版本。"
    )
    assert said.en == (
        "How much aid is paid? amount is 2,000.01 yuan, joined_on is 1949-09-30: 800.00 yuan. "
        "A share. Source: 《办法》第三条 (school), case 2. "
        "Edition: the case was submitted on 2026-06-20; this edition is in force from 2025-09-01 "
        "and was published on 2025-08-20; by 2026-06-20 no later one applies."
    )


def test_a_sample_is_called_one() -> None:
    letters = shelf.parse("letters.yaml", LETTERS)
    said = explain.ruling(ask(letters, {"distance": "elsewhere", "channel": "paper"}))
    assert "依据：学校规定样例值，待正式文本核定，第 2 种情形。" in said.zh
    assert "Source: school sample value until the text is handed over, case 2." in said.en


def test_a_matter_for_a_person_says_why() -> None:
    aid = shelf.parse("aid.yaml", AID)
    said = explain.ruling(ask(aid, {"amount": "2000.01", "joined_on": "1949-10-01"}))
    assert "须由人决定（个案研究）。个案。" in said.zh
    assert "a person must decide. One by one." in said.en


def test_each_edition_that_did_not_answer_is_given_its_reason() -> None:
    book = BOOKS["transfer/direct_transfer_right"]
    facts = {"may_admit": "yes", "listed_body": "other_body"}
    said = explain.ruling(book.decide(Question(facts, Dates.all_on(date(2018, 3, 1)), DAY)))
    assert "未用 2019-05-21 公布的 2019-05-06 版：" in said.zh
    assert "决定日为 2018-03-01，早于施行日，按衔接条款不适用" in said.zh
    assert "Not that of 2019-05-06 (published 2019-05-21)" in said.en


def test_a_period_names_the_days_that_are_not_what_their_weekday_says() -> None:
    ruling = ask(BOOKS["carefund/publicity_days"], {}, date(2026, 9, 28))
    counting = ruling.edition.counting
    assert counting
    period = calendar.run(counting, Unit.DAYS, 5, date(2026, 9, 28), KNOWN)
    said = explain.ruling(ruling, period)
    assert "5 个工作日" in said.zh
    assert "期限：自 2026-09-28 次日起算，至 2026-10-10 止" in said.zh
    assert "2026-10-01 国庆节放假" in said.zh
    assert "2026-10-10 星期六，因国庆节调休上班" in said.zh
    assert "2026-10-03" not in said.zh  # a Saturday off is what it seems
    assert "counting from the day after, through 2026-10-10" in said.en
    assert "2026-10-10 Saturday, worked in exchange for National Day" in said.en


@pytest.mark.parametrize(
    ("book", "facts", "zh", "en"),
    [
        ("transfer/rung_days", {"act": "attest"}, "3 个工作日", "3 working days"),
        ("transfer/letter_validity_ceiling", {}, "90 日", "90 days"),
        ("carefund/emergency_cap", {}, "3,000.00 元", "3,000.00 yuan"),
        ("transfer/dues_through", {}, "", "previous_month"),
        (
            "transfer/within_school_ladder",
            {"same_committee": "yes"},
            "转出分党委审批 → 转入支部接收",
            "release:source_committee, accept:destination_branch",
        ),
        (
            "transfer/direct_transfer_right",
            {"may_admit": "no", "listed_body": "other_body"},
            "否",
            "no",
        ),
        ("carefund/fraud_bar_years", {}, " 年", " years"),
        ("carefund/budget_year_start", {}, "每年 1 月 1 日", "01-01 of every year"),
    ],
)
def test_each_kind_of_answer_is_said_as_people_say_it(
    book: str, facts: dict[str, str], zh: str, en: str
) -> None:
    ruling = ask(BOOKS[book], facts)
    found = explain.answer(ruling.edition, ruling.answer, ruling.case.needs_human)
    assert zh in found.zh
    assert en in found.en


@pytest.mark.parametrize("name", ANSWERING)
def test_no_explanation_of_a_book_of_the_package_shows_a_clerk_code(name: str) -> None:
    edition = BOOKS[name].latest
    for values in islice(grid_of(edition.asks, edition.cases).questions(), 30):
        facts = {fact: plain(edition.asks[fact], value) for fact, value in values.items()}
        ruling = ask(BOOKS[name], facts)
        said = explain.ruling(ruling)
        assert not CODE.search(said.zh)
        assert not EMPTY.search(said.zh)
        assert not EMPTY.search(said.en)
        for part in (edition.question, ruling.case.because, *map(edition.name_of, facts)):
            assert part in said.zh
        for part in (edition.question_en, ruling.case.because_en, str(ruling.case.number)):
            assert part in said.en


def test_a_case_is_read_out_with_its_bounds_and_its_share() -> None:
    ends = {"from": "10.00", "under": "20.00"}
    asks = {"amount": {"unit": "yuan", "from": "0.00", "to": "99.99"}, "joined_on": SINCE}
    share = {"share": "40%", "of": "amount", "round": "half_up", "to": "yuan"}
    cases: list[dict[str, Any]] = [
        {"when": {"amount": ends, "joined_on": {"to": date(1949, 9, 30)}}, "then": share, **WHY},
        {"then": "5.00", **WHY},
    ]
    made = content(SCHOOL, edition(cases), asks=asks, unit="yuan")
    read = grammar.read_book("x.yaml", made, Reading.STORED).latest
    (when, what), (rest, plain) = (explain.case_line(read, case) for case in read.cases)
    assert when.zh == "amount不低于 10.00 元、不满 20.00 元，joined_on不晚于 1949-09-30"
    assert what.zh == "amount的 40%（四舍五入到元）"
    assert what.en == "40% of amount (rounded half up to yuan)"
    assert (rest.zh, plain.zh) == ("其余情形", "5.00 元")
