"""Field checks declared in the .proto (protovalidate), answered in Chinese and English."""

from collections.abc import Iterator

import protovalidate
from google.protobuf.message import Message

from services.chassis.errors import FieldFault, Malformed

WORDS = {
    "required": ("必须填写", "is required"),
    "string.uuid": ("应为 UUID", "must be a UUID"),
    "string.uuid_empty": ("应为 UUID，不能为空", "must be a UUID, and is empty"),
    "string.pattern": ("格式不对", "does not have the right form"),
    "string.min_len": ("太短，或没有填写", "is too short or missing"),
    "string.max_len": ("太长", "is too long"),
    "string.len": ("长度不对", "does not have the right length"),
    "int32.gte_lte": ("超出允许范围（0 至 200）", "is out of range (0 to 200)"),
    "int64.gte": ("必须大于等于 1", "must be 1 or more"),
    "enum.defined_only": ("不是已定义的选项", "is not one of the choices"),
    "enum.not_in": ("必须选择一项", "must be chosen"),
    "repeated.min_items": ("不能为空", "must not be empty"),
    "repeated.max_items": ("条数太多", "has too many items"),
    "map.max_pairs": ("项数太多", "has too many items"),
}
"""What each kind of rule says to a person. Values are never repeated: they may be personal."""


NUL = ("含有不可见的空字符", "has a null character in it")
"""PostgreSQL keeps no text with one, so it is malformed on either database."""


def check(request: Message) -> None:
    """Refuses with `Malformed`, naming every field at fault."""
    zh, en = NUL
    faults = [FieldFault(name, f"{name}：{zh}。", f"{name} {en}.") for name in _with_nul(request)]
    for violation in protovalidate.collect_violations(request):
        zh, en = WORDS.get(violation.proto.rule_id, ("不符合要求", "is not acceptable"))
        field = ".".join(part.field_name for part in violation.proto.field.elements) or "request"
        faults.append(FieldFault(field, f"{field}：{zh}。", f"{field} {en}."))
    if faults:
        raise Malformed(*faults)


def _with_nul(message: Message) -> Iterator[str]:
    """The fields with a null character in their text, nested ones too."""
    for field, value in message.ListFields():
        if field.message_type and field.message_type.GetOptions().map_entry:
            parts = [*value.keys(), *value.values()]
        else:
            parts = value if field.is_repeated else [value]
        for part in parts:
            if isinstance(part, Message):
                yield from (f"{field.name}.{name}" for name in _with_nul(part))
            elif isinstance(part, str) and "\0" in part:
                yield field.name
