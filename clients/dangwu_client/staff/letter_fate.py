"""What `dangwu letter` does to a letter that is out: void, spoil, lost, told, handoff."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from dangwu_client.staff import letter_views, output
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.letter_pb2 import Letter


def _take(
    desk: Desk,
    typed: str,
    rehearse: bool,
    act: "Callable[[Letter, str], Letter]",
    question: str = "",
) -> None:
    known = letter_views.find(desk, typed)
    output.note(f"{known.number} {known.member_name} {letter_views.state(known)}")
    if question and not rehearse:
        desk.confirm(question.format(number=known.number))
    after = act(known, desk.new_request_id())
    desk.emit(after, lambda: letter_views.letter(after))
    desk.done(rehearse)


def _void(desk: Desk, paper: str, because: str, rehearse: bool) -> None:
    _take(
        desk,
        paper,
        rehearse,
        lambda known, request_id: desk.client.void_letter(
            known.id, known.etag, because, request_id=request_id, rehearse=rehearse
        ),
        say("作废后 {number} 不能恢复。继续？", "{number} is void for good. Go on?"),
    )


def _spoil(desk: Desk, paper: str, because: str, rehearse: bool) -> None:
    _take(
        desk,
        paper,
        rehearse,
        lambda known, request_id: desk.client.spoil_letter(
            known.id, known.etag, because, request_id=request_id, rehearse=rehearse
        ),
    )


def _lost(desk: Desk, paper: str, on: str | None, because: str, rehearse: bool) -> None:
    day = on or output.today().isoformat()
    _take(
        desk,
        paper,
        rehearse,
        lambda known, request_id: desk.client.report_loss(
            known.id, known.etag, day, because, request_id=request_id, rehearse=rehearse
        ),
        say("登记遗失后 {number} 即作废。继续？", "{number} is void from then on. Go on?"),
    )


def _told(desk: Desk, paper: str, on: str | None, how: str, rehearse: bool) -> None:
    day = on or output.today().isoformat()
    _take(
        desk,
        paper,
        rehearse,
        lambda known, request_id: desk.client.notify_addressee(
            known.id, known.etag, day, how, request_id=request_id, rehearse=rehearse
        ),
    )


def _handoff(desk: Desk, paper: str, rehearse: bool) -> None:
    known = letter_views.find(desk, paper)
    opened = desk.client.open_handoff(
        known.id, known.etag, request_id=desk.new_request_id(), rehearse=rehearse
    )

    def view() -> None:
        output.pairs(
            [
                (say("介绍信", "letter"), known.number),
                (say("交接码", "hand-off code"), opened.code),
                (say("有效期至", "good until"), opened.valid_until),
            ]
        )

    desk.emit(opened, view)
    output.note(
        say(
            "只显示这一次，只能用一次；此前的交接码已失效。",
            "Shown this once, good once; an earlier code is dead.",
        )
    )
    desk.done(rehearse)


PAPER = click.argument("paper", metavar=say("信件", "LETTER"))
BECAUSE = click.option(
    "--because", required=True, metavar=say("原因", "TEXT"), help=say("原因。", "Why.")
)
ON = click.option(
    "--on",
    type=DAY,
    metavar=say("日期", "DAY"),
    help=say("哪一天，默认今天。", "On which day; today by default."),
)
HOW = click.option(
    "--how",
    required=True,
    metavar=say("方式", "TEXT"),
    help=say("怎样告知、告知谁。", "How, and whom."),
)

Option = Callable[[Any], Any]


def add_to(group: click.Group) -> None:
    """Give `letter` what may become of one."""
    acts: tuple[tuple[str, str, str, Callable[..., None], list[Option], str], ...] = (
        ("void", "作废；编号留在登记簿，不再使用。", "Void one; its number is never used again.",
            _void, [BECAUSE], "letter void l-… --because 抬头有误"),
        ("spoil", "打印或用印废页：作废保留，用下一个号重开。",
            "Spoiled in print: kept as such, and issued anew under the next number.",
            _spoil, [BECAUSE], "letter spoil l-… --because 打印偏移"),
        ("lost", "登记遗失：即作废，并须告知抬头单位。",
            "Report a loss: void, and the addressee is to be told.",
            _lost, [ON, BECAUSE], "letter lost l-… --because 邮寄途中丢失"),
        ("told", "登记已告知抬头单位。", "Note that the addressee was told.",
            _told, [ON, HOW], "letter told l-… --how 电话告知组织科"),
        ("handoff", "给接收方一个交接码：只显示一次，只能用一次。",
            "A code for the receiving side: shown once, good once.",
            _handoff, [], "letter handoff l-…"),
    )  # fmt: skip
    for name, zh, en, act, options, example in acts:
        command: Any = pass_desk(act)
        for option in (rehearsable, *options, PAPER):
            command = option(command)
        verb(group, name, zh, en, [example])(command)
