"""A token is believed only when everything about it is right."""

import math
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.keys import Keyring
from services.chassis.tokens import CACHED, HOUSE, Flaw, TokenRefused, Tokens
from tests.chassis import forge
from tests.chassis.forge import MISSING, NOW, NOW_S

keyring = Keyring.fresh()
KID = keyring.token.key.kid
SIGNER = forge.private(keyring.token.key)
STRANGER = ed25519.Ed25519PrivateKey.generate()
CURVE = ec.generate_private_key(ec.SECP256R1())
PUBLIC = keyring.token.key.as_dict(private=False)
tokens = Tokens(keyring)


def with_header(**changes: Any) -> str:
    return forge.token(forge.header(KID, **changes), forge.claims(), SIGNER)


def with_claims(**changes: Any) -> str:
    return forge.token(forge.header(KID), forge.claims(**changes), SIGNER)


def signed_by(signer: forge.Signer, **changes: Any) -> str:
    return forge.token(forge.header(KID, **changes), forge.claims(), signer)


def cut(change: Callable[[list[str]], list[str]]) -> str:
    return ".".join(change(with_claims().split(".")))


OTHERS = with_claims(sub="w0001").split(".")[1]

# fmt: off
BAD: dict[str, tuple[str, Flaw]] = {
    "nothing":                  ("", Flaw.FORM),
    "a word":                   ("token", Flaw.FORM),
    "dots":                     ("..", Flaw.FORM),
    "two parts":                (cut(lambda parts: parts[:2]), Flaw.FORM),
    "four parts":               (cut(lambda parts: [*parts, "e30"]), Flaw.FORM),
    "not ASCII":                (with_claims() + "党", Flaw.FORM),
    "far too long":             (with_claims(note="x" * 9000), Flaw.FORM),
    "header no JSON":           (forge.token(b"{", forge.claims(), SIGNER), Flaw.FORM),
    "header a list":            (forge.token(["EdDSA"], forge.claims(), SIGNER), Flaw.FORM),
    "claims no JSON":           (forge.token(forge.header(KID), b"{", SIGNER), Flaw.FORM),
    "claims a list":            (forge.token(forge.header(KID), [], SIGNER), Flaw.FORM),
    "claims a text":            (forge.token(forge.header(KID), "w0112", SIGNER), Flaw.FORM),
    "claims nested deep":       (forge.token(forge.header(KID), b"[" * 5000, SIGNER), Flaw.FORM),
    "no alg":                   (with_header(alg=MISSING), Flaw.FORM),
    "alg none":                 (signed_by(None, alg="none"), Flaw.ALGORITHM),
    "alg None, signed":         (with_header(alg="None"), Flaw.ALGORITHM),
    "alg empty":                (with_header(alg=""), Flaw.ALGORITHM),
    "alg of another case":      (with_header(alg="eddsa"), Flaw.ALGORITHM),
    "alg of another name":      (with_header(alg="Ed25519"), Flaw.ALGORITHM),
    "alg RS256":                (with_header(alg="RS256"), Flaw.ALGORITHM),
    "alg ES512":                (with_header(alg="ES512"), Flaw.ALGORITHM),
    "alg for another key":      (with_header(alg="ES256"), Flaw.ALGORITHM),
    "public key as a secret":   (signed_by(str(PUBLIC["x"]).encode(), alg="HS256"), Flaw.ALGORITHM),
    "an ID token":              (with_header(typ="JWT"), Flaw.TYPE),
    "a logout token":           (with_header(typ="logout+jwt"), Flaw.TYPE),
    "no typ":                   (with_header(typ=MISSING), Flaw.TYPE),
    "typ a list":               (with_header(typ=["at+jwt"]), Flaw.TYPE),
    "no kid":                   (with_header(kid=MISSING), Flaw.KEY),
    "kid empty":                (with_header(kid=""), Flaw.KEY),
    "kid unknown":              (with_header(kid="2026"), Flaw.KEY),
    "kid a path":               (with_header(kid="../../etc/passwd"), Flaw.KEY),
    "kid an address":           (with_header(kid="https://evil.example/key"), Flaw.KEY),
    "kid a query":              (with_header(kid="' OR 1=1 --"), Flaw.KEY),
    "kid a number":             (with_header(kid=1), Flaw.KEY),
    "kid a list":               (with_header(kid=[KID]), Flaw.KEY),
    "jwk brought along":        (signed_by(STRANGER, jwk=forge.jwk(STRANGER, "k")), Flaw.HEADER),
    "jku brought along":        (with_header(jku="https://evil.example/jwks"), Flaw.HEADER),
    "x5u brought along":        (with_header(x5u="https://evil.example/x5u"), Flaw.HEADER),
    "x5c brought along":        (with_header(x5c=["MII"]), Flaw.HEADER),
    "crit brought along":       (with_header(crit=["exp"]), Flaw.HEADER),
    "payload not encoded":      (with_header(b64=False, crit=["b64"]), Flaw.FORM),
    "signed by a stranger":     (signed_by(STRANGER), Flaw.SIGNATURE),
    "signed by another curve":  (signed_by(CURVE), Flaw.SIGNATURE),
    "not signed":               (cut(lambda parts: [*parts[:2], ""]), Flaw.SIGNATURE),
    "signature cut short":      (cut(lambda parts: [*parts[:2], parts[2][:-4]]), Flaw.SIGNATURE),
    "claims exchanged":         (cut(lambda parts: [parts[0], OTHERS, parts[2]]), Flaw.SIGNATURE),
    "no iss":                   (with_claims(iss=MISSING), Flaw.ISSUER),
    "iss of another":           (with_claims(iss="https://sso.example.edu.cn"), Flaw.ISSUER),
    "iss with a slash":         (with_claims(iss=HOUSE + "/"), Flaw.ISSUER),
    "iss in capitals":          (with_claims(iss=HOUSE.upper()), Flaw.ISSUER),
    "iss a list":               (with_claims(iss=[HOUSE]), Flaw.ISSUER),
    "no aud":                   (with_claims(aud=MISSING), Flaw.AUDIENCE),
    "aud of the library":       (with_claims(aud="library"), Flaw.AUDIENCE),
    "aud longer":               (with_claims(aud="dangwu-test"), Flaw.AUDIENCE),
    "aud in capitals":          (with_claims(aud="Dangwu"), Flaw.AUDIENCE),
    "aud empty":                (with_claims(aud=[]), Flaw.AUDIENCE),
    "aud and others":           (with_claims(aud=["dangwu", "library"]), Flaw.AUDIENCE),
    "aud an object":            (with_claims(aud={"dangwu": True}), Flaw.AUDIENCE),
    "no sub":                   (with_claims(sub=MISSING), Flaw.SUBJECT),
    "sub empty":                (with_claims(sub=""), Flaw.SUBJECT),
    "sub a number":             (with_claims(sub=112), Flaw.SUBJECT),
    "sub a list":               (with_claims(sub=["w0112"]), Flaw.SUBJECT),
    "sub with a space":         (with_claims(sub="w0112 "), Flaw.SUBJECT),
    "sub with a line":          (with_claims(sub="w0112\nw0001"), Flaw.SUBJECT),
    "sub with nothing to see":  (with_claims(sub="w0112\u200b"), Flaw.SUBJECT),
    "sub far too long":         (with_claims(sub="w" * 121), Flaw.SUBJECT),
    "no exp":                   (with_claims(exp=MISSING), Flaw.TIMES),
    "no iat":                   (with_claims(iat=MISSING), Flaw.TIMES),
    "exp a text":               (with_claims(exp=str(NOW_S + 600)), Flaw.TIMES),
    "exp a fraction":           (with_claims(exp=NOW_S + 600.5), Flaw.TIMES),
    "exp true":                 (with_claims(exp=True), Flaw.TIMES),
    "exp null":                 (with_claims(exp=None), Flaw.TIMES),
    "exp infinite":             (with_claims(exp=math.inf), Flaw.TIMES),
    "exp no number":            (with_claims(exp=math.nan), Flaw.TIMES),
    "exp negative":             (with_claims(exp=-1), Flaw.TIMES),
    "exp before iat":           (with_claims(iat=NOW_S, exp=NOW_S - 1), Flaw.TIMES),
    "exp beyond all calendars": (with_claims(exp=10**30), Flaw.LIFE),
    "iat beyond all calendars": (with_claims(iat=10**30, exp=10**30 + 1), Flaw.EARLY),
    "lives 15 min and 1 s":     (with_claims(exp=NOW_S + 901), Flaw.LIFE),
    "lives a day":              (with_claims(exp=NOW_S + 86400), Flaw.LIFE),
    "issued in 61 s":           (with_claims(iat=NOW_S + 61), Flaw.EARLY),
    "good in 61 s":             (with_claims(nbf=NOW_S + 61), Flaw.EARLY),
    "nbf a text":               (with_claims(nbf="now"), Flaw.TIMES),
    "expired 60 s ago":         (with_claims(iat=NOW_S - 600, exp=NOW_S - 60), Flaw.EXPIRED),
    "expired a year ago":       (with_claims(iat=NOW_S - 31536600, exp=NOW_S - 31536000),
                                 Flaw.EXPIRED),
    "auth_time a text":         (with_claims(auth_time="today"), Flaw.TIMES),
    "auth_time to come":        (with_claims(auth_time=NOW_S + 61), Flaw.TIMES),
}
# fmt: on


