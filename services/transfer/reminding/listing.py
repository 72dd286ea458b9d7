"""All deadlines that run: a function of the rows, the rules' answers and the day."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from services.chassis.civil import shanghai_date
from services.chassis.work import Work
from services.transfer import deadlines, holding, ladders, timetable
from services.transfer.deadlines import Deadlines, Due
from services.transfer.lifecycle import Side
from services.transfer.reminding import rows
from services.transfer.reminding.counting import Rules
from services.transfer.reminding.rows import Paper, Probationer
from services.transfer.store import Transfer
from services.transfer.store.letters import LOST
from services.transfer.store.terms import Term
from services.transfer.timetable import Limit, Runs


@dataclass(frozen=True)
class Running:
    """One deadline that runs: of what, for whom, from which day to which."""

    limit: Limit
    subject_id: str
    from_on: date
    due: Due
    organization_id: str
    organization_name: str
    next_step: str
    transfer_id: str = ""
    member_id: str = ""
    member_name: str = ""
    book: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    transfer: Transfer | None = None

    def share(self, today: date) -> int:
        """How many hundredths of it have passed: 100 on its last day, more when it is late."""
        if self.due.on is None:
            return 0
        length = max((self.due.on - self.from_on).days, 1)
        share = 100 * max((today - self.from_on).days, 0) // length
        if today < self.due.on:
            return min(share, 99)
        return max(share, 101 if today > self.due.on else 100)

    @property
    def order(self) -> tuple[str, str, str]:
        """Nearest first; what has no day comes last."""
        return (self.due.text or "9999-99-99", self.subject_id, self.limit.what)


@dataclass(frozen=True)
class Picture:
    """What everything is counted from: the rules of the day, the working days, the papers."""

    work: Work
    rules: Rules
    counted: Deadlines
    papers: Mapping[str, Sequence[Paper]]


def everything(
    work: Work, *conditions: Any, scope: Collection[str] | None = None
) -> Iterator[Running]:
    """The deadlines of the cases under these conditions, and of terms, letters and members with
    the organizations in scope; None means all."""
    cases = rows.open_cases(work.session, conditions)
    picture = _picture(work, cases, rows.papers(work.session))
    for case in cases:
        yield from _of_case(picture, case)
    yield from _of_letters(picture, scope)
    for term, organization_id, name in rows.terms(work.session, scope):
        yield from _of_term(picture, term, organization_id, name)
    yield from _of_members(picture, scope)


def of_cases(work: Work, cases: Collection[Transfer]) -> dict[str, list[Running]]:
    """What runs for each of these cases, the nearest first."""
    papers = rows.papers(work.session, Transfer.id.in_(case.id for case in cases))
    picture = _picture(work, cases, papers)
    order = attrgetter("order")
    return {case.id: sorted(_of_case(picture, case), key=order) for case in cases}


def _picture(
    work: Work, cases: Iterable[Transfer], papers: Mapping[str, Sequence[Paper]]
) -> Picture:
    rungs = [rung for case in cases for rung in case.rungs if rung.signed_at is None]
    return Picture(work, Rules(work), deadlines.known(work, rungs), papers)


def _of_case(picture: Picture, case: Transfer) -> Iterator[Running]:
    paper = rows.out(picture.papers.get(case.id, ()))
    for limit in timetable.of_case(case.kind.name, case.state):
        days = DAYS[limit.runs_from](picture, limit, case, paper)
        if days is None:
            continue
        from_on, due = days
        organization_id, name = _responsible(case, limit.side)
        book, facts = _rule(limit, case)
        yield Running(
            limit,
            case.id,
            from_on,
            due,
            organization_id,
            name,
            limit.next_step.format(id=case.id),
            case.id,
            case.person_id,
            case.member_name if case.person_id else "",
            book,
            facts,
            case,
        )


def _responsible(case: Transfer, side: Side) -> tuple[str, str]:
    """Whose task it is; the name where the case knows it."""
    one_id = case.waits_on_id if side in holding.SIGNERS else holding.acts_for(case, side)
    names = {rung.organization_id: rung.organization_name for rung in case.rungs}
    names |= {case.source_id: case.source_name, case.destination_id: case.destination_name}
    return one_id, names.get(one_id, "")


def _rule(limit: Limit, case: Transfer) -> tuple[str, Mapping[str, str]]:
    """The book behind a deadline, and what it was asked; a rung is asked about by its act."""
    rung = case.open_rung if limit.runs_from is Runs.RUNG_OPENED else None
    if rung is None:
        return limit.book, limit.facts
    act = rung.acts.split()[0]
    if act in ladders.FIRST_ACTS:
        return ladders.FIRST_DAYS, {"act": act.lower()}
    return ladders.DECISION_DAYS, {"decision": act.lower()}


Days = tuple[date, Due] | None


def _rung(picture: Picture, limit: Limit, case: Transfer, paper: Paper | None) -> Days:
    rung = case.open_rung
    if rung is None or rung.opened_on is None:
        return None
    return rung.opened_on, picture.counted.of(rung)


def _waits(picture: Picture, limit: Limit, case: Transfer, paper: Paper | None) -> Days:
    since = shanghai_date(case.waits_since)
    return since, picture.rules.end(limit, since)


def _filed(picture: Picture, limit: Limit, case: Transfer, paper: Paper | None) -> Days:
    filed_on = shanghai_date(case.filed_at)
    return filed_on, picture.rules.end(limit, filed_on)


def _issued(picture: Picture, limit: Limit, case: Transfer, paper: Paper | None) -> Days:
    return (paper.issued_on, Due(paper.valid_until)) if paper else None


def _last_day(picture: Picture, limit: Limit, case: Transfer, paper: Paper | None) -> Days:
    """It begins with the letter: from then on a receipt is looked for."""
    return (paper.issued_on, picture.rules.end(limit, paper.valid_until)) if paper else None


def _released(picture: Picture, limit: Limit, case: Transfer, paper: Paper | None) -> Days:
    """From the first letter of the case, whatever became of it."""
    first = next(iter(picture.papers.get(case.id, ())), None)
    return (first.issued_on, picture.rules.end(limit, first.issued_on)) if first else None


def _gone(picture: Picture, limit: Limit, case: Transfer, paper: Paper | None) -> Days:
    """From the day the last letter was lost or void; nothing while one is out."""
    last = next(iter(reversed(picture.papers.get(case.id, ()))), None)
    if paper or last is None or last.void_on is None:
        return None
    return last.void_on, picture.rules.end(limit, last.void_on)


DAYS: Mapping[Runs, Callable[[Picture, Limit, Transfer, Paper | None], Days]] = {
    Runs.RUNG_OPENED: _rung,
    Runs.WAITS_SINCE: _waits,
    Runs.FILED: _filed,
    Runs.LETTER_ISSUED: _issued,
    Runs.LETTER_LAST_DAY: _last_day,
    Runs.RELEASED: _released,
    Runs.LETTER_GONE: _gone,
}
"""The first and the last day of a case's deadline, by the fact it runs from."""


