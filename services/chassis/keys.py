"""The keys of the house: in a folder of their own, outside every database, open to one account.

Five files: `journal.json` (digests of requests), `data.json` (sealed fields), `blind.json` (exact
search over sealed fields), `token.json` (signatures on tokens) and `letter.json` (signatures on
letters and receipts). Each holds every version still needed, and says which one is current: old
things open with the key that closed them.
"""

import base64
import json
import os
import secrets
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar, Literal, Self, TypeVar

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

KEY_BYTES = 32
LETTER = "letter.json"
Turnable = Literal["journal", "data", "token", "letter"]


class SetupError(Exception):
    """The set-up is wrong or unsafe: nobody is served until a person has mended it.

    A class of its own has two sentences with gaps; what happens in one place only is said there.
    """

    zh: ClassVar[str] = ""
    en: ClassVar[str] = ""

    def __init__(self, *said: str, **details: object) -> None:
        self.details = {name: str(value) for name, value in details.items()}
        sentences = (each.format_map(self.details) for each in (self.zh, self.en))
        super().__init__("\n".join(said or sentences))


class KeysMissing(SetupError):
    zh = "找不到密钥（{path}）。首次安装请运行：python -m services init；否则请从密钥备份恢复。"
    en = "No keys at {path}. First time here: python -m services init. If not, restore the backup."


class LetterKeyMissing(KeysMissing):
    zh = (
        "缺少签署介绍信的密钥（{path}）。如是从没有介绍信的版本升级，请运行："
        "python -m services keys add；否则请从密钥备份恢复。"
    )
    en = (
        "No key to sign letters with at {path}. After an upgrade from a version without letters: "
        "python -m services keys add. If not, restore the backup."
    )


class KeysUnreadable(SetupError):
    zh = (
        "密钥无法读取（{path}）：{problem}。请检查文件的所有者，或从密钥备份恢复；"
        "全新安装请换一个空目录，再运行：python -m services init。"
    )
    en = (
        "The keys at {path} cannot be read: {problem}. Check who owns the file, or restore the "
        "backup; a new installation names an empty folder and runs: python -m services init."
    )


class KeysExposed(SetupError):
    zh = (
        "其他账号可以读取密钥（{path}，权限 {mode}）。请运行：chmod {wanted} {path}。"
        "如可能已经外泄，请换一个空目录，再运行：python -m services init。"
    )
    en = (
        "Other accounts may read the keys: {path} has mode {mode}. Run: chmod {wanted} {path}. "
        "If they may have leaked, name an empty folder and run: python -m services init."
    )


class KeysExist(SetupError):
    zh = (
        "{path} 已有内容，不会覆盖：用丢失的密钥加密的数据无法恢复。"
        "请换一个空目录，再运行：python -m services init。"
    )
    en = (
        "{path} is not empty and is left alone: what lost keys have sealed is lost. "
        "Name an empty folder and run: python -m services init."
    )


class KeysNotWritten(SetupError):
    zh = "密钥无法写入 {path}：{problem}。请换一个可写的目录，再运行：python -m services init。"
    en = (
        "Keys cannot be written to {path}: {problem}. Name another folder: python -m services init."
    )


@dataclass(frozen=True)
class Versions:
    """All versions of one secret; what is new is made with the current one."""

    current: int
    keys: Mapping[int, bytes] = field(repr=False)

    @classmethod
    def first(cls) -> Self:
        return cls(1, {1: secrets.token_bytes(KEY_BYTES)})

    @property
    def key(self) -> bytes:
        return self.keys[self.current]

    def turned(self) -> Self:
        """The same with a new current key."""
        version = max(self.keys) + 1
        return type(self)(version, {**self.keys, version: secrets.token_bytes(KEY_BYTES)})

    def to_json(self) -> dict[str, Any]:
        keys = {str(version): base64.b64encode(key).decode() for version, key in self.keys.items()}
        return {"current": self.current, "keys": keys}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        keys = {
            int(version): base64.b64decode(key, validate=True)
            for version, key in kept["keys"].items()
        }
        if kept["current"] not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise ValueError("keys of the wrong length, or no current one")
        return cls(kept["current"], keys)