@pytest.mark.parametrize("name", BAD)
def test_a_bad_token_is_refused_for_what_is_wrong_with_it(name: str) -> None:
    token, flaw = BAD[name]
    with pytest.raises(TokenRefused) as refusal:
        tokens.verify(token, NOW)
    assert refusal.value.details["flaw"] == flaw.name


@pytest.mark.parametrize("name", [name for name in BAD if len(BAD[name][0]) > 20])
def test_a_refusal_repeats_nothing_of_the_token(name: str) -> None:
    token, _ = BAD[name]
    with pytest.raises(TokenRefused) as refusal:
        tokens.verify(token, NOW)
    said = f"{refusal.value} {refusal.value.sentence_zh} {refusal.value.sentence_en}"
    said += f" {refusal.value.details} {refusal.value.__cause__}"
    assert not [part for part in token.split(".") if len(part) > 8 and part in said]
    assert "w0112" not in said
    assert "evil" not in said


@given(st.text(alphabet="abcXYZ019-_.={}\x00\xff", max_size=200))
def test_junk_is_refused_and_nothing_else(junk: str) -> None:
    with pytest.raises(TokenRefused):
        tokens.verify(junk, NOW)


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_junk_in_the_shape_of_a_token_is_refused(head: bytes, body: bytes) -> None:
    with pytest.raises(TokenRefused):
        tokens.verify(forge.token(head, body, SIGNER), NOW)


