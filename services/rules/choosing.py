"""Which edition applies to a case, and why not each of the others.

Two things decide: what was published by the day we look back from, and the date of the case that
an edition goes by. So an old case can stay under old rules though it is decided under new ones,
and what was answered yesterday can be asked for again as it was known yesterday.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.rules.edition import Edition, GoesBy

DATE_NAMES = {
    GoesBy.EVENT: ("事由发生日", "the event was on"),
    GoesBy.SUBMISSION: ("提交日", "the case was submitted on"),
    GoesBy.DECISION: ("决定日", "it is decided on"),
}


@dataclass(frozen=True)
class Dates:
    """The civil dates of a case that an edition may go by."""

    event: date
    submission: date
    decision: date

    @classmethod
    def all_on(cls, day: date) -> "Dates":
        return cls(day, day, day)

    def of(self, goes_by: GoesBy) -> date:
        match goes_by:
            case GoesBy.EVENT:
                return self.event
            case GoesBy.SUBMISSION:
                return self.submission
        return self.decision


@dataclass(frozen=True)
class Reason:
    """A sentence in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True)
class Choice:
    """The edition that applies, why it does, and why each of the others does not."""

    edition: Edition
    because: Reason
    passed_over: tuple[tuple[Edition, Reason], ...]


def applies(edition: Edition, dates: Dates, known: date) -> bool:
    """Whether an edition was known and is in force for a case of these dates."""
    on = dates.of(edition.goes_by)
    return (
        edition.published <= known
        and edition.starts <= on
        and (edition.until is None or on <= edition.until)
    )


def chosen(editions: Sequence[Edition], dates: Dates, known: date) -> Edition | None:
    """Of those that apply, the one in force last; of two from one day, the one published last."""
    fitting = [edition for edition in editions if applies(edition, dates, known)]
    return max(fitting, key=lambda one: (one.starts, one.published), default=None)


def choose(editions: Sequence[Edition], dates: Dates, known: date) -> Choice | None:
    """The edition that applies, with reasons; None where the book is silent."""
    winner = chosen(editions, dates, known)
    if winner is None:
        return None
    others = tuple(
        (one, passed_over(one, winner, dates, known)) for one in editions if one is not winner
    )
    return Choice(winner, _why(winner, dates, known), others)


def _why(winner: Edition, dates: Dates, known: date) -> Reason:
    name, name_en = DATE_NAMES[winner.goes_by]
    on = dates.of(winner.goes_by)
    until = f"至 {winner.until}" if winner.until else "起"
    until_en = f" until {winner.until}" if winner.until else ""
    return Reason(
        f"{name}为 {on}；该版本自 {winner.starts} {until}施行，{winner.published} 公布，"
        f"截至 {known} 没有更新的适用版本",
        f"{name_en} {on}; this edition is in force from {winner.starts}{until_en} and was "
        f"published on {winner.published}; by {known} no later one applies",
    )


def passed_over(one: Edition, winner: Edition, dates: Dates, known: date) -> Reason:
    """Why an edition that is not the winner does not answer."""
    name, name_en = DATE_NAMES[one.goes_by]
    on = dates.of(one.goes_by)
    if one.published > known:
        return Reason(
            f"{one.published} 才公布，截至 {known} 尚不知道",
            f"it was published on {one.published} and not yet known by {known}",
        )
    if one.starts > on:
        return Reason(
            f"自 {one.starts} 起施行，而{name}为 {on}，早于施行日，按衔接条款不适用",
            f"it is in force from {one.starts}, and {name_en} {on}, before that",
        )
    if one.until is not None and on > one.until:
        return Reason(
            f"只施行至 {one.until}，而{name}为 {on}",
            f"it was in force until {one.until}, and {name_en} {on}",
        )
    return Reason(
        f"已由 {winner.starts} 起施行、{winner.published} 公布的版本取代",
        f"it is superseded by the edition in force from {winner.starts}, "
        f"published on {winner.published}",
    )
