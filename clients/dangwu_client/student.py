"""StudentClient: what the student system may ask."""

from dangwu_client.campus import CampusClient


class StudentClient(CampusClient):
    """Students: somebody changes major or goes on to a higher degree within the school.

        with connect("dangwu.example.edu.cn:50051", token=campus_token) as connection:
            students = StudentClient(connection)
            college = students.organization("05")
            member = students.find_member_by_campus_number("202211034")
            if member and not member.open_transfer_id:
                students.propose_transfer(
                    member.id, college.id, "TRANSFER_REASON_CHANGE_OF_MAJOR", request_id=event.uuid
                )

    A college committee is a good destination: it names the branch when it signs. `why` tells a
    student who asks where the case stands. Staff and retirees are unknown to this client.
    """
