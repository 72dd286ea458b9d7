"""What the directory keeps: organizations with their versions, people, and the posts they hold."""

from services.directory.store.tables import (
    Base,
    DirectoryHead,
    Organization,
    OrganizationVersion,
    Person,
    Post,
)

__all__ = [
    "Base",
    "DirectoryHead",
    "Organization",
    "OrganizationVersion",
    "Person",
    "Post",
]
