"""`dangwu change`: file a change of a member's status, or the move of a whole unit."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from dangwu_client.staff import output, resolve, terms, views
from dangwu_client.staff.completion import open_cases
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import EnumWord, noun, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.kind_pb2 import Plan
    from dangwu.transfer.v1.transfer_pb2 import Transfer

KIND = EnumWord("CASE_KIND_")
GROUND = EnumWord("GROUND_")


@noun(
    "change",
    "变更：保留、证明信、停止党籍、恢复、除名、整建制转接。",
    "Changes: retention, certificates, suspension, endings, whole units.",
)
def change() -> None:
    pass


PLAN = (
    ("ground", GROUND, "事由：", "Why: ", GROUND.listed),
    ("from", DAY, "起始日期；去世、脱党为发生之日。", "The first day; or when it happened.", None),
    ("until", DAY, "结束日期。", "The last day.", None),
    ("place", None, "去往何处。", "Where to.", None),
    ("occupation", None, "在外做什么。", "What he does there.", None),
    ("contact-name", None, "国内联系人姓名。", "Whom to reach at home.", None),
    ("contact-phone", None, "国内联系人电话。", "His phone.", None),
    ("own-contact", None, "本人在外的联系方式。", "How to reach the member away.", None),
    ("document", None, "批准文件的文号。", "The number of the deciding document.", None),
    ("statement", None, "书面申请或情况说明。", "The written statement, in substance.", None),
)
FIELDS = {"from": "from_on", "until": "until_on"}


def planned(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds what a plan may say, and the overrides."""
    decorated = click.option(
        "--override",
        "overrides",
        multiple=True,
        metavar=say("代码=理由", "CODE=REASON"),
        help=say("放行软性限制，理由随案保存。", "Override what is soft; the reason is kept."),
    )(function)
    for name, kind, zh, en, listed in reversed(PLAN):
        told = say(zh, en) + (listed() if listed else "")
        decorated = click.option(
            f"--{name}",
            FIELDS.get(name, name.replace("-", "_")),
            type=kind or str,
            default=None,
            metavar=say("日期", "DAY") if kind is DAY else say("内容", "TEXT"),
            help=told,
        )(decorated)
    return decorated


def _plan(given: Mapping[str, str | None]) -> "Plan":
    from dangwu.transfer.v1 import kind_pb2

    return kind_pb2.Plan(**{name: value for name, value in given.items() if value})


def _overrides(given: Sequence[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    if any(not sign or not said.strip() for _, sign, said in pairs):
        raise click.UsageError(
            say(
                "--override 须写成 代码=理由，例如 DUES_UNPAID=已补交，凭证随附。",
                "--override is CODE=REASON, such as DUES_UNPAID=paid, the receipt is attached.",
            )
        )
    return {code.strip().upper(): said.strip() for code, _, said in pairs}


@verb(
    change,
    "request",
    "申请一项变更，由所在支部或其上级提交。",
    "File a change, by the member's branch or its superiors.",
    [
        "change request retention-abroad 202211034 --from 2026-09-01 --until 2029-08-31 "
        "--place 某国某大学 --contact-name 家属 --contact-phone 199… --own-contact a@b.example",
        "change request suspension 202211034 --ground lost-contact --rehearse",
    ],
)
@click.argument(
    "kind", type=KIND, metavar=say("事项", "KIND"),
    help=say("例如 retention-abroad、certificate、suspension、death。", "Such as suspension."),
)  # fmt: skip
@click.argument("member", metavar=say("党员", "MEMBER"))
@planned
@rehearsable
@pass_desk
def request(
    desk: Desk,
    /,
    kind: str,
    member: str,
    overrides: Sequence[str],
    rehearse: bool,
    **plan: str | None,
) -> None:
    case = desk.client.request_change(
        resolve.member_id(desk, member),
        kind,
        _plan(plan),
        overrides=_overrides(overrides),
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _answer(desk, case, rehearse)


@verb(
    change,
    "submit",
    "更正被退回的变更并重新提交；不填的保持原样。",
    "Mend a returned change and submit it again; what is left out stays.",
    ["change submit t-… --document 组字〔2026〕9号"],
)
@click.argument("case", metavar=say("事项编号", "CASE"), shell_complete=open_cases)
@planned
@rehearsable
@pass_desk
def submit(
    desk: Desk, /, case: str, overrides: Sequence[str], rehearse: bool, **plan: str | None
) -> None:
    known = desk.client.transfer(resolve.transfer_id(desk, case))
    output.note(views.summary(known))
    after = desk.client.submit_change(
        known.id,
        known.etag,
        _plan(plan),
        overrides=_overrides(overrides),
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _answer(desk, after, rehearse)


@verb(
    change,
    "unit",
    "整建制转接：一个支部的全部党员一并转入另一支部。",
    "Move a whole unit: all members of one branch into another.",
    ["change unit 0105 --to 0302 --because 支部撤并", "change unit 0105 --to 0302 … --rehearse"],
)
@click.argument("source", metavar=say("支部", "BRANCH"))
@click.option(
    "--to",
    "destination",
    required=True,
    metavar=say("组织", "ORG"),
    help=say("转往的支部或分党委。", "The branch or committee."),
)
@click.option(
    "--because",
    required=True,
    metavar=say("原因", "TEXT"),
    help=say("为何整建制转接。", "Why the unit moves."),
)
@rehearsable
@pass_desk
def unit(desk: Desk, source: str, destination: str, because: str, rehearse: bool) -> None:
    source_id = resolve.organization_id(desk, source)
    destination_id = resolve.organization_id(desk, destination)
    if not rehearse:
        desk.confirm(
            say(
                "{source} 的全部党员将一并转接。继续？",
                "All members of {source} will move together. File it?",
                source=source,
            )
        )
    case = desk.client.request_unit_move(
        source_id, destination_id, because, request_id=desk.new_request_id(), rehearse=rehearse
    )
    _answer(desk, case, rehearse)


def _answer(desk: Desk, case: "Transfer", rehearse: bool) -> None:
    def view() -> None:
        views.after(case, rehearse)
        _shown(case)

    desk.emit(case, view)
    desk.done(rehearse)


def _shown(case: "Transfer") -> None:
    """What the plan says, numbers masked; and who moves together."""
    from dangwu.transfer.v1 import kind_pb2

    plan = case.plan
    ground = terms.term(kind_pb2.Ground.Name(plan.ground)) if plan.ground else ""
    output.pairs(
        [
            (say("事项", "kind"), terms.term(kind_pb2.CaseKind.Name(case.kind))),
            (say("事由", "ground"), ground),
            (say("起止", "days"), "—".join(filter(None, (plan.from_on, plan.until_on)))),
            (say("去处", "place"), plan.place),
            (say("联系人", "contact"), f"{plan.contact_name} {plan.contact_phone}".strip()),
            (say("本人联系方式", "own contact"), plan.own_contact),
            (say("文号", "document"), plan.document),
            (say("说明", "statement"), plan.statement),
            *((say("放行", "override"), f"{one.code}：{one.reason}") for one in case.overrides),
            (say("人数", "members"), str(len(case.passengers) or "")),
        ]
    )
