"""HrClient: what the campus HR system may ask."""

from dangwu_client.campus import CampusClient


class HrClient(CampusClient):
    """Staff members and retirees: somebody changes unit or retires, so his relationship follows.

        with connect("dangwu.example.edu.cn:50051", cert="hr.pem", key="hr.key") as connection:
            hr = HrClient(connection)
            member = hr.find_member_by_campus_number("19970123")
            unit = hr.organization("0501")
            if member and hr.readiness(member.id, unit.id).ready:
                hr.propose_transfer(
                    member.id, unit.id, "TRANSFER_REASON_REPOSTING", request_id=event.uuid
                )

    Give the id of the HR event as `request_id`: the same event sent twice then proposes once.
    Students are unknown to this client; it sees only teaching and other staff, and retirees.
    """
