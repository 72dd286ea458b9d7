"""Every setting of the server, typed, in one place. Environment variables, prefix `DANGWU_`."""

from pathlib import Path

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.chassis.letterhead import Letterhead


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

    letterhead: Letterhead = Letterhead()
    """What stands on letters: address, postcode, phone, fax; and the school's region."""

    sweep_at: str = Field(default="07:30", pattern=r"^$|^([01]\d|2[0-3]):[0-5]\d$")
    """When reminders are announced each day, in Shanghai; empty: only when somebody asks."""

    smtp_url: SecretStr = SecretStr("")
    """The mail server, `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`."""

    mail_from: str = ""
    """The sender of reminders by mail; together with the server and the domain, or not at all."""

    mail_domain: str = ""
    """The domain of the staff's addresses: mail goes to account@domain."""

    webhook_url: str = ""
    """Where the school's messenger takes reminders, `https://…`."""

    webhook_secret: SecretStr = SecretStr("")
    """The secret under which each message to the messenger is signed (HMAC-SHA256)."""

    delivery_ca: Path | None = None
    """A CA (PEM) that signed the certificate of the mail server or messenger; else the system's."""

    reflection: bool = False
    """Whether tools may ask the server for its protos."""

    workers: int = 16
    """How many calls are worked on at a time."""

    grace_s: float = 20.0
    """Seconds that calls under way have to end when the server is told to stop."""

    log_level: str = "info"
    """The least important lines to log: debug, info, warning, error or critical."""
