"""A year of the fund, generated: as many cases as asked for, and what comes with them."""

from datetime import date, timedelta
from random import Random

from services.carefund import booking, posting
from services.carefund.booking import Draft
from services.carefund.posting import Lines, Occasion
from services.carefund.store import books as store
from tests.carefund.bookkeeping import DUES, FREE, SCHOOL, Books

BATCH = 1000
FIRST = date(2026, 1, 5)
SUMS = (300_00, 500_00, 1_000_00, 2_000_00, 3_000_00, 5_000_00, 12_345, 99_999)
"""What cases get; some with odd fen."""


def year(books: Books, cases: int, seed: int = 5) -> None:
    """Books a year: income of every kind, aid, returns, recoveries, fees and reversals."""
    random = Random(seed)
    most = cases * 6_000_00
    pools = [books.funded(DUES, most), books.funded(SCHOOL, most), books.funded(FREE, most)]
    drafts = sorted(_drafts(random, pools, cases), key=lambda one: one.on)
    for start in range(0, len(drafts), BATCH):
        with books.writing() as work:
            booking.book_all(work, drafts[start : start + BATCH])
    _reversed(books, random)


def _drafts(random: Random, pools: list[str], cases: int) -> list[Draft]:
    made: list[Draft] = []

    def add(occasion: Occasion, lines: Lines, on: date, reference: str = "") -> None:
        number = len(made)
        note = random.choice(("拨款", "慰问 “七一”; 第二批", 'said "so" \\ | ok', "付款 =1+1"))
        made.append(Draft(occasion, lines, on, note, bank_reference=reference or f"R{number:07d}"))

    for _ in range(cases):
        pool, fen = random.choice(pools), random.choice(SUMS)
        category, on = random.randint(1, 14), FIRST + timedelta(days=random.randint(0, 140))
        add(Occasion.PAID, posting.paid(pool, fen, category), on)
        if random.random() < 0.05:
            back = on + timedelta(days=2)
            add(Occasion.RETURNED, posting.returned(pool, fen), back)
            add(Occasion.REISSUED, posting.reissued(pool, fen), back + timedelta(days=3))
        elif random.random() < 0.02:
            late = on + timedelta(days=5)
            lines = posting.recovered(pool, fen, category, same_year=True)
            add(Occasion.RECOVERED, lines, late)
    for month in range(1, 6):
        on = date(2026, month, 21)
        for pool, kind, source in zip(pools, (1, 3, 4), (DUES, SCHOOL, FREE), strict=True):
            add(Occasion.INCOME, posting.income(kind, source, pool, 10_000_01 * month), on)
            add(Occasion.FEE, posting.fee(pool, 5_50), on)
    return made


def _reversed(books: Books, random: Random) -> None:
    """A few of the fees were booked wrongly."""
    with books.writing() as work:
        fees = [
            one.id
            for one in store.entries(work.session, after=(0, 0), most=100_000)
            if one.occasion == Occasion.FEE
        ]
    for entry_id in random.sample(fees, 3):
        books.call("accountant", "ReverseEntry", entry_id=entry_id, because="重复入账")
