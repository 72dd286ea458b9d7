"""StaffClient: everything that the people of the organization work ask of dangwu."""

from dangwu_client.arrangements import Arrangements
from dangwu_client.arrivals import Arrivals
from dangwu_client.audit import Audit
from dangwu_client.calendar import Workdays
from dangwu_client.cases import Cases
from dangwu_client.changes import Changes
from dangwu_client.departures import Departures
from dangwu_client.directory import Organizations, Posts
from dangwu_client.editions import Editions
from dangwu_client.holds import Holds
from dangwu_client.identity import Identity
from dangwu_client.letter_acts import LetterActs, Receipts
from dangwu_client.letter_keys import LetterKeys
from dangwu_client.outsides import Outsides
from dangwu_client.reminders import Reminders
from dangwu_client.roll import Roll
from dangwu_client.rules import Rules
from dangwu_client.rulings import Rulings
from dangwu_client.statistics import Statistics
from dangwu_client.steps import Steps


class StaffClient(
    Organizations,
    Outsides,
    Posts,
    Identity,
    Roll,
    Cases,
    Steps,
    Departures,
    Arrivals,
    Changes,
    Arrangements,
    Holds,
    LetterActs,
    LetterKeys,
    Receipts,
    Reminders,
    Rules,
    Editions,
    Rulings,
    Workdays,
    Statistics,
    Audit,
):
    """Asks on behalf of a person; what it may see and do follows from the posts held today.

        with connect("127.0.0.1:50051", token=session.token) as connection:
            staff = StaffClient(connection)
            for case in staff.inbox():
                staff.sign_transfer(case.id, case.etag)

    Every method raises a `DangwuError`; writes are repeated safely with the same `request_id`.
    """
