"""What the directory keeps: organizations, inside and outside, people, and the posts they hold."""

from services.directory.store.tables import (
    Base,
    DirectoryHead,
    Organization,
    OrganizationVersion,
    Outside,
    OutsideAlias,
    Person,
    Post,
)

__all__ = [
    "Base",
    "DirectoryHead",
    "Organization",
    "OrganizationVersion",
    "Outside",
    "OutsideAlias",
    "Person",
    "Post",
]
