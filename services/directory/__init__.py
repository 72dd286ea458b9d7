"""The directory: organizations as a tree with history, who held which post, what is outside."""

from services.chassis.host import Service
from services.directory.founding_servicer import FoundingServicer
from services.directory.identity_servicer import IdentityServicer
from services.directory.organization_servicer import OrganizationServicer
from services.directory.outside_servicer import OutsideServicer
from services.directory.post_servicer import PostServicer
from services.directory.store import Base

SERVICE = Service(
    name="directory",
    servicers={
        "dangwu.directory.v1.FoundingService": FoundingServicer(),
        "dangwu.directory.v1.IdentityService": IdentityServicer(),
        "dangwu.directory.v1.OrganizationService": OrganizationServicer(),
        "dangwu.directory.v1.OutsideService": OutsideServicer(),
        "dangwu.directory.v1.PostService": PostServicer(),
    },
    metadata=Base.metadata,
)
