"""The audit log and the rules, over a real server (pytest-grpc)."""

from uuid import uuid4

from dangwu.audit.v1 import audit_pb2 as pb
from dangwu.rules.v1 import rules_pb2
from tests.audit.journals import journal_of
from tests.refusals import refuses
from tests.worlds import World

JOURNAL = journal_of("carefund", 9)


def test_a_journal_comes_in_once_and_is_read_back_as_it_was(wired_world: World) -> None:
    source, inspector = wired_world.desk("service:carefund"), wired_world.desk("inspector")
    for taken in (JOURNAL[:4], JOURNAL[2:], JOURNAL):
        request = pb.AppendEntriesRequest(request_id=str(uuid4()), source="carefund", entries=taken)
        assert source.audit.AppendEntries(request).last_sequence == taken[-1].sequence
    listed = inspector.audit.ListEntries(pb.ListEntriesRequest(source="carefund")).entries
    assert list(listed) == JOURNAL
    one = inspector.audit.GetEntry(pb.GetEntryRequest(source="carefund", sequence=3))
    assert one == JOURNAL[2]
    checks = inspector.audit.VerifyLog(pb.VerifyLogRequest()).checks
    assert [check.name for check in checks if check.broken] == []


def test_nobody_sends_the_journal_of_another(wired_world: World) -> None:
    request = pb.AppendEntriesRequest(
        request_id=str(uuid4()), source="carefund", entries=JOURNAL[:1]
    )
    with refuses("NOT_YOUR_JOURNAL") as refused:
        wired_world.desk("service:transfer").audit.AppendEntries(request)
    assert refused.code == "PERMISSION_DENIED"
    with refuses("ROLE_NOT_ALLOWED"):
        wired_world.desk("director").audit.AppendEntries(request)


def test_a_rule_answers_with_its_receipt(wired_world: World) -> None:
    rules = wired_world.desk("s.secretary").rules
    decision = rules.DecideRule(
        rules_pb2.DecideRuleRequest(book="transfer/rung_days", facts={"act": "attest"})
    )
    assert decision.answer.days > 0
    edition = rules.GetEdition(
        rules_pb2.GetEditionRequest(book="transfer/rung_days", id=decision.edition)
    )
    assert (edition.id, edition.cites) == (decision.edition, decision.cites)
    with refuses("FACTS_MISFIT") as refused:
        rules.DecideRule(
            rules_pb2.DecideRuleRequest(book="transfer/rung_days", facts={"act": "x" * 900_000})
        )
    assert refused.code == "INVALID_ARGUMENT"
    assert len(refused.message) < 1000
