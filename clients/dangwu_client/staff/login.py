"""`dangwu login`, `logout`, `status`: who works at this desk."""

import sys
from collections.abc import Mapping
from datetime import datetime

import click

from dangwu_client.errors import DangwuError
from dangwu_client.staff import exits, output, sessions, settings, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import lone, pass_desk
from dangwu_client.staff.words import say


@lone(
    "login",
    "用一次性登录码登录；登录码由管理员发放。登录自动续期。",
    "Log in with a one-time code from the administrator; the login renews itself.",
    ["login", "--as 书记 login --code ABCD-EFGH-JKLM"],
)
@click.option(
    "--code",
    metavar=say("登录码", "CODE"),
    help=say("一次性登录码；不填则询问。", "The one-time code; asked for when left out."),
)
@pass_desk
def login(desk: Desk, code: str | None) -> None:
    from dangwu_client.identity import Identity

    code = (code or _asked()).strip()
    with sessions.anonymous(desk.address, desk.ca, desk.timeout_s) as connection:
        session = Identity(connection).redeem_code(code, request_id=desk.request_id)
    before = sessions.load(desk.profile)
    known = sessions.from_session(session, desk.address, desk.ca)
    if before and before.account != known.account:
        output.note(
            say(
                "! 身份 {profile} 原为 {before}，现改为 {account}；用 --as 可让几个登录并存。",
                "! Profile {profile} was {before} and is now {account}; --as keeps several.",
                profile=desk.profile,
                before=before.account,
                account=known.account,
            )
        )
    sessions.keep(desk.profile, known)
    output.note(
        say(
            "已登录：{account}（身份 {profile}），在 {until} 前自动续期。",
            "Logged in: {account} (profile {profile}); renews itself until {until}.",
            account=known.account,
            profile=desk.profile,
            until=_clock(known.renewal_expires_at),
        )
    )


def _asked() -> str:
    if sys.stdin.isatty():
        asked: str = click.prompt(say("登录码", "Code"), err=True)
        return asked
    return sys.stdin.readline()


@lone(
    "logout",
    "退出登录：删除本机保存的登录。",
    "Log out: drop the login kept on this machine.",
    ["logout"],
)
@pass_desk
def logout(desk: Desk) -> None:
    if sessions.forget(desk.profile):
        output.note(say("已退出（身份 {p}）。", "Logged out (profile {p}).", p=desk.profile))
    else:
        output.note(str(sessions.not_logged_in(desk.profile)))


@lone(
    "status",
    "我是谁、连哪里、今天任什么职务。",
    "Who I am, which server, which posts today.",
    ["status"],
)
@pass_desk
@click.pass_context
def status(ctx: click.Context, desk: Desk) -> None:
    known = sessions.load(desk.profile)
    facts = {
        "profile": desk.profile,
        "account": known.account if known else "",
        "address": desk.address,
        "renews_until": output.utc(known.renewal_expires_at) if known else "",
        "posts": _posts(desk, known.account) if known else [],
        "profiles": sessions.profiles(),
        "settings": str(settings.settings_home() / settings.FILE),
        "state": str(settings.state_home()),
    }
    shown = {**facts, "renews_until": _clock(known.renewal_expires_at) if known else ""}
    desk.emit(facts, lambda: _view(shown))
    if not known:
        raise sessions.not_logged_in(desk.profile)
    ctx.exit(exits.DONE)


def _view(facts: Mapping[str, object]) -> None:
    labels = {
        "profile": say("身份", "profile"),
        "account": say("账号", "account"),
        "address": say("服务器", "server"),
        "renews_until": say("自动续期至", "renews until"),
        "posts": say("今日职务", "posts today"),
        "profiles": say("已登录的身份", "logins"),
        "settings": say("设置文件", "settings"),
        "state": say("登录与请求存于", "logins and requests in"),
    }
    output.pairs((labels[name], _text(value)) for name, value in facts.items())


def _text(value: object) -> str:
    return say("、", ", ").join(value) if isinstance(value, list) else str(value)


def _posts(desk: Desk, account: str) -> list[str]:
    """The posts held today, as far as this person may read them."""
    from dangwu.directory.v1 import authority_pb2

    try:
        person = desk.client.person(account)
        posts = list(desk.client.posts(person_id=person.id, on=output.today().isoformat()))
    except DangwuError as error:
        output.note(say("职务未能读取：{why}", "Posts not read: {why}", why=error))
        return []
    return [
        f"{post.organization_name} {terms.term(authority_pb2.PostKind.Name(post.kind))}"
        for post in posts
    ]


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, output.SHANGHAI).strftime("%Y-%m-%d %H:%M")
