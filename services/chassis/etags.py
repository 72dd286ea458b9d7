"""Etags: the version a person saw is the version he may change (AIP-154)."""

from services.chassis.errors import Stale


def check(etag: str, version: int) -> None:
    """Refuses with `Stale` unless the etag names the present version."""
    if etag != str(version):
        raise Stale(given=etag, current=version)
