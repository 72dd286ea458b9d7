"""The keys of the house are made once, kept closed, and never started with when they are not."""

import json
import os
import stat
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from services.__main__ import main
from services.chassis.keys import (
    Keyring,
    KeysExist,
    KeysExposed,
    KeysMissing,
    KeysNotWritten,
    KeysUnreadable,
    LetterKeyMissing,
    SetupError,
)
from services.chassis.signing import Signer

NAMES = ["blind", "data", "journal", "letter", "token"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var" / "keys"


def test_keys_are_made_closed_to_everybody_else(folder: Path) -> None:
    previous = os.umask(0)  # the kindest umask must not open them
    try:
        Keyring.create(folder)
    finally:
        os.umask(previous)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {f"{name}.json": 0o600 for name in NAMES}
    assert [path.name for path in folder.parent.iterdir()] == ["keys"]


def test_what_is_loaded_is_what_was_made(folder: Path) -> None:
    made, loaded = Keyring.create(folder), Keyring.load(folder)
    assert (made.journal, made.data, made.blind) == (loaded.journal, loaded.data, loaded.blind)
    assert made.token.key.as_dict(private=True) == loaded.token.key.as_dict(private=True)
    assert len({made.journal.key, made.data.key, made.blind.key}) == 3
    assert {len(key) for key in (made.journal.key, made.data.key, made.blind.key)} == {32}


def test_every_keyring_differs(tmp_path: Path) -> None:
    one, other = Keyring.create(tmp_path / "one"), Keyring.create(tmp_path / "other")
    assert one.data.key != other.data.key
    assert one.token.key.kid != other.token.key.kid


def test_keys_are_never_overwritten(folder: Path) -> None:
    made = Keyring.create(folder)
    with pytest.raises(KeysExist):
        Keyring.create(folder)
    assert Keyring.load(folder).data == made.data


def test_a_folder_with_anything_in_it_is_left_alone(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "letter.txt").write_text("mine")
    with pytest.raises(KeysExist):
        Keyring.create(folder)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_an_empty_folder_may_stand_ready(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o755)
    Keyring.create(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    Keyring.load(folder)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(KeysNotWritten, match="init"):
        Keyring.create(tmp_path / "file" / "keys")


def test_missing_keys_name_the_command_that_makes_them(folder: Path) -> None:
    with pytest.raises(KeysMissing) as refusal:
        Keyring.load(folder)
    chinese, english = str(refusal.value).splitlines()
    assert "python -m services init" in chinese
    assert "python -m services init" in english
    assert str(folder) in chinese


@pytest.mark.parametrize("name", NAMES)
def test_one_missing_file_stops_the_start(folder: Path, name: str) -> None:
    Keyring.create(folder)
    (folder / f"{name}.json").unlink()
    with pytest.raises(KeysMissing, match=name):
        Keyring.load(folder)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o666])
@pytest.mark.parametrize("name", NAMES)
def test_keys_open_to_others_stop_the_start(folder: Path, name: str, mode: int) -> None:
    Keyring.create(folder)
    (folder / f"{name}.json").chmod(mode)
    with pytest.raises(KeysExposed, match="chmod 600"):
        Keyring.load(folder)


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o711])
def test_a_folder_open_to_others_stops_the_start(folder: Path, mode: int) -> None:
    Keyring.create(folder)
    folder.chmod(mode)
    with pytest.raises(KeysExposed, match="chmod 700"):
        Keyring.load(folder)


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir(mode=0o700)


def _rewritten(change: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    def rewrite(path: Path) -> None:
        kept = json.loads(path.read_text())
        change(kept)
        path.write_text(json.dumps(kept))

    return rewrite


BROKEN: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_text(""),
    "not JSON": lambda path: path.write_text("{"),
    "not text": lambda path: path.write_bytes(b"\xff\xfe\x00"),
    "a list": lambda path: path.write_text("[]"),
    "no current": _rewritten(lambda kept: kept.pop("current")),
    "another current": _rewritten(lambda kept: kept.update(current=7)),
    "a short key": _rewritten(lambda kept: kept.update(keys={"1": "c2hvcnQ="})),
    "a key that is no base64": _rewritten(lambda kept: kept.update(keys={"1": "!!!!"})),
    "a directory": _directory,
}


@pytest.mark.parametrize("broken", BROKEN)
def test_keys_that_cannot_be_read_stop_the_start(folder: Path, broken: str) -> None:
    Keyring.create(folder)
    BROKEN[broken](folder / "data.json")
    with pytest.raises(KeysUnreadable, match="init"):
        Keyring.load(folder)


