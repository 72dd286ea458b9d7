"""A receipt tells people the answer, the case, the text, the edition and each day counted."""

from collections.abc import Iterator

import pytest

from dangwu.v1 import values_pb2
from dangwu_client.staff import receipts, rule_words, words
from dangwu_client.staff.rule_words import Names
from tests.clients import letters

NAMES = Names(letters.LETTERS)


@pytest.fixture
def english() -> Iterator[None]:
    words.speak("en")
    yield
    words.speak("zh")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (values_pb2.Answer(amount_fen=200000), "2,000.00 元"),
        (values_pb2.Answer(amount_fen=5), "0.05 元"),
        (values_pb2.Answer(days=30), "30 日"),
        (values_pb2.Answer(months=6), "6 个月"),
        (values_pb2.Answer(years=2), "2 年"),
        (values_pb2.Answer(count=3), "3"),
        (values_pb2.Answer(count=0), "0"),
        (values_pb2.Answer(truth=False), "否"),
        (values_pb2.Answer(month_day="07-01"), "每年 07 月 01 日"),
        (values_pb2.Answer(word="block"), "先讨论转正"),
        (values_pb2.Answer(words=values_pb2.Words(words=["block", "warn"])), "先讨论转正、warn"),
        (values_pb2.Answer(needs_human="材料不一"), "须由人决定（材料不一）"),
        (values_pb2.Answer(), ""),
    ],
)
def test_every_kind_of_answer_is_for_people(answer: values_pb2.Answer, told: str) -> None:
    assert rule_words.answer(answer, Names(letters.PROBATION)) == told


def test_working_days_are_said_to_be_such() -> None:
    assert rule_words.answer(values_pb2.Answer(days=5), NAMES, "working") == "5 个工作日"


def test_a_short_answer_has_reason_period_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    receipts.short(letters.DECISION, NAMES)
    assert capsys.readouterr().out.splitlines() == [
        "答：30 个工作日",
        "同城介绍信三十日内有效。",
        "期限：自 2026-09-28 起算，2026-09-29 为第一日，到 2026-10-08 止。",
        "出处：《工作条例》第二十五条；示例规则，待学校正式文本；"
        "版本 1f9c00000000，2026-09-01 起施行；截至 2026-09-11 所知",
    ]


def test_a_whole_receipt(capsys: pytest.CaptureFixture[str]) -> None:
    receipts.explained(letters.EXPLANATION, NAMES)
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "问：介绍信有效期为几日？",
        "  去向：同城；费用：2,000.00 元",
        "答：30 个工作日",
        "  第 1 种情形：同城介绍信三十日内有效。",
        "出处：《工作条例》第二十五条（学校规定，规则 transfer/letter_days）",
        "  示例规则，待学校正式文本：学校样例值，待学校确认",
        "版本：1f9c00000000，提交日为 2026-09-02",
        "  不用 1f3a00000000（2019-05-21 起施行，2019-05-22 公布）：只施行至 2026-08-31",
        "日期：事由 2026-09-01，提交 2026-09-02，决定 2026-09-10；截至 2026-09-11 所知",
        "期限：自 2026-09-28 起算，2026-09-29 为第一日，到 2026-10-08 止。",
        "日期        计数           说明",
        "2026-09-30  第 1 个工作日  星期三",
        "2026-10-01  不计           国庆节放假",
        "2026-10-08  第 2 个工作日  星期四",
        "工作日历版本：ca1e00000000",
        "其他答案：",
        "  若去向为外省，则为 90 日。",
    ]


@pytest.mark.usefixtures("english")
def test_a_whole_receipt_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    receipts.explained(letters.EXPLANATION, NAMES)
    told = capsys.readouterr().out
    for sentence in (
        "Question: For how many days is a letter valid?",
        "distance = same_city",
        "Answer: 30 working days",
        "Case 1: A letter within the city",
        "Not 1f3a00000000 (in force from 2019-05-21, published on 2019-05-22): it was in force",
        "National Day holiday",
        "If distance were elsewhere",
    ):
        assert sentence in told


def test_beside_a_case_a_receipt_says_which_edition_and_what_a_sample_rests_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    receipts.rules([letters.DECISION, letters.DECISION])
    assert capsys.readouterr().out.splitlines() == [
        "依据：介绍信有效期为几日？答：30 个工作日。同城介绍信三十日内有效。"
        "出处：《工作条例》第二十五条。",
        "  版本 1f9c00000000：提交日为 2026-09-02",
        "  示例规则，待学校正式文本：学校样例值，待学校确认",
    ]


def test_an_old_receipt_without_reasons_for_its_edition_is_still_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    receipts.rule(values_pb2.Decision(question="几日？", answer=values_pb2.Answer(days=3)))
    assert capsys.readouterr().out.splitlines() == ["依据：几日？答：3 日。"]


@pytest.mark.parametrize(
    ("value", "told"),
    [("2000.00", "2,000.00 元"), ("2,000.5", "2,000.50 元"), ("3", "3.00 元"), ("many", "many")],
)
def test_money_of_a_fact_is_told_to_the_fen(value: str, told: str) -> None:
    assert NAMES.value("cost", value) == told
