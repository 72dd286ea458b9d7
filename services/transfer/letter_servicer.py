"""LetterService: letters once they are issued. A lapsed one reads LAPSED; nobody has to say so."""

from dangwu.transfer.v1 import letter_pb2, register_pb2
from services.chassis import etags, paging
from services.chassis.civil import parse_date
from services.chassis.errors import FieldFault, Malformed
from services.chassis.paging import PageTokenInvalid
from services.chassis.work import Work
from services.transfer import departures, holding, sight, store
from services.transfer.letters import life, registry, shown, writing
from services.transfer.letters.refusals import NotLost
from services.transfer.letters.writing import Draft
from services.transfer.lifecycle import State
from services.transfer.refusals import DatesDisagree, NotYours
from services.transfer.store.letters import LOST, SPOILED, VOID, Letter

NO_PRINT = (VOID, SPOILED, LOST)


class LetterServicer:
    """dangwu.transfer.v1.LetterService"""

    def GetLetter(self, request: register_pb2.GetLetterRequest, work: Work) -> letter_pb2.Letter:
        letter = life.get(work.session, request.id)
        sight.require_case(work, store.get_transfer(work.session, letter.transfer_id))
        return shown.letter(work, letter)

    def ListRegister(
        self, request: register_pb2.ListRegisterRequest, work: Work
    ) -> register_pb2.ListRegisterResponse:
        issuer_id = request.issuer_id or _school(work)
        if not work.actor.sees(issuer_id):
            raise NotYours()
        size, after = paging.page_size(request), _serial(request.page_token)
        year = request.year or work.today.year
        rows = registry.page(work, issuer_id, year, after, size + 1)
        kept = rows[:size]
        return register_pb2.ListRegisterResponse(
            letters=shown.letters(work, kept),
            allocated=registry.allocated(work.session, issuer_id, year),
            counts=registry.counted(work, issuer_id, year),
            unexplained=registry.unexplained(work.session, issuer_id, year),
            next_page_token=paging.encode(kept[-1].serial) if len(rows) > size else "",
        )

    def ask_PrintLetters(self, request: register_pb2.PrintLettersRequest, work: Work) -> None:
        _printable(request, work)

    def PrintLetters(
        self, request: register_pb2.PrintLettersRequest, work: Work
    ) -> register_pb2.PrintLettersResponse:
        reply = register_pb2.PrintLettersResponse(id=request.ids[0])
        for letter in _printable(request, work):
            letter.prints += 1
            letter.last_printed_by_id, letter.last_printed_at = work.actor.id, work.now
            work.session.flush()
            if not request.validate_only:  # a rehearsal leaves no row, so it shows nothing
                reply.sheets.append(_sheet(work, letter))
        return reply

    def ask_VoidLetter(self, request: register_pb2.VoidLetterRequest, work: Work) -> None:
        _held(request, work)

    def VoidLetter(self, request: register_pb2.VoidLetterRequest, work: Work) -> letter_pb2.Letter:
        letter = _held(request, work)
        life.end(work, letter, VOID, request.because)
        return shown.letter(work, letter)

    def ask_SpoilLetter(self, request: register_pb2.SpoilLetterRequest, work: Work) -> None:
        _spoiled(request, work)

    def SpoilLetter(
        self, request: register_pb2.SpoilLetterRequest, work: Work
    ) -> letter_pb2.Letter:
        letter, draft = _spoiled(request, work)
        life.end(work, letter, SPOILED, request.because)
        case = store.get_transfer(work.session, letter.transfer_id)
        again = writing.write(work, case, draft)
        work.about(letter.id)
        return shown.letter(work, again)

    def ask_NoteLoss(self, request: register_pb2.NoteLossRequest, work: Work) -> None:
        _held(request, work)

    def NoteLoss(self, request: register_pb2.NoteLossRequest, work: Work) -> letter_pb2.Letter:
        letter = _held(request, work)
        lost_on = parse_date(request.lost_on, "lost_on")
        if not letter.issued_on <= lost_on <= work.today:
            raise DatesDisagree(_between("lost_on", letter, work), field="lost_on")
        life.end(work, letter, LOST, request.because, lost_on)
        return shown.letter(work, letter)

    def ask_NotifyAddressee(self, request: register_pb2.NotifyAddresseeRequest, work: Work) -> None:
        _lost(request, work)

    def NotifyAddressee(
        self, request: register_pb2.NotifyAddresseeRequest, work: Work
    ) -> letter_pb2.Letter:
        letter = _lost(request, work)
        told_on = parse_date(request.told_on, "told_on")
        if not letter.issued_on <= told_on <= work.today:
            raise Malformed(_between("told_on", letter, work))
        letter.addressee_told_on, letter.addressee_told_how = told_on, request.how
        letter.version += 1
        return shown.letter(work, letter)

    def ListLetterKeys(
        self, request: register_pb2.ListLetterKeysRequest, work: Work
    ) -> register_pb2.ListLetterKeysResponse:
        return register_pb2.ListLetterKeysResponse(
            keys=[
                register_pb2.LetterKey(id=one.kid, public_key=one.public_key, current=one.current)
                for one in work.signer.keys
            ]
        )


