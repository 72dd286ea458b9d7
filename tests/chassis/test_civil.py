"""Dates are civil dates in Shanghai, written one way, within a range that arithmetic survives."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.chassis import civil
from services.chassis.errors import Malformed

NO_DATES = [
    *("", "2026-6-1", "20260601", "2026-W01-1", "2026-06-20T00:00", " 2026-06-20", "2026-06-20\n"),
    *("2026-02-29", "2026-13-01", "2026-00-10", "2026-06-31", "0000-01-01", "0000-00-00"),
    *("２０２６-06-20", "٢٠٢٦-06-20", "-026-06-20", "2026-06-2x", "2026/06/20", "12026-06-20"),
]


@pytest.mark.parametrize("text", NO_DATES, ids=ascii)
def test_what_is_no_date_is_refused_with_its_field(text: str) -> None:
    with pytest.raises(Malformed) as refused:
        civil.parse_date(text, "until")
    assert [fault.field for fault in refused.value.faults] == ["until"]


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_date_that_no_calendar_here_reaches_is_refused(text: str) -> None:
    with pytest.raises(Malformed) as refused:
        civil.parse_date(text, "until")
    fault = refused.value.faults[0]
    assert fault.field == "until"
    assert "2199-12-31" in fault.zh
    assert "2199-12-31" in fault.en


@pytest.mark.parametrize("day", [civil.FIRST, civil.LAST, date(1949, 10, 1), date(2028, 2, 29)])
def test_a_date_reads_as_it_is_written(day: date) -> None:
    assert civil.parse_date(day.isoformat(), "on") == day


def test_the_range_leaves_room_for_the_longest_period() -> None:
    century = timedelta(days=36_525)
    assert civil.FIRST - century < civil.FIRST
    assert civil.LAST + century > civil.LAST


def test_an_empty_date_may_mean_another() -> None:
    assert civil.parse_date_or("", "on", date(2026, 6, 20)) == date(2026, 6, 20)
    assert civil.parse_date_or("2026-06-21", "on", date(2026, 6, 20)) == date(2026, 6, 21)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 6, 20, 15, 59, 59, 999_999, tzinfo=UTC), date(2026, 6, 20)),
        (datetime(2026, 6, 20, 16, 0, tzinfo=UTC), date(2026, 6, 21)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2028, 2, 28, 16, 0, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_a_new_day_begins_at_sixteen_hours_utc(instant: datetime, day: date) -> None:
    assert civil.shanghai_date(instant) == day


@pytest.mark.parametrize(
    ("month", "before"), [("2026-01", "2025-12"), ("2026-12", "2026-11"), ("2000-10", "2000-09")]
)
def test_the_month_before(month: str, before: str) -> None:
    assert civil.month_before(month) == before


def test_the_month_of_a_day() -> None:
    assert civil.month_of(date(2026, 6, 1)) == "2026-06"
