"""What people do with campaigns, for tests."""

from datetime import UTC, datetime
from typing import Any

from tests.carefund.acts import Application, Care, payee
from tests.carefund.calls import call

APRIL = datetime(2026, 4, 13, 2, 0, tzinfo=UTC)
"""A Monday with enough working days before 30 June."""
LAST_DAY = "2026-05-25"
"""The last day on which branches may put forward, counted back from 30 June 2026."""


class Campaigning:
    """Acts on one campaign, from April on."""

    def __init__(self, care: Care) -> None:
        self.care, self.world, self.campus = care, care.world, care.campus
        self.world.clock.set(APRIL)
        self.now: Any = None

    def open(self, **said: Any) -> Any:
        given = {
            "kind": "CAMPAIGN_KIND_JULY_FIRST",
            "festival_on": "2026-07-01",
            "category": "CARE_CATEGORY_FESTIVAL",
        } | said
        return call(self.world, "director", "OpenCampaign", **given)

    def begin(self, seats: int = 1, **said: Any) -> None:
        """A campaign in which the branch of masters has so many places, by decision."""
        self.now = self.open(**said)
        self.allot(most=seats, choices=[self.choice("0101", seats)])

    def choice(self, code: str, seats: int) -> dict[str, Any]:
        return {"organization_id": self.campus.organizations[code], "seats": seats}

    def allot(self, **said: Any) -> Any:
        self.now = self.on("AllotSeats", **said)
        return self.now

    def on(self, method: str, who: str = "director", **said: Any) -> Any:
        """An act on the campaign as it was last seen."""
        return call(self.world, who, method, id=self.now.id, etag=self.now.etag, **said)

    def over(self, method: str, who: str = "director", **said: Any) -> Any:
        """An act over the whole list as it stands now."""
        self.now = self.on(method, who, **{"list_sha256": self.listed().list_sha256} | said)
        return self.now

    def submitted(self, member: str = "ready", who: str = "s.deputy", **said: Any) -> Application:
        given = {
            "category": "festival",
            "event_on": "2026-04-10",
            "event": "七一慰问",
            "cost_fen": 0,
            "self_paid_fen": 0,
            "requested_fen": 50_000,
            "payee": payee(member),
        } | said
        return self.care.submitted(member, who, **given)

    def nominate(self, case: Application, who: str = "s.deputy") -> Application:
        done = self.care.act(who, "NominateApplication", case, campaign_id=self.now.id)
        assert isinstance(done, Application)
        return done

    def release(self, case: Application, who: str = "director") -> Application:
        done = self.care.act(who, "ReleaseNominee", case, because="另案办理")
        assert isinstance(done, Application)
        return done

    def seats(self, who: str = "director") -> dict[str, Any]:
        found = call(self.world, who, "ListSeats", campaign_id=self.now.id).seats
        codes = {one: code for code, one in self.campus.organizations.items()}
        return {codes[one.organization_id]: one for one in found}

    def listed(self, who: str = "director", **said: Any) -> Any:
        return call(self.world, who, "ListNominees", campaign_id=self.now.id, **said)

    def get(self, who: str = "director") -> Any:
        return call(self.world, who, "GetCampaign", id=self.now.id)

    def after(self, day: str) -> None:
        """The morning after a day."""
        self.world.clock.set(datetime.fromisoformat(f"{day}T02:00:00+00:00"))
        self.world.clock.pass_days(1)
