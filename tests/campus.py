"""A small campus, built through the services themselves, whose people have names in the tests.

00 school committee        director, administrator, inspector, accountant, cashier
01 committee A             a.secretary, a.organizer
   0101 source branch      s.secretary, s.deputy, s.commissioner (a member); former (ended)
   0102 other branch of A  s2.secretary, s2.deputy
02 committee B             b.secretary, b.deputy
   0201 target branch      t.secretary, t.deputy
   0202 branch of B        no secretary: v.deputy
03 direct branch           d.secretary, d.deputy
04 committee C             c.secretary
   0401 a branch of C      outsider
90 an organization outside the school
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from dangwu.directory.v1 import authority_pb2, founding_pb2, organization_pb2, post_pb2
from dangwu.transfer.v1 import member_pb2, roll_pb2
from services.chassis.host import Host
from services.chassis.ids import new_id
from tests.desk import Desk, local_desk

O = organization_pb2  # noqa: E741
P = authority_pb2

ORGANIZATIONS = [
    ("01", "信息学院党委", O.ORGANIZATION_KIND_BRANCH_COMMITTEE, "00"),
    ("0101", "信息学院硕士党支部", O.ORGANIZATION_KIND_BRANCH, "01"),
    ("0102", "信息学院教工党支部", O.ORGANIZATION_KIND_BRANCH, "01"),
    ("02", "海洋学院党委", O.ORGANIZATION_KIND_BRANCH_COMMITTEE, "00"),
    ("0201", "海洋学院博士党支部", O.ORGANIZATION_KIND_BRANCH, "02"),
    ("0202", "海洋学院教工党支部", O.ORGANIZATION_KIND_BRANCH, "02"),
    ("03", "图书馆直属党支部", O.ORGANIZATION_KIND_DIRECT_BRANCH, "00"),
    ("04", "外语学院党总支", O.ORGANIZATION_KIND_GENERAL_BRANCH, "00"),
    ("0401", "外语学院学生党支部", O.ORGANIZATION_KIND_BRANCH, "04"),
    ("90", "海港区委组织部", O.ORGANIZATION_KIND_OUTSIDE, ""),
]

POSTS = [
    ("inspector", "00", P.POST_KIND_INSPECTOR, ""),
    ("accountant", "00", P.POST_KIND_ACCOUNTANT, ""),
    ("cashier", "00", P.POST_KIND_CASHIER, ""),
    ("a.secretary", "01", P.POST_KIND_SECRETARY, ""),
    ("a.organizer", "01", P.POST_KIND_ORGANIZER, ""),
    ("s.secretary", "0101", P.POST_KIND_SECRETARY, ""),
    ("s.deputy", "0101", P.POST_KIND_DEPUTY_SECRETARY, ""),
    ("s.commissioner", "0101", P.POST_KIND_ORGANIZATION_COMMISSIONER, ""),
    ("s2.secretary", "0102", P.POST_KIND_SECRETARY, ""),
    ("s2.deputy", "0102", P.POST_KIND_DEPUTY_SECRETARY, ""),
    ("b.secretary", "02", P.POST_KIND_SECRETARY, ""),
    ("b.deputy", "02", P.POST_KIND_DEPUTY_SECRETARY, ""),
    ("t.secretary", "0201", P.POST_KIND_SECRETARY, ""),
    ("t.deputy", "0201", P.POST_KIND_DEPUTY_SECRETARY, ""),
    ("v.deputy", "0202", P.POST_KIND_DEPUTY_SECRETARY, ""),
    ("d.secretary", "03", P.POST_KIND_SECRETARY, ""),
    ("d.deputy", "03", P.POST_KIND_DEPUTY_SECRETARY, ""),
    ("c.secretary", "04", P.POST_KIND_SECRETARY, ""),
    ("outsider", "0401", P.POST_KIND_SECRETARY, ""),
    ("former", "0102", P.POST_KIND_DEPUTY_SECRETARY, "2025-12-31"),
]

MASTER = member_pb2.MEMBER_CATEGORY_MASTER
STAFF = member_pb2.MEMBER_CATEGORY_STAFF
FULL = member_pb2.MEMBER_KIND_FULL
PROBATIONARY = member_pb2.MEMBER_KIND_PROBATIONARY

CANARY = "999902198807152415"
"""An ID number that must never be found in clear. Region 9999 is nobody's."""

