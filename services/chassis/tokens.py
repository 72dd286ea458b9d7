"""Tokens: who somebody is, said by an issuer the house believes, for a quarter of an hour at most.

A token is believed or refused as a whole. The house's own issuer signs for its services, and for
people only while the embedded login is on; any other issuer speaks of people alone.
"""

import json
import re
import secrets
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jws import CompactSignature, JWSRegistry

from services.chassis.errors import Unauthenticated
from services.chassis.issuers import Issuer, IssuerKeys, IssuerUnsafe, Keys, PublicKey
from services.chassis.keys import Keyring

HOUSE = "https://issuer.dangwu.invalid"
"""Our own issuer. Nobody can own a name under .invalid, so nobody else can be it."""

AUDIENCE = "dangwu"
SERVICE = "service:"
ALGORITHMS = frozenset({"EdDSA", "ES256"})
TYPES = frozenset({"at+jwt", "application/at+jwt"})
FORBIDDEN_HEADERS = frozenset({"jku", "jwk", "x5u", "x5c", "crit", "b64"})
LONGEST = timedelta(minutes=15)
SKEW_S = 60
LIKE_AN_ID = re.compile("[a-z]-[0-9a-z]{12}")
"""The directory takes such a subject for a person's id, and no outside issuer knows those."""

LONGEST_TEXT = 8192
CACHED = 4096


class Flaw(Enum):
    """What may be wrong with a token, in words that repeat nothing of it."""

    FORM = ("格式不对", "it is not well formed")
    TYPE = ("不是访问令牌", "it is not an access token")
    ALGORITHM = ("签名算法不被允许", "its algorithm is not allowed")
    HEADER = ("带有不允许的标头", "it has headers that are not allowed")
    ISSUER = ("签发机构不受信任", "its issuer is not trusted here")
    KEY = ("签名公钥未知，或暂时无法获取", "its key is not known, or cannot be had just now")
    SIGNATURE = ("签名不符", "its signature is wrong")
    AUDIENCE = ("不是签发给本系统的", "it was issued for another system")
    SUBJECT = ("主体缺失或不被允许", "its subject is missing or not allowed")
    TIMES = ("时间字段缺失或有误", "its times are missing or wrong")
    LIFE = ("有效期超过 15 分钟", "it lives longer than 15 minutes")
    EARLY = ("尚未生效", "it is not valid yet")
    EXPIRED = ("已过期", "it has expired")


class TokenRefused(Unauthenticated):
    zh = "身份令牌未被接受：{why_zh}。请重新登录：dangwu login。"
    en = "The token was not accepted: {why_en}. Log in again: dangwu login."

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw=flaw.name, why_zh=flaw.value[0], why_en=flaw.value[1])


@dataclass(frozen=True)
class Claims:
    """What a verified token says."""

    subject: str
    issuer: str
    expires_at: datetime
    authenticated_at: datetime


@dataclass(frozen=True)
class _HouseKeys:
    """The house's own public keys: they change only with a restart."""

    by_kid: Mapping[str, PublicKey]

    def get(self, kid: str, now: datetime) -> PublicKey | None:
        return self.by_kid.get(kid)

    def known(self, kid: str) -> PublicKey | None:
        return self.by_kid.get(kid)


@dataclass(frozen=True)
class _Verified:
    """A token found good, for as long as it lasts and its issuer keeps the key."""

    claims: Claims
    starts_s: int
    ends_s: int
    keys: Keys
    kid: str
    key: PublicKey

    def holds(self, now_s: float) -> bool:
        return self.starts_s <= now_s < self.ends_s and self.keys.known(self.kid) is self.key


class _Registry(JWSRegistry):
    """Only our two algorithms. EdDSA is the name most issuers use for it, deprecated or not."""

    def get_alg(self, name: str) -> Any:
        if name not in ALGORITHMS:
            raise UnsupportedAlgorithmError(name)
        return self.algorithms[name]


REGISTRY = _Registry(strict_check_header=False)


