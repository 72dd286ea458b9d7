"""The command `dangwu` itself: its options, its nouns, and how every end is told."""

import errno
import os
import traceback
from collections.abc import Sequence
from uuid import UUID

import click

from dangwu_client.errors import DangwuError
from dangwu_client.staff import (
    advance,
    arrival,
    audit,
    campaign,
    campaign_list,
    change,
    click_words,
    codes,
    completion,
    departure,
    exits,
    fsck,
    fund,
    help_pages,
    help_style,
    hold,
    inbox,
    ledger,
    letter,
    login,
    member_changes,
    org,
    output,
    outside,
    payment,
    pool,
    refusals,
    reminder,
    repeat,
    rules,
    sessions,
    settings,
    statement,
    statistics,
    term,
    transfer,
    words,
)
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import Noun, usage
from dangwu_client.staff.words import say

click_words.install()

TIMEOUT_S = 10.0
_TYPED = "dangwu.typed"


class Root(Noun):
    """Takes its own options anywhere on the line, and turns every end into an exit code."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ordered = self._own_options_first(args)
        ctx.meta[_TYPED] = list(ordered)
        return super().parse_args(ctx, ordered)

    def _own_options_first(self, args: Sequence[str]) -> list[str]:
        options = [option for option in self.params if isinstance(option, click.Option)]
        flags = {name for option in options if option.is_flag for name in option.opts}
        valued = {name for option in options if not option.is_flag for name in option.opts}
        own: list[str] = []
        rest: list[str] = []
        waiting = iter(args)
        for word in waiting:
            if word == "--":
                rest += [word, *waiting]
            elif word in flags or ("=" in word and word.partition("=")[0] in valued):
                own.append(word)
            elif word in valued:
                own += [word, *[value for value in [next(waiting, None)] if value is not None]]
            else:
                rest.append(word)
        return own + rest

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DangwuError as error:
            refusals.show(error, ctx.obj)
            refusals.emit(error, ctx.obj)
            ctx.exit(exits.of(error))
        except (click.Abort, KeyboardInterrupt, EOFError):
            output.note(say("已取消，没有继续。", "Cancelled."))
            ctx.exit(exits.CANCELLED)
        except click.MissingParameter as error:
            raise click_words.missing(error) from error
        except (click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            _tell(error, ctx.obj)
            ctx.exit(exits.FAILED)


def _tell(error: Exception, desk: Desk | None) -> None:
    if desk and desk.debug:
        output.note("".join(traceback.format_exception(error)))
    elif isinstance(error, OSError):
        output.note(say("✗ 文件无法读写：{error}", "✗ A file cannot be used: {error}", error=error))
    else:
        output.note(
            say(
                "✗ 命令出错（{kind}）。加 --debug 可看详情。",
                "✗ The command failed ({kind}). Add --debug for details.",
                kind=type(error).__name__,
            )
        )


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        typed = ctx.meta[_TYPED]
        as_json = not {"json", "-ojson", "--output=json"}.isdisjoint(typed)
        help_pages.print_version(as_json or os.environ.get("DANGWU_OUTPUT") == "json")
        ctx.exit()


def _profile(_: click.Context, __: click.Parameter, name: str) -> str:
    if not sessions.PROFILE.fullmatch(name):
        raise click.BadParameter(
            say(
                "只用文字、数字、点、横线，至多 40 个。",
                "Letters, digits, dots and dashes, at most 40.",
            )
        )
    return name


@click.group(
    cls=Root,
    help=say(
        "党务：转接组织关系，查看名册、审批与记录。", "Party affairs: transfers, roll, record."
    ),
    epilog=say(
        "先登录：dangwu login。退出代码见 dangwu help exit-codes。以上选项可写在命令的任何位置。",
        "First: dangwu login. Exit codes: dangwu help exit-codes. These options go anywhere.",
    ),
    context_settings={
        "rich_help_config": help_style.style(),
        "help_option_names": ["--help", "-h"],
        "max_content_width": 100,
    },
    **usage(group=True),
)
@click.option(
    "--address",
    envvar="DANGWU_ADDRESS",
    metavar=say("地址:端口", "HOST:PORT"),
    help=say(
        "服务器地址，默认为登录时的地址，再是 127.0.0.1:50051。",
        "The server; by default where you logged in, else 127.0.0.1:50051.",
    ),
)
@click.option(
    "--ca",
    envvar="DANGWU_CA",
    metavar=say("PEM 文件", "PEM"),
    help=say(
        "服务器证书的签发机构（PEM 文件）。", "Who signed the server's certificate (PEM file)."
    ),
)
@click.option(
    "--as",
    "profile",
    envvar="DANGWU_PROFILE",
    default="default",
    metavar=say("身份", "PROFILE"),
    callback=_profile,
    help=say("用哪一个身份；几个登录可以并存。", "Which login to use; several live side by side."),
)
@click.option(
    "--output",
    "-o",
    "shown_as",
    envvar="DANGWU_OUTPUT",
    type=click.Choice(["table", "json"]),
    help=say("输出表格或 JSON（字段名固定）。", "A table, or JSON with stable names."),
)
@click.option(
    "--lang",
    envvar="DANGWU_LANG",
    type=click.Choice(list(words.LANGUAGES)),
    help=say("中文或英文，默认中文。", "Chinese or English; Chinese by default."),
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=600),
    metavar=say("秒", "SECONDS"),
    help=say("每次调用最多等多少秒，默认 10。", "Seconds to wait for each call; 10 by default."),
)
@click.option(
    "--request-id",
    type=click.UUID,
    metavar="UUID",
    help=say(
        "请求编号：同一编号再发一次，只生效一次。",
        "The request's id: the same one sent again takes effect once.",
    ),
)
@click.option(
    "--yes", "assume_yes", is_flag=True, help=say("不询问，直接办理。", "Do not ask, go ahead.")
)
@click.option(
    "--debug", is_flag=True, help=say("出错时显示内部详情。", "Show inner details when it fails.")
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help=say("显示版本后退出。", "Show the version and exit."),
)
@click.pass_context
def dangwu(
    ctx: click.Context,
    address: str | None,
    ca: str | None,
    profile: str,
    shown_as: str | None,
    lang: str | None,
    timeout: float | None,
    request_id: UUID | None,
    assume_yes: bool,
    debug: bool,
) -> None:
    if lang:
        words.speak(lang)
    settled = settings.load()
    known = sessions.load(profile)
    ctx.obj = Desk(
        profile=profile,
        address=address or (known and known.address) or settled.address or settings.ADDRESS,
        ca=ca or (known and known.ca) or settled.ca,
        output=shown_as or settled.output or "table",
        timeout_s=timeout or settled.timeout or TIMEOUT_S,
        request_id=str(request_id or ""),
        assume_yes=assume_yes,
        debug=debug,
        typed=ctx.meta[_TYPED],
    )
    ctx.call_on_close(ctx.obj.close)


for _command in (
    login.login, login.logout, login.status, inbox.inbox, org.org, outside.outside,
    member_changes.member, transfer.transfer, departure.departure, arrival.arrival,
    change.change, term.term,
    fund.fund, pool.pool, pool.resolution, payment.payment, advance.advance, ledger.ledger,
    campaign.campaign, campaign_list.campaign, statement.statement,
    reminder.reminder, hold.hold, letter.letter, rules.rules, statistics.statistics,
    audit.audit, fsck.fsck,
    codes.code, repeat.request, completion.completion, help_pages.help_pages,
):  # fmt: skip
    dangwu.add_command(_command)
