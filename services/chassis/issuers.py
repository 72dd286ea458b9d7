"""Token issuers the school trusts (any OIDC issuer), and the public keys they sign with.

Keys are fetched when first needed, kept while the issuer is away, and asked for again when a token
names one that is not known, so that an issuer can change its keys without anybody's help.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any, Protocol
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

from services.chassis.keys import SetupError
from services.chassis.logbook import log

PACE = timedelta(seconds=60)
"""Keys are asked for at most this often, however many strange tokens arrive."""

FRESH = timedelta(hours=1)
"""After this, keys are asked for again, so that one the issuer withdrew is forgotten."""

KEPT = timedelta(hours=24)
"""How long keys serve while their issuer is away."""

FETCH_SECONDS = 3.0
FETCH_BYTES = 256 * 1024
LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}


class IssuerUnsafe(SetupError):
    zh = "不能信任令牌签发机构 {url}：{problem_zh}。请更正设置后重新启动。"
    en = "The token issuer {url} cannot be trusted: {problem_en}. Mend the settings and restart."


@dataclass(frozen=True)
class PublicKey:
    """A key that tokens are checked with, and the one algorithm it is good for."""

    key: OKPKey | ECKey
    algorithm: str


class Keys(Protocol):
    """Public keys by their kid."""

    def get(self, kid: str, now: datetime) -> PublicKey | None:
        """The key of that name, fetched if need be."""

    def known(self, kid: str) -> PublicKey | None:
        """The key of that name, if it is at hand."""


@dataclass(frozen=True)
class Issuer:
    """An issuer as the settings name it; `jwks` is an https address or a file."""

    url: str
    audience: str
    jwks: str
    subject_claim: str = "sub"

    def __post_init__(self) -> None:
        address = urlsplit(self.jwks)
        if not all((self.url, self.audience, self.jwks, self.subject_claim)):
            raise IssuerUnsafe(
                url=self.url,
                problem_zh="地址、受众、公钥来源和主体字段都必须填写",
                problem_en="its URL, audience, keys and subject claim must all be given",
            )
        if address.scheme == "http" and address.hostname not in LOOPBACK_NAMES:
            raise IssuerUnsafe(
                url=self.url,
                problem_zh="公钥必须通过 https 获取",
                problem_en="its keys must come over https",
            )


class IssuerKeys:
    """The keys of one issuer, as last fetched."""

    def __init__(self, issuer: Issuer) -> None:
        self._issuer = issuer
        self._keys: Mapping[str, PublicKey] = {}
        self._fetched_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._fetching = threading.Lock()

    def get(self, kid: str, now: datetime) -> PublicKey | None:
        """The key of that name, fetched first if it is not known."""
        known = kid in self._keys
        if not known or self._age(now) > FRESH:
            self._refresh(now, wait=not known)
        return self._keys.get(kid) if self._age(now) <= KEPT else None

    def known(self, kid: str) -> PublicKey | None:
        """The key of that name, if it is at hand."""
        return self._keys.get(kid)

    def _age(self, now: datetime) -> timedelta:
        return now - self._fetched_at if self._fetched_at else timedelta.max

    def _refresh(self, now: datetime, wait: bool) -> None:
        # Who has a key already does not wait for another's fetch; who has none must.
        if not self._fetching.acquire(blocking=wait):
            return
        try:
            if self._tried_at is not None and abs(now - self._tried_at) < PACE:
                return
            self._tried_at = now
            keys = parse_keys(_load(self._issuer.jwks))
            self._keys, self._fetched_at = keys, now
        except (OSError, ValueError) as error:
            log.warning("issuer.away", issuer=self._issuer.url, problem=type(error).__name__)
        finally:
            self._fetching.release()


def parse_keys(content: bytes) -> dict[str, PublicKey]:
    """The keys of a JWKS that may check a token; anything else in it is passed over."""
    try:
        entries = json.loads(content)["keys"]
        keys = {entry["kid"]: key for entry in entries if (key := _key(entry))}
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a JWKS") from error
    if not keys:
        raise ValueError("no key in it can check a token")
    return keys


def _key(entry: Mapping[str, Any]) -> PublicKey | None:
    shape = (entry.get("kty"), entry.get("crv"))
    if shape not in SHAPES or not isinstance(entry.get("kid"), str) or not entry["kid"]:
        return None
    kind, algorithm = SHAPES[shape]
    if entry.get("use", "sig") != "sig" or entry.get("alg", algorithm) != algorithm:
        return None
    try:
        public = {name: entry[name] for name in ("kty", "crv", "x", "y", "kid") if name in entry}
        key = kind.import_key(public)
        key.get_op_key("verify")
    except (JoseError, ValueError, TypeError):
        return None
    return PublicKey(key, algorithm)


SHAPES: dict[tuple[Any, Any], tuple[type[OKPKey] | type[ECKey], str]] = {
    ("OKP", "Ed25519"): (OKPKey, "EdDSA"),
    ("EC", "P-256"): (ECKey, "ES256"),
}


class _NoRedirect(HTTPRedirectHandler):
    """Keys come from the address in the settings and from no other."""

    def redirect_request(self, *_: object) -> None:
        return None


def _load(where: str) -> bytes:
    address = urlsplit(where)
    if address.scheme not in {"http", "https"}:
        with Path(where).open("rb") as file:
            return _bounded(file.read)
    direct = [ProxyHandler({})] if address.hostname in LOOPBACK_NAMES else []
    request = Request(where, headers={"Accept": "application/json"})
    with build_opener(_NoRedirect(), *direct).open(request, timeout=FETCH_SECONDS) as reply:
        return _bounded(reply.read1)


def _bounded(read: Any) -> bytes:
    """All of it, unless it is too long or comes too slowly."""
    content, give_up_at = b"", monotonic() + FETCH_SECONDS
    while chunk := read(16 * 1024):
        content += chunk
        if len(content) > FETCH_BYTES or monotonic() > give_up_at:
            raise ValueError("too long, or too slow")
    return content