MEMBERS = [
    # name, branch, category, kind, phone, dues, probation ends, person
    ("ready", "0101", MASTER, FULL, "19900000001", "2026-05", "", ""),
    ("behind", "0101", MASTER, FULL, "", "2026-03", "", ""),
    ("expired", "0101", MASTER, PROBATIONARY, "19900000003", "2026-05", "2026-06-09", ""),
    ("s.commissioner", "0101", STAFF, FULL, "19900000004", "2026-05", "", "s.commissioner"),
    ("s.secretary", "0101", STAFF, FULL, "19900000005", "2026-05", "", "s.secretary"),
    ("teacher", "0102", STAFF, FULL, "19900000006", "2026-05", "", ""),
    ("librarian", "03", STAFF, FULL, "19900000007", "2026-05", "", ""),
]


@dataclass
class Campus:
    """Ids by the names above."""

    organizations: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)


def id_number(number: int) -> str:
    """A valid ID number of nobody's region, another for each number; the first is the canary."""
    born = date(1988, 7, 15) + timedelta(days=number % 5000)
    stem = f"999902{born:%Y%m%d}{241 + number // 5000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(stem, weights, strict=True))
    return stem + "10X98765432"[total % 11]


def build(host: Host) -> Campus:
    """Enters the small campus, each thing through its own RPC."""
    campus = Campus()
    _found(host, campus)
    enter(local_desk(host, "director"), campus)
    return campus


def enter(office: Desk, campus: Campus) -> None:
    """Enters all that stands below a school already founded."""
    for code, name, kind, parent in ORGANIZATIONS:
        request = organization_pb2.CreateOrganizationRequest(
            request_id=str(uuid4()),
            code=code,
            name=name,
            kind=kind,
            parent_id=campus.organizations.get(parent, ""),
            may_approve=kind == O.ORGANIZATION_KIND_BRANCH_COMMITTEE,
        )
        setattr(request, "from", "2024-01-01")
        campus.organizations[code] = office.organizations.CreateOrganization(request).id
    for account, code, post_kind, until in POSTS:
        _appoint(office, campus, account, code, post_kind, until)
    for number, row in enumerate(MEMBERS):
        _register(office, campus, number, row)


def _found(host: Host, campus: Campus) -> None:
    director, administrator = new_id("p"), new_id("p")
    request = founding_pb2.FoundSchoolRequest(
        request_id=str(uuid4()),
        code="00",
        name="滨海示范大学党委",
        director=founding_pb2.Founder(id=director, name="董部长", account="director"),
        administrator=founding_pb2.Founder(
            id=administrator, name="管理员", account="administrator"
        ),
    )
    setattr(request, "from", "2024-01-01")
    root: Any = host.ask_as("directory", request)
    campus.organizations["00"] = root.id
    campus.people |= {"director": director, "administrator": administrator}


def _appoint(
    office: Desk, campus: Campus, account: str, code: str, kind: P.PostKind, until: str
) -> None:
    person = office.posts.RegisterPerson(
        post_pb2.RegisterPersonRequest(
            request_id=str(uuid4()), name=f"人{account}", account=account
        )
    )
    campus.people[account] = person.id
    request = post_pb2.AppointPostRequest(
        request_id=str(uuid4()),
        organization_id=campus.organizations[code],
        person_id=person.id,
        kind=kind,
        until=until,
    )
    setattr(request, "from", "2025-01-01")
    campus.posts[account] = office.posts.AppointPost(request).id


Row = tuple[
    str,
    str,
    member_pb2.MemberCategory,
    member_pb2.MemberKind,
    str,
    str,
    str,
    str,
]


def _register(office: Desk, campus: Campus, number: int, row: Row) -> None:
    name, code, category, kind, phone, dues, probation, account = row
    campus.members[name] = office.roll.RegisterMember(
        roll_pb2.RegisterMemberRequest(
            request_id=str(uuid4()),
            id=campus.people.get(account, ""),
            name=f"党员{name}",
            kind=kind,
            category=category,
            campus_number=f"N{number:05d}",
            id_number=id_number(number),
            phone=phone,
            joined_on="2025-06-09" if probation else "2020-07-01",
            probation_ends_on=probation,
            dues_through=dues,
            organization_id=campus.organizations[code],
            ethnicity="汉族",
        )
    ).id
