"""`python -m deploy.sample`: load the sample campus into running services, or write it to files."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import grpc
from google.protobuf.message import DecodeError
from google.rpc import status_pb2
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from deploy.sample.campus import export, founders, plan
from deploy.sample.load import NotFounded, Told, load
from services.chassis.keys import SetupError
from services.chassis.statuses import TRAILER, from_status
from services.chassis.transport import channel_credentials, require_safe_call

# Safe to repeat: each write carries the request id of its thing.
_RETRIES = {
    "methodConfig": [
        {
            "name": [{}],
            "retryPolicy": {
                "maxAttempts": 5,
                "initialBackoff": "0.2s",
                "maxBackoff": "3s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE", "ABORTED"],
            },
        }
    ]
}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--seed", type=int, default=2026, show_default=True, help="种子 · the seed")
@click.option("--as-of", metavar="DATE", help="以哪一天为准，默认今天 · the day it stands on")
@click.option("--founders", "first", is_flag=True, help="services init 的参数 · words for init")
@click.option("--address", metavar="HOST:PORT", help="服务地址 · where the services listen")
@click.option("--token-file", type=_FILE, help="组织部部长的令牌 · the director's token")
@click.option("--ca", type=_FILE, help="校园证书机构 · the authority of the server's certificate")
@click.option("--committee", "committees", multiple=True, help="只载入此二级组织 · only this one")
@click.option("--export", "folder", type=click.Path(path_type=Path), help="写入文件夹 · to files")
def main(
    seed: int,
    as_of: str | None,
    first: bool,
    address: str | None,
    token_file: Path | None,
    ca: Path | None,
    committees: tuple[str, ...],
    folder: Path | None,
) -> None:
    """把示范校园载入运行中的服务 · Load the sample campus into running services."""
    if first:
        click.echo(" ".join(founders(seed).words()))
        return
    if bool(address) != bool(token_file) or not (address or folder):
        raise click.UsageError("需要 --address 和 --token-file，或 --export · one or the other")
    campus = plan(seed, _day(as_of))
    if strange := set(committees) - {one.code for one in campus.organizations}:
        raise click.UsageError(f"没有这个组织 · no such organization: {', '.join(sorted(strange))}")
    if committees:
        campus = campus.only(committees)
    if folder:
        click.echo(f"{export(campus, folder)}  {folder}")
    if not address or not token_file:
        return
    with _refusals(), _channel(address, ca) as channel, _progress() as told:
        entered = load(campus, channel, lambda: token_file.read_text().strip(), told)
    click.echo(
        f"示范校园已就绪，新载入 {entered.organizations} 个组织、{entered.people} 名任职人员、"
        f"{entered.posts} 项任职、{entered.members} 名党员，登记 {entered.outsides} 个校外组织。\n"
        f"The sample campus is there; new: "
        f"{entered.organizations} organizations, {entered.people} people with posts, "
        f"{entered.posts} terms, {entered.members} members, {entered.outsides} described outside."
    )


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(ZoneInfo("Asia/Shanghai")).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError("--as-of 应为 YYYY-MM-DD · must be YYYY-MM-DD") from error


@contextmanager
def _channel(address: str, ca: Path | None) -> Iterator[grpc.Channel]:
    require_safe_call(address, tls=ca is not None)
    options = [("grpc.service_config", json.dumps(_RETRIES)), ("grpc.enable_http_proxy", 0)]
    opened = (
        grpc.secure_channel(address, channel_credentials(ca), options)
        if ca
        else grpc.insecure_channel(address, options)
    )
    with opened as channel:
        yield channel


@contextmanager
def _progress() -> Iterator[Told]:
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    bars: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:

        def told(title: str, done: int, total: int) -> None:
            if title not in bars:
                bars[title] = progress.add_task(title)
            progress.update(bars[title], completed=done, total=total)

        yield told


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal is told in its own words, and ends the load with status 1."""
    try:
        yield
    except NotFounded as error:
        raise click.ClickException(
            "没有编号为 00 的校党委：请先运行 python -m services init\n"
            "There is no school committee 00: run python -m services init first"
        ) from error
    except SetupError as error:
        raise click.ClickException(str(error)) from error
    except grpc.RpcError as error:
        raise click.ClickException(_said(error)) from error


def _said(error: grpc.RpcError) -> str:
    if not isinstance(error, grpc.Call):
        return str(error)
    packed = dict(error.trailing_metadata() or ()).get(TRAILER)
    if isinstance(packed, bytes):
        try:
            refusal = from_status(status_pb2.Status.FromString(packed))
        except DecodeError:
            refusal = None
        if refusal:
            return f"{refusal.sentence_zh}\n{refusal.sentence_en} ({refusal.reason})"
    return f"{error.code().name}: {error.details()}"


if __name__ == "__main__":
    sys.exit(main())
