"""Which organization of the school issues letters and sends members out, by rule."""

from dangwu.directory.v1 import organization_pb2
from services.chassis.work import Work
from services.transfer import filing, holding
from services.transfer.refusals import RuleUndecided
from services.transfer.store import Transfer

ISSUER_BOOK = "transfer/letter_issuer"


def issuer(work: Work, transfer: Transfer) -> organization_pb2.Organization:
    """The nearest organization above the source that issues letters; refuses where none does."""
    for level in holding.authority(work, transfer.source_id):
        one = level.organization
        name = organization_pb2.OrganizationKind.Name(one.kind)
        word = name.removeprefix("ORGANIZATION_KIND_").lower()
        if filing.decided(work, ISSUER_BOOK, organization_type=word).truth:
            return one
    raise RuleUndecided(book=ISSUER_BOOK, reason="没有任何一级组织可以开具介绍信")
