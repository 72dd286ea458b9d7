"""The steps of `dangwu transfer`: each reads the case, shows it in a line, and sends its etag."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from dangwu_client.errors import DangwuError, Unauthenticated
from dangwu_client.staff import exits, output, plain, resolve, views
from dangwu_client.staff.completion import open_cases
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import EnumWord, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.transfer_pb2 import Transfer

REJECTION = EnumWord("REJECTION_REASON_")

Option = Callable[[Any], Any]


def _take(
    desk: Desk,
    typed: str,
    rehearse: bool,
    step: "Callable[[Transfer, str], Transfer]",
    question: str = "",
) -> None:
    case = desk.client.transfer(resolve.transfer_id(desk, typed))
    output.note(views.summary(case))
    if question and not rehearse:
        desk.confirm(question.format(member=case.member_name, receiver=views.receiver(case)))
    after = step(case, desk.new_request_id())
    desk.emit(after, lambda: views.after(after, rehearse))
    desk.done(rehearse)


def _submit(desk: Desk, case: str, destination: str | None, rehearse: bool) -> None:
    destination_id = resolve.organization_id(desk, destination) if destination is not None else ""
    _take(
        desk,
        case,
        rehearse,
        lambda known, request_id: desk.client.submit_transfer(
            known.id,
            known.etag,
            destination_id=destination_id,
            request_id=request_id,
            rehearse=rehearse,
        ),
    )


@click.pass_context
def _sign(
    ctx: click.Context, desk: Desk, cases: tuple[str, ...], branch: str | None, rehearse: bool
) -> None:
    branch_id = resolve.organization_id(desk, branch) if branch is not None else ""

    def sign(known: "Transfer", request_id: str) -> "Transfer":
        return desk.client.sign_transfer(
            known.id, known.etag, branch_id=branch_id, request_id=request_id, rehearse=rehearse
        )

    if len(cases) == 1:
        _take(desk, cases[0], rehearse, sign)
    else:
        ctx.exit(_take_each(desk, cases, rehearse, sign))


def _take_each(
    desk: Desk,
    cases: Sequence[str],
    rehearse: bool,
    step: "Callable[[Transfer, str], Transfer]",
) -> int:
    """Takes a step in many cases, each by itself; the exit code says all, some or none."""
    if desk.request_id:
        raise click.UsageError(
            say("一次办多件时不能指定 --request-id。", "--request-id is for one case only.")
        )
    done: list[Transfer] = []
    refused: list[dict[str, str]] = []
    for typed in dict.fromkeys(cases):
        try:
            known = desk.client.transfer(resolve.transfer_id(desk, typed))
            output.note(views.summary(known))
            done.append(step(known, ""))
        except Unauthenticated:
            raise  # nobody is logged in: that is no outcome of a case
        except DangwuError as error:
            output.note(f"✗ {typed}: {plain.sentence(error, str)}")
            refused.append({"case": typed, "reason": error.reason, "message": error.message_zh})
    desk.emit({"transfers": done, "refused": refused}, lambda: views.transfers(done))
    if rehearse:
        desk.done(rehearse)
    if not refused:
        return exits.DONE
    return exits.PARTLY if done else exits.CONFLICT


def _return(desk: Desk, case: str, because: str, rehearse: bool) -> None:
    _take(
        desk,
        case,
        rehearse,
        lambda known, request_id: desk.client.return_transfer(
            known.id, known.etag, because, request_id=request_id, rehearse=rehearse
        ),
    )


def _reject(desk: Desk, case: str, reason: str, note: str, rehearse: bool) -> None:
    _take(
        desk,
        case,
        rehearse,
        lambda known, request_id: desk.client.reject_transfer(
            known.id, known.etag, reason, note=note, request_id=request_id, rehearse=rehearse
        ),
        say("拒绝后本件办结，{member}留在原支部。继续？", "This ends the case. Reject it?"),
    )


def _withdraw(desk: Desk, case: str, rehearse: bool) -> None:
    _take(
        desk,
        case,
        rehearse,
        lambda known, request_id: desk.client.withdraw_transfer(
            known.id, known.etag, request_id=request_id, rehearse=rehearse
        ),
        say("撤回后本件办结，{member}留在原支部。继续？", "This ends the case. Withdraw it?"),
    )


def _accept(desk: Desk, case: str, rehearse: bool) -> None:
    _take(
        desk,
        case,
        rehearse,
        lambda known, request_id: desk.client.accept_transfer(
            known.id, known.etag, request_id=request_id, rehearse=rehearse
        ),
        say(
            "接收后，{member}的组织关系即转入 {receiver}，不能撤销。继续？",
            "{member} then belongs to {receiver}; this cannot be undone. Accept?",
        ),
    )


TO = click.option(
    "--to",
    "destination",
    metavar=say("组织", "ORG"),
    help=say("更正后的去向。", "A corrected one."),
)
CASES = click.argument(
    "cases",
    nargs=-1,
    required=True,
    metavar=say("转接...", "TRANSFER..."),
    shell_complete=open_cases,
    help=say("一件或多件，每件各有结果。", "One or more, each with its own outcome."),
)
BRANCH = click.option(
    "--branch",
    metavar=say("支部", "BRANCH"),
    help=say("转入方党委在此确定接收支部。", "The destination committee names the branch."),
)
BECAUSE = click.option(
    "--because",
    required=True,
    metavar=say("原因", "TEXT"),
    help=say("退回原因，写给转出方看。", "Why, for the source to read."),
)
COMMENT = click.option(
    "--note", default="", metavar=say("说明", "TEXT"), help=say("补充说明。", "A note.")
)
REASON = click.option(
    "--reason",
    required=True,
    type=REJECTION,
    metavar=say("原因", "REASON"),
    help=say("拒绝原因：", "Why: ") + REJECTION.listed(),
)


def add_to(group: click.Group, case: Option) -> None:
    """Give `transfer` its steps."""
    for name, zh, en, step, options, example in (
        ("submit", "提交已提议或已退回的转接。", "Submit a proposed or returned case.",
            _submit, [TO], "transfer submit t-…"),
        ("sign", "在当前环节签字，可一次签多件。", "Sign the open rung, of several cases too.",
            _sign, [BRANCH, CASES], "transfer sign t-… --branch 0302"),
        ("return", "退回转出方更正。", "Return it to the source for correction.",
            _return, [BECAUSE], "transfer return t-… --because 党费未交清"),
        ("reject", "拒绝，须有规定的原因。", "Reject it, for a coded reason.",
            _reject, [REASON, COMMENT], "transfer reject t-… --reason 重复申请"),
        ("withdraw", "在无人审核前撤回。", "Withdraw it before anybody has reviewed it.",
            _withdraw, [], "transfer withdraw t-…"),
        ("accept", "接收：只有这一步转移组织关系。", "Accept: the one step that moves the member.",
            _accept, [], "transfer accept t-…"),
    ):  # fmt: skip
        command = pass_desk(step)
        which = () if CASES in options else (case,)
        for option in (rehearsable, *options, *which):
            command = option(command)
        verb(group, name, zh, en, [example])(command)
