"""A certificate authority for tests: good certificates, and the bad ones an attacker would try."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LOCAL = (x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1")))
SERVER, CLIENT = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH


def uri(*names: str) -> tuple[x509.GeneralName, ...]:
    return tuple(x509.UniformResourceIdentifier(name) for name in names)


def service(name: str) -> tuple[x509.GeneralName, ...]:
    return uri(f"spiffe://dangwu/svc/{name}")


@dataclass(frozen=True)
class Issued:
    """A certificate and its key, as PEM and as files."""

    certificate: bytes
    key: bytes
    certificate_path: Path
    key_path: Path


class Authority:
    """Issues what it is asked for, right or wrong, into one folder."""

    def __init__(self, folder: Path, name: str = "campus") -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} CA")])
        own = self._builder(self._name, self._key, timedelta(days=1), ca=True)
        self.pem = _pem(own.sign(self._key, hashes.SHA256()))
        self.path = folder / f"{name}-ca.crt"
        self.path.write_bytes(self.pem)

    def issue(
        self,
        file: str,
        names: Sequence[x509.GeneralName] = (),
        *,
        usage: x509.ObjectIdentifier | None = None,
        common_name: str = "somebody",
        lasts: timedelta = timedelta(hours=1),
        ca: bool = False,
    ) -> Issued:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
        builder = self._builder(subject, key, lasts, ca=ca)
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        if usage:
            builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
        paths = self._folder / f"{file}.crt", self._folder / f"{file}.private"
        issued = Issued(_pem(builder.sign(self._key, hashes.SHA256())), _private(key), *paths)
        issued.certificate_path.write_bytes(issued.certificate)
        issued.key_path.touch(mode=0o600)
        issued.key_path.write_bytes(issued.key)
        return issued

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, lasts: timedelta, *, ca: bool
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder(issuer_name=self._name, subject_name=subject)
        builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - timedelta(days=2)).not_valid_after(now + lasts)
        return builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
