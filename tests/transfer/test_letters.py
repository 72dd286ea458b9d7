"""Letters: what they say, how they stand, what becomes of them, and what is refused."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from dangwu.directory.v1 import authority_pb2
from dangwu.transfer.v1 import change_pb2, kind_pb2, letter_pb2
from services.chassis.database import Database
from tests.campus import CANARY
from tests.refusals import refuses
from tests.transfer.acts import ACCEPTED, Case, Cases, body
from tests.transfer.acts import state_of as case_state
from tests.transfer.letter_acts import LOST, Letters, state_of
from tests.worlds import SHAPES, World


@pytest.fixture
def letters(world: World) -> Letters:
    return Letters(world)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_letter_is_issued_and_moves_nobody(letters: Letters) -> None:
    case, letter = letters.out("ready")
    assert case_state(case) == "IN_TRANSIT"
    assert case.letter_id == letter.id
    assert case.belongs_to_id == letters.cases.organization("0101")
    assert (letter.serial, letter.year, letter.number) == (1, 2026, "2601001")
    assert (letter.issued_on, letter.valid_until) == ("2026-06-10", "2026-09-07")
    assert letter.addressee_name == "海港区委组织部测"
    assert letter.destination == "海港区港南街道第一党支部"
    assert state_of(letter) == "LIVE"
    assert len(letter.code.split(".")) == 3
    assert letters.get(letter.id, "s.secretary") == letter


def test_what_is_printed_is_what_was_true_at_issue(letters: Letters) -> None:
    _, letter = letters.out("ready")
    letters.cases.amend("ready", phone="13800000000")
    sheet = letters.print(letter.id).sheets[0]
    assert sheet.id_number == CANARY
    assert (sheet.sex, sheet.age, sheet.member_kind) == ("男", 37, "正式")
    assert sheet.ethnicity == "汉族"
    assert (sheet.phone, sheet.dues_through) == ("19900000001", "2026-05")
    assert (sheet.validity_days, sheet.source) == (90, "信息学院硕士党支部")
    assert sheet.member_name == "党员ready"
    assert sheet.letter.prints == 1
    assert sheet.letter.last_printed_by_id == letters.cases.campus.people["director"]


def test_prints_are_counted_and_a_rehearsal_shows_nothing(letters: Letters) -> None:
    _, one = letters.out("ready")
    _, two = letters.out()
    shown = letters.print(one.id, two.id, validate_only=True)
    assert not shown.sheets
    assert [sheet.letter.number for sheet in letters.print(two.id, one.id).sheets] == [
        two.number,
        one.number,
    ]
    letters.print(one.id)
    assert [letters.get(each.id).prints for each in (one, two)] == [2, 1]


def test_nothing_of_a_letter_rests_in_clear(letters: Letters) -> None:
    letters.out("ready")
    database = Database(letters.world.url.format(service="transfer"))
    with database.reading() as session:
        row = session.execute(sa.text("SELECT * FROM letter")).one()
    database.close()
    kept = b"".join(bytes(v) if isinstance(v, bytes) else str(v).encode() for v in row)
    assert CANARY.encode() not in kept


def test_a_letter_reads_lapsed_the_day_after_its_last(letters: Letters) -> None:
    case, letter = letters.out("ready")
    letters.world.clock.set(datetime(2026, 9, 7, 15, 59, 59, tzinfo=UTC))
    assert state_of(letters.get(letter.id)) == "LIVE"
    letters.world.clock.pass_time(seconds=1)
    assert state_of(letters.get(letter.id)) == "LAPSED"
    assert dict(letters.register(2026).counts) == {"LAPSED": 1}
    assert letters.cases.get(case) == case
    with refuses("LETTER_LAPSED"):
        letters.spoil(letter)
    with refuses("LETTER_LAPSED"):
        letters.handoff(letter)


@pytest.mark.parametrize(
    ("now", "year"),
    [
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), 2026),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), 2027),
    ],
)
def test_the_year_of_a_number_is_the_year_in_shanghai(
    letters: Letters, now: datetime, year: int
) -> None:
    case = letters.agreed("ready")
    letters.world.clock.set(now)
    letter = letters.issue(case)
    assert (letter.year, letter.serial) == (year, 1)
    assert letter.number.startswith(str(year)[2:])
    assert letter.issued_on == f"{year}-{'12-31' if year == 2026 else '01-01'}"


def test_a_lost_letter_is_void_and_its_addressee_is_to_be_told(letters: Letters) -> None:
    case, letter = letters.out("ready")
    with refuses("NOT_LOST"):
        letters.told(letter)
    for odd in ("2026-06-09", "2026-06-11"):
        with refuses("DATES_DISAGREE"):
            letters.lose(letter, on=odd)
    lost = letters.lose(letter, "s.deputy")
    assert (state_of(lost), lost.void_on, lost.addressee_told_on) == ("LOST", "2026-06-10", "")
    assert letters.told(lost).addressee_told_on == "2026-06-10"
    anew = letters.reissue(case, cause=LOST)
    assert (anew.replaces_number, anew.serial) == (letter.number, 2)
    old = letters.get(letter.id)
    assert (state_of(old), old.replaced_by_number) == ("LOST", anew.number)
    assert letters.print(anew.id).sheets[0].mark == f"补办，原介绍信 {letter.number} 作废"


def test_a_spoiled_letter_comes_back_under_the_next_number(letters: Letters) -> None:
    _, letter = letters.out("ready")
    letters.world.clock.pass_days(3)
    anew = letters.spoil(letter)
    assert (anew.serial, anew.replaces_number) == (2, letter.number)
    assert (anew.issued_on, anew.valid_until) == ("2026-06-13", letter.valid_until)
    assert letters.print(anew.id).sheets[0].validity_days == 87
    old = letters.get(letter.id)
    assert (state_of(old), old.void_because, old.void_on) == ("SPOILED", "打印偏移", "2026-06-13")


def test_what_is_void_is_neither_printed_nor_voided_again(letters: Letters) -> None:
    _, letter = letters.out("ready")
    void = letters.void(letter)
    assert (state_of(void), void.void_because) == ("VOID", "抬头写错")
    for act in (letters.void, letters.spoil, letters.lose):
        with refuses("LETTER_VOID"):
            act(void)
    with refuses("LETTER_VOID"):
        letters.print(letter.id)
    with refuses("LETTER_VOID"):
        letters.handoff(letter)


def test_letters_nobody_knows(letters: Letters) -> None:
    unknown = letter_pb2.Letter(id="l-000000000000", etag="1")
    for act in (letters.void, letters.spoil, letters.lose, letters.told):
        with refuses("LETTER_UNKNOWN"):
            act(unknown)
    for ask in (letters.get, letters.print):
        with refuses("LETTER_UNKNOWN"):
            ask(unknown.id)


def test_a_letter_is_its_issuers_business(letters: Letters) -> None:
    case, letter = letters.out("ready")
    for act in (letters.void, letters.spoil, letters.told):
        with refuses("NOT_YOURS"):
            act(letter, "a.secretary")
    with refuses("NOT_YOURS"):
        letters.print(letter.id, who="a.secretary")
    with refuses("NOT_YOURS"):
        letters.handoff(letter, "a.secretary")
    with refuses("NOT_YOURS"):
        letters.lose(letter, "outsider")
    with refuses("NOT_YOURS"):
        letters.get(letter.id, "outsider")
    with refuses("NOT_YOURS"):
        letters.register(2026, "a.secretary", issuer_id=letter.issuer_id)
    with refuses("NOT_YOURS"):
        letters.reissue(case, "a.secretary")


def test_nobody_sees_to_his_own_letter(letters: Letters) -> None:
    campus = letters.cases.campus
    letters.cases.enter("chief", "0101", id=campus.people["director"])
    letters.cases.appoint("officer", "00", authority_pb2.POST_KIND_OFFICER)
    case = letters.filed("chief")
    case = letters.cases.climb(case, "s.secretary", "a.secretary", "officer")
    with refuses("OWN_CASE"):
        letters.issue(case)
    letter = letters.issue(case, "officer")
    for act in (letters.void, letters.spoil, letters.lose, letters.handoff):
        with refuses("OWN_CASE"):
            act(letter)


def test_whoever_read_an_older_letter_reads_again(letters: Letters) -> None:
    _, letter = letters.out("ready")
    letters.handoff(letter)
    with refuses("STALE"):
        letters.void(letter)


def test_one_case_has_one_letter(letters: Letters) -> None:
    case, _ = letters.out("ready")
    with refuses("WRONG_STATE"):
        letters.issue(case)


def test_a_certificate_comes_with_the_acceptance(letters: Letters) -> None:
    case = _certified(letters.cases)
    letter = letters.get(case.letter_id)
    assert case.state == ACCEPTED
    assert letter.kind == letter_pb2.LETTER_KIND_CERTIFICATE
    assert (letter.destination, letter.valid_until) == ("临海市人民医院", "2026-10-31")
    sheet = letters.print(letter.id).sheets[0]
    assert (sheet.place, sheet.occupation) == ("临海市人民医院", "临床实习")
    assert (sheet.from_on, sheet.until_on) == ("2026-06-15", "2026-10-31")
    assert letters.out()[1].serial == letter.serial + 1


def _certified(cases: Cases) -> Case:
    plan = kind_pb2.Plan(
        ground=kind_pb2.GROUND_SHORT_ABSENCE,
        from_on="2026-06-15",
        until_on="2026-10-31",
        place="临海市人民医院",
        occupation="临床实习",
    )
    case = cases.desk("s.commissioner").changes.RequestChange(
        change_pb2.RequestChangeRequest(
            **body(
                {},
                member_id=cases.campus.members["ready"],
                kind=kind_pb2.CASE_KIND_CERTIFICATE,
                plan=plan,
            )
        )
    )
    case = cases.climb(case, "s.secretary", "a.secretary")
    return cases.get(cases.accept("director", case))
