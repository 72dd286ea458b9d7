"""`dangwu rules propose`, `publish`, `reject`: one person drafts, another publishes."""

from pathlib import Path

import click

from dangwu_client.errors import Unknown
from dangwu_client.staff import encoding, exits, output, rule_finding
from dangwu_client.staff.completion import drafts as known_drafts
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import pass_desk, rehearsable, verb
from dangwu_client.staff.resolve import folded
from dangwu_client.staff.rules_books import rules
from dangwu_client.staff.rules_drafts import (
    draft_argument,
    new_book,
    next_steps,
    show_draft,
    summary,
    warn,
)
from dangwu_client.staff.words import say

LIMIT = 100_000
"""Characters of a text; a longer one is no rule book."""


@verb(
    rules,
    "propose",
    "提出草稿：检查一个版本的文件，通过后存为草稿，由另一人公布。",
    "Draft: check the file of one edition, and keep it for another person to publish.",
    ["rules propose 草稿.yaml --rehearse", "rules propose 草稿.yaml"],
)
@click.argument("file", metavar=say("文件", "FILE"))
@rehearsable
@pass_desk
def propose(desk: Desk, file: str, rehearse: bool) -> None:
    _propose(desk, _text(file), rehearse)


def _propose(desk: Desk, text: str, rehearse: bool) -> None:
    draft = desk.client.propose_edition(text, request_id=desk.new_request_id(), rehearse=rehearse)
    desk.emit(draft, lambda: show_draft(desk, draft))
    desk.done(rehearse)
    warn(new_book(desk, draft))
    if not rehearse:
        next_steps(desk, draft)


def _text(typed: str) -> str:
    """The text of a file; what is no text of a book at all is not sent."""
    path = Path(typed)
    if not typed.strip():
        raise click.UsageError(say("文件名没有填写。", "The name of the file is empty."))
    try:
        text = encoding.read(path)
    except FileNotFoundError as error:
        raise Unknown(
            "FILE_UNKNOWN",
            f"没有文件 {path}。",
            f"There is no file {path}.",
            code="NOT_FOUND",
        ) from error
    except UnicodeDecodeError as error:
        raise click.UsageError(
            say("{path} 不是 UTF-8 文本。", "{path} is no UTF-8 text.", path=path)
        ) from error
    except (OSError, ValueError) as error:
        said = (
            say("{path} 是目录，请写出文件名。", "{path} is a directory; name a file.", path=path)
            if path.is_dir()
            else say("读不了文件 {path}。", "The file {path} cannot be read.", path=path)
        )
        raise click.UsageError(said) from error
    if not text.strip() or len(text) > LIMIT:
        raise click.UsageError(
            say(
                "{path} 应为 1 至 {limit} 个字符。",
                "{path} must have 1 to {limit} characters.",
                path=path,
                limit=LIMIT,
            )
        )
    return text


@verb(
    rules,
    "publish",
    "公布他人提出的草稿；给出文件则先存为草稿，等另一人公布。",
    "Publish somebody else's draft; a file is kept as a draft first, for another to publish.",
    ["rules publish d-…", "rules publish 草稿.yaml"],
)
@click.argument("what", metavar=say("草稿或文件", "DRAFT|FILE"), shell_complete=known_drafts)
@rehearsable
@pass_desk
@click.pass_context
def publish(ctx: click.Context, desk: Desk, what: str, rehearse: bool) -> None:
    if rule_finding.DRAFT.fullmatch(folded(what).lower()):
        _approve(desk, rule_finding.draft_id(what), rehearse)
        return
    _not_meant_as_draft(what)
    _propose(desk, _text(what), rehearse)
    output.note(
        say(
            "还没有公布：规则由一人提出、另一人公布。请组织部另一人公布上面的草稿。",
            "Not published yet: one person drafts, another publishes the draft above.",
        )
    )
    ctx.exit(exits.PARTLY)


def _not_meant_as_draft(what: str) -> None:
    """What begins like the id of a draft and is no file was meant as a draft."""
    if folded(what).lower().startswith("d-") and not Path(what).exists():
        raise Unknown(
            "DRAFT_UNKNOWN",
            f"没有草稿“{what}”。查看：dangwu rules drafts",
            f"There is no draft “{what}”. Look with: dangwu rules drafts",
            code="NOT_FOUND",
        )


def _approve(desk: Desk, draft_id: str, rehearse: bool) -> None:
    known = desk.client.draft(draft_id)
    begins = new_book(desk, known)
    question = say(
        "公布后不能撤回，只能再公布更正版本（影响：dangwu rules impact {id}）。继续？",
        "It cannot be taken back, only corrected (see dangwu rules impact {id}). Publish?",
        id=draft_id,
    )
    output.note(summary(known))
    warn(begins)
    if not rehearse:
        desk.confirm("\n".join(one for one in (begins, question) if one))
    after = desk.client.approve_edition(
        known.id, known.etag, request_id=desk.new_request_id(), rehearse=rehearse
    )
    desk.emit(after, lambda: show_draft(desk, after))
    desk.done(rehearse)
    if after.edition.published_on > output.at(after.closed_at)[:10]:
        output.note(
            say(
                "公布日写的是 {day}：从那天起才按它作答。",
                "It says it is published on {day}: it answers from that day.",
                day=after.edition.published_on,
            )
        )


@verb(
    rules,
    "reject",
    "不采用草稿；提出人也可以这样撤回。",
    "Close a draft unpublished; its maker withdraws it this way too.",
    ["rules reject d-… --note 内容有误"],
)
@draft_argument
@click.option(
    "--note",
    required=True,
    metavar=say("说明", "TEXT"),
    help=say("为什么不采用。", "Why."),
)
@rehearsable
@pass_desk
def reject(desk: Desk, draft: str, note: str, rehearse: bool) -> None:
    known = desk.client.draft(rule_finding.draft_id(draft))
    output.note(summary(known))
    after = desk.client.reject_edition(
        known.id, known.etag, note, request_id=desk.new_request_id(), rehearse=rehearse
    )
    desk.emit(after, lambda: show_draft(desk, after))
    desk.done(rehearse)
