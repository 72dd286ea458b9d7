"""The sign-off sheet (签领表): one row a recipient, one signature a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dangwu_client.fund.forms.amounts import capitals, figures
from dangwu_client.letters.sheets import SheetRefused

POSTS = ("经手人", "证明人", "审批人")
TAIL = 4


class RowRefused(SheetRefused):
    """A row that may not stand on a sheet."""

    def __init__(self, position: int, zh: str, en: str) -> None:
        super().__init__(f"第{position}行：{zh}", f"Row {position}: {en}")


@dataclass(frozen=True)
class SignOffRow:
    """One recipient. What was received is 0 until it was; a proxy comes with his letter."""

    name: str
    branch: str
    category: str
    due_fen: int
    manner: str
    received_fen: int = 0
    account_tail: str = ""
    received_on: str = ""
    proxy: str = ""
    relation: str = ""
    letter_number: str = ""


@dataclass(frozen=True)
class SignOffSheet:
    """The sheet of one campaign, advance or case."""

    number: str
    about: str
    rows: Sequence[SignOffRow]
    unit: str = ""
    signers: tuple[str, str, str] = ("", "", "")

    kind = "signoff"
    title = "党内关爱专项资金签领表"

    def shown(self) -> Mapping[str, Any]:
        due = sum(row.due_fen for row in self.rows)
        received = sum(row.received_fen for row in self.rows)
        named = [one for one in self.signers if one]
        if len(set(named)) != len(named):
            raise SheetRefused(
                "经手人、证明人、审批人须为不同的人。", "The three who sign are three persons."
            )
        return {
            "about": self.about,
            "unit": self.unit,
            "rows": [_row(position, row) for position, row in enumerate(self.rows, start=1)],
            "count": str(len(self.rows)),
            "due": [figures(due), capitals(due)],
            "received": [figures(received), capitals(received)],
            "signers": [list(pair) for pair in zip(POSTS, self.signers, strict=True)],
        }


def _row(position: int, row: SignOffRow) -> list[str]:
    if row.proxy and not row.letter_number:
        raise RowRefused(position, "代领须有委托书。", "a proxy needs a letter of authority.")
    if len(row.account_tail) > TAIL:
        raise RowRefused(
            position, "账号只印尾号四位。", "only an account's last four digits are printed."
        )
    if row.received_fen not in (0, row.due_fen):
        raise RowRefused(position, "实发与应发不符。", "what was received is not what was due.")
    return [
        str(position),
        row.name,
        row.branch,
        row.category,
        figures(row.due_fen),
        figures(row.received_fen) if row.received_on else "",
        row.manner + (f" 尾号{row.account_tail}" if row.account_tail else ""),
        row.received_on,
        "",
        f"{row.proxy}（{row.relation}）" if row.proxy else "",
        row.letter_number,
    ]
