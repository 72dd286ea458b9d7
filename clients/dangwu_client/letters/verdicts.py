"""What may be found about a letter or receipt, each with its sentence in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

Words = tuple[str, str]
"""The same in Chinese and in English."""

NOTHING: Words = ("", "")


class Verdict(Enum):
    """The ends a verification can have; the sentence may have the gap {detail}."""

    GENUINE = (
        "✓ 真实：确由签发机构签署，内容未改动。",
        "✓ Genuine: signed by the issuer, unaltered.",
    )
    ALTERED = (
        "✗ 已被改动：签名不符，或印出的内容与二维码不一致（{detail}）。",
        "✗ Altered: the signature does not fit, or the print differs from the code ({detail}).",
    )
    UNKNOWN_KEY = (
        "✗ 不是已知密钥签署的（{detail}）。请取得签发机构的最新公钥：dangwu letter keys。",
        "✗ Signed with a key not known here ({detail}). Get the issuer's keys: dangwu letter keys.",
    )
    EXPIRED = (
        "✗ 已过有效期：有效期至 {detail}。",
        "✗ Expired: it could be presented until {detail}.",
    )
    VOID = ("✗ 已作废：{detail}。", "✗ Void: {detail}.")
    NOT_THIS_PERSON = (
        "✗ 不是此人的：所给身份证号码与签发时的不符。",
        "✗ Not this person's: it was issued for another ID number.",
    )
    OTHER_LETTER = (
        "✗ 这张回执属于另一份介绍信（{detail}）。",
        "✗ The receipt is for another letter ({detail}).",
    )
    MALFORMED = (
        "✗ 不是本系统的介绍信或回执代码，或代码不完整。",
        "✗ Not a code of a letter or receipt, or not the whole of it.",
    )

    @property
    def zh(self) -> str:
        return self.value[0]

    @property
    def en(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Finding:
    """One verdict, why, what the code says, and what else is worth knowing."""

    verdict: Verdict
    detail: Words = NOTHING
    said: Mapping[str, str] = field(default_factory=dict)
    check_text: str = ""
    remarks: tuple[Words, ...] = ()

    @property
    def genuine(self) -> bool:
        return self.verdict is Verdict.GENUINE

    @property
    def zh(self) -> str:
        return _filled(self.verdict.zh, "（{detail}）", self.detail[0])

    @property
    def en(self) -> str:
        return _filled(self.verdict.en, " ({detail})", self.detail[1])


def _filled(sentence: str, gap: str, detail: str) -> str:
    return (sentence if detail else sentence.replace(gap, "")).format_map({"detail": detail})
