"""What people type for a thing: an id, the school's code, a campus number, an account, a name."""

import unicodedata

from dangwu_client.errors import DangwuError, Forbidden, Unknown
from dangwu_client.staff import plain
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.words import say

WHOLE, PART = 99, 80
"""The scores from which on an outside organization was named whole, or by a part of its name."""


def folded(typed: str) -> str:
    """What was meant: full-width letters and digits are those of the keyboard, blanks are none."""
    return unicodedata.normalize("NFKC", typed).strip()


def organization_id(desk: Desk, typed: str) -> str:
    """The id of an organization, typed as id, code, or a name that only one has."""
    typed = _given(typed, say("组织", "ORG"), "0302")
    if typed.isascii():
        lowered = typed.lower()
        return lowered if lowered.startswith("o-") else desk.client.organization(typed.upper()).id
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


def outside_id(desk: Desk, typed: str) -> str:
    """The id of an outside organization, typed as id, code, name or alias, or a part of one."""
    typed = _given(typed, say("校外组织", "OUTSIDE"), "W06")
    if typed.lower().startswith("o-"):
        return typed.lower()
    found = desk.client.find_outside(typed)
    for least in (WHOLE, PART):
        fitting = [one for one in found if one.score >= least]
        if len(fitting) == 1:
            return fitting[0].outside.id
        if fitting:
            break
    some = "、".join(f"{one.outside.code} {one.outside.name}" for one in found[:8])
    raise _unknown(
        "ORGANIZATION_UNCLEAR" if found else "ORGANIZATION_UNKNOWN",
        f"“{typed}”不能确定是哪个校外组织，请改用代码或编号。{some}",
        f"“{typed}” does not say which outside organization; use a code or an id. {some}",
    )


def member_id(desk: Desk, typed: str) -> str:
    """The id of a member, typed as id or campus number."""
    typed = _given(typed, say("党员", "MEMBER"), "202211034")
    if typed.lower().startswith("p-"):
        return typed.lower()
    for number in _spellings(typed):
        if member := desk.client.find_member_by_campus_number(number):
            return member.id
    raise _unknown(
        "MEMBER_UNKNOWN",
        f"没有学号或工号为 {typed} 的党员，或您无权查看。按姓名查找：dangwu member find 姓名",
        f"No member you may see has the campus number {typed}. Try dangwu member find NAME.",
    )


def person_id(desk: Desk, typed: str) -> str:
    """The id of a person, typed as id, account, or service name."""
    typed = _given(typed, say("人员", "PERSON"), "w0112")
    if typed.startswith(("p-", "service:")):
        return typed
    return desk.client.person(typed).id


def transfer_id(desk: Desk, typed: str) -> str:
    """The id of a case, typed as id, or as the member whose case is under way."""
    typed = _given(typed, say("转接", "TRANSFER"), "t-…")
    if typed.lower().startswith("t-"):
        return typed.lower()
    try:
        member = desk.client.member(member_id(desk, typed))
    except (Unknown, Forbidden):
        return _case_on_its_way(desk, typed)
    if not member.open_transfer_id:
        raise _unknown(
            "TRANSFER_UNKNOWN",
            f"{member.name}没有在办的转接。",
            f"{member.name} has no transfer under way.",
        )
    return member.open_transfer_id


def last_transfer_id(desk: Desk, typed: str) -> str:
    """The case meant, ended or not: of a member without an open one, the last that was filed."""
    try:
        return transfer_id(desk, typed)
    except Unknown:
        if folded(typed).lower().startswith(("t-", "p-")):
            raise
        numbers = _spellings(folded(typed))
        known = [case for one in numbers for case in desk.client.transfers(campus_number=one)]
        if not known:
            raise
        return max(known, key=lambda case: (case.filed_at.seconds, case.filed_at.nanos)).id


def _case_on_its_way(desk: Desk, typed: str) -> str:
    """The open case of a member who is still on another branch's roll."""
    if not typed.startswith("p-"):
        for number in _spellings(typed):
            for case in desk.client.transfers(campus_number=number):
                if not case.ended_at.seconds:
                    return case.id
    raise _unknown(
        "TRANSFER_UNKNOWN",
        f"没有您能看到的、{typed} 在办的转接。请看 dangwu inbox 或 dangwu transfer list。",
        f"You see no transfer under way of {typed}. Look with: dangwu inbox, dangwu transfer list",
    )


def _spellings(number: str) -> list[str]:
    """A number as it was typed, and with capital letters."""
    return list(dict.fromkeys((number, number.upper())))


def _given(typed: str, what: str, example: str) -> str:
    """The folded word; an empty one is a slip of the hand, and said to be."""
    import click

    word = folded(typed)
    if not word:
        raise click.UsageError(
            say(
                "{what} 没有填写，请写成例如 {example}。",
                "{what} is empty; write for example {example}.",
                what=what,
                example=example,
            )
        )
    return word


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
        return self._known.get(person_id, plain.system(person_id))


def _unknown(reason: str, zh: str, en: str) -> Unknown:
    return Unknown(reason, zh, en, code="NOT_FOUND")
