"""What people type for a thing: an id, the school's code, a campus number, an account, a name."""

from dangwu_client.errors import DangwuError, Unknown
from dangwu_client.staff.desk import Desk


def organization_id(desk: Desk, typed: str) -> str:
    """The id of an organization, typed as id, code, or a name that only one has."""
    if typed.startswith("o-"):
        return typed
    if typed.isascii():
        return desk.client.organization(typed).id
    found = list(desk.client.organizations(containing=typed))
    exact = [one for one in found if one.name == typed]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0].id
    some = "、".join(f"{one.code} {one.name}" for one in found[:8])
    raise _unknown(
        "ORGANIZATION_UNCLEAR" if found else "ORGANIZATION_UNKNOWN",
        f"名称含“{typed}”的组织有 {len(found)} 个，请改用编码或编号。{some}",
        f"{len(found)} organizations are named like “{typed}”; use a code or an id. {some}",
    )


def member_id(desk: Desk, typed: str) -> str:
    """The id of a member, typed as id or campus number."""
    if typed.startswith("p-"):
        return typed
    member = desk.client.find_member_by_campus_number(typed)
    if member is None:
        raise _unknown(
            "MEMBER_UNKNOWN",
            f"没有学号或工号为 {typed} 的党员，或您无权查看。按姓名查找：dangwu member find 姓名",
            f"No member you may see has the campus number {typed}. Try dangwu member find NAME.",
        )
    return member.id


def person_id(desk: Desk, typed: str) -> str:
    """The id of a person, typed as id, account, or service name."""
    if typed.startswith(("p-", "service:")):
        return typed
    return desk.client.person(typed).id


def transfer_id(desk: Desk, typed: str) -> str:
    """The id of a case, typed as id, or as the member whose case is under way."""
    if typed.startswith("t-"):
        return typed
    member = desk.client.member(member_id(desk, typed))
    if not member.open_transfer_id:
        raise _unknown(
            "TRANSFER_UNKNOWN",
            f"{member.name}没有在办的转接。",
            f"{member.name} has no transfer under way.",
        )
    return member.open_transfer_id


class Names:
    """What people are called, asked once each; the id where it cannot be learnt."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, str] = {}

    def __call__(self, person_id: str) -> str:
        if person_id.startswith("p-") and person_id not in self._known:
            try:
                self._known[person_id] = self._desk.client.person(person_id).name
            except DangwuError:
                self._known[person_id] = person_id
        return self._known.get(person_id, person_id)


def _unknown(reason: str, zh: str, en: str) -> Unknown:
    return Unknown(reason, zh, en, code="NOT_FOUND")
