"""The rules: dated, cited books that answer one question each, and say why."""

from services.chassis.host import Service
from services.rules.calendar_servicer import CalendarServicer
from services.rules.edition_servicer import EditionServicer
from services.rules.ruling_servicer import RulingServicer
from services.rules.servicer import RulesServicer
from services.rules.store import Base

SERVICE = Service(
    name="rules",
    servicers={
        "dangwu.rules.v1.RulesService": RulesServicer(),
        "dangwu.rules.v1.CalendarService": CalendarServicer(),
        "dangwu.rules.v1.EditionService": EditionServicer(),
        "dangwu.rules.v1.RulingService": RulingServicer(),
    },
    metadata=Base.metadata,
)
