"""Where the command keeps its things, and what its user has settled once and for all.

`config.toml` may carry address, ca, lang, output and timeout; an option on the line and the
environment (DANGWU_ADDRESS …) come first, then what a login remembers, then this file.
"""

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dangwu_client.staff import encoding

ADDRESS = "127.0.0.1:50051"
FILE = "config.toml"


@dataclass(frozen=True)
class Settings:
    """What stands in config.toml; empty where nothing does."""

    address: str = ""
    ca: str = ""
    lang: str = ""
    output: str = ""
    timeout: float = 0.0


class SettingsBroken(Exception):
    """config.toml cannot be read as it stands."""


def settings_home() -> Path:
    """The folder of config.toml: $DANGWU_HOME, or where the system keeps settings."""
    return _home() or _system_folder("user_config_path")


def state_home() -> Path:
    """The folder of sessions and saved requests: $DANGWU_HOME, or where the system keeps state."""
    return _home() or _system_folder("user_state_path")


def _home() -> Path | None:
    home = os.environ.get("DANGWU_HOME", "")
    return Path(home).expanduser() if home else None


def _system_folder(name: str) -> Path:
    import platformdirs

    folder: Path = getattr(platformdirs, name)("dangwu", appauthor=False)
    return folder


def load() -> Settings:
    """The settings of this user; the file need not exist."""
    return _load(settings_home() / FILE)


@cache
def _load(path: Path) -> Settings:
    try:
        table = tomllib.loads(encoding.read(path))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsBroken(f"{path}: {error}") from error
    words = {name: str(table.get(name, "")) for name in ("address", "ca", "lang", "output")}
    timeout = table.get("timeout", 0.0)
    if not isinstance(timeout, int | float):
        raise SettingsBroken(f"{path}: timeout")
    return Settings(**words, timeout=float(timeout))
