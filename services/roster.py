"""Which services there are, by name."""

from importlib import import_module

from services.chassis.host import Service

NAMES = ("directory", "transfer", "carefund", "rules", "audit")


def load(*names: str) -> list[Service]:
    """The services named, or all; only what runs here is imported."""
    return [import_module(f"services.{name}").SERVICE for name in names or NAMES]
