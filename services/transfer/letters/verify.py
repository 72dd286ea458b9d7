"""What letters and receipts promise, checked over all rows (I-06 to I-09)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from services.chassis.proof import Promise, acts_on, asked
from services.chassis.work import Work
from services.transfer.letters import code, faithful
from services.transfer.lifecycle import ENDS, LAND, State
from services.transfer.store import Transfer
from services.transfer.store.letters import (
    LIVE,
    LOST,
    RECEIVED,
    SPOILED,
    VOID,
    Letter,
    LetterNumber,
    Receipt,
)

LETTERS = "dangwu.transfer.v1.LetterService/"
VOIDING, SPOILING = f"{LETTERS}VoidLetter", f"{LETTERS}SpoilLetter"
LOSING, TELLING = f"{LETTERS}NoteLoss", f"{LETTERS}NotifyAddressee"
ENDED_BY = {VOID: VOIDING, SPOILED: SPOILING, LOST: LOSING}
"""The act on a letter that leaves it in a state; a case voids and receives its letters itself."""
OWN_ACTS = (*ENDED_BY.values(), TELLING, "dangwu.transfer.v1.ReceiptService/OpenHandoff")
"""The acts on a letter itself: each raises its version by one."""
TRANSIT = "dangwu.transfer.v1.TransitService/"
ISSUING = (f"{TRANSIT}IssueLetter", f"{TRANSIT}ReissueLetter")
PRINTED = f"{LETTERS}PrintLetters"

Cases = Mapping[str, Transfer]
Letters = Sequence[Letter]


def receipts_of(session: Session) -> Sequence[Receipt]:
    """All receipts, without their pictures."""
    return session.scalars(select(Receipt).options(defer(Receipt.image, raiseload=True))).all()


def promises(work: Work, received: Sequence[Receipt], cases: Cases) -> tuple[Promise, ...]:
    """Every promise about letters, with what breaks it."""
    session = work.session
    unread = (defer(one, raiseload=True) for one in (Letter.content, Letter.decisions))
    letters = session.scalars(select(Letter).options(*unread)).all()
    return (
        _numbered(session, letters),
        _one_live(letters, cases),
        _linked(letters, received, cases),
        _journaled(session, letters, cases),
        _prints_journaled(session, letters),
        faithful.letters_as_signed(work, letters, cases),
        faithful.receipts_as_signed(work, letters, received),
    )


def _numbered(session: Session, letters: Letters) -> Promise:
    """I-06: an issuer's numbers of a year run from 1 without a gap, and each is there once."""
    promise = Promise("letters_without_gaps")
    borne: dict[tuple[str, int], list[int]] = defaultdict(list)
    for letter in letters:
        borne[letter.issuer_id, letter.year].append(letter.serial)
    given = {(one.issuer_id, one.year): one.last for one in session.scalars(select(LetterNumber))}
    for key in borne.keys() | given.keys():
        kept = sorted(borne[key]) == list(range(1, given.get(key, 0) + 1))
        promise.look(f"{key[0]}/{key[1]}", kept=kept)
    texts = Counter((one.issuer_id, one.number) for one in letters)
    for (issuer_id, number), many in texts.items():
        promise.look(f"{issuer_id}/{number}", kept=many == 1)
    return promise


def _one_live(letters: Letters, cases: Cases) -> Promise:
    """I-07: at most one letter of a case is out, and only while its case has a use for it."""
    promise = Promise("one_live_letter_each")
    live = Counter(one.transfer_id for one in letters if one.state == LIVE)
    for case in cases.values():
        useful = case.state is State.IN_TRANSIT or case.kind.effect.letter
        promise.look(case.id, kept=live[case.id] <= (1 if useful else 0))
    return promise


def _linked(letters: Letters, received: Iterable[Receipt], cases: Cases) -> Promise:
    """I-09: every departure that landed has one receipt, chained to the letter it answers."""
    promise = Promise("receipts_linked")
    by_id = {one.id: one for one in letters}
    answered: Counter[str] = Counter()
    for receipt in received:
        answered[receipt.transfer_id] += 1
        letter = by_id.get(receipt.letter_id)
        promise.look(receipt.id, kept=_fits(receipt, letter, cases.get(receipt.transfer_id)))
    for case in cases.values():
        landed = case.state is State.ACCEPTED and LAND in case.kind.steps
        promise.look(case.id, kept=answered[case.id] == (1 if landed else 0))
    pasted = {receipt.letter_id for receipt in received}
    for letter in letters:
        promise.look(letter.id, kept=(letter.state == RECEIVED) == (letter.id in pasted))
    return promise


def _fits(receipt: Receipt, letter: Letter | None, case: Transfer | None) -> bool:
    if case is None or case.state not in ENDS:
        return False
    if letter is None:
        return not receipt.letter_id and not receipt.letter_hash
    return (
        letter.transfer_id == receipt.transfer_id
        and letter.state == RECEIVED
        and receipt.letter_hash == code.letter_hash(letter.code)
        and letter.issued_on <= receipt.accepted_on <= letter.valid_until
    )


def _journaled(session: Session, letters: Letters, cases: Cases) -> Promise:
    """I-26: a letter was written, changed and ended as the journal says, and no other was."""
    promise = Promise("letters_journaled")
    own, issued = acts_on(session, *OWN_ACTS), acts_on(session, *ISSUING)
    ends = {state: acts_on(session, act) for state, act in ENDED_BY.items()}
    told = acts_on(session, TELLING)
    written: Counter[str] = Counter()
    expected: Counter[str] = Counter(issued)
    for letter in letters:
        written[letter.transfer_id] += 1
        expected[letter.transfer_id] += ends[SPOILED].get(letter.id, 0)
        by_act = {state for state, acts in ends.items() if letter.id in acts}
        # Received, or void without an act on itself: the case did that.
        by_case = not by_act and letter.state in (RECEIVED, VOID)
        changes = 1 + own.get(letter.id, 0) + by_case
        stands = by_act == {letter.state} or (not by_act and letter.state in (LIVE, RECEIVED, VOID))
        tells = (letter.addressee_told_on is not None) == (letter.id in told)
        promise.look(letter.id, kept=letter.version == changes and stands and tells)
    for case in cases.values():
        expected[case.id] += case.kind.effect.letter and case.state is State.ACCEPTED
    for case_id in cases.keys() | written.keys() | issued.keys():
        promise.look(case_id, kept=written[case_id] == expected[case_id])
    return promise


def _prints_journaled(session: Session, letters: Letters) -> Promise:
    """Every print was asked for by somebody, for a purpose."""
    promise = Promise("prints_journaled")
    printed: Counter[str] = Counter()
    for act in asked(session, PRINTED):
        printed.update(act.request.get("ids", ()))
    for letter in letters:
        promise.look(letter.id, kept=letter.prints == printed[letter.id])
    return promise
