"""The door of the embedded login, as people come to it: with a code, then with a session."""

from typing import Any
from uuid import uuid4

import grpc
import sqlalchemy as sa

from dangwu.directory.v1 import identity_pb2 as pb
from dangwu.directory.v1 import organization_pb2
from tests.desk import Desk
from tests.refusals import read
from tests.worlds import World

SECRETARY = "s.secretary"


def issue(world: World, account: str = SECRETARY, by: str = "administrator") -> pb.LoginCode:
    request = pb.IssueCodeRequest(request_id=str(uuid4()), account=account)
    issued: pb.LoginCode = world.desk(by).identity.IssueCode(request)
    return issued


def redeem(world: World, code: str, request_id: str = "", **more: Any) -> pb.Session:
    request = pb.RedeemCodeRequest(request_id=request_id or str(uuid4()), code=code, **more)
    opened: pb.Session = world.desk("").identity.RedeemCode(request)
    return opened


def renew(world: World, renewal: str, request_id: str = "", **more: Any) -> pb.Session:
    request = pb.RenewSessionRequest(request_id=request_id or str(uuid4()), renewal=renewal, **more)
    renewed: pb.Session = world.desk("").identity.RenewSession(request)
    return renewed


def at_work(world: World, session: pb.Session) -> str:
    """What the services say to the token of a session: "OK", or the status of the refusal."""
    desk = Desk(world.channel, lambda: session.token)
    try:
        desk.organizations.GetOrganization(organization_pb2.GetOrganizationRequest(id="0101"))
    except grpc.RpcError as error:
        return read(error).code
    return "OK"


def wrong(code: str) -> str:
    """The same front, another rest."""
    return code[:-1] + ("2" if code[-1] != "2" else "3")


def rows(world: World, *tables: str) -> list[dict[str, Any]]:
    """Everything the directory keeps in these tables, in order."""
    assert world.host
    engine = world.host.databases["directory"].engine
    kept = sa.MetaData()
    kept.reflect(engine)
    with engine.connect() as connection:
        return [
            dict(row._mapping)
            for name in tables or tuple(kept.tables)
            for row in connection.execute(
                sa.select(kept.tables[name]).order_by(*kept.tables[name].primary_key)
            )
        ]
