"""`dangwu outside`: Party organizations outside the school (校外党组织), and how to find one."""

from typing import TYPE_CHECKING, Any

import click

from dangwu_client.staff import output, resolve, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import EnumWord, cut, limited, noun, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangwu.directory.v1.outside_pb2 import FoundOutside, Outside

CATEGORY = EnumWord("OUTSIDE_CATEGORY_")


@noun(
    "outside",
    "校外党组织：查找、查看、登记。",
    "Outside organizations: find, show, describe.",
)
def outside() -> None:
    pass


outside_argument = click.argument("organization", metavar=say("校外组织", "OUTSIDE"))


@verb(
    outside,
    "find",
    "按名称、别称、代码或拼音查找；写错几个字也行。",
    "Find by name, alias, code or pinyin; a few slips do no harm.",
    ["outside find 安澜人社", "outside find alrs", "outside find W06"],
)
@click.argument("words", metavar=say("名称", "WORDS"))
@click.option(
    "--limit",
    type=click.IntRange(min=1, max=50),
    default=10,
    metavar="N",
    help=say("最多显示多少个，默认 10。", "At most so many; 10 by default."),
)
@pass_desk
def find(desk: Desk, words: str, limit: int) -> None:
    found = desk.client.find_outside(resolve.folded(words), most=limit)
    desk.emit({"found": found}, lambda: _found(found))
    if not found:
        output.note(
            say(
                "没有找到。请换个写法；确实没有的，由组织部先成立再登记。",
                "Nothing was found. Try other words; the office enters what is not there yet.",
            )
        )


def _found(found: "Sequence[FoundOutside]") -> None:
    output.table(
        [
            say("名称", "name"),
            say("代码", "code"),
            say("类别", "category"),
            say("联网", "connected"),
            say("符合", "score"),
            say("为何", "because"),
        ],
        [
            [
                one.outside.name,
                one.outside.code,
                _category(one.outside),
                _connected(one.outside),
                str(one.score),
                say(one.because, one.because_en),
            ]
            for one in found
        ],
    )


def _category(one: "Outside") -> str:
    from dangwu.directory.v1 import outside_pb2

    return terms.term(outside_pb2.OutsideCategory.Name(one.category)) if one.category else ""


def _connected(one: "Outside") -> str:
    if not one.etag:
        return ""
    return say("已联网", "yes") if one.connected else say("未联网", "no")


@verb(
    outside,
    "list",
    "列出全部校外党组织，按代码排列。",
    "All outside organizations, by their codes.",
    ["outside list", "outside list --all"],
)
@limited
@pass_desk
def list_(desk: Desk, limit: int, everything: bool) -> None:
    from dangwu.directory.v1 import organization_pb2

    outside_kind = organization_pb2.ORGANIZATION_KIND_OUTSIDE
    every = (one for one in desk.client.organizations() if one.kind == outside_kind)
    known = cut(iter(sorted(every, key=lambda one: one.code)), limit, everything)
    desk.emit(
        {"organizations": known},
        lambda: output.table(
            [
                say("代码", "code"),
                say("名称", "name"),
                say("可转接组织关系", "may take members over"),
            ],
            [
                [one.code, one.name, say("是", "yes") if one.may_approve else say("否", "no")]
                for one in known
            ],
        ),
    )
    if not known:
        output.note(say("没有登记校外党组织。", "None is known."))


@verb(
    outside,
    "show",
    "查看一个校外党组织。",
    "Show an outside organization.",
    ["outside show W06", "outside show 安澜人社"],
)
@outside_argument
@pass_desk
def show(desk: Desk, organization: str) -> None:
    known = desk.client.outside(resolve.outside_id(desk, organization))
    desk.emit(known, lambda: _outside(known))
    if not known.etag:
        output.note(
            say(
                "只登记了名称和代码；类别、地区等尚未登记：{line}",
                "Only its name and code are known as yet. Describe it: {line}",
                line=f"{desk.spelled} outside describe {known.code} --category … --region …",
            )
        )


