"""The books: what the accountant enters, and how it is corrected."""

from typing import Any

from tests.carefund.bookkeeping import (
    DUES,
    FREE,
    RESTRICTED,
    SCHOOL,
    SEVERE,
    Books,
)
from tests.refusals import refuses

UNIDENTIFIED, PASS_THROUGH, OPENING, GIFT, OTHER = 7, 8, 9, 4, 6


def lines(entry: Any) -> dict[str, int]:
    return {one.account: one.amount_fen for one in entry.lines}


def test_entries_are_numbered_without_gaps_in_each_year(books: Books) -> None:
    pool_id = books.pool(FREE)
    numbers = [books.income(pool_id, GIFT, 100, f"2026-01-0{day}").number for day in (3, 1, 2)]
    assert numbers == [1, 2, 3]
    assert books.income(pool_id, GIFT, 100, "2025-12-31").number == 1
    rehearsed = books.income(pool_id, GIFT, 100, validate_only=True)
    assert rehearsed.number == 4
    with refuses("DATE_AHEAD"):
        books.income(pool_id, GIFT, 100, "2026-06-11")
    assert books.income(pool_id, GIFT, 100).number == 4
    assert books.broken() == {}


def test_only_the_accountant_keeps_the_books(books: Books) -> None:
    pool_id = books.pool(FREE)
    said: dict[str, dict[str, Any]] = {
        "RecordIncome": {
            "pool_id": pool_id, "kind": GIFT, "amount_fen": 1, "received_on": "2026-06-01",
            "bank_reference": "FLOW1", "note": "入账",
        },
        "IdentifyIncome": {
            "entry_id": "e-" + "0" * 12, "pool_id": pool_id, "kind": GIFT, "note": "查明",
        },
        "PassOn": {
            "pool_id": pool_id, "amount_fen": 1, "paid_on": "2026-06-01",
            "bank_reference": "FLOW1", "note": "转出",
        },
        "RecordFee": {
            "pool_id": pool_id, "amount_fen": 1, "paid_on": "2026-06-01",
            "bank_reference": "FLOW1", "note": "手续费",
        },
        "ReverseEntry": {"entry_id": "e-" + "0" * 12, "because": "记错"},
        "CloseYear": {"year": 2025},
    }  # fmt: skip
    for method, request in said.items():
        with refuses("NOT_ACCOUNTANT"):
            books.call("cashier", method, **request)
        with refuses("ROLE_NOT_ALLOWED"):
            books.call("director", method, **request)


def test_income_goes_to_a_pool_of_its_source(books: Books) -> None:
    dues, free = books.pool(DUES), books.pool(FREE)
    with refuses("INCOME_UNFIT"):
        books.income(dues, GIFT, 100)
    with refuses("INCOME_UNFIT"):
        books.income(free, 1, 100)
    with refuses("POOL_UNKNOWN"):
        books.income("b-" + "0" * 12, GIFT, 100)
    assert books.income(dues, 1, 100).lines[1].account_name == "党费转入"


def test_a_pool_opens_once_and_first(books: Books) -> None:
    pool_id = books.pool(DUES)
    opened = books.income(pool_id, OPENING, 20_000_00)
    assert lines(opened) == {"1002": 20_000_00, "3101": -20_000_00}
    with refuses("INCOME_UNFIT"):
        books.income(pool_id, OPENING, 1)
    books.call("accountant", "ReverseEntry", entry_id=opened.id, because="金额有误")
    books.income(pool_id, OPENING, 21_000_00)
    assert books.state(pool_id).cash_fen == 21_000_00


def test_one_bank_reference_is_booked_once_unless_it_was_reversed(books: Books) -> None:
    pool_id = books.pool(FREE)
    wrong = books.income(pool_id, GIFT, 999, bank_reference="ICBC0001")
    with refuses("BANK_REFERENCE_TAKEN") as refused:
        books.income(pool_id, GIFT, 1_00, bank_reference="ICBC0001")
    assert refused.details["entry"] == wrong.id
    books.call("accountant", "ReverseEntry", entry_id=wrong.id, because="金额有误")
    books.income(pool_id, GIFT, 1_00, bank_reference="ICBC0001")
    with refuses("BANK_REFERENCE_TAKEN"):
        books.income(pool_id, GIFT, 1_00, bank_reference="ICBC0001")
    assert books.state(pool_id).cash_fen == 1_00
    assert books.broken() == {}


