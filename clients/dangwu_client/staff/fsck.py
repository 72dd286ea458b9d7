"""`dangwu fsck`: does every promise hold, and does the audit log have every act?"""

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from dangwu_client.errors import DangwuError, Forbidden
from dangwu_client.staff import exits, output, refusals, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import lone, pass_desk
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from dangwu.audit.v1.audit_pb2 import Source
    from dangwu.v1.values_pb2 import Verification

COURIER_S = 5.0
PAUSE_S = 0.2
MATCHES, BEHIND, GAP, DIFFERS, UNCOMPARED = "matches", "behind", "gap", "differs", "uncompared"


@dataclass(frozen=True)
class Journal:
    """One service's journal, beside what the audit log has of it."""

    service: str
    sequence: int
    logged: int
    state: str


@lone(
    "fsck",
    "核验各服务的承诺和审计日志。\n\n有一项不符，就以代码 8 退出。",
    "Check every promise, and the audit log.\n\nExits with 8 when one is broken.",
    ["fsck", "fsck --output json"],
)
@pass_desk
@click.pass_context
def fsck(ctx: click.Context, desk: Desk) -> None:
    asks: dict[str, Callable[[], Verification]] = {
        "directory": desk.client.verify_directory,
        "transfer": desk.client.verify_roll,
        "rules": desk.client.verify_books,
        "carefund": desk.fund.verify_fund,
        "audit": desk.client.verify_log,
    }
    answers: dict[str, Verification] = {}
    failed: list[DangwuError] = []
    for service, ask in asks.items():
        output.note(say("正在核验：{name}", "checking: {name}", name=terms.service(service)))
        try:
            answers[service] = ask()
        except DangwuError as error:
            failed.append(error)
            refusals.show(error, desk)
    heads = {name: found for name, found in answers.items() if name != "audit"}
    journals = _compare(desk, heads) if "audit" in answers else []
    _print(desk, list(answers.values()), journals)
    code = _outcome(list(answers.values()), journals, failed)
    _verdict(code)
    ctx.exit(code)


def _outcome(
    answers: "list[Verification]", journals: list[Journal], failed: list[DangwuError]
) -> int:
    checks = (check for found in answers for check in found.checks)
    if any(check.broken for check in checks):
        return exits.BROKEN
    if any(journal.state in (BEHIND, GAP, DIFFERS) for journal in journals):
        return exits.BROKEN
    if failed:
        return exits.of(failed[0]) if not answers else exits.PARTLY
    return exits.DONE


def _compare(desk: Desk, heads: "dict[str, Verification]") -> list[Journal]:
    """Each journal's head beside the log; the courier has a few seconds for the last rows."""
    until = time.monotonic() + COURIER_S
    while True:
        sources = {source.id: source for source in desk.client.audit_sources()}
        journals = [_journal(desk, found, sources.get(name)) for name, found in heads.items()]
        if time.monotonic() > until or all(one.state != BEHIND for one in journals):
            return journals
        time.sleep(PAUSE_S)


def _journal(desk: Desk, head: "Verification", source: "Source | None") -> Journal:
    sequence, logged = head.journal_sequence, source.last_sequence if source else 0
    if source and source.missing_sequence:
        state = GAP
    elif logged < sequence:
        state = BEHIND
    elif sequence == 0:
        state = MATCHES
    elif logged == sequence and source:
        state = MATCHES if source.last_hash == head.journal_hash else DIFFERS
    else:  # more was done since the head was read: look at the row that was the head then
        state = _row_state(desk, head)
    return Journal(head.service, sequence, logged, state)


def _row_state(desk: Desk, head: "Verification") -> str:
    try:
        entry = desk.client.audit_entry(head.service, head.journal_sequence)
    except Forbidden:  # an administrator may not read entries
        return UNCOMPARED
    return MATCHES if entry.hash == head.journal_hash else DIFFERS


def _print(desk: Desk, answers: "list[Verification]", journals: list[Journal]) -> None:
    def view() -> None:
        _print_checks(answers)
        _print_journals(journals)

    shown = {"verifications": answers, "journals": [asdict(journal) for journal in journals]}
    desk.emit(shown, view)


def _print_checks(answers: "list[Verification]") -> None:
    output.table(
        [
            say("服务", "service"),
            say("承诺", "promise"),
            say("检查", "examined"),
            say("不符", "broken"),
            say("例", "examples"),
        ],
        [
            [
                terms.service(found.service),
                terms.promise(check.name),
                str(check.examined),
                str(check.broken),
                " ".join(check.examples),
            ]
            for found in answers
            for check in found.checks
        ],
    )


def _print_journals(journals: list[Journal]) -> None:
    states = {
        MATCHES: say("一致", "matches"),
        BEHIND: say("审计日志缺少最后的记录", "the log lacks the last rows"),
        GAP: say("审计日志有缺口", "the log has a gap"),
        DIFFERS: say("哈希不一致", "the hashes differ"),
        UNCOMPARED: say("其间又有新的记录，本身份不能逐条比对", "new rows meanwhile; not compared"),
    }
    output.table(
        [
            say("日志", "journal"),
            say("本库末条", "last row"),
            say("审计末条", "last logged"),
            say("结果", "result"),
        ],
        [
            [terms.service(one.service), str(one.sequence), str(one.logged), states[one.state]]
            for one in journals
        ],
    )


def _verdict(code: int) -> None:
    if code == exits.DONE:
        output.note(say("✓ 核验通过。", "✓ Every promise holds."))
    elif code == exits.BROKEN:
        output.note(say("✗ 核验未通过。", "✗ A promise is broken."))
    else:
        output.note(say("! 没有全部核验。", "! Not everything could be checked."))
