"""Same seed and day, same campus, byte for byte."""

import hashlib
from dataclasses import fields
from datetime import date
from pathlib import Path

from deploy.sample.campus import export, plan

DAY = date(2026, 6, 15)
PINNED = "95168388d0abf172bf36bd3a212b08593729b95034d03bdd7fb21563bdb15e86"


def test_two_plans_are_equal_to_the_byte(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert export(plan(2026, DAY), one) == export(plan(2026, DAY), other)
    files = sorted(path.name for path in one.iterdir())
    assert files == ["members.jsonl", "organizations.jsonl", "outsides.jsonl", "posts.jsonl"]
    for name in files:
        assert (one / name).read_bytes() == (other / name).read_bytes()
        assert (one / name).read_text(encoding="utf-8").endswith("}\n")


def test_the_campus_of_2026_is_the_one_it_always_was(tmp_path: Path) -> None:
    assert export(plan(2026, DAY), tmp_path) == PINNED
    content = b"".join(
        (tmp_path / f"{name}.jsonl").read_bytes()
        for name in ("organizations", "members", "posts", "outsides")
    )
    assert hashlib.sha256(content).hexdigest() == PINNED


def test_another_seed_gives_other_people() -> None:
    one, other = plan(2026, DAY), plan(2027, DAY)
    assert one.organizations == other.organizations
    assert not {member.id for member in one.members} & {member.id for member in other.members}


def test_a_month_is_one_campus(tmp_path: Path) -> None:
    first, last = plan(2026, date(2026, 6, 1)), plan(2026, date(2026, 6, 30))
    assert export(first, tmp_path) == export(last, tmp_path)


def test_an_academic_year_has_the_same_people_in_the_same_posts() -> None:
    """So that an interrupted load may be finished on another day."""
    autumn, summer = plan(2026, date(2026, 9, 1)), plan(2026, date(2027, 8, 31))
    for then, now in zip(autumn.members, summer.members, strict=True):
        moved = {"joined_on", "probation_ends_on", "dues_through"}
        for field in {field.name for field in fields(then)} - moved:
            assert getattr(then, field) == getattr(now, field)
    held = [
        {(one.organization, one.kind, one.person_id) for one in year.posts}
        for year in (autumn, summer)
    ]
    assert held[0] == held[1]
