"""The directory's revision: what was read at one revision holds until the next."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.directory.store.tables import DirectoryHead

REVISION = select(DirectoryHead.revision)
NEXT = update(DirectoryHead).values(revision=DirectoryHead.revision + 1)


def revision(session: Session) -> int:
    """The revision everything read in this transaction belongs to."""
    found = session.connection().scalar(REVISION)
    if found is None:
        raise LookupError("directory_head has no row: the migration that writes it has not run")
    return found


def turn(session: Session) -> None:
    """Moves on to the next revision; every write does."""
    session.connection().execute(NEXT)