@pytest.mark.parametrize(
    "key",
    [
        {},
        {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
        {"kty": "OKP", "crv": "X25519", "kid": "k", "x": "a", "d": "b"},
        {"kty": "oct", "k": "c2VjcmV0", "kid": "k"},
    ],
    ids=["nothing", "public only", "for key exchange", "symmetric"],
)
def test_a_token_key_must_be_able_to_sign(folder: Path, key: dict[str, str]) -> None:
    Keyring.create(folder)
    (folder / "token.json").write_text(json.dumps({"current": key, "retired": []}))
    with pytest.raises(KeysUnreadable):
        Keyring.load(folder)


def test_a_complaint_about_keys_never_shows_one(folder: Path) -> None:
    Keyring.create(folder)
    secret = json.loads((folder / "data.json").read_text())["keys"]["1"]
    (folder / "data.json").write_text('{"current": 1, "keys": {"1": "' + secret + "?")
    with pytest.raises(SetupError) as refusal:
        Keyring.load(folder)
    assert secret[:8] not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_a_keyring_prints_no_key() -> None:
    keyring = Keyring.fresh()
    shown = repr(keyring)
    for secret in (keyring.data.key, keyring.journal.key, keyring.blind.key):
        assert repr(secret) not in shown
    assert str(keyring.token.key.as_dict(private=True)["d"]) not in shown
    assert {field.name for field in fields(keyring)} == set(NAMES)


def test_a_turned_key_leaves_the_old_one_in_place(folder: Path) -> None:
    before = Keyring.create(folder)
    after = Keyring.turn(folder, "data")
    assert after.data.current == 2
    assert after.data.keys[1] == before.data.key
    assert after.data.key != before.data.key
    assert Keyring.load(folder).data == after.data
    assert stat.S_IMODE((folder / "data.json").stat().st_mode) == 0o600


def test_a_turned_token_key_keeps_only_the_public_half(folder: Path) -> None:
    before = Keyring.create(folder)
    after = Keyring.turn(folder, "token")
    assert list(after.token.public()) == [after.token.key.kid, before.token.key.kid]
    assert (
        str(before.token.key.as_dict(private=True)["d"]) not in (folder / "token.json").read_text()
    )
    assert len(Keyring.turn(folder, "token").token.public()) == 3


def test_a_turn_cut_short_can_be_taken_again(folder: Path) -> None:
    before = Keyring.create(folder)
    (folder / "data.new").write_text("half")
    assert Keyring.load(folder).data == before.data
    assert Keyring.turn(folder, "data").data.current == 2


def test_a_house_from_before_letters_is_told_how_to_make_their_key(folder: Path) -> None:
    before = Keyring.create(folder)
    (folder / "letter.json").unlink()
    with pytest.raises(LetterKeyMissing) as refusal:
        Keyring.load(folder)
    assert str(refusal.value).count("python -m services keys add") == 2
    assert Keyring.add(folder)
    after = Keyring.load(folder)
    assert (after.data, after.journal, after.blind) == (before.data, before.journal, before.blind)
    assert after.letter.key.kid != before.letter.key.kid
    assert stat.S_IMODE((folder / "letter.json").stat().st_mode) == 0o600


def test_a_key_for_letters_that_is_there_is_never_replaced(folder: Path) -> None:
    made = Keyring.create(folder)
    assert not Keyring.add(folder)
    assert Keyring.load(folder).letter.key.kid == made.letter.key.kid


def test_nothing_is_added_where_other_keys_are_missing(folder: Path) -> None:
    Keyring.create(folder)
    (folder / "letter.json").unlink()
    (folder / "data.json").unlink()
    with pytest.raises(KeysMissing, match="data"):
        Keyring.add(folder)
    assert not (folder / "letter.json").exists()


def test_letters_signed_before_a_turn_can_still_be_checked(folder: Path) -> None:
    before = Keyring.create(folder)
    after = Signer(Keyring.turn(folder, "letter"))
    assert [(key.kid == before.letter.key.kid, key.current) for key in after.keys] == [
        (False, True),
        (True, False),
    ]


def test_the_operator_adds_and_turns_keys(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Keyring.create(folder)
    monkeypatch.setenv("DANGWU_KEYS", str(folder))
    (folder / "letter.json").unlink()
    assert main(["keys", "add"]) == 0
    assert main(["keys", "turn", "letter"]) == 0
    assert len(Keyring.load(folder).letter.public()) == 2
    assert main(["keys", "add"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "letter: added",
        "letter: turned",
        "letter: is there",
    ]
    assert main(["keys", "turn", "blind"]) == 2
    assert Keyring.load(folder).data == before.data
