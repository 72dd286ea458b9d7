"""StaffClient: everything that the people of the organization work ask of dangwu."""

from dangwu_client.audit import Audit
from dangwu_client.calendar import Workdays
from dangwu_client.cases import Cases
from dangwu_client.directory import Organizations, Posts
from dangwu_client.editions import Editions
from dangwu_client.identity import Identity
from dangwu_client.roll import Roll
from dangwu_client.rules import Rules
from dangwu_client.rulings import Rulings
from dangwu_client.steps import Steps


class StaffClient(
    Organizations, Posts, Identity, Roll, Cases, Steps, Rules, Editions, Rulings, Workdays, Audit
):
    """Asks on behalf of a person; what it may see and do follows from the posts held today.

        with connect("127.0.0.1:50051", token=session.token) as connection:
            staff = StaffClient(connection)
            for case in staff.inbox():
                staff.sign_transfer(case.id, case.etag)

    Every method raises a `DangwuError`; writes are repeated safely with the same `request_id`.
    """