def test_red_letters_name_the_entry_and_stand_for_ever(books: Books) -> None:
    pool_id = books.pool(FREE)
    entry = books.income(pool_id, GIFT, 100)
    red = books.call("accountant", "ReverseEntry", entry_id=entry.id, because="记错资金池")
    assert (red.reverses_id, lines(red)) == (entry.id, {"1002": -100, "4104": 100})
    assert books.call("director", "GetEntry", id=entry.id).reversed_by_id == red.id
    with refuses("ENTRY_REVERSED"):
        books.call("accountant", "ReverseEntry", entry_id=entry.id, because="再次")
    with refuses("ENTRY_UNFIT"):
        books.call("accountant", "ReverseEntry", entry_id=red.id, because="再次")
    with refuses("ENTRY_UNKNOWN"):
        books.call("accountant", "ReverseEntry", entry_id="e-" + "0" * 12, because="再次")
    assert books.broken() == {}


def test_what_was_promised_since_keeps_an_income_from_being_taken_back(books: Books) -> None:
    pool_id = books.pool(FREE)
    entry = books.income(pool_id, GIFT, 100)
    promise = books.reserve(pool_id, 1)
    with refuses("POOL_SHORT"):
        books.call("accountant", "ReverseEntry", entry_id=entry.id, because="记错")
    books.end(promise, "void")
    books.call("accountant", "ReverseEntry", entry_id=entry.id, because="记错")


def test_a_payment_is_not_undone_by_hand(books: Books) -> None:
    entry_id = books.pay(books.funded(FREE, 100), 100)
    with refuses("ENTRY_UNFIT"):
        books.call("accountant", "ReverseEntry", entry_id=entry_id, because="记错")


def test_an_entry_of_last_year_is_corrected_in_this(books: Books) -> None:
    pool_id = books.pool(FREE)
    entry = books.income(pool_id, GIFT, 100, "2025-12-31")
    red = books.call("accountant", "ReverseEntry", entry_id=entry.id, because="记错")
    assert (red.booked_on, lines(red)) == ("2026-06-10", {"1002": -100, "3201": 100})
    assert books.broken() == {}


def test_money_of_unknown_origin_is_nobodys_until_it_is_known(books: Books) -> None:
    at_first, meant = books.pool(DUES), books.pool(RESTRICTED, SEVERE)
    entry = books.income(at_first, UNIDENTIFIED, 500)
    assert books.available() == 0
    identify = {"entry_id": entry.id, "pool_id": meant, "note": "校友捐赠"}
    for kind in (UNIDENTIFIED, OPENING, 1):
        with refuses("INCOME_UNFIT"):
            books.call("accountant", "IdentifyIncome", kind=kind, **identify)
    found = books.call("accountant", "IdentifyIncome", kind=GIFT, **identify)
    assert found.identifies_id == entry.id
    assert (books.state(at_first).cash_fen, books.state(meant).cash_fen) == (0, 500)
    with refuses("ENTRY_UNFIT"):
        books.call("accountant", "IdentifyIncome", kind=GIFT, **identify)
    with refuses("ENTRY_UNFIT"):
        books.call("accountant", "ReverseEntry", entry_id=entry.id, because="记错")
    books.call("accountant", "ReverseEntry", entry_id=found.id, because="查错来源")
    assert books.state(meant).cash_fen == 0
    books.call("accountant", "IdentifyIncome", kind=OTHER, **identify | {"pool_id": at_first})
    assert books.state(at_first).cash_fen == 500
    assert books.broken() == {}


def test_only_money_of_unknown_origin_can_be_identified(books: Books) -> None:
    pool_id = books.pool(FREE)
    entry = books.income(pool_id, GIFT, 500)
    with refuses("ENTRY_UNFIT"):
        books.call(
            "accountant", "IdentifyIncome", entry_id=entry.id, pool_id=pool_id, kind=6, note="查明"
        )


def pass_on(books: Books, pool_id: str, fen: int) -> Any:
    return books.call(
        "accountant", "PassOn", pool_id=pool_id, amount_fen=fen, paid_on=books.today,
        bank_reference=books.reference(), note="上缴特殊党费",
    )  # fmt: skip


def test_what_is_collected_for_others_is_kept_apart_and_passed_on(books: Books) -> None:
    pool_id = books.pool(DUES)
    collected = books.income(pool_id, PASS_THROUGH, 700)
    assert books.state(pool_id).available_fen == 0
    with refuses("BEYOND_HELD") as refused:
        pass_on(books, pool_id, 701)
    assert refused.details == {"held": "7.00", "needed": "7.01"}
    passed = pass_on(books, pool_id, 700)
    with refuses("BEYOND_HELD"):
        pass_on(books, pool_id, 1)
    with refuses("BEYOND_HELD"):
        books.call("accountant", "ReverseEntry", entry_id=collected.id, because="记错")
    books.call("accountant", "ReverseEntry", entry_id=passed.id, because="记错")
    books.call("accountant", "ReverseEntry", entry_id=collected.id, because="记错")
    assert books.balances() == {}
    assert books.broken() == {}


