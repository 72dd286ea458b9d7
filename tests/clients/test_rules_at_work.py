"""The rule books asked at the terminal: a branch asks, and sees why, from where and by when."""

import json
from typing import Any

import pytest

from tests.clients.terminal import Ran, Terminal

pytestmark = pytest.mark.parametrize("shape", ["socket"])

DAYS = "transfer/rung_days"


def data(ran: Ran) -> Any:
    return json.loads(ran.out)


def at_the_branch(terminal: Terminal, *line: str, code: int = 0) -> Ran:
    return terminal("s.secretary", "rules", *line, code=code)


def test_a_book_is_found_by_a_word_and_asked_by_its_labels(terminal: Terminal) -> None:
    found = data(at_the_branch(terminal, "list", "审批环节", "--layer", "学校", "-o", "json"))
    assert DAYS in [one["name"] for one in found["books"]]
    assert "支部核实（attest）" in at_the_branch(terminal, "show", DAYS).out
    told = at_the_branch(terminal, "ask", DAYS, "环节=支部核实", "--from", "2026-06-10").out
    assert told.splitlines()[0] == "答：3 个工作日"
    assert "到 2026-06-15 止" in told
    assert "示例规则" in told


def test_answers_that_are_words_are_told_by_their_labels(terminal: Terminal) -> None:
    assert "先讨论转正，暂不受理" in at_the_branch(terminal, "ask", "expired_probation").out
    ladder = at_the_branch(terminal, "ask", "within_school_ladder", "same_committee=是").out
    assert "答：转出分党委审批、转入支部接收" in ladder
    labels = data(at_the_branch(terminal, "show", "expired_probation", "-o", "json"))["answers"]
    assert {"value": "block", "label": "先讨论转正，暂不受理"} in labels


def test_publicity_over_the_national_day_is_explained_day_by_day(terminal: Terminal) -> None:
    line = ("explain", DAYS, "act=release", "--from", "2026-09-28", "--on", "2026-09-28")
    told = at_the_branch(terminal, *line).out
    counted = at_the_branch(terminal, "days", "5", "--from", "2026-09-28").out
    for text in (told, counted):
        assert "2026-10-01  不计           国庆节放假" in text
        assert "2026-10-10  第 5 个工作日  星期六，因国庆节调休上班" in text
        assert "到 2026-10-10 止" in text
    for part in (
        "问：",
        "答：5 个工作日",
        "第 2 种情形",
        "出处：",
        "版本：",
        "日期：",
        "其他答案：",
    ):
        assert part in told
    assert "若环节为" in told


def test_a_period_into_a_year_without_a_calendar_is_refused_with_the_year(
    terminal: Terminal,
) -> None:
    refused = at_the_branch(terminal, "days", "5", "--from", "2026-12-28", code=6)
    assert "2027 年的工作日历尚未载入" in refused.err
    assert "CALENDAR_MISSING" in refused.err
    assert "2027" in at_the_branch(terminal, "calendar", "2027", code=6).err
    line = ("ask", DAYS, "act=release", "--from", "2026-12-28")
    assert "2027" in at_the_branch(terminal, *line, code=6).err


def test_the_calendar_of_a_year(terminal: Terminal) -> None:
    told = at_the_branch(terminal, "calendar", "2026").out
    assert "国庆节" in told
    assert "2026-10-10" in told
    english = at_the_branch(terminal, "calendar", "2026", "--lang", "en").out
    assert "National Day" in english


def test_the_text_of_an_edition_by_the_beginning_of_its_hash(terminal: Terminal) -> None:
    known = data(at_the_branch(terminal, "show", DAYS, "-o", "json"))["editions"][0]["id"]
    told = at_the_branch(terminal, "show", DAYS, "--edition", known[:8]).out
    assert DAYS in told.splitlines()[0]
    assert "attest" in told
    whole = data(at_the_branch(terminal, "show", DAYS, "--edition", known, "-o", "json"))
    assert whole["id"] == known
    calendar = ("show", "working_days", "--edition")
    assert data(at_the_branch(terminal, *calendar, "2026-01-01", "-o", "json"))["text"]
    assert "EDITION_UNKNOWN" in at_the_branch(terminal, *calendar, "zz", code=9).err


@pytest.mark.parametrize(
    ("facts", "said"),
    [(["act=x"], "attest"), ([], "attest"), (["act=attest", "weather=sun"], "weather")],
)
def test_wrong_facts_are_refused_with_those_there_are(
    terminal: Terminal, facts: list[str], said: str
) -> None:
    refused = at_the_branch(terminal, "ask", DAYS, *facts, code=2).err
    assert "FACTS_MISFIT" in refused
    assert said in refused
    assert f"dangwu --as s.secretary rules show {DAYS}" in refused


def test_names_of_books_and_facts_in_a_refusal_stay_as_they_are_typed(terminal: Terminal) -> None:
    silent = at_the_branch(terminal, "ask", "dues_through", "--on", "2010-01-01", code=6).err
    assert "transfer/dues_through" in silent
    assert "BOOK_SILENT" in silent


def test_days_out_of_order_are_refused_by_name(terminal: Terminal) -> None:
    line = ("ask", DAYS, "act=attest", "--on", "2026-06-01", "--submitted", "2026-06-02")
    assert "提交日" in at_the_branch(terminal, *line, code=2).err


def test_an_answer_that_is_no_period_cannot_be_counted(terminal: Terminal) -> None:
    line = ("ask", "expired_probation", "--from", "2026-06-10")
    assert "PERIOD_UNKNOWN" in at_the_branch(terminal, *line, code=6).err


def test_an_account_without_a_post_may_not_ask(terminal: Terminal) -> None:
    refused = terminal("former", "rules", "ask", DAYS, code=4).err
    assert "ROLE_NOT_ALLOWED" in refused
    assert "列出规则" in refused
