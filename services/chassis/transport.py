"""The wire: TLS for callers from elsewhere, certificates for services, loopback for the rest."""

import ipaddress
import re
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import grpc
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID

from services.chassis.errors import Unauthenticated
from services.chassis.keys import SetupError
from services.chassis.logbook import log

SERVICE_URI = re.compile(r"spiffe://dangwu/svc/([a-z][a-z0-9-]{0,39})")
LOCAL_SOCKETS = ("unix:", "unix-abstract:")
IP_SCHEMES = ("dns:///", "dns:", "ipv4:", "ipv6:")


class BindUnsafe(SetupError):
    zh = (
        "{address} 可从其他机器访问，不能不加密：请设置 DANGWU_TLS_CERTIFICATE 和 DANGWU_TLS_KEY，"
        "或改为只监听本机（127.0.0.1）。"
    )
    en = (
        "{address} can be reached from other machines and needs TLS: set DANGWU_TLS_CERTIFICATE "
        "and DANGWU_TLS_KEY, or listen on 127.0.0.1 only."
    )


class CallUnsafe(SetupError):
    zh = "到 {address} 的连接要离开本机，不能不加密：请设置 DANGWU_PEER_CA。"
    en = "Calls to {address} leave this machine and need TLS: set DANGWU_PEER_CA."


class AddressUnknown(SetupError):
    zh = "无法解析地址 {address}：{problem}。请更正设置后重新启动。"
    en = "The address {address} cannot be resolved: {problem}. Mend the settings and restart."


class EmbeddedIssuerExposed(SetupError):
    zh = (
        "内置登录只能在本机使用，而 {address} 可从其他机器访问：请设置 "
        "DANGWU_EMBEDDED_ISSUER=false，并用 DANGWU_ISSUERS 指定学校的统一身份认证。"
    )
    en = (
        "The embedded login works on this machine only, and {address} can be reached from others: "
        "set DANGWU_EMBEDDED_ISSUER=false and name the school's own issuer in DANGWU_ISSUERS."
    )


class TlsUnusable(SetupError):
    zh = "TLS 证书或私钥不能使用（{files}）：{problem}。请更正后重新启动。"
    en = "The TLS files cannot be used ({files}): {problem}. Mend them and restart."


class CertificateRefused(Unauthenticated):
    zh = "客户端证书未被接受：{why_zh}。请换用只含一个 spiffe://dangwu/svc/名称 的服务证书。"
    en = (
        "The client certificate was not accepted: {why_en}. "
        "Use a service certificate with one name of the form spiffe://dangwu/svc/NAME."
    )


@dataclass(frozen=True)
class ServerTls:
    """Where the certificate chain, its key and, for services, the CA of their certificates are.

    With a client CA every caller needs a certificate: such a port is for services, not for people.
    """

    certificate: Path
    key: Path
    client_ca: Path | None = None

    @property
    def paths(self) -> list[Path]:
        return [path for path in (self.certificate, self.key, self.client_ca) if path]


def server_credentials(tls: ServerTls) -> grpc.ServerCredentials:
    """TLS that takes up new certificates, keys and client CAs without a restart."""
    files = _Reloading(tls)
    return grpc.dynamic_ssl_server_credentials(
        files.configuration,
        files,  # type: ignore[arg-type]  # its stub forgets that None means no change
        require_client_authentication=tls.client_ca is not None,
    )


def channel_credentials(
    ca: Path, certificate: Path | None = None, key: Path | None = None
) -> grpc.ChannelCredentials:
    """TLS towards a server that the CA vouches for, with a certificate of our own if there is one.

    gRPC reads these once: a channel is opened anew when its certificate is replaced.
    """
    paths = [path for path in (ca, certificate, key) if path]
    try:
        if certificate and key:
            _require_pair(certificate.read_bytes(), key.read_bytes())
        x509.load_pem_x509_certificates(ca.read_bytes())
        return grpc.ssl_channel_credentials(
            root_certificates=ca.read_bytes(),
            private_key=key.read_bytes() if key else None,
            certificate_chain=certificate.read_bytes() if certificate else None,
        )
    except (OSError, ValueError, TypeError) as error:
        raise TlsUnusable(files=_names(paths), problem=_problem(error)) from error


def expires_at(certificate: Path) -> datetime:
    """When a certificate ends, so that somebody can be told in time."""
    try:
        return x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as error:
        raise TlsUnusable(files=certificate, problem=_problem(error)) from error