@dataclass(frozen=True)
class Signing:
    """The key that signs tokens, and the public halves of those that signed before it."""

    key: OKPKey = field(repr=False)
    retired: tuple[OKPKey, ...] = field(default=(), repr=False)

    @classmethod
    def first(cls) -> Self:
        return cls(OKPKey.generate_key("Ed25519", {"use": "sig", "alg": "EdDSA"}, auto_kid=True))

    def public(self) -> dict[str, OKPKey]:
        """Every key a signature may be checked with, by kid."""
        keys = (self.key, *self.retired)
        return {str(key.kid): OKPKey.import_key(key.as_dict(private=False)) for key in keys}

    def turned(self) -> Self:
        """The same with a new key; of the old one only the public half is kept."""
        public = OKPKey.import_key(self.key.as_dict(private=False))
        return type(self)(self.first().key, (public, *self.retired))

    def to_json(self) -> dict[str, Any]:
        retired = [key.as_dict(private=False) for key in self.retired]
        return {"current": self.key.as_dict(private=True), "retired": retired}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        key = OKPKey.import_key(kept["current"])
        retired = tuple(OKPKey.import_key(old) for old in kept["retired"])
        if not key.is_private or {each.curve_name for each in (key, *retired)} != {"Ed25519"}:
            raise ValueError("not an Ed25519 signing key")
        if not all(each.kid for each in (key, *retired)):
            raise ValueError("a key without a kid")
        return cls(key, retired)


Kind = TypeVar("Kind", Versions, Signing)


@dataclass(frozen=True)
class Keyring:
    """Everything secret that the house holds."""

    journal: Versions
    data: Versions
    blind: Versions
    token: Signing
    letter: Signing

    @classmethod
    def fresh(cls) -> Self:
        """New keys that are written nowhere."""
        secret, signing = Versions.first, Signing.first
        return cls(secret(), secret(), secret(), signing(), signing())

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Writes new keys, all of them or none; never over what is there."""
        keyring = cls.fresh()
        try:
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise KeysExist(path=folder)
            folder.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".keys-", dir=folder.parent) as scratch:
                made = Path(scratch) / folder.name
                made.mkdir(mode=0o700)
                for part in fields(keyring):
                    _write(made / f"{part.name}.json", getattr(keyring, part.name).to_json())
                made.rename(folder)  # fails on a folder that another process has just filled
            _sync(folder.parent)
        except OSError as error:
            raise KeysNotWritten(path=folder, problem=error.strerror) from error
        return keyring

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Reads the keys, or says why no server may start with them."""
        try:
            _refuse_open(folder, folder.stat().st_mode, wanted="700")
        except FileNotFoundError:
            raise KeysMissing(path=folder) from None
        return cls(
            journal=_read(folder / "journal.json", Versions),
            data=_read(folder / "data.json", Versions),
            blind=_read(folder / "blind.json", Versions),
            token=_read(folder / "token.json", Signing),
            letter=_read(folder / LETTER, Signing),
        )

    @classmethod
    def add(cls, folder: Path) -> bool:
        """Makes the key for letters where an older version made the others; whether it did."""
        try:
            cls.load(folder)
        except LetterKeyMissing:
            _put(folder / LETTER, Signing.first().to_json())
            return True
        return False

    @classmethod
    def turn(cls, folder: Path, name: Turnable) -> Self:
        """Adds a new current key and keeps the old for what they closed.

        Servers take it up when they start again. The key of blind indexes is not turned: each
        index would have to be written anew with it.
        """
        _put(folder / f"{name}.json", getattr(cls.load(folder), name).turned().to_json())
        return cls.load(folder)


def _put(path: Path, content: dict[str, Any]) -> None:
    """Puts one file in its place, whole or not at all."""
    try:
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)  # left by a turn that was cut short
        _write(fresh, content)
        fresh.replace(path)
        _sync(path.parent)
    except OSError as error:
        raise KeysNotWritten(path=path.parent, problem=error.strerror) from error


def _read(path: Path, kind: type[Kind]) -> Kind:
    try:
        with path.open("rb") as file:
            _refuse_open(path, os.fstat(file.fileno()).st_mode, wanted="600")
            return kind.from_json(json.load(file))
    except FileNotFoundError:
        missing = LetterKeyMissing if path.name == LETTER else KeysMissing
        raise missing(path=path) from None
    except OSError as error:
        raise KeysUnreadable(path=path, problem=error.strerror) from error
    except (ValueError, KeyError, TypeError, AttributeError, JoseError):
        # Whatever these say may hold a piece of the file, and so of a key.
        raise KeysUnreadable(path=path, problem="not a key file of dangwu") from None


def _refuse_open(path: Path, mode: int, wanted: str) -> None:
    if mode & 0o077:
        raise KeysExposed(path=path, mode=f"{stat.S_IMODE(mode):04o}", wanted=wanted)


def _write(path: Path, content: dict[str, Any]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
