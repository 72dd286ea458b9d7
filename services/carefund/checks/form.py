"""Whether the form is as it must be: consents, other aid, payee, papers, emergency, sum.

Section 5.3; C-046, C-066, C-077; 个人信息保护法 art. 29 asks for a consent of its own.
"""

import unicodedata

from dangwu.carefund.v1 import fund_pb2, request_pb2
from services.carefund.checks import papers
from services.carefund.checks.facts import Facts, Finding
from services.carefund.checks.member import Check
from services.carefund.terms import yuan

MEMBER_DEATH = fund_pb2.CARE_CATEGORY_MEMBER_DEATH
SELF = request_pb2.RELATION_SELF
FAMILY = frozenset(request_pb2.Relation.values()) - {request_pb2.RELATION_UNSPECIFIED, SELF}
PAYEES = {
    MEMBER_DEATH: FAMILY,
    # Death or disability: he himself, or those he leaves.
    fund_pb2.CARE_CATEGORY_LINE_OF_DUTY: FAMILY | {SELF},
}
DOTS = str.maketrans(dict.fromkeys("·•・‧∙⋅.．", "·"))
PROMISES = (
    (
        "truth_promised",
        "TRUTH",
        "申请人须对所填内容和材料的真实性作出承诺。",
        "stand for the truth",
    ),
    (
        "privacy_agreed",
        "PRIVACY",
        "须单独取得申请人对处理敏感个人信息的同意。",
        "agree separately to the use of sensitive data",
    ),
    ("publicity_agreed", "PUBLICITY", "申请人须同意公示。", "agree to publicity"),
)


def consents(facts: Facts) -> list[Finding]:
    """What the applicant himself must have said; each by itself."""
    return [
        Finding(f"{code}_MISSING", zh, f"The applicant must {en}.", field=f"plea.{field}")
        for field, code, zh, en in PROMISES
        if not getattr(facts.plea, field)
    ]


def applicant(facts: Facts) -> Finding | None:
    """Who has died applies no more: the family does, or the branch."""
    self_applied = facts.plea.applied_by == request_pb2.APPLICANT_SELF
    if facts.plea.category != MEMBER_DEATH or not self_applied:
        return None
    zh = "党员去世的，由其亲属或党支部申请。"
    en = "After a member's death the family applies, or the branch."
    return Finding("APPLICANT_UNFIT", zh, en, field="plea.applied_by")


def other_aid_declared(facts: Facts) -> Finding | None:
    """Whether there is other aid is said in any case."""
    if facts.plea.other_aid_declared:
        return None
    zh = "须如实申报是否已获其他渠道救助；没有的也要申报。"
    en = "Aid from elsewhere is declared, even when there is none."
    return Finding("OTHER_AID_UNDECLARED", zh, en, field="plea.other_aid_declared")


def listed_elsewhere(facts: Facts) -> Finding | None:
    if facts.answer("other_aid").word != "exclude":
        return None
    return facts.because("LISTED_ELSEWHERE", "other_aid", "plea.other_aid")


def payee(facts: Facts) -> Finding | None:
    """He himself is paid; the family where it was his death."""
    paid, fits = facts.plea.payee, PAYEES.get(facts.plea.category, frozenset({SELF}))
    themselves = paid.relation != SELF or same_name(paid.name, facts.member_name)
    if paid.relation in fits and themselves:
        return None
    zh = "收款人须为党员本人；党员去世的，须为其亲属，不得由他人代领。"
    en = "The payee is the member himself or, after his death, his family; nobody in his stead."
    return Finding("PAYEE_UNFIT", zh, en, field="plea.payee.relation")


def own_account(facts: Facts) -> Finding | None:
    paid = facts.plea.payee
    if same_name(paid.name, paid.account_name):
        return None
    zh, en = "收款账户户名须与收款人姓名一致。", "The account must be in the payee's own name."
    return Finding("ACCOUNT_NOT_OWN", zh, en, field="plea.payee.account_name")


def costs(facts: Facts) -> Finding | None:
    """Nobody bore more of a cost himself than there was."""
    if facts.plea.self_paid_fen <= facts.plea.cost_fen:
        return None
    zh, en = "自付费用不能超过总费用。", "What he paid himself cannot be more than the whole cost."
    return Finding("COSTS_UNFIT", zh, en, field="plea.self_paid_fen")


def evidence(facts: Facts) -> Finding | None:
    """All papers are there; on the emergency path they may follow."""
    if facts.papers is None:
        return None
    places = papers.missing(facts.plea.category, facts.papers)
    if not places:
        return None
    zh, en = papers.told(places)
    return Finding(
        "EVIDENCE_MISSING",
        f"还缺：{zh}。",
        f"Still missing: {en}.",
        field="evidence",
        blocks=not facts.plea.emergency,
    )


def emergency(facts: Facts) -> Finding | None:
    """The event opens the emergency path."""
    if not facts.plea.emergency or facts.answer("emergency_path").truth:
        return None
    return facts.because("NO_EMERGENCY", "emergency_path", "plea.emergency")


def emergency_cap(facts: Facts) -> Finding | None:
    if not facts.plea.emergency:
        return None
    most = facts.answer("emergency_cap").amount_fen
    if facts.plea.requested_fen <= most:
        return None
    zh, en = f"（{yuan(most)} 元）", f" ({yuan(most)} yuan)"
    return facts.because("EMERGENCY_CAP", "emergency_cap", "plea.requested_fen", zh=zh, en=en)


def over_standard(facts: Facts) -> Finding | None:
    """More than the standard is no obstacle: it goes to a higher body."""
    most = standard(facts)
    if most is None or facts.plea.requested_fen <= most:
        return None
    return facts.because("OVER_STANDARD", "standard_sum", "plea.requested_fen", blocks=False)


def standard(facts: Facts) -> int | None:
    """The sum the rules give for the category; None where a meeting decides it."""
    answer = facts.answer("standard_sum")
    return answer.amount_fen if answer.HasField("amount_fen") else None


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, however their spaces, widths and dots were typed."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).translate(DOTS).casefold().split())


CHECKS: tuple[Check, ...] = (
    applicant,
    other_aid_declared,
    listed_elsewhere,
    payee,
    own_account,
    costs,
    evidence,
    emergency,
    emergency_cap,
    over_standard,
)
