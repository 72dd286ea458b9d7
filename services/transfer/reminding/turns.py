"""Whose turn it is to act on a deadline, and who stands above him; with why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.chassis import ladder
from services.chassis.ladder import TITLES, Candidate, Holding, Level
from services.chassis.work import Work
from services.transfer import holding
from services.transfer.reminding.listing import Running

END = 100


@dataclass(frozen=True)
class Addressee:
    """Somebody who is told, and why he."""

    person_id: str
    because: str
    because_en: str


class Turns:
    """Who acts for which organization on the day; each is asked about once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._levels: dict[str, Sequence[Level]] = {}

    def levels(self, organization_id: str) -> Sequence[Level]:
        """An organization's people, then its superiors'."""
        if organization_id not in self._levels:
            self._levels[organization_id] = holding.levels(self._work, organization_id)
        return self._levels[organization_id]

    def name(self, organization_id: str) -> str:
        """What an organization of the school is called."""
        return self.levels(organization_id)[0].organization_name

    def addressees(self, running: Running, mark: int) -> Iterator[Addressee]:
        """Those whose turn it is; at the end of the period their superior too."""
        levels = self.levels(running.organization_id)
        held, barred = self._held(running, levels)
        if held is None:
            return
        for one in held.holders:
            yield Addressee(one.person_id, *_turn(one, held.passed_on))
        if mark < END:
            return
        here = [level.organization_id for level in levels]
        above = levels[here.index(held.holders[0].organization_id) + 1 :]
        superior = ladder.holding(above, barred)
        late = levels[0].organization_name
        for one in superior.holders if superior else ():
            yield Addressee(one.person_id, *_passed_up(one, late))

    def _held(self, running: Running, levels: Sequence[Level]) -> tuple[Holding | None, set[str]]:
        case = running.transfer
        if case is not None and running.limit.side in holding.SIGNERS:
            barred = holding.barred(case)
            return ladder.holding(levels, barred), barred
        barred = {running.member_id} - {""}
        return ladder.nearest(levels, barred), barred


def _turn(one: Candidate, passed_on: str) -> tuple[str, str]:
    post = f"{one.organization_name}{TITLES.get(one.kind, '')}"
    post_en = f"{one.kind.lower().replace('_', ' ')} of {one.organization_name}"
    if passed_on:
        return (
            f"您是{post}，本事项已转到您：{passed_on}。",
            f"You are {post_en}; it passed on to you ({passed_on}).",
        )
    return f"您是{post}，本事项由您办理。", f"You are {post_en}; it is your turn."


def _passed_up(one: Candidate, late: str) -> tuple[str, str]:
    post = f"{one.organization_name}{TITLES.get(one.kind, '')}"
    post_en = f"{one.kind.lower().replace('_', ' ')} of {one.organization_name}"
    return (
        f"{late}的期限已到仍未办结，报上级组织：您是{post}。",
        f"The time of {late} is up and it is not done; passed up to you, {post_en}.",
    )
