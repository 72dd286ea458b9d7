"""A refusal, told to a person: what happened, why, what to do next, and the id to repeat it by."""

from dataclasses import asdict

import click

from dangwu_client.errors import DangwuError, Incident, Unauthenticated, Unavailable
from dangwu_client.staff import output, overriding, plain, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.words import say, spoken

STEP_LINES = {
    "submit": "transfer submit {id}",
    "sign": "transfer sign {id}",
    "return": "transfer return {id} --because …",
    "reject": "transfer reject {id} --reason …",
    "withdraw": "transfer withdraw {id}",
    "accept": "transfer accept {id}",
    "complete": "arrival complete {id} …",
    "doubt": "arrival examine {id} …",
    "clear": "arrival resolve {id} --because …",
    "issue": "letter issue {id}",
    "send": "departure send {id} --reference …",
    "reissue": "letter reissue {id} --cause … --because …",
    "redispatch": "departure redispatch {id} --because …",
    "sent_back": "letter refused {id} --reason …",
    "rescind": "departure rescind {id} --because …",
    "land": "letter receipt {id} --receiver … --branch … --on … --channel …",
}
"""How each step of a transfer is typed."""

OUT_OF_SIGHT = ("NOT_YOURS", "ROLE_NOT_ALLOWED", "TRANSFER_UNKNOWN", "UNIMPLEMENTED")
"""Refusals after which asking why the case waits would only be refused again."""

ASKED_WRONGLY = ("BOOK_SILENT", "FACTS_MISFIT")
OF_DRAFTS = ("DRAFT_ALTERED", "DRAFT_CLOSED")
OF_RULES = ("BOOK_UNKNOWN", "OWN_DRAFT", "RULING_CLOSED", *OF_DRAFTS, *ASKED_WRONGLY)
"""Refusals after which a look at the book, the draft or the ruling helps."""

NOT_SAVED = ("RedeemCodeRequest", "RenewSessionRequest")
"""Requests that carry only a secret: nothing is kept here that could be sent again."""


def show(error: DangwuError, desk: Desk) -> None:
    """Print a refusal on stderr; never a traceback."""
    english = spoken() == "en"
    cross = click.style("✗", fg="red")
    output.note(f"{cross} {plain.sentence(error, lambda one: _name_of(desk, one))}")
    for problem in error.fields:
        said = problem.message_en if english else problem.message_zh
        output.note(f"  · {plain.fields(said or problem.message_zh)}")
    _fact(say("原因代码", "reason"), error.reason)
    _fact(say("依据", "rule"), error.cites)
    if isinstance(error, Unavailable):
        _fact(say("服务器", "server"), desk.address)
        if desk.debug:
            _fact(say("详情", "detail"), error.details.get("transport", ""))
    for code in filter(None, error.details.get("soft", "").split(", ")):
        _fact(say("可放行", "may pass"), overriding.how(code).strip(" （）()"))
    for line in next_lines(error, desk):
        _fact(say("下一步", "next"), line)
    if error.reason == "BRANCH_NOT_NAMED":
        _fact(say("可选的支部", "branches"), _candidates(error, desk))
    _fact(say("请求编号", "request id"), error.request_id)


def emit(error: DangwuError, desk: Desk) -> None:
    """The refusal for programs, on stdout, where JSON was asked for and no answer was given."""
    if desk.output != "json" or desk.answered:
        return
    desk.emit(
        {
            "error": {
                "reason": error.reason,
                "code": error.code,
                "message_zh": error.message_zh,
                "message_en": error.message_en,
                "fields": [asdict(problem) for problem in error.fields],
                "details": error.details,
                "request_id": error.request_id,
            }
        },
        lambda: None,
    )


def _name_of(desk: Desk, organization_id: str) -> str:
    """What an organization is called; its id where that cannot be learnt."""
    try:
        return desk.client.organization(organization_id).name
    except DangwuError:
        return organization_id


def _candidates(error: DangwuError, desk: Desk) -> str:
    try:
        return candidates(desk, desk.client.transfer(_case(error)).destination_id)
    except DangwuError:
        return ""


def candidates(desk: Desk, committee_id: str) -> str:
    """The branches a committee may name, by code."""
    from dangwu.directory.v1 import organization_pb2

    below = desk.client.organizations(below_id=committee_id)
    branches = (one for one in below if one.kind == organization_pb2.ORGANIZATION_KIND_BRANCH)
    return say("、", ", ").join(f"{one.code} {one.name}" for one in branches)


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
        again = error.request_id and type(error.request).__name__ not in NOT_SAVED
        return [f"request again {error.request_id}"] if again else []
    if error.reason == "BRANCH_NOT_NAMED" and case:
        return [f"transfer sign {case} --branch {say('编码', 'CODE')}"]
    if error.reason in OF_RULES:
        return _about_rules(error)
    if error.reason == "STALE":
        return [f"transfer show {case}"] if case else _about_rules(error)
    if error.reason == "TRANSFER_OPEN":
        return [f"transfer why {error.details.get('open', '')}"]
    member = getattr(error.request, "member_id", "")
    destination = getattr(error.request, "destination_id", "")
    if error.reason == "NOT_READY" and member and destination:
        return [f"transfer check {member} --to {destination}"]
    return [f"transfer why {case}"] if case else []


def _about_rules(error: DangwuError) -> list[str]:
    """Where to look for what a rule asks, or for how its draft or ruling stands."""
    known, book = str(getattr(error.request, "id", "")), error.details.get("book", "")
    if error.reason == "BOOK_UNKNOWN":
        return ["rules list"]
    if error.reason == "OWN_DRAFT":
        return [f"rules reject {known} --note …    # {say('撤回', 'withdraw it')}"]
    if known.startswith("d-"):
        return [f"rules draft {known}"]
    if known.startswith("r-"):
        return [f"rules ruling {known}"]
    return [f"rules show {book}"] if book and error.reason in ASKED_WRONGLY else []


def _case(error: DangwuError) -> str:
    """The case a refusal is about; empty when it is about none."""
    known = (error.details.get("id", ""), str(getattr(error.request, "id", "")))
    return next((one for one in known if one.startswith("t-")), "")
