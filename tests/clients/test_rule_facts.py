"""Facts are read as people write them, exactly; what cannot be read says how to write it."""

import click
import pytest

from dangwu.rules.v1 import rules_pb2
from dangwu_client.errors import Malformed
from dangwu_client.staff import exits, rule_facts
from tests.clients import letters


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("distance=same_city", ("distance", "same_city")),
        ("去向=同城", ("distance", "same_city")),
        ("去向＝ｓａｍｅ_city", ("distance", "same_city")),
        ("cost=2,000.00", ("cost", "2000.00")),
        ("费用=２０００元", ("cost", "2000")),
        ("入党时间=2001年7月1日", ("joined_on", "2001-07-01")),
        ("joined_on=2001-07-01", ("joined_on", "2001-07-01")),
        ("已签字=是", ("signed", "yes")),
        ("signed=No", ("signed", "no")),
    ],
)
def test_a_fact_in_the_books_words_or_in_the_clerks(typed: str, sent: tuple[str, str]) -> None:
    assert rule_facts.facts(letters.LETTERS, [typed]) == dict([sent])


@pytest.mark.parametrize(
    "pair", [("weather", "rainy"), ("distance", "moon"), ("cost", "much"), ("joined_on", "once")]
)
def test_what_the_book_does_not_know_is_left_to_the_server(pair: tuple[str, str]) -> None:
    assert rule_facts.facts(letters.LETTERS, ["=".join(pair)]) == dict([pair])


@pytest.mark.parametrize("typed", [["distance"], ["=x"], ["distance="]])
def test_a_fact_without_its_value_is_shown_an_example(typed: list[str]) -> None:
    with pytest.raises(click.UsageError, match="distance=same_city"):
        rule_facts.facts(letters.LETTERS, typed)


def test_a_fact_given_twice_is_refused_in_whatever_words() -> None:
    with pytest.raises(click.UsageError, match="写了两次"):
        rule_facts.facts(letters.LETTERS, ["去向=同城", "distance=elsewhere"])


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("费用=0.3万", "3000"),
        ("费用=1万元", "10000"),
        ("费用=3千", "3000"),
        ("费用=１．２５ 万元", "12500"),
        ("费用=0.000001万", "0.01"),
        ("费用=¥3,000.5", "3000.5"),
        ("费用=12345678901234567.89万", "123456789012345678900"),
    ],
)
def test_money_in_thousands_and_ten_thousands_is_exact(typed: str, sent: str) -> None:
    assert rule_facts.facts(letters.LETTERS, [typed]) == {"cost": sent}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("费用=三千元", "3,000.00"),
        ("费用=0.0000001万", "3,000.00"),
        ("费用=2,0", "3,000.00"),
        ("费用=3.555", "3,000.00"),
        ("费用=30天", "3,000.00"),
        ("费用=3000左右", "3,000.00"),
        ("入党时间=2001年7月", "2026-06-20"),
        ("入党时间=2001-02-30", "2026-06-20"),
        ("入党时间=去年七月一日", "2026-06-20"),
        ("去向=月球", "同城（same_city）、外省（elsewhere）"),
    ],
)
def test_what_cannot_be_read_is_refused_with_how_it_is_written(typed: str, said: str) -> None:
    with pytest.raises(Malformed) as refused:
        rule_facts.facts(letters.LETTERS, [typed])
    assert said in refused.value.message_zh
    assert typed.partition("=")[2] in refused.value.message_zh
    assert exits.of(refused.value) == 2


@pytest.mark.parametrize(
    ("unit", "typed", "sent"),
    [
        ("days", "30日", "30"),
        ("count", "1.2千人", "1200"),
        ("count", "3个", "3"),
        ("years", "60岁", "60"),
    ],
)
def test_whole_numbers_are_whole(unit: str, typed: str, sent: str) -> None:
    book = rules_pb2.Book(facts=[rules_pb2.Fact(name="n", label="数", unit=unit)])
    assert rule_facts.facts(book, [f"数={typed}"]) == {"n": sent}
    for wrong in ("2.5", "三十", "0.00015万", "1,0"):
        with pytest.raises(Malformed, match="整数"):
            rule_facts.facts(book, [f"数={wrong}"])


def test_a_fact_in_words_the_book_does_not_know_is_shown_those_it_has() -> None:
    with pytest.raises(Malformed) as refused:
        rule_facts.facts(letters.LETTERS, ["入党的时间=2001-07-01"])
    assert refused.value.message_zh.startswith(
        "没有“入党的时间”这一条件；应为：入党时间（joined_on）、"
    )
    assert "去向（distance）" in refused.value.message_zh
    assert "joined_on" in refused.value.message_en
    assert refused.value.details == {"book": letters.NAME}
    with pytest.raises(Malformed, match="不问任何条件"):
        rule_facts.facts(letters.CEILING, ["去向=同城"])
