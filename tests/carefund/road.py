"""The road of an application, by real calls: review, screening, ladder, up to an approval."""

from itertools import count
from typing import Any
from uuid import uuid4

from dangwu.carefund.v1 import application_pb2, resolution_pb2, review_pb2
from dangwu.directory.v1 import authority_pb2, post_pb2
from services.carefund import posting
from tests.carefund.acts import Care
from tests.carefund.calls import call
from tests.worlds import World

Application = application_pb2.Application
P = authority_pb2.PostKind
FREE, LOTS = 5, 100_000_00

SCHOOL = {
    "officer": P.POST_KIND_OFFICER,
    "officer2": P.POST_KIND_OFFICER,
    "vice": P.POST_KIND_DEPUTY_SECRETARY,
    "head": P.POST_KIND_SECRETARY,
}
"""Who holds a post in the school committee beside the director, by the accounts of the tests."""
SIGNER = {
    "organization_head": "director",
    "vice_secretary": "vice",
    "secretary": "head",
    "standing_committee": "officer2",
}
"""Who signs a rung where nobody is barred. The officer handles every case."""


def staff(world: World) -> None:
    """Appoints those of the school committee whom a ladder needs."""
    posts = world.desk("director").posts
    for account, kind in SCHOOL.items():
        person = posts.RegisterPerson(
            post_pb2.RegisterPersonRequest(
                request_id=str(uuid4()), name=f"人{account}", account=account
            )
        )
        world.campus.people[account] = person.id
        request = post_pb2.AppointPostRequest(
            request_id=str(uuid4()),
            organization_id=world.campus.organizations["00"],
            person_id=person.id,
            kind=kind,
        )
        setattr(request, "from", "2025-01-01")
        world.campus.posts[account] = posts.AppointPost(request).id


class Road(Care):
    """Everything that happens to an application, each thing by somebody who may do it."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        staff(world)
        self._serial = count(1)

    def call(self, who: str, method: str, **said: Any) -> Any:
        return call(self.world, who, method, **said)

    def pool(self, source: int = FREE, fen: int = LOTS, *uses: int) -> str:
        """A pool with money in it."""
        serial = next(self._serial)
        name = f"池{serial}"
        pool_id = self.call("director", "OpenPool", source=source, name=name, uses=uses).id
        if fen:
            self.call(
                "accountant",
                "RecordIncome",
                pool_id=pool_id,
                kind=posting.OPENING,
                amount_fen=fen,
                received_on=self.today(),
                bank_reference=f"OPENING{serial:06d}",
                note="期初",
            )
        return str(pool_id)

    def plan(self, **said: Any) -> resolution_pb2.Resolution:
        """The plan of this year, passed today."""
        given = {
            "number": f"党委纪要〔2026〕{next(self._serial)}号",
            "body": "DECIDING_BODY_PARTY_COMMITTEE",
            "held_on": self.today(),
            "entitled": 9,
            "present": 8,
            "in_favour": 8,
        }
        if "application_ids" not in said:
            given["plan_year"] = int(self.today()[:4])
        made = self.call("director", "RecordResolution", **(given | said))
        assert isinstance(made, resolution_pb2.Resolution)
        return made

    def named(self, *cases: Application, **said: Any) -> resolution_pb2.Resolution:
        """A resolution of the standing committee that passes these cases by name."""
        given = {"body": "DECIDING_BODY_STANDING_COMMITTEE"}
        return self.plan(application_ids=[one.id for one in cases], **(given | said))

    def endorsed(
        self, case: Application, fen: int = 0, who: str = "a.secretary", **said: Any
    ) -> Application:
        fen = fen or case.requested_fen
        return self._done(self.act(who, "EndorseApplication", case, proposed_fen=fen, **said))

    def screened(self, case: Application, who: str = "officer", **said: Any) -> Application:
        given = {
            "office": "SCREENING_OFFICE_DISCIPLINE_COMMISSION",
            "asked_on": self.today(),
            "replied_on": self.today(),
            "document": "纪函〔2026〕7号",
        }
        return self._done(self.act(who, "RecordScreening", case, **(given | said)))

    def proposed(
        self, case: Application, pool_id: str, fen: int = 0, who: str = "officer", **said: Any
    ) -> Application:
        said = {"pool_id": pool_id, "amount_fen": fen or case.proposed_fen} | said
        return self._done(self.act(who, "ProposeGrant", case, **said))

    def signed(self, case: Application, who: str = "director", resolution: str = "") -> Application:
        return self._done(self.act(who, "SignGrant", case, resolution_id=resolution))

    def ladder(self, case: Application, who: str = "director") -> review_pb2.Ladder:
        made = self.call(who, "GetLadder", id=case.id)
        assert isinstance(made, review_pb2.Ladder)
        return made

    def all_sign(self, case: Application, resolution: str) -> Application:
        """Every rung, each by whom the ladder names first."""
        for rung in self.ladder(case).rungs:
            if not rung.signed_on:
                case = self.signed(case, SIGNER[rung.signer], resolution)
        return case

    # Each of these carries a case on from wherever it stands.

    def reviewed(self, member: str = "ready", who: str = "s.deputy", **said: Any) -> Application:
        """Before the public: deliberated and endorsed."""
        return self.endorsed(self.deliberated(self.submitted(member, who, **said)))

    def shown(self, case: Application) -> Application:
        """Through publicity: posted, its days passed, concluded."""
        notice = self.call(
            "a.organizer", "PostNotice", application_ids=[case.id], contact="组织部 0335-0000000"
        )
        return self.shown_already(notice, case)

    def shown_already(self, notice: Any, case: Application) -> Application:
        """Through a notice that was put up: its days pass, it is concluded."""
        while self.today() <= notice.last_on:
            self.world.clock.pass_days(1)
        self.call("a.organizer", "ConcludeNotice", id=notice.id, etag=notice.etag)
        return self.get(case, "director")

    def in_office(self, member: str = "ready", **said: Any) -> Application:
        """At the organization department, its notice over, screened."""
        return self.screened(self.shown(self.reviewed(member, **said)))

    def in_approval(self, pool_id: str = "", member: str = "ready", **said: Any) -> Application:
        return self.proposed(self.in_office(member, **said), pool_id or self.pool())

    def approved(self, pool_id: str = "", member: str = "ready", **said: Any) -> Application:
        """Approved, its sum promised; by name, which does for every band."""
        case = self.in_approval(pool_id, member, **said)
        return self.all_sign(case, self.named(case).id)
