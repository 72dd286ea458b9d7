"""The rules: dated, cited books that answer one question each, and say why."""

from services.chassis.host import Service
from services.rules.servicer import RulesServicer
from services.rules.store import Base

SERVICE = Service(
    name="rules",
    servicers={"dangwu.rules.v1.RulesService": RulesServicer()},
    metadata=Base.metadata,
)
