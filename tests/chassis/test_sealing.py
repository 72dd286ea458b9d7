"""Sealed fields open where they were sealed, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.keys import Keyring
from services.chassis.sealing import SealBroken, Sealer

CANARY = "110101199003070038"
PLACE = ("member", "id_number", "p-7k3m9qxa2b4c")

keyring = Keyring.fresh()
sealer = Sealer(keyring)


def turned(name: str) -> Sealer:
    parts = {"journal": keyring.journal, "data": keyring.data, "blind": keyring.blind}
    parts[name] = parts[name].turned()
    return Sealer(Keyring(token=keyring.token, letter=keyring.letter, **parts))


@given(st.text())
def test_what_was_sealed_opens(text: str) -> None:
    assert sealer.open(sealer.seal(text, *PLACE), *PLACE) == text


@given(st.binary())
def test_bytes_open_too(content: bytes) -> None:
    assert sealer.open_bytes(sealer.seal_bytes(content, *PLACE), *PLACE) == content


def test_a_sealed_text_shows_nothing_and_never_repeats() -> None:
    one, other = sealer.seal(CANARY, *PLACE), sealer.seal(CANARY, *PLACE)
    assert CANARY.encode() not in one
    assert one != other


def test_the_suite_and_the_key_version_stand_in_front() -> None:
    assert sealer.seal(CANARY, *PLACE)[:3] == b"\x01\x00\x01"
    assert turned("data").seal(CANARY, *PLACE)[:3] == b"\x01\x00\x02"


@pytest.mark.parametrize(
    "elsewhere",
    [
        ("person", "id_number", "p-7k3m9qxa2b4c"),
        ("member", "phone", "p-7k3m9qxa2b4c"),
        ("member", "id_number", "p-7k3m9qxa2b4d"),
        ("member", "id_number", ""),
        ("memberid_number", "", "p-7k3m9qxa2b4c"),
    ],
)
def test_a_sealed_text_moved_elsewhere_stays_shut(elsewhere: tuple[str, str, str]) -> None:
    sealed = sealer.seal(CANARY, *PLACE)
    with pytest.raises(SealBroken, match="moved") as broken:
        sealer.open(sealed, *elsewhere)
    assert CANARY not in str(broken.value)
    assert broken.value.__cause__ is None


@pytest.mark.parametrize("place", [("a|b", "c", "d"), ("a", "b|c", "d"), ("a", "b", "c|d")])
def test_no_place_can_pass_for_another(place: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="bar"):
        sealer.seal(CANARY, *place)


@given(st.data())
def test_a_changed_byte_anywhere_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(sealer.seal(CANARY, *PLACE))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken) as broken:
        sealer.open(bytes(sealed), *PLACE)
    assert CANARY not in str(broken.value)


@given(st.binary(max_size=64))
def test_what_was_never_sealed_does_not_open(junk: bytes) -> None:
    with pytest.raises(SealBroken):
        sealer.open(junk, *PLACE)


def test_a_turned_key_still_opens_what_the_old_one_sealed() -> None:
    sealed = sealer.seal(CANARY, *PLACE)
    assert turned("data").open(sealed, *PLACE) == CANARY


def test_what_a_newer_key_sealed_is_said_to_need_it() -> None:
    sealed = turned("data").seal(CANARY, *PLACE)
    with pytest.raises(SealBroken, match="version of its key"):
        sealer.open(sealed, *PLACE)


def test_another_house_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        Sealer(Keyring.fresh()).open(sealer.seal(CANARY, *PLACE), *PLACE)


def test_a_blind_index_finds_equals_within_one_field_only() -> None:
    found = sealer.blind("transfer.member.id_number", CANARY)
    assert found == sealer.blind("transfer.member.id_number", CANARY)
    assert found != sealer.blind("transfer.member.phone", CANARY)
    assert found != sealer.blind("transfer.member.id_number", CANARY[:-1])
    assert len(found) == 32


def test_a_stolen_index_confirms_no_guess_without_the_key() -> None:
    stolen = sealer.blind("transfer.member.id_number", CANARY)
    assert Sealer(Keyring.fresh()).blind("transfer.member.id_number", CANARY) != stolen


def test_a_digest_is_keyed_and_of_one_length() -> None:
    digest = sealer.digest(b"request")
    assert digest == sealer.digest(b"request")
    assert len(digest) == 64
    assert digest != Sealer(Keyring.fresh()).digest(b"request")


def test_an_old_digest_is_recognised_after_the_key_was_turned() -> None:
    digest = sealer.digest(b"request")
    later = turned("journal")
    assert later.digest(b"request") != digest
    assert later.matches(b"request", digest)
    assert not later.matches(b"another", digest)
    assert not sealer.matches(b"request", later.digest(b"request"))
