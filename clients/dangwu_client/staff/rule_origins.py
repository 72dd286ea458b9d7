"""Where an edition came from: who drafted it, who published it, or that the system brought it."""

from typing import TYPE_CHECKING

from dangwu_client.errors import DangwuError
from dangwu_client.staff import output, resolve
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.rules.v1.edition_pb2 import Draft

PUBLISHED = "DRAFT_STATE_PUBLISHED"


def headings() -> list[str]:
    """What a table says of the origin of an edition."""
    return [
        say("来历", "origin"),
        say("提出人", "made by"),
        say("公布人", "published by"),
        say("公布时间", "published at"),
    ]


class Origins:
    """The drafts that editions came from, asked for once; nothing is said where nobody may know."""

    def __init__(self, desk: Desk) -> None:
        self._names = resolve.Names(desk)
        self._drafts: dict[str, Draft] | None = None
        try:
            known = desk.client.drafts(state=PUBLISHED)
            self._drafts = {one.edition.id: one for one in known}
        except DangwuError as error:
            output.note(say("版本来历未能读取：{why}", "Origins not read: {why}", why=error))

    def cells(self, edition_id: str) -> list[str]:
        """The cells under the headings."""
        draft = self._draft(edition_id)
        if draft is None:
            return [self._seeded(), "", "", ""]
        made_by, closed_by = self._names(draft.made_by_id), self._names(draft.closed_by_id)
        return [draft.id, made_by, closed_by, output.at(draft.closed_at)]

    def sentence(self, edition_id: str) -> str:
        """The same in one line; empty where it is not known."""
        draft = self._draft(edition_id)
        if draft is None:
            known = self._seeded()
            return say("来历：{known}", "Origin: {known}", known=known) if known else ""
        return say(
            "来历：草稿 {id}，{maker} 于 {made} 提出，{closer} 于 {closed} 公布",
            "Origin: draft {id}, made by {maker} at {made}, published by {closer} at {closed}",
            id=draft.id,
            maker=self._names(draft.made_by_id),
            made=output.at(draft.made_at),
            closer=self._names(draft.closed_by_id),
            closed=output.at(draft.closed_at),
        )

    def _draft(self, edition_id: str) -> "Draft | None":
        return (self._drafts or {}).get(edition_id)

    def _seeded(self) -> str:
        return "" if self._drafts is None else say("随系统提供", "came with the system")
