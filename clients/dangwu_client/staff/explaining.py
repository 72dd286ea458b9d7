"""Answers in plain words: why a case waits, and what is missing before one begins."""

from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, overriding, plain, receipts, terms, views
from dangwu_client.staff.words import say, spoken

if TYPE_CHECKING:
    from dangwu.transfer.v1.case_pb2 import Explanation, Finding, Holder, Readiness
    from dangwu.transfer.v1.departure_pb2 import DepartureCheck


WHY = click.option(
    "--why",
    is_flag=True,
    help=say("列出每项依据和所用版本。", "List every rule and edition it rests on."),
)


def explanation(told: "Explanation") -> None:
    """Who holds it, since when, until when, under which rule, and what unblocks it."""
    case = told.transfer
    output.line(views.summary(case))
    if views.under_way(case):
        _waits(told)
    else:
        output.line(
            say(
                "本件已办结（{at}），没有人在办。",
                "The case has ended ({at}); nobody holds it.",
                at=output.at(case.ended_at),
            )
        )
    if told.HasField("rule"):
        receipts.rule(told.rule)
    unblocks = told.unblocks_en if spoken() == "en" else told.unblocks
    if unblocks:
        output.line(say("怎样推进：{text}", "What unblocks it: {text}", text=unblocks))
    if views.belongs(case):
        output.line(views.belongs(case))


def _waits(told: "Explanation") -> None:
    for holder in told.holders:
        output.line(_holder(holder))
        if holder.passed_on:
            output.line(
                say("  改由其办理的原因：{why}", "  Why not another: {why}", why=holder.passed_on)
            )
    if not told.holders:
        output.line(say("目前没有可以办理的人。", "Nobody can act now."))
    since, due = output.at(told.waits_since), told.due_on
    if since:
        output.line(say("从 {since} 起等待。", "It has waited since {since}.", since=since))
    problem = told.due_problem_en if spoken() == "en" else told.due_problem
    if problem:
        output.line(problem)
    if due:
        late = say("，已逾期", ", which has passed") if told.overdue else ""
        output.line(
            say(
                "应于 {due} 前（含当日）办理{late}。",
                "It is due by {due}{late}.",
                due=due,
                late=late,
            )
        )


def _holder(holder: "Holder") -> str:
    return say(
        "现在由 {organization} {post} {name} 办理。",
        "It waits on {name}, {post} of {organization}.",
        organization=holder.organization_name,
        post=terms.term(holder.post_kind),
        name=holder.person_name,
    )


def readiness(known: "Readiness | DepartureCheck", why: bool, *, overridable: bool = False) -> None:
    """What stands in the way, then the signatures it would need; the rules only when asked for."""
    output.line(
        say("可以提交。", "Ready to be filed.")
        if known.ready
        else say("还不能提交，请先补正：", "Not ready; mend this first:")
    )
    for finding in known.findings:
        output.line(_finding(finding, overridable))
    if known.rungs:
        output.line(say("提交后依次经过：", "It would then need:"))
        views.rungs(known.rungs)
    if why:
        receipts.rules(known.decisions)
    elif known.decisions:
        output.note(say("依据和版本：加 --why。", "The rules it rests on: add --why."))


def _finding(finding: "Finding", overridable: bool) -> str:
    said = finding.message_en if spoken() == "en" else finding.message
    mark = "✗" if finding.blocks else "!"
    may = overridable and finding.soft and finding.blocks
    return f"  {mark} {plain.fields(said)}{overriding.how(finding.code) if may else ''}"