class Tokens:
    """Mints the house's tokens, and verifies everybody's."""

    def __init__(
        self, keyring: Keyring, issuers: Iterable[Issuer] = (), *, embedded: bool = True
    ) -> None:
        self.embedded = embedded
        self._signing = keyring.token.key
        own = {kid: PublicKey(key, "EdDSA") for kid, key in keyring.token.public().items()}
        self._keys: dict[str, Keys] = {HOUSE: _HouseKeys(own)}
        self._issuers = {HOUSE: Issuer(HOUSE, AUDIENCE, "token.json")}
        for issuer in issuers:
            if issuer.url in self._issuers:
                raise IssuerUnsafe(
                    url=issuer.url, problem_zh="重复设置", problem_en="it is named twice"
                )
            self._issuers[issuer.url], self._keys[issuer.url] = issuer, IssuerKeys(issuer)
        self._verified: dict[str, _Verified] = {}
        self._storing = threading.Lock()

    def mint(
        self,
        subject: str,
        now: datetime,
        minutes: int = 10,
        authenticated_at: datetime | None = None,
    ) -> str:
        """A token of the house; `authenticated_at` is when its subject last proved who it is."""
        if not 1 <= minutes <= LONGEST // timedelta(minutes=1):
            raise ValueError("a token lives for 1 to 15 minutes")
        issued_s = int(now.timestamp())
        claims = {
            "iss": HOUSE,
            "aud": AUDIENCE,
            "sub": subject,
            "iat": issued_s,
            "exp": issued_s + 60 * minutes,
            "auth_time": int((authenticated_at or now).timestamp()),
            "jti": secrets.token_urlsafe(12),
        }
        header = {"alg": "EdDSA", "kid": self._signing.kid, "typ": "at+jwt"}
        payload = json.dumps(claims).encode()
        return jws.serialize_compact(header, payload, self._signing, registry=REGISTRY)

    def verify(self, token: str, now: datetime) -> Claims:
        """What a token says, or a refusal; one that was verified before costs next to nothing."""
        now_s = now.timestamp()
        known = self._verified.get(token)
        if known is None or not known.holds(now_s):
            known = self._verify(token, now)
            self._remember(token, known)
        return known.claims

    def _verify(self, token: str, now: datetime) -> _Verified:
        signed, claims = _parsed(token)
        issuer = self._issuers.get(_text(claims.get("iss")))
        if issuer is None:
            raise TokenRefused(Flaw.ISSUER)
        keys = self._keys[issuer.url]
        kid, key = _checked_key(signed, keys, now)
        if claims.get("aud") not in (issuer.audience, [issuer.audience]):
            # Good for another system as well means that other system could use it here.
            raise TokenRefused(Flaw.AUDIENCE)
        starts_s, ends_s, authenticated_s = _checked_times(claims, now.timestamp())
        found = Claims(
            subject=self._checked_subject(issuer, claims),
            issuer=issuer.url,
            expires_at=datetime.fromtimestamp(ends_s - SKEW_S, UTC),
            authenticated_at=datetime.fromtimestamp(authenticated_s, UTC),
        )
        return _Verified(found, starts_s, ends_s, keys, kid, key)

    def _checked_subject(self, issuer: Issuer, claims: Mapping[str, Any]) -> str:
        subject = _text(claims.get(issuer.subject_claim))
        if not 1 <= len(subject) <= 120 or not subject.isprintable() or " " in subject:
            raise TokenRefused(Flaw.SUBJECT)
        if issuer.url != HOUSE:
            if ":" in subject or LIKE_AN_ID.fullmatch(subject):
                # A service, or what may one day be read as one; or somebody by a person id.
                raise TokenRefused(Flaw.SUBJECT)
        elif not self.embedded and not subject.startswith(SERVICE):
            raise TokenRefused(Flaw.ISSUER)
        return subject

    def _remember(self, token: str, verified: _Verified) -> None:
        with self._storing:
            while len(self._verified) >= CACHED:
                del self._verified[next(iter(self._verified))]
            self._verified[token] = verified


def _parsed(token: str) -> tuple[CompactSignature, dict[str, Any]]:
    """A token's parts, of which nothing is believed yet."""
    try:
        if len(token) > LONGEST_TEXT:
            raise ValueError
        signed = jws.extract_compact(token.encode("ascii"), registry=REGISTRY)
        claims = json.loads(signed.payload)
        if not isinstance(claims, dict) or not isinstance(signed.headers(), dict):
            raise ValueError
    except (JoseError, ValueError, TypeError, RecursionError):
        raise TokenRefused(Flaw.FORM) from None
    return signed, claims


def _checked_key(signed: CompactSignature, keys: Keys, now: datetime) -> tuple[str, PublicKey]:
    """The known key that signed the token; never one that the token brings along."""
    header = signed.headers()
    if FORBIDDEN_HEADERS & header.keys():
        raise TokenRefused(Flaw.HEADER)
    if _text(header.get("typ")).lower() not in TYPES:
        raise TokenRefused(Flaw.TYPE)
    if _text(header.get("alg")) not in ALGORITHMS:
        raise TokenRefused(Flaw.ALGORITHM)
    kid = _text(header.get("kid"))
    key = keys.get(kid, now) if kid else None
    if key is None:
        raise TokenRefused(Flaw.KEY)
    if header["alg"] != key.algorithm:
        raise TokenRefused(Flaw.ALGORITHM)
    try:
        if jws.validate_compact(signed, key.key, registry=REGISTRY):
            return kid, key
    except (JoseError, ValueError):
        pass
    raise TokenRefused(Flaw.SIGNATURE)


def _checked_times(claims: Mapping[str, Any], now_s: float) -> tuple[int, int, int]:
    """When a token starts and ends, the skew of clocks allowed for, and when its subject came."""
    issued_s = _instant_s(claims, "iat")
    expires_s = _instant_s(claims, "exp")
    starts_s = max(issued_s, _instant_s(claims, "nbf", issued_s)) - SKEW_S
    authenticated_s = _instant_s(claims, "auth_time", issued_s)
    if not issued_s < expires_s or authenticated_s > issued_s + SKEW_S:
        raise TokenRefused(Flaw.TIMES)
    if expires_s - issued_s > LONGEST.total_seconds():
        raise TokenRefused(Flaw.LIFE)
    if now_s < starts_s:
        raise TokenRefused(Flaw.EARLY)
    if now_s >= expires_s + SKEW_S:
        raise TokenRefused(Flaw.EXPIRED)
    return starts_s, expires_s + SKEW_S, authenticated_s


def _instant_s(claims: Mapping[str, Any], name: str, otherwise: int | None = None) -> int:
    value = claims.get(name, otherwise)
    if type(value) is not int or value < 0:  # a bool is no time, nor is 1e9
        raise TokenRefused(Flaw.TIMES)
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
