"""Logins kept side by side, one a profile, and renewed before they expire."""

import json
import re
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dangwu_client.errors import Forbidden, Unauthenticated
from dangwu_client.staff import encoding, private, settings

if TYPE_CHECKING:
    from dangwu.directory.v1 import identity_pb2
    from dangwu_client.connection import Connection

RENEW_EARLY_S = 60
PROFILE = re.compile(r"[\w.-]{1,40}")


@dataclass(frozen=True)
class Login:
    """What a profile remembers: where it logged in, as whom, and the secrets of the session."""

    account: str
    address: str
    ca: str
    token: str
    token_expires_at: float
    renewal: str
    renewal_expires_at: float
    # A renewal that was sent and not yet answered is sent again under the same id.
    renewing_id: str = ""


def path_of(profile: str) -> Path:
    """The file of a profile; the prefix keeps names such as CON legal on Windows."""
    return settings.state_home() / "sessions" / f"login-{profile}.json"


def load(profile: str) -> Login | None:
    """What a profile remembers, or None when nobody is logged in under it."""
    try:
        return Login(**json.loads(encoding.read(path_of(profile))))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def keep(profile: str, login: Login) -> None:
    """Remember a login, readable by its owner only."""
    private.write(path_of(profile), json.dumps(asdict(login), ensure_ascii=False, indent=1))


def forget(profile: str) -> bool:
    """Drop a login; False when there was none."""
    path = path_of(profile)
    known = path.exists()
    path.unlink(missing_ok=True)
    return known


def profiles() -> list[str]:
    """The profiles somebody is logged in under."""
    folder = settings.state_home() / "sessions"
    return sorted(path.stem.removeprefix("login-") for path in folder.glob("login-*.json"))


def from_session(session: "identity_pb2.Session", address: str, ca: str) -> Login:
    """What to remember of a session just opened or renewed."""
    return Login(
        account=session.account,
        address=address,
        ca=ca,
        token=session.token,
        token_expires_at=session.token_expires_at.seconds,
        renewal=session.renewal,
        renewal_expires_at=session.renewal_expires_at.seconds,
    )


class ProfileToken:
    """A profile's token, for each call; renewed a minute before it expires, or when refused."""

    def __init__(self, profile: str, address: str, ca: str, timeout_s: float) -> None:
        self._profile, self._address, self._ca = profile, address, ca
        self._timeout_s = timeout_s
        self._login = load(profile)

    def __call__(self) -> str:
        if self._login is None:
            raise not_logged_in(self._profile)
        if time.time() > self._login.token_expires_at - RENEW_EARLY_S:
            self.renew()
        return self._login.token

    def renew(self) -> None:
        """Get a fresh token; another command that did so meanwhile has done it for us too."""
        with private.held(path_of(self._profile).with_suffix(".lock")):
            known = load(self._profile)
            if known is None:
                raise not_logged_in(self._profile)
            if self._login is None or known.renewal == self._login.renewal:
                known = self._renewed(known)
            self._login = known

    def _renewed(self, login: Login) -> Login:
        from dangwu_client._call import new_request_id
        from dangwu_client.identity import Identity

        request_id = login.renewing_id or new_request_id()
        keep(self._profile, replace(login, renewing_id=request_id))
        try:
            with anonymous(self._address, self._ca, self._timeout_s) as connection:
                session = Identity(connection).renew_session(login.renewal, request_id=request_id)
        except (Unauthenticated, Forbidden) as over:
            raise _over(self._profile) from over
        fresh = from_session(session, login.address, login.ca)
        keep(self._profile, fresh)
        return fresh


def anonymous(address: str, ca: str, timeout_s: float) -> "Connection":
    """A connection without identity: the door of the token issuer."""
    from dangwu_client.connection import connect

    return connect(address, ca=ca or None, timeout_s=timeout_s)


def _over(profile: str) -> Unauthenticated:
    return Unauthenticated(
        "LOGIN_OVER",
        f"登录已过期（身份 {profile}），请重新登录。",
        f"The login is over (profile {profile}); log in again.",
        code="UNAUTHENTICATED",
    )


def not_logged_in(profile: str) -> Unauthenticated:
    """The refusal of somebody who has not logged in under a profile."""
    return Unauthenticated(
        "NOT_LOGGED_IN",
        f"尚未登录（身份 {profile}）。",
        f"Nobody is logged in (profile {profile}).",
        code="UNAUTHENTICATED",
    )
