"""What listens beyond this machine does so over TLS, and never with the embedded login."""

from collections.abc import Callable

import pytest

from services.chassis import transport
from services.chassis.keys import SetupError
from services.chassis.transport import (
    AddressUnknown,
    BindUnsafe,
    CallUnsafe,
    EmbeddedIssuerExposed,
)

HERE = [
    "127.0.0.1:50051",
    "127.0.0.1:0",
    "127.1.2.3:50051",
    "localhost:50051",
    "[::1]:50051",
    "[::ffff:127.0.0.1]:50051",
    "ipv4:127.0.0.1:50051",
    "ipv6:[::1]:50051",
    "dns:///localhost:50051",
    "unix:var/dangwu.sock",
    "unix:///run/dangwu.sock",
    "unix-abstract:dangwu",
]
EXPOSED = [
    "0.0.0.0:50051",
    "[::]:50051",
    ":50051",
    "0:50051",
    "[::ffff:0.0.0.0]:50051",
    "[::ffff:192.0.2.1]:50051",
    "192.0.2.1:50051",
    "10.0.0.5:50051",
    "[2001:db8::1]:50051",
    "ipv4:0.0.0.0:50051",
    "ipv6:[::]:50051",
    "128.0.0.1:50051",
]
NOWHERE = [
    "no-such-host.invalid:50051",
    "*:50051",
    "localhost.invalid:1",
    "127.0.0.1.invalid:1",
    "::",
]


@pytest.mark.parametrize("address", HERE)
def test_this_machine_is_served_in_the_clear(address: str) -> None:
    transport.require_safe_bind(address, tls=False)
    transport.require_safe_call(address, tls=False)
    transport.require_local_login(address, embedded=True)


@pytest.mark.parametrize("address", EXPOSED)
def test_elsewhere_is_served_over_tls_only(address: str) -> None:
    with pytest.raises(BindUnsafe, match="DANGWU_TLS_CERTIFICATE"):
        transport.require_safe_bind(address, tls=False)
    transport.require_safe_bind(address, tls=True)


@pytest.mark.parametrize("address", EXPOSED)
def test_elsewhere_is_called_over_tls_only(address: str) -> None:
    with pytest.raises(CallUnsafe, match="DANGWU_PEER_CA"):
        transport.require_safe_call(address, tls=False)
    transport.require_safe_call(address, tls=True)


@pytest.mark.parametrize("address", EXPOSED)
def test_the_embedded_login_is_never_believed_from_elsewhere(address: str) -> None:
    with pytest.raises(EmbeddedIssuerExposed, match="DANGWU_EMBEDDED_ISSUER"):
        transport.require_local_login(address, embedded=True)
    transport.require_local_login(address, embedded=False)


@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_that_cannot_be_resolved_is_not_taken_on_trust(address: str) -> None:
    with pytest.raises(AddressUnknown):
        transport.require_safe_bind(address, tls=False)


@pytest.mark.parametrize("refuse", [transport.require_safe_bind, transport.require_safe_call])
def test_a_start_that_is_refused_says_so_in_two_languages(
    refuse: Callable[[str, bool], None],
) -> None:
    with pytest.raises(SetupError) as refusal:
        refuse("0.0.0.0:50051", False)
    chinese, english = str(refusal.value).splitlines()
    assert "不能不加密" in chinese
    assert "TLS" in english
    assert "0.0.0.0:50051" in english