def test_a_fee_comes_out_of_what_is_not_promised(books: Books) -> None:
    pool_id = books.funded(FREE, 100)
    books.reserve(pool_id, 95)
    fee = {"pool_id": pool_id, "paid_on": books.today, "note": "转账手续费"}
    with refuses("POOL_SHORT"):
        books.call("accountant", "RecordFee", amount_fen=6, bank_reference="FEE1", **fee)
    entry = books.call("accountant", "RecordFee", amount_fen=5, bank_reference="FEE1", **fee)
    assert lines(entry) == {"5104": 5, "1002": -5}


def test_entries_are_listed_by_number_year_pool_account_and_case(books: Books) -> None:
    one, other = books.pool(FREE), books.pool(SCHOOL)
    for pool_id, kind in ((one, GIFT), (other, 3), (one, GIFT), (one, UNIDENTIFIED), (one, GIFT)):
        books.income(pool_id, kind, 100)
    books.income(one, GIFT, 100, "2025-03-01")

    def listed(**said: Any) -> list[tuple[str, int]]:
        found, token = [], ""
        while True:
            page = books.call("inspector", "ListEntries", page_size=2, page_token=token, **said)
            found += [(entry.booked_on[:4], entry.number) for entry in page.entries]
            token = page.next_page_token
            if not token:
                return found

    assert listed() == [("2025", 1), *(("2026", number) for number in range(1, 6))]
    assert listed(year=2025) == [("2025", 1)]
    assert listed(year=2026, pool_id=other) == [("2026", 2)]
    assert listed(account="2302") == [("2026", 4)]
    assert listed(application_id="a-" + "0" * 12) == []
    for token in ("no", "WyJ4IiwieCJd"):
        with refuses("PAGE_TOKEN_INVALID"):
            books.call("inspector", "ListEntries", page_token=token)


def test_the_chart_is_told(books: Books) -> None:
    accounts = {one.code: one for one in books.call("cashier", "ListAccounts").accounts}
    assert accounts["5101"].name == "关爱支出"
    assert accounts["5101"].debit
    assert not accounts["4101"].debit


def test_a_trial_balance_is_of_a_day_and_of_a_pool(books: Books) -> None:
    one, other = books.pool(FREE), books.pool(SCHOOL)
    books.income(one, GIFT, 100, "2026-03-01")
    books.income(other, 3, 40, "2026-04-01")
    assert books.balances("2026-02-28") == {}
    assert books.balances("2026-03-01") == {"1002": 100, "4104": -100}
    assert books.balances() == {"1002": 140, "4103": -40, "4104": -100}
    mine = books.call("director", "GetTrialBalance", pool_id=other)
    assert [(row.account, row.debit_fen, row.credit_fen) for row in mine.rows] == [
        ("1002", 40, 0),
        ("4103", 0, 40),
    ]
    with refuses("POOL_UNKNOWN"):
        books.call("director", "GetTrialBalance", pool_id="b-" + "0" * 12)


def test_nothing_is_booked_before_there_were_books(books: Books) -> None:
    """A year that no request can close would keep every later one open."""
    pool = books.funded(FREE, 1_000_00)
    asked = {"pool_id": pool, "amount_fen": 100, "note": "手续费"}
    with refuses("MALFORMED") as refused:
        books.call(
            "accountant", "RecordFee", **asked, paid_on="1999-12-31", bank_reference="OLD0001"
        )
    assert refused.fields == ["paid_on"]


def test_a_bank_reference_is_one_however_it_was_typed(books: Books) -> None:
    pool = books.funded(FREE, 1_000_00)
    asked = {"pool_id": pool, "amount_fen": 100, "note": "手续费", "paid_on": books.today}
    told = books.call("accountant", "RecordFee", **asked, bank_reference="icbc 2026０001")
    assert told.bank_reference == "ICBC20260001"
    for typed in ("ICBC20260001", " icbc20260001 ", "ICBC2026\u200b0001", "ＩＣＢＣ20260001"):
        with refuses("BANK_REFERENCE_TAKEN"):
            books.call("accountant", "RecordFee", **asked, bank_reference=typed)
