"""What a field holds is checked before anybody works with it; the fault names field and mend."""

import pytest
from google.protobuf.message import Message

from dangwu.audit.v1 import audit_pb2
from dangwu.directory.v1 import founding_pb2, post_pb2
from dangwu.rules.v1 import rules_pb2
from dangwu.transfer.v1 import roll_pb2, step_pb2
from services.chassis import validation
from services.chassis.errors import Malformed

UNSEEN = ["\0", "\x1b[31m", "\x7f", "\u0085", "\u2028", "\u202e", "\u2066", "\uffff"]


def person(name: str) -> post_pb2.RegisterPersonRequest:
    return post_pb2.RegisterPersonRequest(
        request_id="00000000-0000-4000-8000-000000000000", name=name, account="w0112"
    )


def fields(request: Message) -> list[str]:
    return [fault.field for fault in validation.faults(request)]


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
def test_a_control_character_is_refused_wherever_it_stands(character: str) -> None:
    held = f"张{character}三"
    assert fields(person(held)) == ["name"]
    nested = founding_pb2.FoundSchoolRequest(director=founding_pb2.Founder(name=held))
    assert "director.name" in fields(nested)
    entries = [audit_pb2.Entry(), audit_pb2.Entry(request=held)]
    assert "entries.request" in fields(audit_pb2.AppendEntriesRequest(entries=entries))
    for facts in ({held: "yes"}, {"act": held}):
        assert fields(rules_pb2.DecideRuleRequest(book="a/b", facts=facts)) == ["facts"]


@pytest.mark.parametrize(
    "name", ["张三", "買買提·艾力", "Ångström", "😀", "श्री\u200dमान", "\ue000", " 王 "]
)
def test_whatever_people_write_is_taken(name: str) -> None:
    assert fields(person(name)) == []


@pytest.mark.parametrize(
    "blank",
    ["\u200d", "\u00ad", "\ufeff", "\u2800", "\u3164", "\u115f", "\U000e0041", "\u3000", "\u0301"],
    ids=ascii,
)
def test_what_nobody_sees_is_no_text(blank: str) -> None:
    """However much of it, beside the letters too: a purpose of four has four to be read."""
    assert fields(person(blank * 8)) == ["name"]
    purpose = step_pb2.RequestTransferRequest(note=blank * 8)
    assert "note" not in fields(purpose)  # nothing is asked of it
    founder = founding_pb2.Founder(name=blank * 8, account="w0112")
    nested = founding_pb2.FoundSchoolRequest(name=f"校{blank}", director=founder)
    assert "director.name" in fields(nested)
    reveal = roll_pb2.RevealMemberRequest(purpose=f"核{blank * 8}")
    assert "purpose" in fields(reveal)
    assert "purpose" not in fields(roll_pb2.RevealMemberRequest(purpose=f"核对{blank}入党志愿书"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\t"], ids=ascii)
def test_a_name_stands_on_one_line(end: str) -> None:
    assert fields(person(f"张{end}三")) == ["name"]
    assert fields(roll_pb2.RevealMemberRequest(purpose=f"核对{end}入党志愿书")) == fields(
        roll_pb2.RevealMemberRequest(purpose="核对入党志愿书")
    )


def test_the_refusal_never_repeats_the_value() -> None:
    request = roll_pb2.SearchMembersRequest(name="13812345678\0")
    with pytest.raises(Malformed) as refused:
        validation.check(request)
    assert [fault.field for fault in refused.value.faults] == ["name"]
    said = refused.value.faults[0]
    assert "13812345678" not in said.zh + said.en
    assert "控制字符" in said.zh
    assert "control characters" in said.en


def test_every_fault_is_named_at_once() -> None:
    request = step_pb2.RequestTransferRequest(request_id="x", member_id="p-", note="\0")
    assert set(fields(request)) == {"request_id", "member_id", "destination_id", "reason", "note"}


def test_a_rule_about_the_whole_request_names_the_request() -> None:
    assert fields(roll_pb2.SearchMembersRequest()) in (["request"], ["by"])


def test_every_rule_in_the_protos_has_words_of_its_own() -> None:
    """Each way to break a rule, in one request: none is answered with "is not acceptable"."""
    request = roll_pb2.RegisterMemberRequest(
        request_id="x", id="x", name="x" * 61, campus_number="x", phone="1"
    )
    listing = roll_pb2.ListMembersRequest(page_size=201)
    entries = audit_pb2.AppendEntriesRequest(entries=[audit_pb2.Entry()] * 501)
    single = audit_pb2.GetEntryRequest(sequence=0)
    said = [
        fault.en
        for one in (request, listing, entries, single, audit_pb2.AppendEntriesRequest())
        for fault in validation.faults(one)
    ]
    assert said
    assert not [words for words in said if "is not acceptable" in words]
