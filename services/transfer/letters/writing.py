"""What a letter says. It is sealed at issue: the letter says for ever what it said that day."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from dangwu.directory.v1 import organization_pb2
from dangwu.transfer.v1 import letter_pb2, member_pb2
from services.chassis.civil import shanghai_date
from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import advising, details, filing, issuing, outsides, roll, store
from services.transfer.letters import code, numbers
from services.transfer.refusals import RuleUndecided
from services.transfer.store import Member, Transfer
from services.transfer.store.letters import LIVE, Letter

VALIDITY_BOOK = "transfer/letter_validity_days"
INTRODUCTION = letter_pb2.LETTER_KIND_INTRODUCTION
CERTIFICATE = letter_pb2.LETTER_KIND_CERTIFICATE


@dataclass(frozen=True)
class Draft:
    """A letter but for its number: everything that others must be asked for."""

    kind: letter_pb2.LetterKind
    issuer_id: str
    issuer_name: str
    addressee_id: str
    addressee_name: str
    destination: str
    valid_until: date
    validity_because: str
    college: str
    pattern: tuple[str, ...]
    replaces: Letter | None = None
    mark: str = ""
    """What it says about the letter it replaces."""
    names_old: bool = False
    """Whether the mark names the old number; the code then does too."""


def pattern(work: Work) -> tuple[str, ...]:
    """The pieces that numbers are made of, by the rule of the day."""
    return tuple(filing.decided(work, numbers.PATTERN_BOOK).words.words)


def introduction(work: Work, transfer: Transfer) -> Draft:
    """Asks for what an introduction letter (介绍信) says; its first day is the day of issue."""
    departure = details.of(work, transfer).departure
    issuer, college = _issuer(work, transfer)
    addressee = filing.organization(work, transfer.destination_id)
    known = outsides.known(work, addressee.id)
    decision = work.decide(
        VALIDITY_BOOK,
        submitted_on=shanghai_date(transfer.filed_at),
        event_on=shanghai_date(transfer.filed_at),
        runs_from=work.today,
        channel="paper",
        distance=advising.distance(work, known) or advising.FURTHEST,
    )
    if decision.answer.HasField("needs_human"):
        raise RuleUndecided(book=VALIDITY_BOOK, reason=decision.answer.needs_human)
    return Draft(
        kind=INTRODUCTION,
        issuer_id=issuer.id,
        issuer_name=issuer.name,
        addressee_id=addressee.id,
        addressee_name=addressee.name,
        destination=departure.destination or addressee.name,
        valid_until=date.fromisoformat(decision.period.ends_on),
        validity_because=decision.because,
        college=college,
        pattern=pattern(work),
    )


def certificate_draft(work: Work, transfer: Transfer) -> Draft:
    """Asks for what a certificate letter (证明信) says: it is good while the absence lasts."""
    plan = details.of(work, transfer).plan
    issuer, college = _issuer(work, transfer)
    return Draft(
        kind=CERTIFICATE,
        issuer_id=issuer.id,
        issuer_name=issuer.name,
        addressee_id="",
        addressee_name=plan.place,
        destination=plan.place,
        valid_until=date.fromisoformat(plan.until_on),
        validity_because="证明信的有效期到外出期满之日为止。",
        college=college,
        pattern=pattern(work),
    )


def certificate(work: Work, transfer: Transfer) -> Letter:
    """Brings the certificate letter of a case into being, in the transaction that ends it."""
    return write(work, transfer, certificate_draft(work, transfer))


def anew(work: Work, letter: Letter) -> Draft:
    """The same letter once more, under the next number: the paper was spoiled, nothing else."""
    case = store.get_transfer(work.session, letter.transfer_id)
    return Draft(
        kind=kind_of(letter),
        issuer_id=letter.issuer_id,
        issuer_name=letter.issuer_name,
        addressee_id=letter.addressee_id,
        addressee_name=letter.addressee_name,
        destination=letter.destination,
        valid_until=letter.valid_until,
        validity_because=letter.validity_because,
        college=_college(work, case),
        pattern=pattern(work),
        replaces=letter,
        mark=f"原 {letter.number} 作废保留",
        names_old=True,
    )


def kind_of(letter: Letter) -> letter_pb2.LetterKind:
    """Which kind of paper a letter is."""
    return {int(one): one for one in (INTRODUCTION, CERTIFICATE)}[letter.kind]


def replacing(draft: Draft, letter: Letter, wanted: Collection[str]) -> Draft:
    """A letter in the place of another, marked as the rule wants it."""
    names_old = "previous_serial" in wanted
    words = ["补办"] if "reissued_word" in wanted else []
    words += [f"原介绍信 {letter.number} 作废"] if names_old else []
    return replace(draft, replaces=letter, mark="，".join(words), names_old=names_old)


def following(draft: Draft, letter: Letter) -> Draft:
    """The letter after a case was sent elsewhere: it names the one that is void."""
    return replace(draft, replaces=letter, mark=f"原介绍信 {letter.number} 作废", names_old=True)


def _issuer(work: Work, transfer: Transfer) -> tuple[organization_pb2.Organization, str]:
    return issuing.issuer(work, transfer), _college(work, transfer)


def _college(work: Work, transfer: Transfer) -> str:
    return filing.route(work, transfer.source_id).source_committee.code


def write(work: Work, transfer: Transfer, draft: Draft) -> Letter:
    """Takes the next number, writes the letter, signs its code and seals what it says."""
    member = store.get_member(work.session, transfer.member_id)
    year = work.today.year
    serial = numbers.allocate(work.session, draft.issuer_id, year)
    letter = Letter(
        id=new_id("l"),
        version=1,
        kind=draft.kind,
        state=LIVE,
        issuer_id=draft.issuer_id,
        issuer_name=draft.issuer_name,
        year=year,
        serial=serial,
        number=numbers.text(draft.pattern, year, serial, draft.college),
        transfer_id=transfer.id,
        member_id=member.id,
        member_name=member.name,
        addressee_id=draft.addressee_id,
        addressee_name=draft.addressee_name,
        destination=draft.destination,
        issued_on=work.today,
        valid_days=max((draft.valid_until - work.today).days + 1, 0),
        valid_until=draft.valid_until,
        validity_because=draft.validity_because,
        replaces_id=draft.replaces.id if draft.replaces else "",
        decisions=filing.receipts(work.decisions),
    )
    old = draft.replaces.number if draft.replaces and draft.names_old else ""
    id_number = work.sealer.open(member.id_number, "member", "id_number", member.id)
    letter.code = _code(work, letter, member, id_number, old)
    said = _sheet(work, transfer, letter, member, id_number)
    said.mark = draft.mark
    content = said.SerializeToString(deterministic=True)
    letter.content = work.sealer.seal_bytes(content, "letter", "content", letter.id)
    work.session.add(letter)
    work.session.flush()
    work.note(letter=letter.id, number=letter.number)
    return letter


def _code(work: Work, letter: Letter, member: Member, id_number: str, old: str) -> str:
    return code.letter_code(
        work.signer,
        kind=kind_of(letter),
        number=letter.number,
        issuer_id=letter.issuer_id,
        issuer_name=letter.issuer_name,
        addressee_name=letter.addressee_name,
        destination=letter.destination,
        member_name=letter.member_name,
        probationary=member.kind == member_pb2.MEMBER_KIND_PROBATIONARY,
        id_number=id_number,
        dues_through=member.dues_through,
        issued_on=letter.issued_on.isoformat(),
        valid_until=letter.valid_until.isoformat(),
        replaces_number=old,
    )


def _sheet(
    work: Work, transfer: Transfer, letter: Letter, member: Member, id_number: str
) -> letter_pb2.Sheet:
    born, plan, head = roll.birthday(id_number), details.of(work, transfer).plan, work.letterhead
    had_birthday = (work.today.month, work.today.day) >= (born.month, born.day)
    probationary = member.kind == member_pb2.MEMBER_KIND_PROBATIONARY
    phone = work.sealer.open(member.phone, "member", "phone", member.id) if member.phone else ""
    return letter_pb2.Sheet(
        member_name=member.name,
        sex="男" if int(id_number[16]) % 2 else "女",
        ethnicity=member.ethnicity,
        age=work.today.year - born.year - (not had_birthday),
        member_kind="预备" if probationary else "正式",
        id_number=id_number,
        phone=phone,
        source=transfer.source_name,
        dues_through=member.dues_through,
        validity_days=letter.valid_days,
        issuer_address=head.address,
        issuer_phone=head.phone,
        issuer_fax=head.fax,
        issuer_postcode=head.postcode,
        occupation=plan.occupation,
        place=plan.place,
        from_on=plan.from_on,
        until_on=plan.until_on,
    )
