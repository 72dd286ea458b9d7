"""`dangwu org`: the tree of organizations (组织), and who holds which post."""

from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, resolve, terms
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import noun, pass_desk, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dangwu.directory.v1.authority_pb2 import Post
    from dangwu.directory.v1.organization_pb2 import Organization

on_option = click.option(
    "--on",
    type=DAY,
    metavar="YYYY-MM-DD",
    help=say("哪一天的情况，默认今天。", "As of a day; today by default."),
)


@noun("org", "组织：树、职务、沿革。", "Organizations: the tree, posts, history.")
def org() -> None:
    pass


@verb(
    org,
    "tree",
    "组织树，或一个组织及其下级。",
    "The tree of organizations, or what is below one.",
    ["org tree", "org tree 03", "org tree --on 2026-03-01"],
)
@click.argument("organization", required=False, metavar=say("组织", "ORG"))
@on_option
@pass_desk
def tree(desk: Desk, organization: str | None, on: str | None) -> None:
    below_id = resolve.organization_id(desk, organization) if organization is not None else ""
    known = list(desk.client.organizations(below_id=below_id, on=on or ""))
    desk.emit({"organizations": known}, lambda: _tree(known))


def _tree(known: "Sequence[Organization]") -> None:
    rows = [
        [f"{'  ' * depth}{one.name}", one.code, _kind(one), one.id] for depth, one in _walk(known)
    ]
    output.table(
        [say("组织", "organization"), say("编码", "code"), say("类型", "kind"), say("编号", "id")],
        rows,
    )


def _walk(known: "Sequence[Organization]") -> "Iterator[tuple[int, Organization]]":
    """Every organization under its parent, with its depth; parents that are not shown have none."""
    ids = {one.id for one in known}
    below: dict[str, list[Organization]] = {}
    for one in known:
        below.setdefault(one.parent_id if one.parent_id in ids else "", []).append(one)

    def under(parent_id: str, depth: int) -> "Iterator[tuple[int, Organization]]":
        for one in sorted(below.get(parent_id, []), key=lambda known: known.code):
            yield depth, one
            yield from under(one.id, depth + 1)

    return under("", 0)


def _kind(one: "Organization") -> str:
    from dangwu.directory.v1 import organization_pb2

    return terms.term(organization_pb2.OrganizationKind.Name(one.kind))


@verb(
    org,
    "show",
    "查看一个组织和它今天的职务；--history 看沿革。",
    "Show an organization and its posts; --history for what it has been.",
    ["org show 0302", "org show 03 --history"],
)
@click.argument("organization", metavar=say("组织", "ORG"))
@on_option
@click.option("--history", is_flag=True, help=say("历来的名称、上级和权限。", "All its versions."))
@pass_desk
def show(desk: Desk, organization: str, on: str | None, history: bool) -> None:
    organization_id = resolve.organization_id(desk, organization)
    if history:
        versions = desk.client.organization_versions(organization_id)
        desk.emit({"versions": versions}, lambda: _versions(desk, versions))
        return
    known = desk.client.organization(organization_id, on=on or "")

    def view() -> None:
        _organization(desk, known)
        day = on or output.today().isoformat()
        _posts(desk.client.posts(organization_id=known.id, on=day))

    desk.emit(known, view)


def _organization(desk: Desk, one: "Organization") -> None:
    output.pairs(
        [
            (say("名称", "name"), one.name),
            (say("编码", "code"), one.code),
            (say("编号", "id"), one.id),
            (say("类型", "kind"), _kind(one)),
            (say("上级", "parent"), _name(desk, one.parent_id)),
            (say("预备党员审批权限", "may approve"), _yes(one.may_approve)),
            (say("自", "since"), one.since),
            (say("撤销于", "closed on"), one.closed_on),
        ]
    )


def _name(desk: Desk, organization_id: str) -> str:
    return desk.client.organization(organization_id).name if organization_id else ""


def _yes(fact: bool) -> str:
    return say("有", "yes") if fact else say("无", "no")


def _posts(posts: "Iterable[Post]") -> None:
    from dangwu.directory.v1 import authority_pb2

    output.table(
        [say("职务", "post"), say("姓名", "name"), say("任期自", "from"), say("至", "until")],
        [
            [
                terms.term(authority_pb2.PostKind.Name(one.kind)),
                one.person_name,
                getattr(one, "from"),
                one.until,
            ]
            for one in posts
        ],
    )


def _versions(desk: Desk, versions: "Sequence[Organization]") -> None:
    parents = {one.parent_id: _name(desk, one.parent_id) for one in versions}
    output.table(
        [
            say("自", "since"),
            say("名称", "name"),
            say("上级", "parent"),
            say("预备党员审批权限", "may approve"),
            say("撤销于", "closed on"),
        ],
        [
            [one.since, one.name, parents[one.parent_id], _yes(one.may_approve), one.closed_on]
            for one in versions
        ],
    )
