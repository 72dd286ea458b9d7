"""`dangwu code`: one-time login codes (一次性登录码), issued by the administrator."""

import click

from dangwu_client.staff import output
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import noun, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say


@noun("code", "登录码与登录（管理员）。", "Login codes, and logins (administrators).")
def code() -> None:
    pass


@verb(
    code,
    "issue",
    "为一个账号发放登录码；只显示这一次。",
    "Issue a login code for an account; it is shown this once.",
    ["code issue w0112"],
)
@click.argument("account", metavar=say("账号", "ACCOUNT"))
@rehearsable
@pass_desk
def issue(desk: Desk, account: str, rehearse: bool) -> None:
    issued = desk.client.issue_code(account, request_id=desk.new_request_id(), rehearse=rehearse)

    def view() -> None:
        output.pairs(
            [
                (say("账号", "account"), issued.account),
                (say("登录码", "code"), issued.code),
                (say("有效至", "good until"), output.at(issued.expires_at)),
            ]
        )

    desk.emit(issued, view)
    desk.done(rehearse)


@verb(
    code,
    "close",
    "结束一个账号的全部登录和未用的登录码。",
    "End every login of an account, and its unused codes.",
    ["code close w0112"],
)
@click.argument("account", metavar=say("账号", "ACCOUNT"))
@rehearsable
@pass_desk
def close(desk: Desk, account: str, rehearse: bool) -> None:
    closed = desk.client.close_sessions(
        account, request_id=desk.new_request_id(), rehearse=rehearse
    )

    def view() -> None:
        output.pairs(
            [
                (say("账号", "account"), closed.id),
                (say("已结束的登录", "logins ended"), str(closed.sessions)),
                (say("已作废的登录码", "codes ended"), str(closed.codes)),
            ]
        )

    desk.emit(closed, view)
    desk.done(rehearse)
