"""All refusals there are: the classes with a sentence of their own."""

import importlib
import pkgutil
from collections.abc import Iterator

import services
from services.chassis.errors import Refusal


def refusals() -> set[type[Refusal]]:
    """Every refusal that can reach a caller; the kinds they derive from may have no sentence."""
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return {kind for kind in _below(Refusal) if hasattr(kind, "zh")}


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for refusal in kind.__subclasses__():
        if refusal.__module__.startswith("services."):
            yield refusal
            yield from _below(refusal)
