"""The export of the books is checked by programs that know nothing of dangwu."""

from pathlib import Path

from beancount import loader

from dangwu_client.fund import exports
from tests.carefund import foreign, generated
from tests.carefund.bookkeeping import FREE, Books

CASES = 5_000


def test_a_year_of_5000_cases_agrees_with_foreign_programs(books: Books, tmp_path: Path) -> None:
    generated.year(books, CASES)
    assert foreign.agree(books, tmp_path) > CASES
    assert books.broken() == {}


def test_empty_books_are_valid_books(books: Books, tmp_path: Path) -> None:
    assert foreign.agree(books, tmp_path) == 0


def test_what_was_changed_in_the_export_is_found(books: Books, tmp_path: Path) -> None:
    """The foreign program adds up for itself: a fen too much in one line, and it says so."""
    books.funded(FREE, 1_000_00)
    exported = exports.read(foreign.Reading(books))
    text = exports.beancount(exported).replace("  1000.00 CNY", "  1000.01 CNY", 1)
    path = tmp_path / "wrong.beancount"
    path.write_text(text, encoding="utf-8")
    _, errors, _ = loader.load_file(str(path))
    assert len(errors) == 1


def test_hledger_finds_it_too(books: Books, tmp_path: Path) -> None:
    books.funded(FREE, 1_000_00)
    text = exports.hledger(exports.read(foreign.Reading(books)))
    path = tmp_path / "wrong.journal"
    path.write_text(text.replace(" 1000.00 CNY", " 1000.01 CNY", 2), encoding="utf-8")
    done = foreign.run_hledger(path, "check", "--strict")
    assert done.returncode == 1
    assert "could not balance" in done.stderr
