"""Where changes meet moves: who was not recognized on arrival, and who leaves while retained."""

import pytest

from dangwu.transfer.v1 import kind_pb2, receipt_pb2, roll_pb2, transit_pb2
from tests.refusals import refuses
from tests.transfer.acts import Case, body
from tests.transfer.arrivals import NOT_RECOGNIZABLE, Arrivals
from tests.transfer.changing import REACHED, STAY, Changes
from tests.transfer.letter_acts import Letters
from tests.transfer.test_changes import sound


def refused_on_arrival(changes: Changes) -> Case:
    """The department could not recognize him; his member file shows why."""
    case = Arrivals(changes.cases).in_doubt()
    case = changes.cases.reject("director", case, reason=NOT_RECOGNIZABLE)
    changes.cases.campus.members["stranger"] = case.member_id
    return case


def test_non_recognition_is_filed_by_the_committee_that_examined(changes: Changes) -> None:
    refused_on_arrival(changes)
    plan = {"ground": "PAPERS_NOT_IN_ORDER", "statement": "查无入党材料"}
    with refuses("NOT_YOURS"):
        changes.file("NON_RECOGNITION", "stranger", "a.secretary", **plan)
    case = changes.file("NON_RECOGNITION", "stranger", "b.deputy", **plan)
    assert case.source_name == "海洋学院党委"
    case = changes.cases.sign("b.secretary", case)
    with refuses("DOCUMENT_MISSING"):
        changes.cases.accept("director", case)
    case = changes.cases.send_back("director", case, "请补文号")
    case = changes.again(case, "b.deputy", document="组字〔2026〕12号")
    case = changes.decide(case, "b.secretary", "director")
    member = changes.cases.member("stranger")
    assert (changes.standing("stranger"), member.organization_name) == ("ENDED", "历史党员库")
    with refuses("NOT_YOURS"):
        changes.file("NON_RECOGNITION", "stranger", "b.deputy", **plan)
    sound(changes)


def test_non_recognition_of_somebody_inside_is_for_his_branch(changes: Changes) -> None:
    case = changes.file("NON_RECOGNITION", ground="PAPERS_NOT_IN_ORDER", document="组字〔2026〕3号")
    changes.decide(case, "a.secretary", "director")
    assert changes.standing() == "ENDED"
    sound(changes)


def test_nobody_outside_is_retained(changes: Changes) -> None:
    refused_on_arrival(changes)
    with refuses("NOT_READY") as refused:
        changes.file("RETENTION_ABROAD", "stranger", "b.deputy", **STAY)
    assert "NOT_HERE" in refused.details["findings"]


def leaves(changes: Changes, letters: Letters) -> Case:
    """Transferred out of the school, online, with a receipt."""
    case = letters.agreed("ready", channel=kind_pb2.CHANNEL_ONLINE)
    sent = transit_pb2.SendOnlineRequest(
        **body({}, id=case.id, etag=case.etag, reference="ZZ-2026-0042")
    )
    letters.office.transits.SendOnline(sent)
    letters.receive(case, "", channel=receipt_pb2.RECEIPT_CHANNEL_SYSTEM)
    return case


@pytest.mark.parametrize("kind", ["RETENTION_ABROAD", "RETENTION_GRADUATE"])
def test_who_leaves_while_retained_leaves_a_trace_on_the_term(changes: Changes, kind: str) -> None:
    letters = Letters(changes.cases.world)
    letters.cases = changes.cases
    plans = {
        "RETENTION_ABROAD": (STAY, ("a.secretary", "director")),
        "RETENTION_GRADUATE": (
            {"from_on": "2026-06-10", "until_on": "2028-06-10", **REACHED},
            ("s.secretary", "a.secretary", "director"),
        ),
    }
    plan, signers = plans[kind]
    changes.decide(changes.file(kind, **plan), *signers)
    open_one = changes.file(
        "CERTIFICATE", from_on="2026-06-10", until_on="2026-08-01", place="某地"
    )
    open_one = changes.cases.climb(open_one, "s.secretary", "a.secretary")
    case = leaves(changes, letters)
    [term] = changes.terms(ended=True)
    assert term.ended_by_id == case.id
    assert term.ended_because.startswith("网上转出：")
    assert term.due_on == ""
    assert changes.standing() == "NORMAL"  # where he is now nobody has paused him
    with refuses("WRONG_STATE"):  # what was under way here has nobody to be for
        changes.cases.accept("director", open_one)
    assert changes.cases.get(open_one).ended_by_id == case.id
    proven = changes.cases.desk("inspector").roll.VerifyRoll(roll_pb2.VerifyRollRequest())
    assert not [one.name for one in proven.checks if one.broken]
