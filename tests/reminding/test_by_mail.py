"""Reminders by mail, to a real mail server: one digest a person, once, and nothing personal."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from services.transfer.store.reminders import Delivery
from tests.chassis.authority import Authority, Issued
from tests.reminding.conftest import Go
from tests.reminding.postoffice import Mailbox, mail_server
from tests.transfer.acts import Case, Cases
from tests.transfer.announcing import reminders

FROM = {"mail_from": "dangwu@school.example", "mail_domain": "school.example"}


def by(port: int, user: str = "", scheme: str = "smtp", **given: Any) -> dict[str, Any]:
    return FROM | {"smtp_url": f"{scheme}://{user}127.0.0.1:{port}"} | given


def state(cases: Cases, case: Case, who: str = "a.secretary") -> str:
    """How the mail about a case went, as its addressee sees it."""
    [one] = [one for one in reminders(cases, who) if one.deadline.subject_id == case.id]
    return one.deliveries["mail"]


def problems(cases: Cases) -> set[str]:
    """What is written down about mail that did not go; the first failure speaks for the rest."""
    assert cases.world.host
    with cases.world.host.databases["transfer"].reading() as session:
        return set(session.scalars(sa.select(Delivery.problem)))


def to(box: Mailbox, account: str) -> list[Any]:
    return [one for one in box.taken if one["To"] == f"{account}@school.example"]


def test_one_digest_a_person_with_the_case_and_no_name(cases: Cases, told: Case, go: Go) -> None:
    box = Mailbox()
    with mail_server(box) as port:
        go(**by(port))
        go(**by(port))
    assert len({one["To"] for one in box.taken}) == len(box.taken)
    [mail] = to(box, "a.secretary")
    text = mail.get_content()
    assert told.id in text
    assert f"dangwu transfer sign {told.id}" in text
    assert "2026-06-17" in text
    for name in ("党员ready", cases.campus.members["ready"]):
        assert name not in mail.as_string() + text
    assert mail["From"] == FROM["mail_from"]
    assert "://" not in text
    assert state(cases, told) == "sent"


def test_over_starttls_with_a_login(
    cases: Cases, told: Case, go: Go, issued: Issued, ca: Path
) -> None:
    box = Mailbox()
    with mail_server(box, issued) as port:
        go(**by(port, "dangwu:secret@", delivery_ca=ca))
    assert len(to(box, "a.secretary")) == 1
    assert all(box.over_tls)
    assert (b"dangwu", b"secret") in box.logins


def test_over_tls_from_the_first_byte(
    cases: Cases, told: Case, go: Go, issued: Issued, ca: Path
) -> None:
    box = Mailbox()
    with mail_server(box, issued, implicit=True) as port:
        go(**by(port, scheme="smtps", delivery_ca=ca))
    assert len(to(box, "a.secretary")) == 1


def test_a_server_nobody_vouches_for_gets_nothing(
    cases: Cases, told: Case, go: Go, issued: Issued, tmp_path: Path
) -> None:
    box = Mailbox()
    stranger = Authority(tmp_path, "stranger").path
    with mail_server(box, issued) as port:
        go(**by(port, delivery_ca=stranger))
    assert box.taken == []
    assert problems(cases) == {"", "SSLCertVerificationError"}


def test_what_is_put_off_comes_later_under_the_same_id(cases: Cases, told: Case, go: Go) -> None:
    box = Mailbox(answers=["451 later"] * 20)
    with mail_server(box) as port:
        go(**by(port))
        assert box.taken == []
        assert state(cases, told) == "waiting: refused by the mail server (451)"
        box.answers = []
        go(**by(port))
        assert box.taken == []  # it is not yet time
        cases.world.clock.pass_time(minutes=2)
        go(**by(port))
    assert len(to(box, "a.secretary")) == 1
    assert state(cases, told) == "sent"


def test_what_is_refused_for_good_is_not_tried_again(cases: Cases, told: Case, go: Go) -> None:
    box = Mailbox(recipient_answers=["550 no such user"] * 20)
    with mail_server(box) as port:
        go(**by(port))
        box.recipient_answers = []
        cases.world.clock.pass_days(1)
        go(**by(port))
    assert box.taken == []
    assert state(cases, told) == "failed: refused by the mail server (550)"


def test_nobody_listens(cases: Cases, told: Case, go: Go) -> None:
    with mail_server(Mailbox()) as port:
        pass
    go(**by(port))
    assert problems(cases) == {"", "ConnectionRefusedError"}
    box = Mailbox()
    cases.world.clock.pass_time(minutes=2)
    with mail_server(box) as port:
        go(**by(port))
    assert len(to(box, "a.secretary")) == 1


def test_a_server_that_dies_before_it_answers_may_get_it_twice_and_can_tell(
    cases: Cases, told: Case, go: Go
) -> None:
    box = Mailbox(dies_after_data=True)
    with mail_server(box) as port:
        for _ in range(3):
            go(**by(port))
            cases.world.clock.pass_time(minutes=2)
    ids = [one["Message-ID"] for one in box.taken]
    people = [one["To"] for one in box.taken]
    assert len(ids) == len(set(ids)) + 1
    assert len(set(ids)) == len(set(people))
    assert state(cases, told) == "sent"


def test_it_is_given_up_after_days_and_said_so(cases: Cases, told: Case, go: Go) -> None:
    box = Mailbox(answers=["451 later"] * 500)
    with mail_server(box) as port:
        for _ in range(12):
            go(**by(port))
            cases.world.clock.pass_days(1)
    assert state(cases, told) == "failed: refused by the mail server (451)"


@pytest.mark.parametrize("missing", ["mail_from", "mail_domain", "smtp_url"])
def test_without_all_its_settings_no_mail_is_made(
    cases: Cases, told: Case, go: Go, missing: str
) -> None:
    go(**by(1) | {missing: ""})
    [one] = [one for one in reminders(cases, "a.secretary") if one.deadline.subject_id == told.id]
    assert dict(one.deliveries) == {"inbox": "sent"}
