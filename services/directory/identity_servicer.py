"""The embedded login: an administrator issues a code, the code opens a session, once."""

from dangwu.directory.v1 import identity_pb2 as pb
from services.chassis.identity import CAMPUS_SYSTEMS
from services.chassis.tokens import SERVICE
from services.chassis.work import Work
from services.directory import login
from services.directory.store import logins, posts
from services.directory.store.logins import LoginCode, LoginSession
from services.directory.store.posts import PersonUnknown

CODE, RENEWAL = "directory.login_code", "directory.login_renewal"
"""The fields their fingerprints are made for."""


class IdentityServicer:
    """dangwu.directory.v1.IdentityService"""

    def IssueCode(self, request: pb.IssueCodeRequest, work: Work) -> pb.LoginCode:
        _require_issuer(work)
        account, lasts = _account(request.account, work), login.CODE_LASTS
        if account.startswith(SERVICE):
            lasts = login.SYSTEM_CODE_LASTS
        code = login.new_code()
        issued = LoginCode(
            account=account,
            front=code[: login.FRONT],
            fingerprint=work.sealer.blind(CODE, code),
            issued_by=work.actor.id,
            expires_at=work.now + lasts,
            tries_left=login.TRIES,
        )
        logins.issue(work.session, issued)
        work.note(code=issued.id, account=account)
        work.about(account)
        reply = pb.LoginCode(id=issued.id, account=account, code=login.shown(code))
        reply.expires_at.FromDatetime(issued.expires_at)
        return reply

    def RedeemCode(self, request: pb.RedeemCodeRequest, work: Work) -> pb.Session:
        _require_issuer(work)
        typed = login.read(request.code)
        candidates = logins.codes(work.session, typed[: login.FRONT], work.now)
        code = logins.redeem(candidates, work.sealer.blind(CODE, typed))
        if code is None:
            if candidates:
                work.about(candidates[0].account)  # whom the guess was aimed at
                work.keep_if_refused()
            raise login.CodeRefused()
        opened = LoginSession(
            account=code.account,
            started_at=work.now,
            expires_at=work.now + login.SESSION_LASTS,
        )
        logins.open_session(work.session, opened)
        return _entered(opened, work)

    def RenewSession(self, request: pb.RenewSessionRequest, work: Work) -> pb.Session:
        _require_issuer(work)
        found = logins.renewal(work.session, work.sealer.blind(RENEWAL, request.renewal))
        if found is None:
            raise login.CodeRefused()
        renewal, opened = found
        if not opened.is_open or opened.expires_at <= work.now:
            raise login.CodeRefused()
        if renewal.is_used:
            # Two hold what only one was given: neither is believed any longer.
            opened.is_open = False
            work.keep_if_refused()
            work.about(opened.account)
            work.note(session=opened.id, account=opened.account, reused=True)
            raise login.CodeRefused()
        renewal.is_used = True
        return _entered(opened, work)

    def CloseSessions(self, request: pb.CloseSessionsRequest, work: Work) -> pb.ClosedSessions:
        account = _account(request.account, work)
        sessions, codes = logins.close_all(work.session, account, work.now)
        work.note(account=account, sessions=sessions, codes=codes)
        return pb.ClosedSessions(id=account, sessions=sessions, codes=codes)


def _require_issuer(work: Work) -> None:
    if not work.tokens.embedded:
        raise login.IssuerOff()


def _account(named: str, work: Work) -> str:
    """The account of a person the directory knows, or of a campus system."""
    if named in CAMPUS_SYSTEMS:
        return named
    if named.startswith(SERVICE):
        raise PersonUnknown(person=named)
    return posts.person(work.session, named).account


def _entered(opened: LoginSession, work: Work) -> pb.Session:
    """The session as its owner is told of it; the secrets are told this once."""
    renewal = login.new_renewal()
    logins.add_renewal(work.session, opened.id, work.sealer.blind(RENEWAL, renewal))
    token = work.tokens.mint(opened.account, work.now, login.TOKEN_MINUTES, opened.started_at)
    expires_at = work.tokens.verify(token, work.now).expires_at
    reply = pb.Session(id=opened.id, account=opened.account, token=token, renewal=renewal)
    reply.token_expires_at.FromDatetime(expires_at)
    reply.renewal_expires_at.FromDatetime(opened.expires_at)
    work.about(opened.account)
    work.note(session=opened.id, account=opened.account)
    return reply
