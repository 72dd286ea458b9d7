"""After every act: what the service keeps is what the reference knows, and the invariants hold."""

import hashlib
from collections import Counter
from typing import Any

from dangwu.transfer.v1 import roll_pb2
from tests.model import rows
from tests.model.driving import Driver
from tests.model.reference import Reference
from tests.model.rows import Rows


def check(known: Reference, found: Rows, driver: Driver) -> None:
    """All of it but the service's own proof, which takes longer the more there is."""
    places(known, found, driver)
    cases(known, found, driver)
    letters(known, found)
    receipts(known, found)
    arrangements(known, found, driver)


def places(known: Reference, found: Rows, driver: Driver) -> None:
    """I-01, I-02, I-10: one place each, moved by acceptance and nothing else, nobody lost."""
    open_rows = [tuple(one) for one in found.ask(rows.PLACES)]
    expected = {
        (one.id, one.place, driver.id_of(one.at) if one.at else "")
        for one in known.members.values()
    }
    assert Counter(open_rows) == Counter(expected), "a member belongs elsewhere"
    assert sum(place == "INSIDE" for _, place, _ in open_rows) == known.inside, "somebody is lost"
    standing = {one.id: one.standing for one in known.members.values()}
    assert dict(map(tuple, found.ask(rows.STANDINGS))) == standing, "a standing differs"


def cases(known: Reference, found: Rows, driver: Driver) -> None:
    """I-03, I-04, I-05, I-23: every case stands where the steps taken led, signed by whom."""
    stored = {one.id: (one.kind, one.state, one.version, bool(one.open)) for one in
              found.ask(rows.CASES)}  # fmt: skip
    expected = {
        one.id: (one.kind, one.state, one.version, one.open) for one in known.cases.values()
    }
    assert stored == expected, "a case stands elsewhere"
    signed: dict[str, list[str]] = {}
    for transfer_id, by in found.ask(rows.SIGNED):
        signed.setdefault(transfer_id, []).append(by)
    people = driver.cases.campus.people
    for case in known.cases.values():
        mine = [people[who] for who in case.signed]
        if case.id in known.receipts:
            mine.append(driver.id_of(case.receiver))
        assert signed.get(case.id, []) == mine, "others have signed"
    lanes = Counter(
        (member.id, case.lane) for case in known.cases.values() if case.open
        for member in case.aboard
    )  # fmt: skip
    assert all(count == 1 for count in lanes.values()), "two open cases in one lane"


def letters(known: Reference, found: Rows) -> None:
    """I-06, I-07: numbers one after another, none twice, one live letter a case."""
    stored = [
        (one.serial, one.state, one.transfer_id, one.version, one.replaces or 0)
        for one in found.ask(rows.LETTERS)
    ]
    expected = [
        (one.serial, one.state, one.case.id, one.version, one.replaces) for one in known.letters
    ]
    assert stored == expected, "a letter stands elsewhere"
    live = Counter(case_id for _, state, case_id, _, _ in stored if state == "LIVE")
    assert all(count == 1 for count in live.values()), "two live letters"


def receipts(known: Reference, found: Rows) -> None:
    """I-08, I-09: one receipt for every departure that was accepted, bound to its letter."""
    stored: dict[str, int] = {}
    for one in found.ask(rows.RECEIPTS):
        assert one.transfer_id not in stored, "two receipts"
        stored[one.transfer_id] = one.serial or 0
        code = one.code and hashlib.sha256(one.code.encode()).hexdigest()
        assert (code or "") == one.letter_hash, "a receipt of another letter"
    assert stored == known.receipts, "a receipt is missing, or is too many"


def arrangements(known: Reference, found: Rows, driver: Driver) -> None:
    """What runs, what was logged in it, and what holds a member."""
    running: list[Any] = [tuple(one) for one in found.ask(rows.TERMS)]
    expected = [
        (one.kind, one.member.id, driver.id_of(one.at), one.version, one.contacts)
        for one in known.terms if one.running
    ]  # fmt: skip
    assert sorted(running) == sorted(expected), "an arrangement differs"
    held = Counter(tuple(one) for one in found.ask(rows.HOLDS))
    stands = Counter((one.member.id, one.version) for one in known.holds if one.stands)
    assert held == stands, "a hold differs"


def proven(driver: Driver) -> None:
    """The service's own proof finds nothing broken."""
    told = driver.cases.desk("inspector").roll.VerifyRoll(roll_pb2.VerifyRollRequest())
    assert not {one.name: list(one.examples) for one in told.checks if one.broken}
