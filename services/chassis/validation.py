"""Field checks declared in the .proto (protovalidate), answered in Chinese and English."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from unicodedata import category

import protovalidate
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from buf.validate import validate_pb2
from services.chassis.errors import FieldFault, Malformed
from services.chassis.withheld import withhold

WORDS = {
    "required": ("必须填写", "is required"),
    "string.uuid": ("应为 UUID", "must be a UUID"),
    "string.uuid_empty": ("应为 UUID，不能为空", "must be a UUID, and is empty"),
    "string.pattern": ("格式不对", "does not have the right form"),
    "string.min_len": ("太短，或没有填写", "is too short or missing"),
    "string.max_len": ("太长", "is too long"),
    "string.len": ("长度不对", "does not have the right length"),
    "int64.gte": ("必须大于等于 1", "must be 1 or more"),
    "enum.defined_only": ("不是已定义的选项", "is not one of the choices"),
    "enum.not_in": ("必须选择一项", "must be chosen"),
    "repeated.min_items": ("不能为空", "must not be empty"),
    "repeated.max_items": ("条数太多", "has too many items"),
    "map.max_pairs": ("项数太多", "has too many items"),
}
"""What each kind of rule says to a person. Values are never repeated: they may be personal."""

UNSEEN = re.compile(
    "[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ufffe\\uffff]"
)
"""Characters no text needs: a terminal obeys them, some turn the direction of what follows, and
PostgreSQL keeps no text with the first. Tabs and line ends are not among them."""

BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters, by their class, that nobody sees."""

NO_TEXT = frozenset({"Cf", "Cc", "Mn", "Me", "Zs", "Zl", "Zp"})
"""Marks of format, marks that need a letter to sit on, and space: alone they say nothing."""

PRINTED = frozenset(
    {"destination", "employer", "file_address", "branch", "place", "occupation", "letter_number"}
)
"""Fields besides names that are printed on letters, each on one line."""

ACROSS_LINES = re.compile("[\t\r\n]")
ACROSS_WORDS = ("不能换行", "must stand on one line")
UNSEEN_WORDS = ("含有不可见的控制字符", "holds control characters")


def check(request: Message) -> None:
    """Refuses with `Malformed`, naming every field at fault."""
    if found := faults(request):
        raise Malformed(*found)


def faults(request: Message) -> list[FieldFault]:
    """Every field that cannot be taken as it is."""
    found = [_fault(name, UNSEEN_WORDS) for name in _with_unseen(request)]
    found += [_fault(name, words) for name, words in _not_read(request)]
    for violation in protovalidate.collect_violations(request):
        path = violation.proto.field
        name = ".".join(part.field_name for part in path.elements) if path else "request"
        rule, message = violation.proto.rule_id, violation.proto.message
        found.append(_fault(name, _words(rule, message)))
    return found


def _words(rule: str, message: str) -> tuple[str, str]:
    """What a rule says to a person; of a range, its ends, which stand in the rule's own message."""
    ends = re.findall(r"-?\d+", message)
    if rule.endswith(".gte_lte") and len(ends) == 2:
        return f"应在 {ends[0]} 至 {ends[1]} 之间", f"must be from {ends[0]} to {ends[1]}"
    return WORDS.get(rule, ("不符合要求", "is not acceptable"))


def _fault(name: str, words: tuple[str, str]) -> FieldFault:
    zh, en = words
    return FieldFault(name, f"{name}：{zh}。", f"{name} {en}.")


def _with_unseen(message: Message) -> Iterator[str]:
    """The fields whose text holds what nobody can see, nested ones too."""
    for field, value in message.ListFields():
        for part in _parts(field, value):
            if isinstance(part, Message):
                yield from (f"{field.name}.{name}" for name in _with_unseen(part))
            elif isinstance(part, str) and UNSEEN.search(part):
                yield field.name


def _not_read(message: Message) -> Iterator[tuple[str, tuple[str, str]]]:
    """The fields a person could not read: too little to see, or a name that is not one line."""
    for field, value in message.ListFields():
        for part in _parts(field, value):
            if isinstance(part, Message):
                yield from ((f"{field.name}.{name}", words) for name, words in _not_read(part))
            elif isinstance(part, str):
                one_line = field.name.endswith("name") or field.name in PRINTED
                if one_line and ACROSS_LINES.search(part):
                    yield field.name, ACROSS_WORDS
                elif _seen(part) < _least(field) <= len(part):
                    yield field.name, WORDS["string.min_len"]


def _seen(text: str) -> int:
    """How many characters of a text can be seen."""
    return sum(one not in BLANK and category(one) not in NO_TEXT for one in text)


@cache
def _least(field: FieldDescriptor) -> int:
    """How many characters the .proto asks of a field; 0 when it does not say."""
    options: Any = field.GetOptions()
    rules = options.Extensions[validate_pb2.field]
    return int((rules.repeated.items if field.is_repeated else rules).string.min_len)


def _parts(field: FieldDescriptor, value: Any) -> list[Any]:
    if field.message_type and field.message_type.GetOptions().map_entry:
        return [*value.keys(), *value.values()]
    return list(value) if field.is_repeated else [value]


def require_no_number(text: str, field: str) -> None:
    """Refuses with `Malformed` a text that must stay whole and holds a number of a person."""
    if withhold(text) != text:
        raise Malformed(
            FieldFault(
                field,
                f"{field}：含有身份证号码或手机号码，请删去后再提交。",
                f"{field} holds an ID number or a mobile phone: take it out and send it again.",
            )
        )
