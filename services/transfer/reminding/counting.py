"""How long each deadline is, by the rules of the day: every question is asked once a call."""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date

from dangwu.rules.v1 import rules_pb2
from dangwu.v1 import values_pb2
from services.chassis.work import Work
from services.chassis.workdays import CalendarMissing
from services.transfer import dates, deadlines
from services.transfer.deadlines import Due
from services.transfer.timetable import Limit

YES_AT_MOST = 600
"""The most months that a book which measures in months is asked about."""

UNRULED = "期限暂时算不出来：规则书 {book} 现在没有答复，请稍后再看。"
UNRULED_EN = "The day it is due cannot be told now: rule book {book} does not answer; look later."


class Rules:
    """The answers of one call. They are about the day; nothing of them is kept."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._ends: dict[tuple[str, str, str, date], Due] = {}

    def asked(
        self, book: str, facts: Mapping[str, str], day: date, *, runs: bool = False
    ) -> values_pb2.Decision | None:
        """What a book says about a day; None where it has no answer now."""
        today = self._work.today.isoformat()
        on = min(today, day.isoformat())  # what is still to come goes by the rules of today
        found: values_pb2.Decision | None = self._work.ask_if_there(
            rules_pb2.DecideRuleRequest(
                book=book,
                facts=facts,
                on=today,
                known_on=today,
                submitted_on=on,
                event_on=on,
                runs_from=day.isoformat() if runs else "",
            )
        )
        return found

    def marks(self, book: str) -> tuple[int, ...]:
        """The hundredths at which a period is announced, lowest first.

        A book that counts days before the end speaks of the time from the first warning on.
        """
        day = self._work.today.isoformat()
        # Without the marks there is no sweep at all: it is refused, and tried again.
        found: values_pb2.Decision = self._work.ask(
            rules_pb2.DecideRuleRequest(
                book=book, on=day, known_on=day, submitted_on=day, event_on=day
            )
        )
        words = found.answer.words.words
        numbers = [int(word.rpartition("_")[2]) for word in words]
        if any(word.startswith("days_") for word in words):
            longest = max(numbers) or 1
            numbers = [100 * (longest - one) // longest for one in numbers]
        return tuple(sorted(set(numbers)))

    def warned_before(self, book: str) -> int:
        """How many days before the end the first warning comes."""
        found = self.asked(book, {}, self._work.today)
        words = found.answer.words.words if found else ()
        return max((int(word.rpartition("_")[2]) for word in words), default=0)

    def end(self, limit: Limit, runs_from: date) -> Due:
        """The last day of a period that begins with a fact of this day."""
        key = limit.what, limit.book, "".join(limit.facts.values()), runs_from
        if key not in self._ends:
            self._ends[key] = self._end(limit, runs_from)
        return self._ends[key]

    def _end(self, limit: Limit, runs_from: date) -> Due:
        if limit.measures:
            return Due(dates.after_months(runs_from, self._most_months(limit)))
        found = self.asked(limit.book, limit.facts, runs_from, runs=True)
        if found is not None:
            return Due(date.fromisoformat(found.period.ends_on))
        plain = self.asked(limit.book, limit.facts, runs_from)
        if plain is not None and plain.answer.WhichOneof("value") == "words":
            return Due(runs_from)  # it names a step and no length: at once
        return self._unknown(limit, runs_from)

    def _most_months(self, limit: Limit) -> int:
        """The most months with a yes, found by asking; the book itself is not read."""

        def over(months: int) -> bool:
            facts = {**limit.facts, limit.measures: str(months)}
            found = self.asked(limit.book, facts, self._work.today)
            return found is None or not found.answer.truth

        return max(bisect_left(range(YES_AT_MOST + 1), True, key=over) - 1, 0)

    def _unknown(self, limit: Limit, runs_from: date) -> Due:
        """Names the year whose working days are not announced, where that is why."""
        calendar = deadlines.calendar(self._work, runs_from.year)
        for year in range(runs_from.year, self._work.today.year + 2):
            if calendar is not None and year not in calendar.years:
                missing = CalendarMissing(year=year)
                return Due(None, missing.sentence_zh, missing.sentence_en)
        return Due(None, UNRULED.format(book=limit.book), UNRULED_EN.format(book=limit.book))
