"""Who may see which applications."""

from typing import Any

from sqlalchemy import false, or_

from services.carefund.refusals import NotYours
from services.carefund.store.cases import Application
from services.chassis.work import Work

FINANCE = "ROLE_FINANCE"


def everything(work: Work) -> bool:
    """Whether the caller sees every application: the school's office, inspectors and finance."""
    return work.actor.everywhere or FINANCE in work.actor.roles


def require(work: Work, application: Application) -> None:
    """Refuses with `NotYours` unless the caller may see this application."""
    if not everything(work) and not work.actor.sees(
        application.branch_id, application.committee_id
    ):
        raise NotYours()


def applications(work: Work) -> list[Any]:
    """The condition for all applications the caller may see: the same as `require`, in SQL."""
    if everything(work):
        return []
    scope = work.actor.scope
    if not scope:
        return [false()]
    return [or_(Application.branch_id.in_(scope), Application.committee_id.in_(scope))]
