"""What the database really says, read behind the service's back."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from services.chassis.database import Database

PLACES = "SELECT member_id, place, organization_id FROM relationship WHERE until IS NULL"
SIGNED = """
    SELECT r.transfer_id, r.signed_by_id FROM rung r JOIN transfer t ON t.id = r.transfer_id
    WHERE r.round = t.round AND r.signed_by_id <> '' ORDER BY r.transfer_id, r.number
"""
CASES = "SELECT id, kind, state, version, ended_at IS NULL AS open FROM transfer"
LETTERS = """
    SELECT l.id, l.serial, l.number, l.state, l.transfer_id, l.version, p.serial AS replaces
    FROM letter l LEFT JOIN letter p ON p.id = l.replaces_id ORDER BY l.serial
"""
RECEIPTS = """
    SELECT r.transfer_id, l.serial, r.letter_hash, l.code FROM receipt r
    LEFT JOIN letter l ON l.id = r.letter_id
"""
TERMS = """
    SELECT t.kind, t.member_id, t.organization_id, t.version,
        (SELECT count(*) FROM contact c WHERE c.term_id = t.id) AS contacts
    FROM term t WHERE t.ended_on IS NULL
"""
HOLDS = "SELECT member_id, version FROM hold WHERE released_on IS NULL"
STANDINGS = "SELECT id, standing FROM member"


class Rows:
    """One database, read as it is."""

    def __init__(self, url: str) -> None:
        self._database = Database(url.format(service="transfer"))

    def ask(self, statement: str, **given: Any) -> Sequence[Any]:
        with self._database.engine.connect() as connection:
            return connection.execute(sa.text(statement), given).all()

    def letter(self, serial: int) -> Any:
        return self.ask("SELECT * FROM letter WHERE serial = :n", n=serial)[0]

    def term(self, member_id: str, kind: str, *, running: bool) -> str:
        asked = f"""SELECT id FROM term WHERE member_id = :member AND kind = :kind
            AND ended_on IS {"NULL" if running else "NOT NULL"} ORDER BY id"""
        return str(self.ask(asked, member=member_id, kind=kind)[0].id)

    def hold(self, member_id: str, *, stands: bool) -> str:
        asked = f"""SELECT id FROM hold WHERE member_id = :member
            AND released_on IS {"NULL" if stands else "NOT NULL"} ORDER BY id"""
        return str(self.ask(asked, member=member_id)[0].id)

    def close(self) -> None:
        self._database.close()
