"""The story: Zhang Wei moves from one college's branch to another's, and not a step too early."""

import re
from uuid import uuid4

from deploy.demo.stage import WentWrong
from deploy.demo.telling import Story

APPLICANT, SOURCE, DEPUTY, FORMER = "zhang.wei", "li.na", "wang.qiang", "wu.fang"
SOURCE_COMMITTEE, TARGET_COMMITTEE, TARGET = "liu.yang", "chen.jing", "zhao.lei"
OUTSIDER, DIRECTOR, ADMINISTRATOR, INSPECTOR = "zhou.tao", "lin.yan", "sun.bo", "xu.ping"
SOURCE_BRANCH, TARGET_BRANCH = "0302", "0501"


def tell(story: Story) -> None:
    """The whole story, from a missing item to the inspector's log."""
    story.title("一、转接：张伟转到另一个学院", "A transfer")
    member = _checked_and_mended(story)
    case = _submitted(story, member)
    _refused(story, case)
    _signed(story, case, member)
    _accepted(story, case, member)
    _written_down(story, case)


def _checked_and_mended(story: Story) -> str:
    story.chapter("办前检查：先找出缺什么，补上再提交", "Pre-flight names what is missing.")
    found = story.ask(DEPUTY, "member", "find", "张伟")["members"]
    homes = {story.ask(DEPUTY, "org", "show", SOURCE_BRANCH)["id"]}
    member = next(str(one["campus_number"]) for one in found if one["organization_id"] in homes)
    story.tell(DEPUTY, "member", "show", member, says="张伟")
    check = ("transfer", "check", member, "--to", TARGET_BRANCH)
    story.tell(DEPUTY, *check, status=6, says="党费")
    month = story.ask(DEPUTY, *check, status=6)["findings"][0]["message"]
    needed = re.search(r"须交至 (\d{4}-\d{2})", month)
    if not needed:
        raise WentWrong("the finding does not say through which month dues are needed")
    story.tell(DEPUTY, "member", "amend", member, "--dues-through", needed[1])
    story.tell(DEPUTY, *check)
    return member


def _submitted(story: Story, member: str) -> str:
    story.chapter("副书记提交（申请人本人是组织委员，须回避）", "The deputy files the transfer.")
    words = ("transfer", "request", member, "--to", TARGET_BRANCH, "--reason", "reposting")
    story.tell(DEPUTY, *words, "--rehearse")
    story.must("演练没有改变任何事 · a rehearsal changes nothing", not _open_case(story, member))
    story.tell(DEPUTY, *words)
    case = _open_case(story, member)
    story.must(f"转接 {case} 已提交 · the transfer is filed", bool(case))
    story.tell(SOURCE, "inbox", says=case)
    story.tell(DEPUTY, "transfer", "why", case, says="李娜")
    return case


def _open_case(story: Story, member: str) -> str:
    return str(story.ask(DEPUTY, "member", "show", member).get("open_transfer_id", ""))


def _refused(story: Story, case: str) -> None:
    story.chapter("不该签的人签不了，并说明原因", "Those who may not sign are told why.")
    sign = ("transfer", "sign", case)
    story.tell(OUTSIDER, *sign, status=4, says="NOT_YOURS")
    story.tell(APPLICANT, *sign, status=4, says="OWN_CASE")
    story.tell(FORMER, *sign, status=4, says="ROLE_NOT_ALLOWED")
    story.tell(DEPUTY, *sign, status=4, says="SIGNED_ALREADY")


def _signed(story: Story, case: str, member: str) -> None:
    story.chapter("逐级签字；签字不转移组织关系", "Each rung signs; no signature moves anybody.")
    home = story.belongs_to(member, DEPUTY)
    for who in (SOURCE, SOURCE_COMMITTEE, TARGET_COMMITTEE):
        story.tell(who, "transfer", "sign", case)
        story.must(
            "党员仍属转出支部 · the member still belongs to the source",
            story.belongs_to(member, DEPUTY) == home,
        )
    story.tell(DEPUTY, "member", "show", member, says="仍属")
    story.tell(TARGET, "transfer", "why", case, says="赵磊")


def _accepted(story: Story, case: str, member: str) -> None:
    story.chapter("接收：只有这一步转移组织关系", "Acceptance: the one step that moves the member.")
    once = str(uuid4())
    accept = ("--request-id", once, "transfer", "accept", case)
    story.tell(TARGET, *accept)
    target = story.ask(TARGET, "org", "show", TARGET_BRANCH)["id"]
    story.must(
        "党员已属转入支部 · the member belongs to the destination",
        story.belongs_to(member, TARGET) == target,
    )
    history = ("transfer", "history", case)
    before = story.ask(TARGET, *history)
    story.tell(TARGET, *accept)
    story.must(
        "同一请求再发一次，什么也没有改变 · the same request again changes nothing",
        story.ask(TARGET, *history) == before,
    )
    story.tell(TARGET, "member", "history", member)


def _written_down(story: Story, case: str) -> None:
    story.chapter("历史与审计：谁、何时、依据什么", "History and audit log.")
    story.tell(TARGET, "transfer", "history", case)
    story.tell(INSPECTOR, "audit", "list", "--subject", case, says="AcceptTransfer")
    entries = story.ask(INSPECTOR, "audit", "list", "--subject", case)["entries"]
    acts = [(one["rpc"].rpartition("/")[2], one["outcome"]) for one in entries]
    done = [name for name, outcome in acts if outcome == "OK"]
    story.must(
        "每一步恰有一条审计记录 · one audit entry for each act",
        done == ["RequestTransfer", *["SignTransfer"] * 3, "AcceptTransfer"],
    )
    refused = sorted(outcome for _, outcome in acts if outcome != "OK")
    story.must(
        "被拒绝的尝试也有记录 · so have the attempts that were refused",
        refused == ["NOT_YOURS", "OWN_CASE", "ROLE_NOT_ALLOWED", "SIGNED_ALREADY"],
    )
