"""What is asked of the embedded token issuer: codes, and the sessions they open."""

from functools import cached_property

from dangwu.directory.v1 import identity_pb2
from dangwu.directory.v1.identity_pb2_grpc import IdentityServiceStub
from dangwu_client._asking import Asking


class Identity(Asking):
    """One-time codes and sessions; loopback and demonstration only, a school has its own issuer."""

    @cached_property
    def _identity(self) -> IdentityServiceStub:
        return IdentityServiceStub(self._channel)

    def issue_code(
        self, account: str, *, request_id: str = "", rehearse: bool = False
    ) -> identity_pb2.LoginCode:
        """A one-time login code for an account, shown once. Raises Unknown, NotNow (issuer off)."""
        request = identity_pb2.IssueCodeRequest(account=account)
        return self._write(self._identity.IssueCode, request, request_id, rehearse)

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
