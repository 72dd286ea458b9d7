"""The audit log: what every service did, once and in order."""

from services.audit.servicer import AuditServicer
from services.audit.store import Base
from services.chassis.host import Service

SERVICE = Service(
    name="audit",
    servicers={"dangwu.audit.v1.AuditService": AuditServicer()},
    metadata=Base.metadata,
)
