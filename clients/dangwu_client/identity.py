"""What is asked of the embedded token issuer: codes, and the sessions they open."""

import threading
import time
from functools import cached_property

from dangwu.directory.v1 import identity_pb2
from dangwu.directory.v1.identity_pb2_grpc import IdentityServiceStub
from dangwu_client._asking import Asking
from dangwu_client.connection import Pem, connect

RENEW_EARLY_S = 60


class Sessions(Asking):
    """Sessions opened by one-time codes; loopback and demonstration only."""

    @cached_property
    def _identity(self) -> IdentityServiceStub:
        return IdentityServiceStub(self._channel)

    def redeem_code(
        self, code: str, *, request_id: str = "", rehearse: bool = False
    ) -> identity_pb2.Session:
        """A session for a code, once; the connection needs no token. Raises Unauthenticated."""
        request = identity_pb2.RedeemCodeRequest(code=code)
        return self._write(self._identity.RedeemCode, request, request_id, rehearse)

    def renew_session(
        self, renewal: str, *, request_id: str = "", rehearse: bool = False
    ) -> identity_pb2.Session:
        """A fresh token; the renewal secret changes each time. Raises Unauthenticated."""
        request = identity_pb2.RenewSessionRequest(renewal=renewal)
        return self._write(self._identity.RenewSession, request, request_id, rehearse)


class Identity(Sessions):
    """One-time codes and sessions; a school has its own issuer."""

    def issue_code(
        self, account: str, *, request_id: str = "", rehearse: bool = False
    ) -> identity_pb2.LoginCode:
        """A one-time login code for an account, shown once. Raises Unknown, NotNow (issuer off)."""
        request = identity_pb2.IssueCodeRequest(account=account)
        return self._write(self._identity.IssueCode, request, request_id, rehearse)

    def close_sessions(
        self, account: str, *, request_id: str = "", rehearse: bool = False
    ) -> identity_pb2.ClosedSessions:
        """End every login of an account or person. Raises Unknown."""
        request = identity_pb2.CloseSessionsRequest(account=account)
        return self._write(self._identity.CloseSessions, request, request_id, rehearse)


class CodeToken:
    """A token for each call, opened by a one-time code and renewed before it expires.

    Give it to `connect(address, token=CodeToken(address, code))`. It keeps nothing on a disk: a
    program that starts anew needs a new code.
    """

    def __init__(self, address: str, code: str, *, ca: Pem | None = None) -> None:
        self._address, self._ca = address, ca
        self._lock = threading.Lock()
        with connect(address, ca=ca) as connection:
            self._session = Sessions(connection).redeem_code(code)

    def __call__(self) -> str:
        if time.time() > self._session.token_expires_at.seconds - RENEW_EARLY_S:
            self.renew()
        return self._session.token

    def renew(self) -> None:
        """Get a fresh token; the old one need not have expired."""
        with self._lock, connect(self._address, ca=self._ca) as connection:
            self._session = Sessions(connection).renew_session(self._session.renewal)