class _Reloading:
    """A server's TLS files, read again when they change; unusable ones leave the last good in."""

    def __init__(self, tls: ServerTls) -> None:
        self._tls = tls
        try:
            self._seen = self._stamp()
            self.configuration = self._read()
        except (OSError, ValueError, TypeError) as error:
            raise TlsUnusable(files=_names(tls.paths), problem=_problem(error)) from error

    def __call__(self) -> grpc.ServerCertificateConfiguration | None:
        """What gRPC asks before each handshake; None leaves things as they are."""
        try:
            seen = self._stamp()
            if seen == self._seen:
                return None
            self.configuration, self._seen = self._read(), seen
        except (OSError, ValueError, TypeError) as error:
            log.error("tls.kept", files=_names(self._tls.paths), problem=_problem(error))
            return None
        log.info("tls.replaced", files=_names(self._tls.paths))
        return self.configuration

    def _stamp(self) -> list[tuple[int, int, int]]:
        found = (path.stat() for path in self._tls.paths)
        return [(file.st_ino, file.st_mtime_ns, file.st_size) for file in found]

    def _read(self) -> grpc.ServerCertificateConfiguration:
        if self._tls.key.stat().st_mode & 0o007:
            raise ValueError("every account may read the private key; run: chmod o= on it")
        chain, key = self._tls.certificate.read_bytes(), self._tls.key.read_bytes()
        _require_pair(chain, key)
        ca = self._tls.client_ca.read_bytes() if self._tls.client_ca else None
        if ca is not None:
            x509.load_pem_x509_certificates(ca)
        return grpc.ssl_server_certificate_configuration([(key, chain)], ca)


def _require_pair(chain: bytes, key: bytes) -> None:
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    certificate = x509.load_pem_x509_certificate(chain)
    private = serialization.load_pem_private_key(key, password=None)
    if certificate.public_key().public_bytes(*form) != private.public_key().public_bytes(*form):
        raise ValueError("the private key does not belong to the certificate")


def _names(paths: Iterable[Path]) -> str:
    return ", ".join(map(str, paths))


def _problem(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__


def is_loopback(address: str) -> bool:
    """Whether an address to listen on or to call stays on this machine, whoever it names."""
    if address.startswith(LOCAL_SOCKETS):
        return True
    for scheme in IP_SCHEMES:
        address = address.removeprefix(scheme)
    host = _host(address)
    if not host:  # every address there is
        return False
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise AddressUnknown(address=address, problem=_problem(error)) from error
    return all(_stays(str(one)) for one in found)


def _host(address: str) -> str:
    if address.startswith("["):
        return address[1:].partition("]")[0]
    host, colon, _ = address.rpartition(":")
    return host if colon else address


def _stays(ip: str) -> bool:
    found = ipaddress.ip_address(ip.partition("%")[0])
    inner = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (inner or found).is_loopback


def require_safe_bind(address: str, tls: bool) -> None:
    """Refuses to listen in the clear where other machines can reach."""
    if not tls and not is_loopback(address):
        raise BindUnsafe(address=address)


def require_safe_call(address: str, tls: bool) -> None:
    """Refuses to call another machine in the clear."""
    if not tls and not is_loopback(address):
        raise CallUnsafe(address=address)


def require_local_login(address: str, embedded: bool) -> None:
    """Refuses to believe the embedded issuer where other machines can reach, TLS or not."""
    if embedded and not is_loopback(address):
        raise EmbeddedIssuerExposed(address=address)


def peer_service(auth_context: Mapping[str, Any]) -> str | None:
    """Which service a client certificate names, such as "service:hr"; None without one.

    gRPC has verified the chain. The common name says nothing here, and a certificate with two
    names says nothing certain.
    """
    certificate = next(iter(auth_context.get("x509_pem_cert", ())), None)
    return f"service:{_service_of(certificate)}" if certificate else None


@lru_cache(maxsize=256)
def _service_of(pem: bytes) -> str:
    certificate = x509.load_pem_x509_certificate(pem)
    extensions = {each.oid: each.value for each in certificate.extensions}
    constraints = extensions.get(x509.BasicConstraints.oid)
    if isinstance(constraints, x509.BasicConstraints) and constraints.ca:
        raise CertificateRefused(why_zh="这是签发机构的证书", why_en="it belongs to an authority")
    usage = extensions.get(x509.ExtendedKeyUsage.oid)
    if isinstance(usage, x509.ExtendedKeyUsage) and ExtendedKeyUsageOID.CLIENT_AUTH not in usage:
        raise CertificateRefused(why_zh="它不是客户端证书", why_en="it is not for clients")
    names = extensions.get(x509.SubjectAlternativeName.oid)
    uris: list[str] = []
    if isinstance(names, x509.SubjectAlternativeName):
        uris = names.get_values_for_type(x509.UniformResourceIdentifier)
    if len(uris) != 1:
        raise CertificateRefused(
            why_zh=f"应有一个服务名称，实有 {len(uris)} 个",
            why_en=f"it has {len(uris)} service names, not one",
        )
    if not (named := SERVICE_URI.fullmatch(uris[0])):
        raise CertificateRefused(
            why_zh="它的名称不属于本系统", why_en="its name is not one of this system"
        )
    return named[1]
