"""Every setting of the server, typed, in one place. Environment variables, prefix `DANGWU_`."""

from pathlib import Path

from pydantic import BaseModel
from pydantic_settings import BaseSettings, SettingsConfigDict


class IssuerSetting(BaseModel):
    """A token issuer of the campus: any OIDC provider with a JWKS."""

    issuer: str
    """Its address, as it stands in the tokens (`iss`)."""

    audience: str = "dangwu"
    """Whom its tokens must be for (`aud`)."""

    jwks: str
    """Where its public keys are: an address, or a file."""

    subject_claim: str = "sub"
    """The claim that carries the campus account."""


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
    """The certificate this server shows (PEM, with its chain)."""

    tls_key: Path | None = None
    """The key of that certificate."""

    tls_client_ca: Path | None = None
    """A CA for client certificates: services may then identify themselves by certificate. Whoever
    calls such a port needs one, so people need another: see `services_bind`."""

    services_bind: str = ""
    """A second port, for services with certificates; `bind` then asks for none."""

    peer_ca: Path | None = None
    """The CA of the services elsewhere; without it they are called in the clear, loopback only."""

    peer_certificate: Path | None = None
    """The certificate this process shows the services elsewhere, where they ask for one."""

    peer_key: Path | None = None
    """The key of that certificate."""

    embedded_issuer: bool = True
    """The house's own issuer of login codes; works on loopback only."""

    issuers: list[IssuerSetting] = []
    """Token issuers of the campus."""

    reflection: bool = False
    """Whether tools may ask the server for its protos."""

    workers: int = 16
    """How many calls are worked on at a time."""

    grace_s: float = 20.0
    """Seconds that calls under way have to end when the server is told to stop."""

    log_level: str = "info"
    """The least important lines to log: debug, info, warning, error or critical."""
