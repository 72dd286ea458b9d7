"""An outside organization is described, mended, and never under a name that is another's."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from dangwu.directory.v1 import outside_pb2 as pb
from tests.directory.acts import TODAY, TOMORROW
from tests.directory.outsides import REGION, TALENT, Outsides
from tests.refusals import outcome, refuses
from tests.worlds import World


@pytest.fixture
def outsides(world: World) -> Outsides:
    return Outsides.of(world)


def test_until_it_is_described_its_name_is_known_and_no_more(outsides: Outsides) -> None:
    known = outsides.get(outsides.world.campus.organizations["90"])
    assert (known.code, known.name) == ("90", "海港区委组织部")
    assert (known.etag, known.category, known.region, list(known.aliases)) == ("", 0, "", [])


def test_what_is_described_is_what_everybody_reads(outsides: Outsides) -> None:
    city = outsides.enter("W01", "安澜市委组织部")
    agency = outsides.enter("W06", "安澜市人才服务中心党委")
    everything: dict[str, Any] = {
        "connected": True,
        "superior_id": city,
        "address": "安澜市人才路66号",
        "postcode": "990100",
        "phone": "0990-5550006",
        "fax": "0990-5550007",
        "note": "周三下午不办公",
    }
    described = outsides.describe(agency, "安澜人社", "安澜 人才中心", **everything)
    assert described == outsides.get(agency)
    assert {name: getattr(described, name) for name in everything} == everything
    assert (described.id, described.code, described.etag) == (agency, "W06", "1")
    assert (described.category, described.region) == (TALENT, REGION)
    assert list(described.aliases) == ["安澜人社", "安澜 人才中心"]
    assert (described.superior_name, described.may_approve) == ("安澜市委组织部", True)
    for reader in ("s.secretary", "a.secretary", "inspector", "service:hr", "service:transfer"):
        asked = outsides.world.desk(reader).outsides.GetOutside(
            pb.GetOutsideRequest(organization_id=agency)
        )
        assert asked == described


def test_a_second_description_takes_the_place_of_the_first(outsides: Outsides) -> None:
    key = outsides.world.campus.organizations["90"]
    first = outsides.describe(key, "海港组", "海港区组", connected=True, phone="0990-5550001")
    second = outsides.describe(key, "海港区组", etag=first.etag, region="990103")
    assert (second.etag, list(second.aliases), second.phone) == ("2", ["海港区组"], "")
    assert (second.connected, second.region) == (False, "990103")
    assert outsides.codes("海港组") == ["90"]  # the name holds these characters in this order
    assert outsides.find("海港组")[0].score < 80


@pytest.mark.parametrize("etag", ["", "2", "x"])
def test_who_has_not_seen_the_last_description_does_not_overwrite_it(
    outsides: Outsides, etag: str
) -> None:
    key = outsides.world.campus.organizations["90"]
    described = outsides.describe(key, "海港组")
    with refuses("STALE"):
        outsides.describe(key, etag=etag)
    assert outsides.get(key) == described


def test_an_etag_of_what_was_never_described_is_stale(outsides: Outsides) -> None:
    with refuses("STALE"):
        outsides.describe(outsides.world.campus.organizations["90"], etag="1")


def test_a_rehearsal_and_a_repeat_change_nothing_more(outsides: Outsides) -> None:
    key = outsides.world.campus.organizations["90"]
    rehearsed = outsides.describe(key, "海港组", validate_only=True)
    assert list(rehearsed.aliases) == ["海港组"]
    assert outsides.get(key).etag == ""
    request_id = str(uuid4())
    once = outsides.describe(key, "海港组", request_id=request_id)
    assert outsides.describe(key, "海港组", request_id=request_id) == once
    assert outsides.get(key).etag == "1"
    assert not outsides.office.broken()


@pytest.mark.parametrize(
    "same",
    ["安澜人社", "安澜　人社", "「安澜人社」", "〔安澜〕·人社", "安澜\ufe00人社", "﹁安澜﹂人社。"],
    ids=ascii,
)
def test_an_alias_belongs_to_one_organization_however_it_is_set(
    outsides: Outsides, same: str
) -> None:
    holder = outsides.enter("W06", "安澜市人才服务中心党委")
    outsides.describe(holder, "安澜人社")
    with refuses("ALIAS_TAKEN") as refused:
        outsides.describe(outsides.world.campus.organizations["90"], "海港组", same)
    assert refused.code == "ALREADY_EXISTS"
    assert outsides.get(outsides.world.campus.organizations["90"]).etag == ""


@pytest.mark.parametrize(("one", "other"), [("CNOOC党委", "ｃｎｏｏｃ 党委"), ("𬭎远", "𬭎·远")])
def test_width_case_and_rare_characters(outsides: Outsides, one: str, other: str) -> None:
    described = outsides.describe(outsides.world.campus.organizations["90"], one)
    assert list(described.aliases) == [one]
    with refuses("ALIAS_TAKEN"):
        outsides.describe(outsides.enter("W01", "另一组织"), other)


def test_characters_that_look_alike_are_not_one(outsides: Outsides) -> None:
    """A name in the old script is another spelling; whoever wants both gives both."""
    outsides.describe(outsides.world.campus.organizations["90"], "东屿", "東嶼")
    outsides.describe(outsides.enter("W01", "另一组织"), "東屿")


def test_a_name_is_nobody_elses_alias(outsides: Outsides) -> None:
    harbour = outsides.world.campus.organizations["90"]
    other = outsides.enter("W01", "安澜市委组织部")
    outsides.rename("W01", "安澜市委组织工作部", TOMORROW)
    for taken in ("安澜市委组织部", "安澜市委组织工作部"):
        with refuses("ALIAS_TAKEN"):
            outsides.describe(harbour, taken)
    outsides.describe(harbour, "海港组", "海港区委组织部")  # its own name may be an alias of it
    with refuses("ALIAS_TAKEN"):
        outsides.enter("W02", "海港·组")
    with refuses("ALIAS_TAKEN"):
        outsides.rename("W01", "海港组", TOMORROW)
    assert outsides.get(other).name == "安澜市委组织部"
    assert not outsides.office.broken()


def test_the_schools_own_names_are_another_matter(outsides: Outsides) -> None:
    outsides.describe(outsides.world.campus.organizations["90"], "信息学院党委")
    assert outsides.office.change("02", name="信息学院党委").name == "信息学院党委"


def test_an_alias_written_twice_is_kept_once(outsides: Outsides) -> None:
    key = outsides.world.campus.organizations["90"]
    described = outsides.describe(key, "海港组", " 海港 组 ", "海港组。", "Ｈ\nＧ", "hg")
    assert list(described.aliases) == ["海港组", "Ｈ Ｇ"]


@pytest.mark.parametrize("empty", ["。。。", "·", "﷽" * 10], ids=ascii)
def test_an_alias_says_something_and_not_too_much(outsides: Outsides, empty: str) -> None:
    with refuses("MALFORMED") as refused:
        outsides.describe(outsides.world.campus.organizations["90"], "海港组", empty)
    assert refused.fields == ["aliases[1]"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("region", ""),
        ("region", "99010"),
        ("region", "９９０１０２"),
        ("category", 0),
        ("category", 99),
        ("postcode", "12345"),
        ("phone", "call me"),
        ("fax", "0990 5550001"),
        ("superior_id", "90"),
        ("aliases", ["a"] * 21),
        ("aliases", [""]),
        ("aliases", ["海\0港"]),
        ("aliases", ["海" * 121]),
        ("address", "\u202e倒"),
        ("note", "长" * 501),
        ("organization_id", "o-1"),
        ("request_id", "1"),
    ],
)
def test_what_cannot_be_read_is_named(outsides: Outsides, field: str, value: Any) -> None:
    key = outsides.world.campus.organizations["90"]
    whole: dict[str, Any] = {"organization_id": key, "category": TALENT, "region": REGION}
    whole |= {"request_id": str(uuid4()), field: value}
    with refuses("MALFORMED") as refused:
        outsides.desk.outsides.DescribeOutside(pb.DescribeOutsideRequest(**whole))
    assert {name.partition("[")[0] for name in refused.fields} == {field}
    assert outsides.get(key).etag == ""


def test_bytes_that_are_no_message_are_malformed(outsides: Outsides) -> None:
    for rpc in ("DescribeOutside", "GetOutside", "SearchOutside"):
        path = f"/dangwu.directory.v1.OutsideService/{rpc}"
        send = outsides.desk.channel.unary_unary(path, lambda sent: sent, lambda got: got)
        for odd in (b"\xff\xff\xff", b"\x0a\x05ab", b"\x0a\x02\xc3\x28"):
            assert outcome(partial(send, odd)) == "MALFORMED"


def test_only_what_is_outside_is_described(outsides: Outsides) -> None:
    own = outsides.world.campus.organizations["0101"]
    with refuses("NOT_OUTSIDE"):
        outsides.describe(own)
    with refuses("NOT_OUTSIDE"):
        outsides.get(own)
    with refuses("ORGANIZATION_UNKNOWN"):
        outsides.describe("o-000000000000")
    with refuses("ORGANIZATION_UNKNOWN"):
        outsides.get("o-000000000000")


def test_affiliation_goes_outside_and_never_in_a_circle(outsides: Outsides) -> None:
    city, district, street = (
        outsides.enter(code, name)
        for code, name in (("W01", "市委"), ("W02", "区委"), ("W03", "街道"))
    )
    described = outsides.describe(city)
    outsides.describe(district, superior_id=city)
    outsides.describe(street, superior_id=district)
    for superior in (city, district, street):
        with refuses("SUPERIOR_UNFIT") as refused:
            outsides.describe(city, etag=described.etag, superior_id=superior)
        assert refused.fields == ["superior_id"]
    with refuses("SUPERIOR_UNFIT"):
        outsides.describe(
            city, etag=described.etag, superior_id=outsides.world.campus.organizations["00"]
        )
    with refuses("ORGANIZATION_UNKNOWN"):
        outsides.describe(city, etag=described.etag, superior_id="o-000000000000")
    assert outsides.get(street).superior_name == "区委"
    assert not outsides.office.broken()


def test_a_closed_one_is_read_but_neither_described_nor_above(outsides: Outsides) -> None:
    gone, other = outsides.enter("W01", "旧组织"), outsides.world.campus.organizations["90"]
    outsides.describe(gone, "老地方")
    outsides.office.close("W01", TODAY)
    assert outsides.get(gone).closed_on == TODAY
    with refuses("ORGANIZATION_CLOSED"):
        outsides.describe(gone, etag="1")
    with refuses("ALIAS_TAKEN"):
        outsides.describe(other, "老地方")
    outsides.world.clock.pass_days(1)
    with refuses("SUPERIOR_UNFIT"):
        outsides.describe(other, superior_id=gone)
    assert list(outsides.describe(other, "老地方").aliases) == ["老地方"]
    assert not outsides.office.broken()


def test_of_two_who_describe_at_once_one_was_there_first(outsides: Outsides) -> None:
    ids = [outsides.enter(f"W1{number}", f"组织{number}号") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda key: outcome(lambda: outsides.describe(key, "同名")), ids))
    assert sorted(told) == ["ALIAS_TAKEN"] * 3 + ["OK"]
    assert not outsides.office.broken()


@pytest.mark.parametrize("somebody", ["s.secretary", "a.secretary", "inspector", "service:hr"])
def test_the_office_alone_describes(outsides: Outsides, somebody: str) -> None:
    with refuses("ROLE_NOT_ALLOWED"):
        outsides.world.desk(somebody).outsides.DescribeOutside(
            pb.DescribeOutsideRequest(
                request_id=str(uuid4()),
                organization_id=outsides.world.campus.organizations["90"],
                category=TALENT,
                region=REGION,
            )
        )


def test_the_journal_is_the_history(outsides: Outsides) -> None:
    key = outsides.world.campus.organizations["90"]
    outsides.describe(key, "海港组")
    outsides.describe(key, "海港区组", etag="1")
    assert outsides.world.host
    with outsides.world.host.databases["directory"].reading() as session:
        from services.chassis import journal

        rows = [
            entry.request
            for entry in journal.entries_after(session, "directory", 0, 500)
            if entry.subject_id == key and entry.rpc.endswith("/DescribeOutside")
        ]
    assert len(rows) == 2
    assert "海港组" in rows[0]
    assert "海港区组" in rows[1]
