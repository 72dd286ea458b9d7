"""What a notice is made of: a short list of fields, days that count, and a proof."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.carefund import publicity
from services.carefund.publicity import Meant, Span, Subject
from services.chassis.workdays import Calendar, CalendarMissing, Holiday, Year

DRAGON_BOAT = Holiday("端午节", "Dragon Boat", date(2026, 6, 19), date(2026, 6, 21))
SPRING = Holiday(
    "春节", "Spring Festival", date(2026, 2, 15), date(2026, 2, 23), (date(2026, 2, 14),)
)
CALENDAR = Calendar({2026: Year(2026, "e", (SPRING, DRAGON_BOAT))})
ALL = frozenset(publicity.FIELDS)
ONE = Subject("a-1", "张大丰", "一支部", "illness", 200000, "masked", ALL)


@pytest.mark.parametrize(
    ("posted", "days", "first", "last"),
    [
        (date(2026, 6, 5), 5, date(2026, 6, 8), date(2026, 6, 12)),  # Friday to Friday
        (date(2026, 6, 10), 5, date(2026, 6, 11), date(2026, 6, 17)),
        (date(2026, 6, 15), 5, date(2026, 6, 16), date(2026, 6, 23)),  # around a holiday
        (date(2026, 2, 12), 3, date(2026, 2, 13), date(2026, 2, 24)),  # a Saturday is worked
        (date(2026, 6, 10), 3, date(2026, 6, 11), date(2026, 6, 15)),
        (date(2026, 6, 13), 1, date(2026, 6, 15), date(2026, 6, 15)),
    ],
)
def test_only_working_days_count(posted: date, days: int, first: date, last: date) -> None:
    assert publicity.span(CALENDAR, posted, days) == Span(first, last)


def test_a_year_not_announced_is_never_guessed() -> None:
    with pytest.raises(CalendarMissing):
        publicity.span(CALENDAR, date(2026, 12, 30), 5)


def test_it_is_over_once_the_last_day_is_past_in_shanghai() -> None:
    span = Span(date(2026, 6, 8), date(2026, 6, 12))
    assert not span.over(date(2026, 6, 12))
    assert span.over(date(2026, 6, 13))
    assert span.ended_at == datetime(2026, 6, 12, 16, 0, tzinfo=UTC)


def test_every_category_has_a_coarse_word() -> None:
    assert len(publicity.COARSE) == 15
    assert not [word for word in publicity.COARSE.values() if "本人" in word or "亲属" in word]


def test_what_the_rule_shows_is_shown() -> None:
    [entry] = publicity.projected([ONE])
    assert (entry.name, entry.organization) == ("张*丰", "一支部")
    assert (entry.category, entry.amount_fen) == ("重大疾病", 200000)


@pytest.mark.parametrize("field", publicity.FIELDS)
def test_what_the_rule_does_not_show_is_not_shown(field: str) -> None:
    [entry] = publicity.projected([replace(ONE, shows=ALL - {field})])
    kept = {
        publicity.NAME: entry.name != publicity.UNSHOWN,
        publicity.ORGANIZATION: entry.organization != publicity.UNSHOWN,
        publicity.CATEGORY: entry.category != publicity.UNSHOWN,
        publicity.SUM: entry.amount_fen != 0,
    }
    assert [name for name, shown in kept.items() if not shown] == [field]


@pytest.mark.parametrize("form", ["masked", "initials", ""])
def test_a_name_is_hidden_unless_the_rule_wants_it_in_full(form: str) -> None:
    [entry] = publicity.projected([replace(ONE, name_form=form)])
    assert entry.name == "张*丰"


def test_full_names_are_told_apart_too() -> None:
    full = replace(ONE, name_form="full")
    found = publicity.projected([full, replace(full, organization_name="二支部")])
    assert [one.name for one in found] == ["张大丰（一支部）", "张大丰（二支部）"]


def test_the_proof_changes_with_every_character() -> None:
    span = Span(date(2026, 6, 8), date(2026, 6, 12))
    told = publicity.text("一党委", span, 5, "组织部", publicity.projected([ONE]))
    assert "张*丰\t一支部\t重大疾病\t2000.00元" in told
    proofs = {
        publicity.proof(told),
        publicity.proof(told.replace("一党委", "二党委")),
        publicity.proof(told[:-1]),
    }
    assert len(proofs) == 3
    assert publicity.proof(told) == publicity.proof(told)


MEANT = Meant("张大丰", 5, 200000)


@pytest.mark.parametrize(
    ("now", "word"),
    [
        (MEANT, "nothing"),
        (replace(MEANT, payee="张小丰"), "payee"),
        (replace(MEANT, category=6), "aid_category"),
        (replace(MEANT, amount_fen=200001), "aid_sum"),
        (replace(MEANT, payee="李", amount_fen=1), "payee"),
    ],
)
def test_what_has_changed_has_the_word_of_the_rule(now: Meant, word: str) -> None:
    assert publicity.change(MEANT, now) == word