def _of_letters(picture: Picture, scope: Collection[str] | None) -> Iterator[Running]:
    for limit in timetable.OF_LETTERS:
        for paper in _untold(picture.papers.values(), scope):
            lost_on = paper.void_on or paper.issued_on
            yield Running(
                limit,
                paper.id,
                lost_on,
                picture.rules.end(limit, lost_on),
                paper.issuer_id,
                paper.issuer_name,
                limit.next_step.format(letter=paper.id),
                paper.transfer_id,
                paper.member_id,
                paper.member_name,
                limit.book,
                limit.facts,
            )


def _untold(papers: Iterable[Sequence[Paper]], scope: Collection[str] | None) -> Iterator[Paper]:
    for of_case in papers:
        for one in of_case:
            lost = one.state == LOST and one.addressee_told_on is None
            if lost and (scope is None or one.issuer_id in scope):
                yield one


def _of_term(
    picture: Picture, term: Term, organization_id: str, organization_name: str
) -> Iterator[Running]:
    begins = {
        Runs.TERM_BEGAN: term.from_on,
        Runs.LAST_CONTACT: term.last_contact_on or term.from_on,
        Runs.CAME_BACK: term.back_on or term.from_on,
    }
    runs = timetable.of_term(
        term.kind,
        back=term.back_on is not None,
        ground=term.ground,
        ends=term.until_on is not None,
        reached=term.last_contact_on is not None,
    )
    for limit in runs:
        from_on = begins[limit.runs_from]
        if from_on > picture.work.today:
            continue  # it has not begun
        kept = term.until_on if limit.keeps_last_day else None
        yield Running(
            limit,
            term.id,
            from_on,
            Due(kept) if kept else picture.rules.end(limit, from_on),
            organization_id,
            organization_name,
            limit.next_step.format(term=term.id, member=term.member_id),
            term.transfer_id,
            term.member_id,
            term.member_name,
            limit.book,
            limit.facts,
        )


def _of_members(picture: Picture, scope: Collection[str] | None) -> Iterator[Running]:
    today, session = picture.work.today, picture.work.session
    for limit in timetable.OF_MEMBERS:
        ahead = timedelta(days=picture.rules.warned_before(limit.book))
        for one in rows.probationers(session, today + ahead, scope):
            yield _of_member(limit, one, one.ends_on - ahead)


def _of_member(limit: Limit, one: Probationer, warned_on: date) -> Running:
    return Running(
        limit,
        one.id,
        warned_on,
        Due(one.ends_on),
        one.organization_id,
        one.organization_name,
        limit.next_step.format(member=one.id),
        "",
        one.id,
        one.name,
        limit.book,
        limit.facts,
    )
