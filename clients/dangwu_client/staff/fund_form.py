"""The application form (申请表) as a file that a branch fills in: a template, and its reading."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dangwu_client.staff import encoding, terms
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.money import parse
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.carefund.v1.request_pb2 import Plea

TEMPLATE = """\
# 党内关爱专项资金申请表。填好后：dangwu fund apply 学号 --form 本文件
类别: 本人重大疾病        # 见 dangwu fund categories
申请人: 本人              # 本人、亲属、党支部
发生日期: 2026-05-20
事由: 手术                # 同一件事用同一个词，金额按它累计
总费用: 40000
自付金额: 20000
申请金额: 2000
情况说明: 术后需长期服药，家庭收入不足以负担。
收款人:
  姓名: 张三
  关系: 本人              # 本人、配偶、父母、子女、其他
  开户行: 中国银行秦皇岛分行
  账号: "6222020000000000000"
  户名: 张三
已申报其他补助: 是        # 没有也要申报：写“是”，下面留空
其他补助: []              # 例：[{来源: 校工会, 金额: 500, 日期: 2026-05-30, 本轮名单: 否}]
配偶编号:                 # 配偶也是党员的，填其编号 p-…
任职亲属: []              # 在本校党组织任职的亲属编号，回避用
本人承诺真实: 是
同意处理个人信息: 是
同意公示: 是
处分影响期内: 否
未参加组织生活月数: 0
评为不合格年度: 0
违法违纪:                 # 空、仅有反映、已正式认定
应急:                     # 空为一般；去世、重症监护或急诊手术、火灾、自然灾害
"""

YES, NO = ("是", "yes", "true", "y"), ("否", "no", "false", "n", "")


@dataclass(frozen=True)
class Entry:
    """Where a line of the form goes, and how it is read."""

    field: str
    read: Callable[[str, Any], Any]


def _text(_: str, value: Any) -> str:
    return str(value if value is not None else "").strip()


def _day(name: str, value: Any) -> str:
    text = _text(name, value)
    found = DAY.read(text) if text else ""
    if text and not found:
        raise wrong(name, "日期请写成 2026-05-20", "a date such as 2026-05-20")
    return found


def _fen(name: str, value: Any) -> int:
    text = _text(name, value)
    if text in ("", "0", "0.00"):
        return 0
    fen = parse(text)
    if not fen:
        raise wrong(name, "金额请写成 2000 或 2,000.00", "a sum such as 2000 or 2,000.00")
    return fen


def _count(name: str, value: Any) -> int:
    text = _text(name, value) or "0"
    if not text.isdecimal() or len(text) > 4:
        raise wrong(name, "请写数字", "a number")
    return int(text)


def _truth(name: str, value: Any) -> bool:
    text = _text(name, value).lower()
    if value is True or text in YES:
        return True
    if value is False or text in NO:
        return False
    raise wrong(name, "请写“是”或“否”", "是 or 否")


def _word(prefix: str) -> Callable[[str, Any], str]:
    def read(name: str, value: Any) -> str:
        typed, text = terms.choices(prefix), _text(name, value).lower()
        if not text:
            return f"{prefix}UNSPECIFIED"
        if text not in typed:
            known = "、".join(word for word in typed if not word.isascii())
            raise wrong(name, f"可选：{known}", f"one of {', '.join(typed)}")
        return typed[text]

    return read


def _many(name: str, value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    if not isinstance(value, list):
        raise wrong(name, "请写成列表 [ ]", "a list [ ]")
    return value


def _people(name: str, value: Any) -> list[str]:
    return [_text(name, one) for one in _many(name, value)]


def _aids(name: str, value: Any) -> list[dict[str, Any]]:
    return [_filled(one, AID, name) for one in _many(name, value)]


def _payee(name: str, value: Any) -> dict[str, Any]:
    return _filled(value or {}, PAYEE, name)


AID: Mapping[str, Entry] = {
    "来源": Entry("from", _text),
    "金额": Entry("amount_fen", _fen),
    "日期": Entry("given_on", _day),
    "本轮名单": Entry("listed_this_round", _truth),
}
PAYEE: Mapping[str, Entry] = {
    "姓名": Entry("name", _text),
    "关系": Entry("relation", _word("RELATION_")),
    "开户行": Entry("bank", _text),
    "账号": Entry("account", _text),
    "户名": Entry("account_name", _text),
}
PLEA: Mapping[str, Entry] = {
    "类别": Entry("category", _word("CARE_CATEGORY_")),
    "申请人": Entry("applied_by", _word("APPLICANT_")),
    "发生日期": Entry("event_on", _day),
    "事由": Entry("event", _text),
    "总费用": Entry("cost_fen", _fen),
    "自付金额": Entry("self_paid_fen", _fen),
    "申请金额": Entry("requested_fen", _fen),
    "情况说明": Entry("reasons", _text),
    "收款人": Entry("payee", _payee),
    "已申报其他补助": Entry("other_aid_declared", _truth),
    "其他补助": Entry("other_aid", _aids),
    "配偶编号": Entry("spouse_id", _text),
    "任职亲属": Entry("relatives", _people),
    "本人承诺真实": Entry("truth_promised", _truth),
    "同意处理个人信息": Entry("privacy_agreed", _truth),
    "同意公示": Entry("publicity_agreed", _truth),
    "处分影响期内": Entry("sanctioned", _truth),
    "未参加组织生活月数": Entry("months_inactive", _count),
    "评为不合格年度": Entry("unqualified_year", _count),
    "违法违纪": Entry("unlawful_act", _word("UNLAWFUL_ACT_")),
    "应急": Entry("emergency", _word("EMERGENCY_TRIGGER_")),
}
"""The lines of the form, by the words printed on it."""


def read(path: Path) -> "Plea":
    """The form in a file; a line that cannot be read is named, with what may stand there."""
    from google.protobuf import json_format
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from dangwu.carefund.v1.request_pb2 import Plea

    try:
        given = YAML(typ="safe", pure=True).load(encoding.read(path))
    except YAMLError as error:
        raise click.UsageError(
            say("申请表文件格式有误，请按模板填写。", "The form cannot be read; keep its shape.")
        ) from error
    filled = _filled(given, PLEA, "")
    plea = Plea()
    json_format.ParseDict(filled, plea)
    return plea


def _filled(given: Any, entries: Mapping[str, Entry], within: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise wrong(within or "申请表", "请按模板填写", "keep the shape of the template")
    for name in given:
        if str(name) not in entries:
            raise wrong(str(name), "申请表没有这一项", "no such line on the form")
    return {entry.field: entry.read(name, given.get(name)) for name, entry in entries.items()}


def wrong(name: str, zh: str, en: str) -> click.UsageError:
    """A line of the form that cannot be so."""
    return click.UsageError(f"{name}{say('：', ': ')}{say(zh, en)}{say('。', '.')}")