@pytest.mark.parametrize(
    "good",
    [
        {},
        {"aud": ["dangwu"]},
        {"exp": NOW_S + 900},
        {"iat": NOW_S + 60},
        {"nbf": NOW_S + 60},
        {"iat": NOW_S - 600, "exp": NOW_S - 59},
        {"sub": "service:hr"},
        {"sub": "张三"},
    ],
    ids=str,
)
def test_a_good_token_is_believed_to_the_edge_of_the_rules(good: dict[str, Any]) -> None:
    assert tokens.verify(with_claims(**good), NOW).subject == good.get("sub", "w0112")


@pytest.mark.parametrize("typ", ["at+jwt", "application/at+jwt", "AT+JWT"])
def test_an_access_token_may_call_itself_one_in_full(typ: str) -> None:
    assert tokens.verify(with_header(typ=typ), NOW).issuer == HOUSE


def test_a_minted_token_says_who_and_since_when() -> None:
    came = NOW - timedelta(hours=3)
    claims = tokens.verify(tokens.mint("w0112", NOW, 15, authenticated_at=came), NOW)
    assert (claims.subject, claims.issuer) == ("w0112", HOUSE)
    assert claims.expires_at == NOW + timedelta(minutes=15)
    assert claims.authenticated_at == came


@pytest.mark.parametrize("minutes", [0, 16, -1])
def test_no_longer_token_is_minted(minutes: int) -> None:
    with pytest.raises(ValueError, match="15 minutes"):
        tokens.mint("w0112", NOW, minutes)


def test_a_token_believed_before_is_refused_once_it_has_expired() -> None:
    token = tokens.mint("w0112", NOW, 10)
    for seconds in (0, 1, 659, -60):
        assert tokens.verify(token, NOW + timedelta(seconds=seconds)).subject == "w0112"
    for seconds, flaw in ((660, Flaw.EXPIRED), (-61, Flaw.EARLY)):
        with pytest.raises(TokenRefused) as refusal:
            tokens.verify(token, NOW + timedelta(seconds=seconds))
        assert refusal.value.details["flaw"] == flaw.name


def test_a_token_is_checked_in_full_only_once() -> None:
    token = tokens.mint("w0112", NOW)
    assert tokens.verify(token, NOW) is tokens.verify(token, NOW)


def test_what_is_remembered_is_bounded() -> None:
    fresh = Tokens(keyring)
    first = fresh.mint("w0000", NOW)
    remembered = fresh.verify(first, NOW)
    for number in range(CACHED):
        fresh.verify(fresh.mint(f"w{number}", NOW), NOW)
    assert fresh.verify(first, NOW) is not remembered


def test_a_token_of_the_key_before_is_believed_and_of_another_house_is_not(tmp_path: Path) -> None:
    before = Keyring.create(tmp_path / "keys")
    token = Tokens(before).mint("w0112", NOW)
    after = Tokens(Keyring.turn(tmp_path / "keys", "token"))
    assert after.verify(token, NOW).subject == "w0112"
    assert after.verify(after.mint("w0112", NOW), NOW).subject == "w0112"
    with pytest.raises(TokenRefused):
        tokens.verify(token, NOW)


def test_without_the_embedded_login_the_house_speaks_for_services_only() -> None:
    production = Tokens(keyring, embedded=False)
    assert production.verify(production.mint("service:audit", NOW), NOW).subject == "service:audit"
    with pytest.raises(TokenRefused) as refusal:
        production.verify(production.mint("w0112", NOW), NOW)
    assert refusal.value.details["flaw"] == "ISSUER"