OnLetter = (
    register_pb2.VoidLetterRequest | register_pb2.SpoilLetterRequest | register_pb2.NoteLossRequest
)


def _held(request: OnLetter, work: Work) -> Letter:
    """A letter that is out, on which the caller may act; he must have read it as it stands.

    A loss is what the branch hears of first; it may say so.
    """
    letter = life.get(work.session, request.id)
    acts_for = letter.issuer_id
    if isinstance(request, register_pb2.NoteLossRequest):
        acts_for = store.get_transfer(work.session, letter.transfer_id).source_id
    holding.require_post(work, acts_for, letter.member_id)
    life.require_out(letter)
    etags.check(request.etag, letter.version)
    return letter


def _spoiled(request: register_pb2.SpoilLetterRequest, work: Work) -> tuple[Letter, Draft]:
    letter = _held(request, work)
    life.require_good(letter, work.today)
    case = store.get_transfer(work.session, letter.transfer_id)
    if case.state is State.IN_TRANSIT:  # a certificate's case has ended: nobody leaves by it
        departures.require_fit_to_leave(work, case)
    return letter, writing.anew(work, letter)


def _lost(request: register_pb2.NotifyAddresseeRequest, work: Work) -> Letter:
    letter = life.get(work.session, request.id)
    holding.require_post(work, letter.issuer_id, letter.member_id)
    if letter.state != LOST:
        raise NotLost(number=letter.number)
    etags.check(request.etag, letter.version)
    return letter


def _printable(request: register_pb2.PrintLettersRequest, work: Work) -> list[Letter]:
    letters = [life.get(work.session, one) for one in request.ids]
    for letter in letters:
        holding.require_post(work, letter.issuer_id, letter.member_id)
        if letter.state in NO_PRINT:
            raise life.void_already(letter)
    return letters


def _sheet(work: Work, letter: Letter) -> letter_pb2.Sheet:
    content = work.sealer.open_bytes(letter.content, "letter", "content", letter.id)
    sheet = letter_pb2.Sheet.FromString(content)
    sheet.letter.CopyFrom(shown.letter(work, letter))
    return sheet


def _between(field: str, letter: Letter, work: Work) -> FieldFault:
    first, last = letter.issued_on, work.today
    return FieldFault(
        field,
        f"日期须在 {first}（开出）与 {last}（今天）之间，例如 {last}。",
        f"The day is from {first} (issue) to {last} (today), such as {last}.",
    )


def _school(work: Work) -> str:
    return holding.school(work, work.actor.posts[0].organization_id).id


def _serial(token: str) -> int:
    parts = paging.decode(token, 1)
    if parts is None:
        return 0
    if not parts[0].isascii() or not parts[0].isdecimal() or len(parts[0]) > 9:
        raise PageTokenInvalid()
    return int(parts[0])
