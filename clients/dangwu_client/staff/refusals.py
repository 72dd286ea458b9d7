"""A refusal, told to a person: what happened, why, what to do next, and the id to repeat it by."""

from dangwu_client.errors import (
    DangwuError,
    Incident,
    Unauthenticated,
    Unavailable,
)
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


def show(error: DangwuError, desk: Desk) -> None:
    """Print a refusal on stderr; never a traceback."""
    sentence = error.message_zh
    if spoken() == "en" and error.message_en:
        sentence = error.message_en
    output.note(f"✗ {sentence}")
    for problem in error.fields:
        said = problem.message_en if spoken() == "en" else problem.message_zh
        output.note(f"  · {said or problem.message_zh}")
    lines = [(say("原因代码", "reason"), error.reason), (say("依据", "rule"), error.cites)]
    if isinstance(error, Unavailable):
        lines.append((say("详情", "detail"), error.details.get("transport", "")))
        lines.append((say("服务器", "server"), desk.address))
    label = say("下一步", "next")
    for text in next_lines(error, desk):
        lines.append((label, text))
        label = " "
    lines.append((say("请求编号", "request id"), error.request_id))
    for name, value in lines:
        if value:
            output.note(f"  {name}{say('：', ': ') if name.strip() else '    '}{value}")


def next_lines(error: DangwuError, desk: Desk) -> list[str]:
    """What can be done instead, as lines to be copied."""
    case = error.subject_id if error.subject_id.startswith("t-") else ""
    case = error.details.get("transfer_id", case)
    lines = [
        f"{STEP_LINES[step].format(id=case or '<ID>')}    # {terms.step(step)}"
        for step in error.next_steps
        if step in STEP_LINES
    ]
    if isinstance(error, Unauthenticated):
        lines.append("login")
    elif isinstance(error, Unavailable | Incident) and error.request_id:
        lines.append(f"request again {error.request_id}")
    elif error.reason == "STALE" and case:
        lines.append(f"transfer show {case}")
    elif case:
        lines.append(f"transfer why {case}")
    return [f"{desk.spelled} {line}" for line in lines]
