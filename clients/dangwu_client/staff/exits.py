"""How the command ends: one number for each kind of end, the same for ever."""

from dangwu_client import errors
from dangwu_client.staff.words import say

DONE = 0
FAILED = 1
USAGE = 2
CANCELLED = 3
NOT_ALLOWED = 4
PARTLY = 5
CONFLICT = 6
UNAVAILABLE = 7
BROKEN = 8
NOT_FOUND = 9

MEANINGS = {
    DONE: ("成功（包括结果为空）", "done (an empty list is done too)"),
    FAILED: ("失败", "failed"),
    USAGE: ("用法或所填内容不对", "wrong usage, or fields that cannot be taken"),
    CANCELLED: ("在询问时取消", "cancelled at a question"),
    NOT_ALLOWED: ("未登录或无权", "not logged in, or not permitted"),
    PARTLY: ("部分完成", "partly done"),
    CONFLICT: ("与现状冲突，或状态不允许", "in conflict with how things stand"),
    UNAVAILABLE: ("服务器不可用或超时", "server unavailable, or too late"),
    BROKEN: ("核验未通过", "verification failed"),
    NOT_FOUND: ("没有找到", "not found"),
}

_KINDS = {
    errors.Malformed: USAGE,
    errors.Unauthenticated: NOT_ALLOWED,
    errors.Forbidden: NOT_ALLOWED,
    errors.Unknown: NOT_FOUND,
    errors.NotNow: CONFLICT,
    errors.Taken: CONFLICT,
    errors.Conflict: CONFLICT,
    errors.Unavailable: UNAVAILABLE,
    errors.Incident: FAILED,
}


def of(error: errors.DangwuError) -> int:
    """The exit code for what was answered instead of a reply."""
    return _KINDS.get(type(error), FAILED)


def meaning(code: int) -> str:
    """What an exit code means."""
    return say(*MEANINGS[code])
