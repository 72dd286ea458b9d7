"""Every setting of the server, typed, in one place. Environment variables, prefix `DANGWU_`."""

from pathlib import Path

from pydantic import BaseModel
from pydantic_settings import BaseSettings, SettingsConfigDict


class IssuerSetting(BaseModel):
    """A token issuer of the campus: any OIDC provider with a JWKS."""

    issuer: str
    audience: str = "dangwu"
    jwks: str
    subject_claim: str = "sub"


class Settings(BaseSettings):
    """What an operator may set. Lists and maps are JSON."""

    model_config = SettingsConfigDict(env_prefix="DANGWU_", extra="forbid")

    database_url: str = "sqlite:///var/{service}.db"
    """Where each service keeps its data; `{service}` is its name."""

    keys: Path = Path("var/keys")
    """The folder of the keys: outside database and repository."""

    bind: str = "127.0.0.1:50051"
    """Where to listen. Anywhere but loopback needs TLS."""

    elsewhere: dict[str, str] = {}
    """Services that run in other processes: name to address."""

    tls_certificate: Path | None = None
    tls_key: Path | None = None
    tls_client_ca: Path | None = None
    """A CA for client certificates: services may then identify themselves by certificate. Whoever
    calls such a port needs one, so people need another: see `services_bind`."""

    services_bind: str = ""
    """A second port, for services with certificates; `bind` then asks for none."""

    peer_ca: Path | None = None
    """The CA of the services elsewhere; without it they are called in the clear, loopback only."""

    peer_certificate: Path | None = None
    peer_key: Path | None = None
    """The certificate this process shows the services elsewhere, where they ask for one."""

    embedded_issuer: bool = True
    """The house's own issuer of login codes; works on loopback only."""

    issuers: list[IssuerSetting] = []
    """Token issuers of the campus."""

    reflection: bool = False
    workers: int = 16
    grace_s: float = 20.0
    log_level: str = "info"