def _outside(one: "Outside") -> None:
    output.pairs(
        [
            (say("名称", "name"), one.name),
            (say("别称", "aliases"), say("、", ", ").join(one.aliases)),
            (say("代码", "code"), one.code),
            (say("编号", "id"), one.id),
            (say("类别", "category"), _category(one)),
            (say("上级党组织", "superior"), one.superior_name),
            (say("地区", "region"), one.region),
            (say("联网", "connected"), _connected(one)),
            (
                say("可转接组织关系", "may take members over"),
                say("是", "yes") if one.may_approve else say("否", "no"),
            ),
            (say("地址", "address"), one.address),
            (say("邮编", "postcode"), one.postcode),
            (say("电话", "phone"), one.phone),
            (say("传真", "fax"), one.fax),
            (say("备注", "note"), one.note),
            (say("撤销于", "closed on"), one.closed_on),
        ]
    )


@verb(
    outside,
    "describe",
    "登记或更正一个校外党组织；没有填的不变，填空即清除。",
    "Describe it, or mend that; what is left out stays, an empty text clears.",
    [
        "outside describe W06 --alias 安澜人社 --category 人才服务机构 --region 990100",
        "outside describe W06 --superior W01 --not-connected",
    ],
)
@outside_argument
@click.option(
    "--category",
    type=CATEGORY,
    metavar=say("类别", "CATEGORY"),
    help=say("类别：", "What it is: ") + CATEGORY.listed(),
)
@click.option(
    "--alias",
    "aliases",
    multiple=True,
    metavar=say("别称", "ALIAS"),
    help=say("别称，可写多次；写了就代替原有的全部。", "An alias, any number; they replace all."),
)
@click.option(
    "--region",
    metavar=say("六位代码", "CODE"),
    help=say("县级行政区划代码。", "The county, by its code of six digits."),
)
@click.option(
    "--connected/--not-connected",
    default=None,
    help=say("是否接入全国党员管理信息系统。", "Whether it can be reached in the system."),
)
@click.option(
    "--superior",
    metavar=say("校外组织", "OUTSIDE"),
    help=say("上级党组织。", "The Party organization above it."),
)
@click.option("--address", metavar=say("地址", "TEXT"), help=say("地址。", "Address."))
@click.option("--postcode", metavar=say("邮编", "CODE"), help=say("邮政编码。", "Postcode."))
@click.option("--phone", metavar=say("电话", "PHONE"), help=say("公开电话。", "Its public phone."))
@click.option("--fax", metavar=say("传真", "FAX"), help=say("传真。", "Its fax."))
@click.option("--note", metavar=say("备注", "TEXT"), help=say("备注。", "A note."))
@rehearsable
@pass_desk
def describe(desk: Desk, /, organization: str, rehearse: bool, **given: Any) -> None:
    if all(value is None or value == () for value in given.values()):
        raise click.UsageError(say("请至少填写一项。", "Say what it is."))
    known = desk.client.outside(resolve.outside_id(desk, organization))
    described = desk.client.describe_outside(
        known.id,
        known.etag,
        **_described(desk, known, given),
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(described, lambda: _outside(described))
    desk.done(rehearse)


def _described(desk: Desk, known: "Outside", given: dict[str, Any]) -> dict[str, Any]:
    """The whole description: what is given, and else what it was."""
    superior = given.pop("superior")
    aliases = given.pop("aliases")
    whole = {
        name: getattr(known, name) if value is None else value for name, value in given.items()
    }
    if not whole["category"] or not whole["region"]:
        raise click.UsageError(
            say(
                "第一次登记要写 --category 和 --region。",
                "The first description needs --category and --region.",
            )
        )
    whole["superior_id"] = known.superior_id
    if superior is not None:
        whole["superior_id"] = resolve.outside_id(desk, superior) if superior else ""
    whole["aliases"] = [each for each in aliases if each] if aliases else list(known.aliases)
    return whole
