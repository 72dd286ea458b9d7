"""Outside organizations: what they are, what may stand above them, and whose a name is.

They are no part of the school's tree. Above one stands the Party organization it answers to, which
need not be where the map would put it; how members go there follows from that.
"""

import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from services.chassis.errors import FieldFault, NotNow, Taken
from services.directory.tree import OrganizationKind

LONGEST = 120
REMEMBERED = 65_536
VARIANTS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
"""They choose how a character is drawn, not which it is."""


class OutsideCategory(IntEnum):
    """What an outside organization is, numbered as in the .proto."""

    COUNTY_DEPARTMENT = 1
    WORK_COMMITTEE = 2
    UNIVERSITY = 3
    STREET = 4
    TALENT_AGENCY = 5
    ENTERPRISE = 6
    ORGAN = 7
    MILITARY = 8
    COMMUNITY = 9
    OTHER = 10


class NotOutside(NotNow):
    zh = "{organization} 是校内组织，这里只管校外党组织；请核对编号。"
    en = "{organization} belongs to the school; this is for outside organizations, check the id."


class AliasTaken(Taken):
    zh = "“{alias}”已是 {code} {name} 的名称或别称。同一写法只属于一个组织，请加上地名或换一个。"
    en = "“{alias}” is a name or alias of {code} {name} already; add a place to it, or change it."


class SuperiorUnfit(NotNow):
    zh = "{superior} 不能作为 {organization} 的上级党组织：{why_zh}。请改选，或先留空。"
    en = "{superior} cannot stand above {organization}: {why}. Choose another, or none for now."


@lru_cache(REMEMBERED)
def folded(text: str) -> str:
    """What is compared: letters and digits, whatever their width and case, nothing between."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in plain if not _between_letters(each))


def _between_letters(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "PSZ" or category in ("Cc", "Cf") or character in VARIANTS


def outside(organization_id: str, kind: OrganizationKind) -> None:
    """Refuses with `NotOutside` what belongs to the school."""
    if kind is not OrganizationKind.OUTSIDE:
        raise NotOutside(organization=organization_id)


def superior(
    organization_id: str,
    superior_id: str,
    kind: OrganizationKind,
    closed: bool,
    above: Iterable[str],
) -> None:
    """Refuses with `SuperiorUnfit` what may not stand above; `above` is what stands above that."""
    if superior_id == organization_id:
        why = ("它就是这个组织自己", "it is that organization itself")
    elif kind is not OrganizationKind.OUTSIDE:
        why = ("它是校内组织", "it belongs to the school")
    elif closed:
        why = ("它已撤销", "it is closed")
    elif organization_id in above:
        why = ("这个组织就在它之上", "it stands below that organization")
    else:
        return
    raise SuperiorUnfit(
        FieldFault("superior_id", "请改选上级党组织。", "Choose another superior."),
        organization=organization_id,
        superior=superior_id,
        why_zh=why[0],
        why=why[1],
    )
