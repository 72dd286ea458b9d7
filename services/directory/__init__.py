"""The directory: organizations as a tree with history, and who held which post on which day."""

from services.chassis.host import Service
from services.directory.founding_servicer import FoundingServicer
from services.directory.identity_servicer import IdentityServicer
from services.directory.organization_servicer import OrganizationServicer
from services.directory.post_servicer import PostServicer
from services.directory.store import Base

SERVICE = Service(
    name="directory",
    servicers={
        "dangwu.directory.v1.FoundingService": FoundingServicer(),
        "dangwu.directory.v1.IdentityService": IdentityServicer(),
        "dangwu.directory.v1.OrganizationService": OrganizationServicer(),
        "dangwu.directory.v1.PostService": PostServicer(),
    },
    metadata=Base.metadata,
)
