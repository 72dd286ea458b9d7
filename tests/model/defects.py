"""Defects, each as small as a slip of the pen: what the machine must find when one is there."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select

from services.chassis import journal
from services.transfer import effects, guards, holding, lifecycle, store
from services.transfer.letters import issue, life, numbers, receipts, standing
from services.transfer.lifecycle import State
from services.transfer.store import Transfer
from services.transfer.store.letters import VOID, Letter
from services.transfer.terms import running

Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Defect:
    """What is wrong, how it is planted, and where it would show."""

    called: str
    plant: Plant
    kinds: tuple[str, ...]
    errands: tuple[str | tuple[str, str], ...]
    """What is done, again and again: an errand by name, or a step of a kind that is headed for."""


def _moves_at_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    real = issue.issue

    def issued(request: Any, work: Any) -> Letter:
        letter = real(request, work)
        case = store.get_transfer(work.session, letter.transfer_id)
        effects.apply(work, case, effects.There(case.destination_id, case.destination_name))
        return letter

    monkeypatch.setattr(issue, "issue", issued)


def _lapsed_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(guards.GUARDS, "letter_good", lambda *_: None)


def _lapsed_received(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "_require_day", lambda *_: None)


def _number_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def allocate(session: Any, issuer_id: str, year: int) -> int:
        asked = select(func.count()).select_from(Letter).where(Letter.state != VOID)
        return int(session.scalar(asked)) + 1

    monkeypatch.setattr(numbers, "allocate", allocate)


def _two_live(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life, "end", lambda *_, **__: None)


def _any_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        receipts, "_letter", lambda work, case, number: standing.out(work.session, case.id)
    )


def _one_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def unit(work: Any, transfer: Transfer, there: effects.There) -> None:
        aboard = [one.member_id for one in store.passengers_of(work.session, transfer.id)]
        effects._move(work, aboard[1:], transfer, store.INSIDE, there)

    monkeypatch.setitem(effects.MOVES, "unit", unit)


def _letter_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life, "void_out", lambda *_: None)


def _withdrawn_late(monkeypatch: pytest.MonkeyPatch) -> None:
    late = lifecycle.WITHDRAW.starts | {State.UNDER_REVIEW}
    monkeypatch.setitem(vars(lifecycle.WITHDRAW), "starts", late)


def _own_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Transfer, "person_id", property(lambda case: ""))


def _signs_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "barred", lambda case: {case.person_id})
    monkeypatch.setattr(Transfer, "signers", property(lambda case: set()))


def _again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "find", lambda *_: None)


def _passenger_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    real = store.open_transfer_of

    def own(*asked: Any) -> Transfer | None:
        found = real(*asked)
        return None if found is None or found.kind.effect.moves == "unit" else found

    monkeypatch.setattr(store, "open_transfer_of", own)


def _term_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(session: Any, *member_ids: str) -> Sequence[Any]:
        return ()

    monkeypatch.setattr(running, "all_of", none)


def _held_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(guards.GUARDS, "unheld", lambda *_: None)


def _suspended_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(work: Any, member_id: str, kind: str, **_: Collection[str]) -> None:
        """It says nothing, and ends nothing."""

    monkeypatch.setattr(running, "end", end)


LETTER, HINDERED = ("OUT_BY_LETTER",), ("hindered",)
REISSUED, ISSUED = ("OUT_BY_LETTER", "reissue"), ("OUT_BY_LETTER", "issue")
DEFECTS = (
    Defect("he moves when the letter is issued", _moves_at_issue, LETTER, (ISSUED,)),
    Defect("taken in on a lapsed letter", _lapsed_taken_in, ("INTO",), ("late",)),
    Defect("a receipt accepted on a lapsed letter", _lapsed_received, LETTER, ("late",)),
    Defect("a receipt for any letter", _any_letter, LETTER, (REISSUED, "late")),
    Defect("the number of a void letter again", _number_again, LETTER, (REISSUED, ISSUED)),
    Defect("reissued, and the old one is live", _two_live, LETTER, (REISSUED,)),
    Defect("one of the unit is left behind", _one_left_behind, ("WHOLE_UNIT",),
           (("WHOLE_UNIT", "accept"),)),
    Defect("sent elsewhere, and the letter is live", _letter_kept, LETTER,
           (("OUT_BY_LETTER", "redispatch"),)),
    Defect("withdrawn after review", _withdrawn_late, ("WITHIN",), HINDERED),
    Defect("acts on his own case", _own_case, ("WITHIN", "CERTIFICATE"), HINDERED),
    Defect("signs twice", _signs_twice, ("WITHIN",), HINDERED),
    Defect("the same request has a second effect", _again, ("WITHIN", "DEATH"), ("twice",)),
    Defect("a passenger leaves by himself", _passenger_leaves, ("WHOLE_UNIT",), HINDERED),
    Defect("what runs goes on after he left", _term_runs_on, ("FLOATING", "DEATH"),
           (("FLOATING", "accept"), ("DEATH", "accept"))),
    Defect("moved while under examination", _held_moves, ("WITHIN",), ("held",)),
    Defect("resumed, and still away", _suspended_stays, ("SUSPENSION", "RESTORATION"),
           (("RESTORATION", "accept"),)),
)  # fmt: skip
