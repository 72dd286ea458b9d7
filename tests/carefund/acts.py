"""What people do with applications for aid, for tests: each act as one call by an account."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dangwu.carefund.v1 import (
    application_pb2,
    application_service_pb2,
    application_service_pb2_grpc,
    applying_pb2,
    fund_pb2,
    request_pb2,
)
from services.carefund.checks import papers
from services.carefund.lifecycle import State
from services.carefund.store import Application as Row
from services.chassis.civil import shanghai_date
from services.chassis.database import Database
from tests.carefund.calls import call
from tests.worlds import World

Application = application_pb2.Application
Plea = request_pb2.Plea

FORM = "EVIDENCE_KIND_FORM"
ACCOUNT = "6222020000000001234"
"""An account that must never be found in clear."""
REASONS = "甲状腺手术后需长期服药"
"""A diagnosis that must never be found in clear either."""


def png(text: str = "") -> bytes:
    """A whole picture, another for each text."""
    head = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\x0dIHDR" + bytes(13)
    print_of = zlib.crc32(text.encode()).to_bytes(4)
    return head + print_of + text.encode() + b"\x00\x00\x00\x00IEND" + b"\xaeB`\x82"


def category(word: str) -> int:
    """A category by its word in the rule books."""
    return fund_pb2.CareCategory.Value(f"CARE_CATEGORY_{word.upper()}")


def plea(**said: Any) -> Plea:
    """An illness that "ready" asks help for; whatever is said replaces it."""
    made = Plea(
        category=f"CARE_CATEGORY_{said.pop('category', 'illness').upper()}",
        applied_by=request_pb2.APPLICANT_SELF,
        event_on="2026-05-20",
        event="甲状腺手术",
        cost_fen=4_000_000,
        self_paid_fen=2_000_000,
        requested_fen=200_000,
        reasons=REASONS,
        other_aid_declared=True,
        payee=payee(),
        truth_promised=True,
        privacy_agreed=True,
        publicity_agreed=True,
    )
    for field, value in said.items():
        one = getattr(made, field)
        if hasattr(one, "CopyFrom"):
            one.CopyFrom(value)
        elif isinstance(value, list):
            one.extend(value)
        else:
            setattr(made, field, value)
    return made


def payee(member: str = "ready", **said: Any) -> request_pb2.Payee:
    """The member himself with an account of his own."""
    given: dict[str, Any] = {
        "name": f"党员{member}",
        "relation": request_pb2.RELATION_SELF,
        "bank": "中国银行秦皇岛分行",
        "account": ACCOUNT,
        "account_name": f"党员{member}",
    } | said
    return request_pb2.Payee(**given)


class Care:
    """Acts on applications, by a plausible person where nobody is named."""

    def __init__(self, world: World) -> None:
        self.world, self.campus = world, world.campus

    def stub(self, who: str) -> Any:
        return application_service_pb2_grpc.ApplicationServiceStub(self.world.desk(who).channel)

    def check(
        self, member: str = "ready", who: str = "s.deputy", **said: Any
    ) -> application_service_pb2.Eligibility:
        request = applying_pb2.CheckApplicationRequest(
            member_id=self.campus.members[member], plea=plea(**said)
        )
        found: application_service_pb2.Eligibility = self.stub(who).CheckApplication(request)
        return found

    def findings(self, member: str = "ready", who: str = "s.deputy", **said: Any) -> list[str]:
        """The codes of what blocks an application."""
        return [one.code for one in self.check(member, who, **said).findings if one.blocks]

    def draft(
        self, member: str = "ready", who: str = "s.deputy", rehearse: bool = False, **said: Any
    ) -> Application:
        request = applying_pb2.DraftApplicationRequest(
            request_id=str(uuid4()),
            validate_only=rehearse,
            member_id=self.campus.members[member],
            plea=plea(**said),
        )
        return self._done(self.stub(who).DraftApplication(request))

    def amend(self, case: Application, who: str = "s.deputy", **said: Any) -> Application:
        request = applying_pb2.AmendApplicationRequest(
            request_id=str(uuid4()), id=case.id, etag=case.etag, plea=plea(**said)
        )
        return self._done(self.stub(who).AmendApplication(request))

    def attach(
        self,
        case: Application,
        kind: str = FORM,
        content: bytes | None = None,
        who: str = "s.deputy",
    ) -> Application:
        request = applying_pb2.AttachEvidenceRequest(
            request_id=str(uuid4()),
            id=case.id,
            etag=case.etag,
            kind=kind,
            content=png(kind) if content is None else content,
        )
        return self._done(self.stub(who).AttachEvidence(request))

    def papers(self, case: Application, who: str = "s.deputy") -> Application:
        """Hands in all that the category asks for."""
        for places in papers.WANTED[case.category]:
            case = self.attach(case, request_pb2.EvidenceKind.Name(places[0]), who=who)
        return case

    def submit(self, case: Application, who: str = "s.deputy") -> Application:
        request = applying_pb2.SubmitApplicationRequest(
            request_id=str(uuid4()), id=case.id, etag=case.etag
        )
        return self._done(self.stub(who).SubmitApplication(request))

    def submitted(self, member: str = "ready", who: str = "s.deputy", **said: Any) -> Application:
        """An application that has gone forward, with all its papers."""
        return self.submit(self.papers(self.draft(member, who, **said), who), who)

    def withdraw(self, case: Application, who: str = "s.deputy") -> Application:
        request = applying_pb2.WithdrawApplicationRequest(
            request_id=str(uuid4()), id=case.id, etag=case.etag, because="本人已不需要"
        )
        return self._done(self.stub(who).WithdrawApplication(request))

    def get(self, case: Application, who: str = "s.deputy") -> Application:
        return self._done(
            self.stub(who).GetApplication(applying_pb2.GetApplicationRequest(id=case.id))
        )

    def listed(self, who: str = "director", **wanted: Any) -> Any:
        return self.stub(who).ListApplications(applying_pb2.ListApplicationsRequest(**wanted))

    def disclose(self, case: Application, who: str = "s.deputy", rehearse: bool = False) -> Any:
        request = applying_pb2.DiscloseApplicationRequest(
            request_id=str(uuid4()), validate_only=rehearse, id=case.id, purpose="复核材料"
        )
        return self.stub(who).DiscloseApplication(request)

    def paper(self, case: Application, evidence_id: str, who: str = "s.deputy") -> Any:
        request = applying_pb2.DiscloseEvidenceRequest(
            request_id=str(uuid4()), id=case.id, evidence_id=evidence_id, purpose="复核材料"
        )
        return self.stub(who).DiscloseEvidence(request)

    def act(self, who: str, method: str, case: Application, **said: Any) -> Any:
        """Any act on a case as it was last seen, by the name of its RPC."""
        return call(self.world, who, method, id=case.id, etag=case.etag, **said)

    def deliberated(self, case: Application, who: str = "s.secretary", **said: Any) -> Application:
        """The branch was for it."""
        meeting = {
            "body": "BRANCH_BODY_COMMITTEE",
            "held_on": self.today(),
            "entitled": 5,
            "present": 5,
            "in_favour": 5,
            "minutes": "支委会纪要2026-12",
            "evidence_attested": True,
        }
        return self._done(self.act(who, "RecordDeliberation", case, **meeting | said))

    def returned(self, case: Application, who: str = "s.secretary") -> Application:
        return self._done(self.act(who, "ReturnApplication", case, because="材料不全"))

    def rejected(self, case: Application, who: str = "s.secretary") -> Application:
        reason = "DENIAL_REASON_NOT_CARRIED"
        said = {"reason": reason, "because": "会议未通过"}
        return self._done(self.act(who, "RejectApplication", case, **said))

    def stands(self, case: Application, state: str = "", **columns: Any) -> Application:
        """A case as later steps will have left it: written straight into its row."""
        if state:
            columns["state"] = State[state].value
        with self.database() as session:
            session.execute(sa.update(Row).where(Row.id == case.id).values(**columns))
            session.commit()
        return self.get(case, "director")

    @contextmanager
    def database(self) -> Iterator[Session]:
        """The rows themselves, to look at or to write."""
        database = Database(self.world.url.format(service="carefund"))
        with database.writing() as session:
            yield session
        database.close()

    def today(self) -> str:
        return shanghai_date(self.world.clock()).isoformat()

    @staticmethod
    def _done(reply: Any) -> Application:
        assert isinstance(reply, Application)
        return reply
