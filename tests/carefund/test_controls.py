"""Controls that are seen best over the wire: who decides, and out of which money."""

from datetime import date
from random import Random
from typing import Any

import pytest

from dangwu.carefund.v1 import fund_pb2
from services.carefund import masking, publicity
from services.carefund.publicity import Subject
from tests.carefund.road import Application, Road
from tests.refusals import outcome, refuses

RESTRICTED = fund_pb2.FUND_SOURCE_DONATION_RESTRICTED
DISASTER, ILLNESS = fund_pb2.CARE_CATEGORY_DISASTER, fund_pb2.CARE_CATEGORY_ILLNESS
ABOVE = {
    "category": "line_of_duty",
    "requested_fen": 10_000_00,
}


NUMBERS = ("11010119900307803X", "110101900307803", "13900000000", "6222021234567890123")
NAMES = ("王小明", "欧阳修", "张三", "阿卜杜热西提·买买提艾力江")
UNITS = ("硕士第二党支部", "离退休第一党支部", "海洋学院党委")


def made_up(chance: Random) -> Subject:
    """Anybody, of whatever category, shown as far as some rule may want; numbers strewn about."""
    number = chance.choice(("", *NUMBERS))
    return Subject(
        application_id="a-7k3m9qxa2b4c",
        member_name=chance.choice(NAMES) + chance.choice(("", number)),
        organization_name=chance.choice(UNITS) + chance.choice(("", f"（{number}）")),
        category=chance.choice(tuple(publicity.COARSE)),
        amount_fen=chance.randrange(1, 10**8),
        name_form=chance.choice(("masked", "full", "a word of tomorrow")),
        shows=frozenset(one for one in publicity.FIELDS if chance.random() < 0.8),
    )


def test_p06_of_500_notices_none_shows_what_no_notice_may() -> None:
    chance = Random(5)
    when = publicity.Span(date(2026, 6, 11), date(2026, 6, 17))
    for _ in range(500):
        subjects = [made_up(chance) for _ in range(chance.randrange(1, 6))]
        entries = publicity.projected(subjects)
        shown = publicity.text("海洋学院党委", when, 5, "组织部 0335-8000000", entries)
        assert masking.private_numbers(shown) == []
        assert not [number for number in NUMBERS if number in shown]
        for one, entry in zip(subjects, entries, strict=True):
            plain = one.member_name.rstrip("0123456789X")
            assert one.name_form == "full" or plain not in entry.name
            assert entry.category in {publicity.UNSHOWN, *publicity.COARSE.values()}
            assert entry.amount_fen in (0, one.amount_fen)


def at_office(road: Road, **said: Any) -> Application:
    """A case at the department, brought there without a notice."""
    return road.screened(road.stands(road.reviewed(**said), "OFFICE_REVIEW"))


def test_p10_nothing_large_is_approved_without_the_minutes_of_the_committee(road: Road) -> None:
    case = road.proposed(at_office(road, **ABOVE), road.pool())
    ladder = road.ladder(case)
    assert (ladder.band, ladder.resolution_kind) == ("standing_committee", "minutes")
    for rung in ladder.rungs[:-1]:
        case = road.signed(case, {"organization_head": "director", "vice_secretary": "vice"}.get(
            rung.signer, "head"))  # fmt: skip
    last = "officer2"
    secretaries = road.named(case, body="DECIDING_BODY_SECRETARIES_MEETING")
    for resolution, reason in (
        ("", "RESOLUTION_UNKNOWN"),
        (road.plan().id, "RESOLUTION_UNFIT"),
        (secretaries.id, "RESOLUTION_UNFIT"),
    ):
        with refuses(reason):
            road.signed(case, last, resolution)
    assert road.signed(case, last, road.named(case).id).state == fund_pb2.APPLICATION_STATE_APPROVED


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"held_on": "2026-06-09"}, "held_on"),  # before it was put forward
        ({"held_on": "2026-06-11"}, "held_on"),  # ahead of today
        ({"present": 4, "in_favour": 4}, "present, in_favour"),
        ({"in_favour": 4}, "in_favour"),
        ({"present": 10}, "present"),
    ],
)
def test_p12_a_resolution_is_of_its_day_and_of_a_quorum(
    shared_road: Road, said: dict[str, Any], field: str
) -> None:
    case = shared_road.submitted(event=f"事由{said}"[:60])
    with refuses("MEETING_UNFIT") as refused:
        shared_road.named(case, **said)
    assert ", ".join(refused.fields) == field
    shared_road.withdraw(case)


def test_p18_a_gift_for_one_purpose_pays_for_no_other(road: Road) -> None:
    case = at_office(road)
    other, fits = road.pool(RESTRICTED, 0, DISASTER), road.pool(RESTRICTED, 0, ILLNESS)
    with refuses("POOL_UNFIT"):
        road.proposed(case, other)
    assert outcome(lambda: road.proposed(case, fits)) == "OK"


def test_p22_an_anonymous_objection_has_its_number_and_holds_the_case(road: Road) -> None:
    case = road.reviewed()
    notice = road.call(
        "a.organizer", "PostNotice", application_ids=[case.id], contact="组织部 0335-0000000"
    )
    raised = [
        road.call(
            "a.secretary",
            "RaiseObjection",
            notice_id=notice.id,
            application_id=case.id,
            kind="OBJECTION_KIND_UNTRUE",
            said="其家庭并不困难",
        )
        for _ in range(2)
    ]
    assert [(one.number, one.anonymous) for one in raised] == [
        ("2026-0001", True),
        ("2026-0002", True),
    ]
    assert all(one.due_on for one in raised)
    assert len(road.call("inspector", "ListObjections", open=True).objections) == 2
    while road.today() <= notice.last_on:
        road.world.clock.pass_days(1)
    with refuses("OBJECTION_OPEN"):
        road.call("a.organizer", "ConcludeNotice", id=notice.id, etag=notice.etag)
