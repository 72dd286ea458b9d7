"""`dangwu fund`: aid out of the care special fund, from the form to the payment."""

from pathlib import Path

import click

from dangwu_client.staff import (
    fund_emergency,
    fund_form,
    fund_notices,
    fund_printing,
    fund_review,
    fund_views,
    output,
    resolve,
)
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import BECAUSE, CASE, PURPOSE, after
from dangwu_client.staff.parts import (
    EnumWord,
    cut,
    limited,
    noun,
    pass_desk,
    rehearsable,
    verb,
)
from dangwu_client.staff.words import say

STATE = EnumWord("APPLICATION_STATE_")
EVIDENCE = EnumWord("EVIDENCE_KIND_")
FORM = click.option(
    "--form",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=say("文件", "FILE"),
    help=say("填好的申请表，模板见 fund form。", "The form filled in; see: fund form"),
)
MEMBER = click.argument("member", metavar=say("党员", "MEMBER"))


@noun(
    "fund",
    "党内关爱专项资金：申请、审核、公示、签批。",
    "Care special fund: applications, review, publicity, approval.",
)
def fund() -> None:
    pass


@verb(
    fund,
    "form",
    "写出一份申请表模板，供支部填写。",
    "Write a template of the application form.",
    ["fund form > 申请表.yaml"],
)
def form() -> None:
    output.line(fund_form.TEMPLATE.rstrip())


@verb(
    fund,
    "check",
    "先查：一名党员能否申请，标准多少，缺什么材料。",
    "Check first: may he apply, for how much, with which papers.",
    ["fund check 202211034 --form 申请表.yaml"],
)
@MEMBER
@FORM
@pass_desk
def check(desk: Desk, member: str, form: Path) -> None:
    found = desk.fund.check_application(resolve.member_id(desk, member), fund_form.read(form))
    desk.emit(found, lambda: fund_views.eligibility(found))


@verb(
    fund,
    "apply",
    "代党员填写一件申请（草稿）。",
    "Write an application down, as a draft.",
    ["fund apply 202211034 --form 申请表.yaml", "fund apply 202211034 --form 表.yaml --rehearse"],
)
@MEMBER
@FORM
@rehearsable
@pass_desk
def apply(desk: Desk, member: str, form: Path, rehearse: bool) -> None:
    plea = fund_form.read(form)
    case = desk.fund.draft_application(
        resolve.member_id(desk, member),
        plea,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    after(desk, case, rehearse)


@verb(
    fund,
    "amend",
    "用改好的申请表替换草稿或退回件的内容。",
    "Replace what a draft says.",
    ["fund amend 2026-0017 --form 申请表.yaml"],
)
@CASE
@FORM
@rehearsable
@pass_desk
def amend(desk: Desk, case: str, form: Path, rehearse: bool) -> None:
    found, plea = fund_views.find(desk, case), fund_form.read(form)
    changed = desk.fund.amend_application(
        found.id, found.etag, plea, request_id=desk.new_request_id(), rehearse=rehearse
    )
    after(desk, changed, rehearse)


@verb(
    fund,
    "attach",
    "提交一份证明材料（PDF、PNG、JPEG，2 MB 以内）。",
    "Hand in a paper (PDF, PNG or JPEG, at most 2 MB).",
    ["fund attach 2026-0017 diagnosis 诊断证明.pdf"],
)
@CASE
@click.argument("kind", type=EVIDENCE, metavar=say("种类", "KIND"))
@click.argument(
    "paper",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=say("文件", "FILE"),
)
@rehearsable
@pass_desk
def attach(desk: Desk, case: str, kind: str, paper: Path, rehearse: bool) -> None:
    found = fund_views.find(desk, case)
    changed = desk.fund.attach_evidence(
        found.id,
        found.etag,
        kind,
        paper.read_bytes(),
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    after(desk, changed, rehearse)


@verb(
    fund,
    "submit",
    "提交申请，交支部讨论；不符合条件的会说明依据。",
    "Put an application forward; what stands in the way is named with its rule.",
    ["fund submit 2026-0017"],
)
@CASE
@rehearsable
@pass_desk
def submit(desk: Desk, case: str, rehearse: bool) -> None:
    found = fund_views.find(desk, case)
    changed = desk.fund.submit_application(
        found.id, found.etag, request_id=desk.new_request_id(), rehearse=rehearse
    )
    after(desk, changed, rehearse)


@verb(
    fund,
    "withdraw",
    "撤回申请；已批准的，占用的资金随即释放。",
    "Withdraw it; what was promised is free again.",
    ["fund withdraw 2026-0017 --because 本人不再申请"],
)
@CASE
@BECAUSE
@rehearsable
@pass_desk
def withdraw(desk: Desk, case: str, because: str, rehearse: bool) -> None:
    found = fund_views.find(desk, case)
    changed = desk.fund.withdraw_application(
        found.id, found.etag, because, request_id=desk.new_request_id(), rehearse=rehearse
    )
    after(desk, changed, rehearse)


@verb(
    fund,
    "show",
    "查看一件申请：金额、在何处、谁办过什么。",
    "Show an application: sums, where it waits, who did what.",
    ["fund show 2026-0017"],
)
@CASE
@pass_desk
def show(desk: Desk, case: str) -> None:
    found = fund_views.find(desk, case)
    desk.emit(found, lambda: fund_views.whole(found))


@verb(
    fund,
    "list",
    "列出管辖范围内的申请，新的在前。",
    "List the applications in reach, newest first.",
    ["fund list", "fund list --state approval", "fund list --org 0101"],
)
@click.option(
    "--state",
    type=STATE,
    metavar=say("状态", "STATE"),
    help=say("状态：", "State: ") + STATE.listed(),
)
@click.option("--org", metavar=say("组织", "ORG"), help=say("只看一个组织。", "Of one only."))
@click.option(
    "--member", metavar=say("党员", "MEMBER"), help=say("只看一名党员。", "Of one member.")
)
@limited
@pass_desk
def list_(
    desk: Desk,
    state: str | None,
    org: str | None,
    member: str | None,
    limit: int,
    everything: bool,
) -> None:
    found = desk.fund.applications(
        state=state or "APPLICATION_STATE_UNSPECIFIED",
        organization_id=resolve.organization_id(desk, org) if org else "",
        member_id=resolve.member_id(desk, member) if member else "",
    )
    rows = cut(found, limit, everything)
    desk.emit({"applications": rows}, lambda: fund_views.table(rows))
    if not rows:
        output.note(say("没有申请。", "No applications."))


@verb(
    fund,
    "disclose",
    "查看申请全文：须说明用途，记入审计。",
    "Show the whole form; for a purpose, audited.",
    ["fund disclose 2026-0017 --purpose 复核材料"],
)
@CASE
@PURPOSE
@pass_desk
def disclose(desk: Desk, case: str, purpose: str) -> None:
    found = fund_views.find(desk, case)
    told = desk.fund.disclose_application(found.id, purpose, request_id=desk.new_request_id())
    desk.emit(told, lambda: fund_views.plea(told.plea))
    desk.done(False)


fund_review.add_to(fund)
fund_emergency.add_to(fund)
fund_notices.add_to(fund)
fund_printing.add_to(fund)
