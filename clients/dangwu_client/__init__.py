"""What leaves the building: typed clients of dangwu (党务), and the errors they raise.

    with connect("dangwu.example.edu.cn:50051", token=token, ca="campus-ca.pem") as connection:
        for transfer in StudentClient(connection).transfers():
            ...

Everything is loaded on first use: a command that only prints its help never loads gRPC.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dangwu_client.connection import Connection, connect
    from dangwu_client.errors import (
        Conflict,
        DangwuError,
        FieldProblem,
        Forbidden,
        Incident,
        Malformed,
        NotNow,
        Taken,
        Unauthenticated,
        Unavailable,
        Unknown,
    )
    from dangwu_client.hr import HrClient
    from dangwu_client.identity import CodeToken
    from dangwu_client.service_client import ServiceClient
    from dangwu_client.staff_client import StaffClient
    from dangwu_client.student import StudentClient

__all__ = [
    "CodeToken",
    "Conflict",
    "Connection",
    "DangwuError",
    "FieldProblem",
    "Forbidden",
    "HrClient",
    "Incident",
    "Malformed",
    "NotNow",
    "ServiceClient",
    "StaffClient",
    "StudentClient",
    "Taken",
    "Unauthenticated",
    "Unavailable",
    "Unknown",
    "connect",
]

_HOMES = {
    "CodeToken": "identity",
    "Connection": "connection",
    "connect": "connection",
    "HrClient": "hr",
    "ServiceClient": "service_client",
    "StaffClient": "staff_client",
    "StudentClient": "student",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'errors')}"), name)
