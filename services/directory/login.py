"""Logging in without the school's own issuer: one-time codes (一次性登录码) and what they open."""

import secrets
from datetime import timedelta

from services.chassis.errors import NotNow, Unauthenticated
from services.chassis.onetime import ALPHABET as ALPHABET
from services.chassis.onetime import CODE_LENGTH as CODE_LENGTH
from services.chassis.onetime import TRIES as TRIES
from services.chassis.onetime import new_code as new_code
from services.chassis.onetime import read as read
from services.chassis.onetime import shown as shown

FRONT = 4
"""The front of a code finds it, so that wrong guesses at the rest can be counted."""

CODE_LASTS = timedelta(minutes=10)
SYSTEM_CODE_LASTS = timedelta(hours=24)
"""A campus system is set up by a colleague, who may not be at his desk just now."""

SESSION_LASTS = timedelta(hours=12)
TOKEN_MINUTES = 10


class CodeRefused(Unauthenticated):
    """Says one thing whatever was wrong: who guesses learns nothing."""

    zh = (
        "登录码或登录已失效：可能有误、已用过、已过期，或尝试次数过多。"
        "请向系统管理员申请新的登录码，再运行：dangwu login。"
    )
    en = (
        "The code or login is not good: mistyped, used, expired, or tried too often. "
        "Ask the administrator for a new code, then run: dangwu login."
    )


class IssuerOff(NotNow):
    zh = "内置登录未启用：请用学校统一身份认证登录。"
    en = "The embedded login is off here; log in through the school's own issuer."


def new_renewal() -> str:
    """A secret that renews a session, once."""
    return secrets.token_urlsafe(32)
