"""Reminders to the messenger, against a real HTTP server: signed, once, and nothing personal."""

import hmac
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.chassis.authority import Issued
from tests.reminding.conftest import Go
from tests.reminding.postoffice import Messenger, messenger
from tests.transfer.acts import Case, Cases
from tests.transfer.announcing import reminders


def by(port: int, scheme: str = "http", **given: Any) -> dict[str, Any]:
    return {"webhook_url": f"{scheme}://127.0.0.1:{port}/hook", "webhook_secret": "s"} | given


def state(cases: Cases, case: Case) -> str:
    found = reminders(cases, "a.secretary")
    [one] = [one for one in found if one.deadline.subject_id == case.id]
    return one.deliveries["webhook"]


def test_it_is_signed_and_names_nobody(
    cases: Cases, told: Case, go: Go, issued: Issued, ca: Path
) -> None:
    box = Messenger()
    with messenger(box, issued) as port:
        go(**by(port, "https", delivery_ca=ca))
        go(**by(port, "https", delivery_ca=ca))
    assert len({one["account"] for one in box.bodies}) == len(box.bodies)
    for headers, body in box.taken:
        expected = hmac.new(b"s", body, sha256).hexdigest()
        assert headers["X-Dangwu-Signature"] == f"sha256={expected}"
        assert "党员ready".encode() not in body
        assert cases.campus.members["ready"].encode() not in body
    [mine] = [one for one in box.bodies if one["account"] == "a.secretary"]
    [about] = [one for one in mine["reminders"] if one["subject_id"] == told.id]
    assert about["mark"] == 50
    assert about["due_on"] == "2026-06-17"
    assert about["next_step"] == f"dangwu transfer sign {told.id}"
    assert state(cases, told) == "sent"


def test_what_fails_comes_later_under_the_same_id(cases: Cases, told: Case, go: Go) -> None:
    box = Messenger(answers=[503] * 20)
    with messenger(box) as port:
        go(**by(port))
        assert state(cases, told) == "waiting: answered 503"
        first = {one["delivery"] for one in box.bodies}
        box.answers, box.taken = [], []
        cases.world.clock.pass_time(minutes=2)
        go(**by(port))
    assert {one["delivery"] for one in box.bodies} == first
    assert state(cases, told) == "sent"


def test_what_is_refused_for_good_is_not_tried_again(cases: Cases, told: Case, go: Go) -> None:
    box = Messenger(answers=[403] * 20)
    with messenger(box) as port:
        go(**by(port))
        box.taken = []
        cases.world.clock.pass_days(1)
        go(**by(port))
    assert box.taken == []
    assert state(cases, told) == "failed: answered 403"


def test_it_is_not_carried_to_another_place(cases: Cases, told: Case, go: Go) -> None:
    box = Messenger(answers=[302] * 20)
    with messenger(box) as port:
        go(**by(port))
    assert state(cases, told) == "failed: answered 302"
    assert len({one["delivery"] for one in box.bodies}) == len(box.bodies)


def test_in_the_clear_nothing_leaves_this_machine(cases: Cases, told: Case, go: Go) -> None:
    go(webhook_url="http://messenger.example/hook", webhook_secret="s")
    assert state(cases, told) == "failed: the address is not https"
