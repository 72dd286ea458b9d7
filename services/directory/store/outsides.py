"""Outside organizations as kept: how each is described, and under which names it can be found."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.directory import affiliation
from services.directory.affiliation import AliasTaken, folded
from services.directory.finding import Named
from services.directory.store.organizations import AS_OF, OPEN, STANDING, Dated, organization_on
from services.directory.store.revisions import turn
from services.directory.store.tables import (
    Organization,
    OrganizationVersion,
    Outside,
    OutsideAlias,
)
from services.directory.tree import OrganizationKind

IS_OUTSIDE = Organization.kind == OrganizationKind.OUTSIDE
NAMED = STANDING.where(IS_OUTSIDE).with_only_columns(
    Organization.id, Organization.code, OrganizationVersion.name
)
OTHER_NAMES = (
    select(Organization.id, Organization.code, OrganizationVersion.name)
    .join(OrganizationVersion, OrganizationVersion.organization_id == Organization.id)
    .where(IS_OUTSIDE, OPEN)
)
"""Every name that open organizations have, had or will have: a letter may bear any of them."""

OTHER_ALIASES = (
    select(Organization.id, Organization.code, OutsideAlias.alias)
    .join(OutsideAlias, OutsideAlias.organization_id == Organization.id)
    .where(OPEN)
)


@dataclass(frozen=True)
class Known:
    """An outside organization as it stands, with what is known of it."""

    organization: Organization
    version: OrganizationVersion
    outside: Outside | None
    aliases: Sequence[str]
    superior_name: str


def outside_on(session: Session, organization_id: str, on: date) -> Dated:
    """One outside organization; refuses with `OrganizationUnknown` or `NotOutside`."""
    organization, version = organization_on(session, organization_id, on)
    affiliation.outside(organization.id, organization.kind)
    return organization, version


def known(session: Session, ids: Collection[str], on: date) -> list[Known]:
    """These organizations as they stand on a day, in the order asked for."""
    rows = session.execute(
        AS_OF.add_columns(Outside)
        .outerjoin(Outside, Outside.organization_id == Organization.id)
        .where(Organization.id.in_(ids)),
        {"on": on},
    ).all()
    by_id = {row[0].id: (row[0], row[1], row[2]) for row in rows}
    above = {row[2].superior_id for row in rows if row[2] and row[2].superior_id}
    names = _names(session, above, on)
    aliases = _aliases(session, ids)
    return [
        Known(*by_id[each], aliases.get(each, []), names.get(_superior_of(by_id[each][2]), ""))
        for each in ids
        if each in by_id
    ]


def _superior_of(outside: Outside | None) -> str:
    return outside.superior_id or "" if outside else ""


def _names(session: Session, ids: Collection[str], on: date) -> dict[str, str]:
    if not ids:
        return {}
    named = AS_OF.with_only_columns(Organization.id, OrganizationVersion.name)
    rows = session.execute(named.where(Organization.id.in_(ids)), {"on": on})
    return {row[0]: row[1] for row in rows}


def _aliases(session: Session, ids: Collection[str] | None = None) -> dict[str, list[str]]:
    query = select(OutsideAlias.organization_id, OutsideAlias.alias).order_by(
        OutsideAlias.organization_id, OutsideAlias.place
    )
    found: dict[str, list[str]] = {}
    for row in session.execute(
        query if ids is None else query.where(OutsideAlias.organization_id.in_(ids))
    ):
        found.setdefault(row[0], []).append(row[1])
    return found


def everything(session: Session, on: date) -> list[Named]:
    """What can be found on a day: all outside organizations that are open."""
    aliases = _aliases(session)
    return [
        Named(row[0], row[1], row[2], tuple(aliases.get(row[0], ())))
        for row in session.execute(NAMED.order_by(Organization.code), {"on": on})
    ]


def above(session: Session, organization_id: str) -> Iterator[str]:
    """What stands above an outside organization, the nearest first; each once."""
    seen = {organization_id}
    outside = session.get(Outside, organization_id)
    while outside and outside.superior_id and outside.superior_id not in seen:
        seen.add(outside.superior_id)
        yield outside.superior_id
        outside = session.get(Outside, outside.superior_id)


def refuse_taken(session: Session, organization_id: str, aliases: Iterable[str], on: date) -> None:
    """Refuses with `AliasTaken` what another open outside organization is called."""
    wanted = {folded(each): each for each in aliases}
    if not wanted:
        return
    same = OTHER_ALIASES.where(OutsideAlias.folded.in_(wanted)).order_by(Organization.code)
    for query in (same, OTHER_NAMES):
        for row in session.execute(query, {"on": on}):
            if row[0] != organization_id and folded(row[2]) in wanted:
                raise AliasTaken(alias=wanted[folded(row[2])], code=row[1], name=row[2])


def refuse_alias_as_name(session: Session, organization_id: str, name: str, on: date) -> None:
    """Refuses with `AliasTaken` a name that is an alias of another open organization."""
    same = OTHER_ALIASES.where(OutsideAlias.folded == folded(name))
    for row in session.execute(same.order_by(Organization.code), {"on": on}):
        if row[0] != organization_id:
            raise AliasTaken(alias=name, code=row[1], name=row[2])


def describe(session: Session, described: Outside, aliases: Iterable[str]) -> None:
    """Enters a description, or puts it in the place of the one before."""
    session.add(described)
    session.flush()
    session.execute(
        delete(OutsideAlias).where(OutsideAlias.organization_id == described.organization_id)
    )
    for place, alias in enumerate(aliases):
        session.add(
            OutsideAlias(
                organization_id=described.organization_id,
                place=place,
                alias=alias,
                folded=folded(alias),
            )
        )
    session.flush()
    turn(session)
