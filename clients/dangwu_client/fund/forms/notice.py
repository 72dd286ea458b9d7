"""The publicity notice (公示): what hangs in public, for exactly as long as it may hang."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dangwu.carefund.v1.publicity_pb2 import Notice
from dangwu_client.fund.forms.amounts import figures
from dangwu_client.fund.forms.wording import day
from dangwu_client.letters.sheets import SheetRefused

UNSHOWN = "—"
DIGEST_SHOWN = 16


class NoticeOver(SheetRefused):
    """A notice past its last day is down, and is not put up again on paper."""

    def __init__(self, last_on: str) -> None:
        super().__init__(
            f"公示已于 {last_on} 期满撤下，不再打印。",
            f"The notice was taken down after {last_on}; it is not printed again.",
        )


@dataclass(frozen=True)
class NoticeForm:
    """A notice as the server made it: the five fields of an entry, and nothing else ever."""

    notice: Notice

    kind = "notice"
    title = "党内关爱专项资金拟关爱人员公示"

    @property
    def number(self) -> str:
        return self.notice.id

    def shown(self) -> Mapping[str, Any]:
        notice = self.notice
        if notice.HasField("taken_down_at"):
            raise NoticeOver(notice.last_on)
        return {
            "committee": notice.committee_name,
            "first_on": day(notice.first_on),
            "last_on": day(notice.last_on),
            "days": str(notice.working_days),
            "contact": notice.contact,
            "foot": f"公示编号 {notice.id}　摘要 {notice.sha256[:DIGEST_SHOWN]}",
            "rows": [
                [
                    str(position),
                    entry.name_shown,
                    entry.organization_name,
                    entry.category_shown,
                    figures(entry.amount_fen) if entry.amount_fen else UNSHOWN,
                ]
                for position, entry in enumerate(notice.entries, start=1)
            ],
        }
