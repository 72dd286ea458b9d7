"""A genuine letter is known as genuine without a server; whatever was changed is refused."""

import base64
import json
import socket
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dangwu.transfer.v1.letter_pb2 import LetterKind
from dangwu_client.letters.checking import Asked, verify
from dangwu_client.letters.codes import Keys, KeysFileUnreadable, fingerprint, person_print
from dangwu_client.letters.register import Register, RegisterUnreadable
from dangwu_client.letters.verdicts import Verdict
from services.chassis.keys import Keyring
from services.chassis.signing import Signer
from services.transfer.letters import code
from tests.letters.papers import ANOTHER, ID_NUMBER, ISSUER_ID, ON, keys_file, receipt, sheet

SIGNER = Signer(Keyring.fresh())
KEYS = Keys.read(keys_file(SIGNER))
LETTER = sheet(SIGNER, replaces="2026第0000号")
TEXT = LETTER.letter.code
RECEIPT = receipt(SIGNER, LETTER)
ASKED = Asked(ON)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a verification went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def register(**entry: str) -> Register:
    known = {"number": LETTER.letter.number, "issuer_id": ISSUER_ID, **entry}
    return Register.read(json.dumps({"letters": [known]}), KEYS)


VOID = register(
    state="LETTER_STATE_LOST",
    void_on="2026-06-20",
    void_because="本人遗失",
    replaced_by_number="2026第0009号",
)


def test_genuine_ones_are_accepted() -> None:
    certificate = sheet(SIGNER, kind=LetterKind.LETTER_KIND_CERTIFICATE).letter.code
    live = register(state="LETTER_STATE_LIVE")
    for text in (TEXT, certificate):
        found = verify(text, KEYS, replace(ASKED, id_number=ID_NUMBER, register=live))
        assert found.verdict is Verdict.GENUINE
        assert found.said["m"] == "王小明"
    whole = replace(ASKED, id_number=ID_NUMBER, letters=(certificate, TEXT), register=live)
    assert verify(RECEIPT, KEYS, whole).verdict is Verdict.GENUINE


def test_a_letter_is_good_on_its_last_day_and_not_after() -> None:
    last = date.fromisoformat(LETTER.letter.valid_until)
    assert verify(TEXT, KEYS, Asked(last)).genuine
    after = verify(TEXT, KEYS, Asked(date(2026, 9, 14)))
    assert after.verdict is Verdict.EXPIRED
    assert "2026-09-12" in after.zh
    assert "2026-09-12" in after.en


@pytest.mark.parametrize("text", [TEXT, RECEIPT], ids=["letter", "receipt"])
def test_no_character_of_a_code_can_be_flipped(text: str) -> None:
    accepted = []
    for position, character in enumerate(text):
        for other in {ALPHABET[(ALPHABET.find(character) + step) % 64] for step in (1, 2, 17, 32)}:
            changed = text[:position] + other + text[position + 1 :]
            if verify(changed, KEYS, ASKED).genuine:
                accepted.append((position, other))
    assert not accepted


def test_the_last_character_has_one_spelling_only() -> None:
    """Its spare bits carry nothing, so that another character would decode to the same."""
    assert [one for one in ALPHABET if verify(TEXT[:-1] + one, KEYS, ASKED).genuine] == [TEXT[-1]]


def changed_field(text: str, name: str, position: int) -> str:
    header, payload, signature = text.split(".")
    said = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    value = said[name]
    said[name] = value[:position] + chr(ord(value[position]) + 1) + value[position + 1 :]
    anew = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return ".".join([header, base64.urlsafe_b64encode(anew).rstrip(b"=").decode(), signature])


@pytest.mark.parametrize("text", [TEXT, RECEIPT], ids=["letter", "receipt"])
def test_no_character_of_any_field_can_be_changed(text: str) -> None:
    said = code.said(text)
    assert len(said) == (13 if text == TEXT else 9)
    for name, value in said.items():
        for position in range(len(value)):
            found = verify(changed_field(text, name, position), KEYS, ASKED)
            assert found.verdict is Verdict.ALTERED, (name, position)


@pytest.mark.parametrize(
    "text", ["", "x", "a.b.c", TEXT + "AAA", TEXT[:-1], "." + TEXT, TEXT + "="], ids=range(7)
)
def test_what_is_no_whole_code_is_said_to_be_none(text: str) -> None:
    assert verify(text, KEYS, ASKED).verdict is Verdict.MALFORMED


def test_another_persons_letter_is_refused() -> None:
    found = verify(TEXT, KEYS, replace(ASKED, id_number=ANOTHER))
    assert found.verdict is Verdict.NOT_THIS_PERSON
    assert verify(TEXT, KEYS, replace(ASKED, id_number=ID_NUMBER.lower())).genuine


def test_the_print_of_a_person_differs_from_letter_to_letter() -> None:
    prints = {person_print(ID_NUMBER, ISSUER_ID, number) for number in ("1", "2", "3")}
    assert len(prints) == 3
    assert code.person_print(ID_NUMBER, ISSUER_ID, "1") in prints
    assert ID_NUMBER not in TEXT
    assert ID_NUMBER not in json.dumps(code.said(TEXT))


