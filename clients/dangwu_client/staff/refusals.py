"""A refusal, told to a person: what happened, why, what to do next, and the id to repeat it by."""

import click

from dangwu_client.errors import DangwuError, Incident, Unauthenticated, Unavailable
from dangwu_client.staff import output, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.words import say, spoken

STEP_LINES = {
    "submit": "transfer submit {id}",
    "sign": "transfer sign {id}",
    "return": "transfer return {id} --because …",
    "reject": "transfer reject {id} --reason …",
    "withdraw": "transfer withdraw {id}",
    "accept": "transfer accept {id}",
}
"""How each step of a transfer is typed."""

OUT_OF_SIGHT = ("NOT_YOURS", "ROLE_NOT_ALLOWED", "TRANSFER_UNKNOWN", "UNIMPLEMENTED")
"""Refusals after which asking why the case waits would only be refused again."""


def show(error: DangwuError, desk: Desk) -> None:
    """Print a refusal on stderr; never a traceback."""
    english = spoken() == "en"
    cross = click.style("✗", fg="red")
    output.note(f"{cross} {error.message_en if english and error.message_en else error.message_zh}")
    for problem in error.fields:
        said = problem.message_en if english else problem.message_zh
        output.note(f"  · {said or problem.message_zh}")
    _fact(say("原因代码", "reason"), error.reason)
    _fact(say("依据", "rule"), error.cites)
    if isinstance(error, Unavailable):
        _fact(say("服务器", "server"), desk.address)
        _fact(say("详情", "detail"), error.details.get("transport", ""))
    for line in next_lines(error, desk):
        _fact(say("下一步", "next"), line)
    _fact(say("请求编号", "request id"), error.request_id)


def _fact(label: str, value: str) -> None:
    if value:
        output.note(f"  {label}{say('：', ': ')}{value}")


def next_lines(error: DangwuError, desk: Desk) -> list[str]:
    """What can be done instead, as lines to be copied."""
    case = _case(error)
    lines = [
        f"{STEP_LINES[step].format(id=case or '<ID>')}    # {terms.step(step)}"
        for step in error.next_steps
        if step in STEP_LINES
    ]
    return [f"{desk.spelled} {line}" for line in lines + _by_reason(error, case)]


def _by_reason(error: DangwuError, case: str) -> list[str]:
    if isinstance(error, Unauthenticated):
        return ["login"]
    if error.reason in OUT_OF_SIGHT:
        return []
    if isinstance(error, Unavailable | Incident):
        return [f"request again {error.request_id}"] if error.request_id else []
    if error.reason == "STALE":
        return [f"transfer show {case}"] if case else []
    if error.reason == "TRANSFER_OPEN":
        return [f"transfer why {error.details.get('open', '')}"]
    member = getattr(error.request, "member_id", "")
    destination = getattr(error.request, "destination_id", "")
    if error.reason == "NOT_READY" and member and destination:
        return [f"transfer check {member} --to {destination}"]
    return [f"transfer why {case}"] if case else []


def _case(error: DangwuError) -> str:
    """The case a refusal is about; empty when it is about none."""
    known = (error.details.get("id", ""), str(getattr(error.request, "id", "")))
    return next((one for one in known if one.startswith("t-")), "")
