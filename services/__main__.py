"""The server: `python -m services`, and what an operator does before it can serve.

python -m services [NAME ...]   serve all services, or those named
python -m services init ...     make keys and databases, and found the school
python -m services migrate      bring the databases to the revision of this code
python -m services code ACCOUNT issue a one-time login code, as the operator
python -m services keys add     make the key that signs letters, after an upgrade from before it
python -m services keys turn NAME
                                a new current key (journal, data, token, letter); old ones are
                                kept for what they closed or signed; then start the server anew
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid4, uuid5

import grpc

from dangwu.directory.v1 import founding_pb2, identity_pb2
from dangwu.rules.v1 import rules_pb2
from services import roster
from services.chassis import logbook, migrate, transport
from services.chassis.database import Database
from services.chassis.errors import Refusal
from services.chassis.host import Host, Place
from services.chassis.issuers import Issuer
from services.chassis.keys import Keyring, SetupError
from services.chassis.server import Server
from services.chassis.settings import Settings


def main(arguments: Sequence[str]) -> int:
    """Runs one of the commands above; 1 when the set-up is wrong, with the mend."""
    settings = Settings()
    logbook.configure(settings.log_level)
    try:
        _refuse_half_set(settings)
        _refuse_mute(settings)
        match arguments:
            case ["init", *rest]:
                _init(settings, rest)
            case ["migrate", *names]:
                _migrate(settings, names)
            case ["code", account]:
                _code(settings, account)
            case ["keys", "add"]:
                print(f"letter: {'added' if Keyring.add(settings.keys) else 'is there'}")
            case ["keys", "turn", ("journal" | "data" | "token" | "letter") as name]:
                Keyring.turn(settings.keys, name)
                print(f"{name}: turned")
            case ["-h" | "--help", *_]:
                print(__doc__)
            case names if all(name in roster.NAMES for name in names):
                _serve(settings, names)
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(f"{refusal.sentence_zh}\n{refusal.sentence_en}", file=sys.stderr)
        return 1
    return 0


def _place(settings: Settings) -> Place:
    credentials = (
        transport.channel_credentials(
            settings.peer_ca, settings.peer_certificate, settings.peer_key
        )
        if settings.peer_ca
        else None
    )
    channels = {}
    for name, address in settings.elsewhere.items():
        if name not in roster.NAMES:
            raise NoSuchService(name=name, names=", ".join(roster.NAMES))
        transport.require_safe_call(address, credentials is not None)
        channels[name] = (
            grpc.secure_channel(address, credentials)
            if credentials
            else grpc.insecure_channel(address)
        )
    issuers = [
        Issuer(one.issuer, one.audience, one.jwks, one.subject_claim) for one in settings.issuers
    ]
    keyring = Keyring.load(settings.keys)
    return Place(
        settings.database_url,
        keyring,
        channels,
        issuers,
        embedded=settings.embedded_issuer,
        letterhead=settings.letterhead,
    )


class NoSuchService(SetupError):
    zh = "DANGWU_ELSEWHERE 中没有名为 {name} 的服务；可用的名称：{names}。"
    en = "DANGWU_ELSEWHERE names {name}, and there is no such service; there are: {names}."


class ServicesBindOpen(SetupError):
    zh = "{address} 只供持证书的服务使用：请设置 DANGWU_TLS_CERTIFICATE、_KEY 和 _CLIENT_CA。"
    en = (
        "{address} is for services with certificates: set DANGWU_TLS_CERTIFICATE, "
        "DANGWU_TLS_KEY and DANGWU_TLS_CLIENT_CA."
    )


class TlsHalfSet(SetupError):
    zh = "设置了 {given}，却没有设置 {missing}：TLS 不会生效。请补上，或取消前者。"
    en = "{given} is set and {missing} is not: there would be no TLS. Set both, or neither."


class DeliveryHalfSet(SetupError):
    zh = "设置了 {given}，却没有设置 {missing}：提醒发不出去。请补上，或取消前者。"
    en = "{given} is set and {missing} is not: no reminder would go out. Set both, or neither."


class DeliveryOpen(SetupError):
    zh = "{setting} 的地址须以 {schemes} 开头；不加密的地址只能是本机。"
    en = "The address in {setting} begins with {schemes}; in the clear it is this machine only."


DELIVERY = {
    "smtp_url": "mail_from",
    "mail_from": "mail_domain",
    "mail_domain": "smtp_url",
    "webhook_url": "webhook_secret",
    "webhook_secret": "webhook_url",
}
GO_WITH = {
    "tls_certificate": "tls_key",
    "tls_key": "tls_certificate",
    "tls_client_ca": "tls_certificate",
    "peer_certificate": "peer_key",
    "peer_key": "peer_ca",
}


def _refuse_half_set(settings: Settings) -> None:
    """Who names one file of TLS means TLS: nothing is then served or called in the clear."""
    for given, missing in GO_WITH.items():
        if getattr(settings, given) and not getattr(settings, missing):
            raise TlsHalfSet(given=f"DANGWU_{given.upper()}", missing=f"DANGWU_{missing.upper()}")


def _refuse_mute(settings: Settings) -> None:
    """Who names a part of a way for reminders means them to go out, and not for all to read."""
    for given, missing in DELIVERY.items():
        if getattr(settings, given) and not getattr(settings, missing):
            names = f"DANGWU_{given.upper()}", f"DANGWU_{missing.upper()}"
            raise DeliveryHalfSet(given=names[0], missing=names[1])
    mail, hook = settings.smtp_url.get_secret_value(), settings.webhook_url
    if mail and not mail.startswith(("smtp://", "smtps://")):
        raise DeliveryOpen(setting="DANGWU_SMTP_URL", schemes="smtp://, smtps://")
    parts = urlsplit(hook)
    here = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")
    if hook and parts.scheme != "https" and not here:
        raise DeliveryOpen(setting="DANGWU_WEBHOOK_URL", schemes="https://")


def _credentials(settings: Settings, client_ca: Path | None) -> grpc.ServerCredentials | None:
    if not (settings.tls_certificate and settings.tls_key):
        return None
    return transport.server_credentials(
        transport.ServerTls(settings.tls_certificate, settings.tls_key, client_ca)
    )


def _serve(settings: Settings, names: Sequence[str]) -> None:
    for address in filter(None, (settings.bind, settings.services_bind)):
        transport.require_local_login(address, settings.embedded_issuer)
    with_certificates = None if settings.services_bind else settings.tls_client_ca
    credentials = _credentials(settings, with_certificates)
    transport.require_safe_bind(settings.bind, credentials is not None)
    services_bind = None
    if settings.services_bind:
        behind = _credentials(settings, settings.tls_client_ca)
        if behind is None or settings.tls_client_ca is None:
            raise ServicesBindOpen(address=settings.services_bind)
        services_bind = (settings.services_bind, behind)
    host = Host(roster.load(*names), replace(_place(settings), chores=settings))
    server = Server(
        host,
        settings.bind,
        credentials,
        services_bind=services_bind,
        workers=settings.workers,
        reflect=settings.reflection,
    )
    server.serve(settings.grace_s)


def _migrate(settings: Settings, names: Sequence[str]) -> None:
    for name in names or roster.NAMES:
        url = settings.database_url.format(service=name)
        if url.startswith("sqlite:///"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        database = Database(url)
        before = migrate.current(database.engine)
        migrate.upgrade(database.engine, name)
        print(f"{name}: {before or '-'} -> {migrate.current(database.engine)}")
        database.close()


def _init(settings: Settings, arguments: Sequence[str]) -> None:
    """Makes what is missing, and nothing else: what a second run finds done stays as it is."""
    words = _init_words(arguments)
    if not settings.keys.exists() or not any(settings.keys.iterdir()):
        Keyring.create(settings.keys)
        print(f"keys: {settings.keys}")
    _migrate(settings, ())
    host = Host(roster.load(), _place(settings))
    host.start()
    try:
        seeding = host.ask_as("rules", rules_pb2.SeedBooksRequest(request_id=str(uuid4())))
        assert isinstance(seeding, rules_pb2.Seeding)
        print(f"rules: {seeding.added} editions added, {seeding.known} known")
        if words.school:
            host.ask_as("directory", _founding(words))
            print(f"school: {words.school}")
        host.settle()
    finally:
        host.stop()


def _init_words(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m services init")
    parser.add_argument("--school", default="", help="name of the school committee (校党委)")
    parser.add_argument("--code", default="00", help="its number")
    parser.add_argument("--founded", default="", help="its first day, YYYY-MM-DD; else today")
    for post in ("director", "administrator"):
        parser.add_argument(f"--{post}", default="", metavar="ACCOUNT:NAME[:PERSON_ID]")
    words = parser.parse_args(arguments)
    if words.school and not (words.director and words.administrator):
        parser.error("--school needs --director and --administrator")
    return words


def _founding(words: argparse.Namespace) -> founding_pb2.FoundSchoolRequest:
    content = "|".join(map(str, (words.school, words.code, words.director, words.administrator)))
    request = founding_pb2.FoundSchoolRequest(
        request_id=str(uuid5(NAMESPACE_URL, content)),
        code=words.code,
        name=words.school,
        director=_founder(words.director),
        administrator=_founder(words.administrator),
    )
    setattr(request, "from", words.founded)
    return request


def _founder(text: str) -> founding_pb2.Founder:
    account, _, rest = text.partition(":")
    name, _, person_id = rest.partition(":")
    return founding_pb2.Founder(account=account, name=name, id=person_id)


def _code(settings: Settings, account: str) -> None:
    """Issues a login code for somebody standing at the operator's desk."""
    host = Host(roster.load(), _place(settings))
    host.start()
    try:
        request = identity_pb2.IssueCodeRequest(request_id=str(uuid4()), account=account)
        code = host.ask_as("directory", request)
        assert isinstance(code, identity_pb2.LoginCode)
        print(code.code)
        host.settle()
    finally:
        host.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