def test_a_voided_number_is_void_from_its_day_on() -> None:
    found = verify(TEXT, KEYS, replace(ASKED, register=VOID))
    assert found.verdict is Verdict.VOID
    for part in ("2026-06-20", "遗失", "本人遗失", "2026第0009号"):
        assert part in found.zh
    assert verify(TEXT, KEYS, Asked(date(2026, 6, 19), register=VOID)).genuine


@pytest.mark.parametrize("state", ["VOID", "SPOILED", "LOST"])
def test_every_way_to_be_void_is_void(state: str) -> None:
    kept = register(state=f"LETTER_STATE_{state}", void_on="2026-06-16")
    assert verify(TEXT, KEYS, replace(ASKED, register=kept)).verdict is Verdict.VOID


def test_a_register_without_the_number_is_remarked_upon() -> None:
    other = Register.read(json.dumps({"letters": []}), KEYS)
    found = verify(TEXT, KEYS, replace(ASKED, register=other))
    assert found.genuine
    assert any("没有这个编号" in zh for zh, _ in found.remarks)


def signed_register(by: Signer) -> str:
    entry = {"number": LETTER.letter.number, "issuer_id": ISSUER_ID, "state": "LETTER_STATE_VOID"}
    payload: dict[str, Any] = {"t": "register", "register": {"letters": [entry] * 500}}
    return by.sign(payload)


def test_a_signed_register_is_believed_for_its_signature() -> None:
    kept = Register.read(signed_register(SIGNER), KEYS)
    assert kept.signed
    assert verify(TEXT, KEYS, replace(ASKED, register=kept)).verdict is Verdict.VOID


@pytest.mark.parametrize(
    "text", [TEXT, "{", "[1]", "{}", signed_register(Signer(Keyring.fresh()))], ids=range(5)
)
def test_what_is_no_register_of_this_issuer_is_refused(text: str) -> None:
    with pytest.raises(RegisterUnreadable):
        Register.read(text, KEYS)


def test_a_receipt_for_another_letter_is_refused() -> None:
    reissued = sheet(SIGNER, "2026第0009号")
    again = sheet(SIGNER, days=60, destination="中共北戴河区委")
    for letter in (reissued, again):
        found = verify(RECEIPT, KEYS, replace(ASKED, letters=(letter.letter.code,)))
        assert found.verdict is Verdict.OTHER_LETTER
    assert verify(RECEIPT, KEYS, replace(ASKED, letters=(TEXT,))).genuine


def test_a_receipt_is_not_held_against_a_forged_letter() -> None:
    forged = sheet(Signer(Keyring.fresh())).letter.code
    found = verify(RECEIPT, KEYS, replace(ASKED, letters=(forged,)))
    assert found.verdict is Verdict.UNKNOWN_KEY


def test_a_signature_by_another_key_is_refused() -> None:
    stranger = Signer(Keyring.fresh())
    assert verify(sheet(stranger).letter.code, KEYS, ASKED).verdict is Verdict.UNKNOWN_KEY
    known = json.loads(keys_file(SIGNER))["keys"][0]
    claimed = json.loads(keys_file(stranger))["keys"][0] | {"kid": known["kid"]}
    under_our_name = Keys.read(json.dumps({"issuer": "", "keys": [claimed]}))
    assert verify(TEXT, under_our_name, ASKED).verdict is Verdict.ALTERED


def test_a_key_that_was_turned_still_verifies(tmp_path: Any) -> None:
    folder = tmp_path / "keys"
    before = Signer(Keyring.create(folder))
    after = Signer(Keyring.turn(folder, "letter"))
    old, new = sheet(before).letter.code, sheet(after).letter.code
    keys = Keys.read(keys_file(after))
    assert verify(old, keys, ASKED).genuine
    assert verify(new, keys, ASKED).genuine


@pytest.mark.parametrize(
    "header", [{"alg": "none"}, {"alg": "HS256"}, {"typ": "at+jwt"}, {"kid": 1}]
)
def test_another_algorithm_or_type_is_no_code_of_ours(header: dict[str, Any]) -> None:
    first, payload, signature = TEXT.split(".")
    said = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4))) | header
    anew = base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
    found = verify(f"{anew}.{payload}.{signature}", KEYS, ASKED)
    assert found.verdict is Verdict.MALFORMED


def test_something_else_that_the_issuer_signed_is_no_letter() -> None:
    assert verify(SIGNER.sign({"t": "letter"}), KEYS, ASKED).verdict is Verdict.MALFORMED
    assert verify(SIGNER.sign({"t": "other"}), KEYS, ASKED).verdict is Verdict.MALFORMED


def test_equal_letters_have_equal_codes_and_receipts_name_them() -> None:
    assert sheet(SIGNER, replaces="2026第0000号").letter.code == TEXT
    assert code.said(RECEIPT)["h"] == fingerprint(TEXT)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"keys": [{"kid": "a", "public_key": "b"}]}'])
def test_what_is_no_keys_file_is_refused(text: str) -> None:
    with pytest.raises(KeysFileUnreadable):
        Keys.read(text)
