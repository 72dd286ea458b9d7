"""Whether somebody can be paid so today: alive, on an account of his own, by an allowed way."""

from dangwu.carefund.v1 import payment_pb2, request_pb2
from dangwu.transfer.v1 import member_pb2, roll_pb2
from services.carefund import acting, ruling
from services.carefund.refusals_payment import ChannelRefused, PayeeUnfit
from services.carefund.store import Application
from services.chassis.work import Work

CHANNEL = "carefund/payment_channel"
ALLOWED = "allow_cash"

NOT_VERIFIED = ("未核实收款账户为其本人所有", "the account is not shown to be his own")
ENDED = (
    "名册中该党员已去世或已出党，应由家属另行申请",
    "by the roll the member has died or left; his family applies instead",
)
OTHER_NAME = ("账户户名与收款人不符", "the account is in another name")
IN_CASH = ("该笔以现金支付，不列入银行文件", "it is paid in cash and belongs in no bank file")


def channel_word(channel: int) -> str:
    """A way of paying as the rule books call it."""
    return payment_pb2.PayChannel.Name(channel).removeprefix("PAY_CHANNEL_").lower()


def require_channel(
    work: Work, application: Application, payee: request_pb2.Payee, channel: int
) -> None:
    """Refuses a way of paying that the rule does not allow: cash needs a signer's consent."""
    allowed = cash_allowed(application)
    word = ruling.of_case(
        work,
        application,
        CHANNEL,
        pay_channel=channel_word(channel),
        account_is_own="yes" if payee.account_name == payee.name else "no",
        reason_given="yes" if allowed else "no",
    ).answer.word
    if word == "refuse" or (word == "approver_first" and not allowed):
        raise ChannelRefused()


def cash_allowed(application: Application) -> bool:
    """Whether a signer of the grant as it stands gave his consent to cash."""
    now = acting.round_of(application)
    return any(one.step == ALLOWED and one.round == now for one in application.parts)


def require_fit(
    work: Work, application: Application, payee: request_pb2.Payee, *, verified: bool
) -> None:
    """Refuses with `PayeeUnfit` where the account is not verified, or the payee is no more."""
    if not verified:
        unfit(NOT_VERIFIED)
    require_there(work, application, payee)


def require_there(work: Work, application: Application, payee: request_pb2.Payee) -> None:
    """A member who is paid himself is on a roll today; that he moved away takes nothing of him."""
    if payee.relation != request_pb2.RELATION_SELF:
        return
    member: member_pb2.Member = work.ask(roll_pb2.GetMemberRequest(id=application.member_id))
    if member.standing == member_pb2.MEMBER_STANDING_ENDED:
        unfit(ENDED)


def unfit(why: tuple[str, str]) -> None:
    raise PayeeUnfit(why_zh=why[0], why=why[1])
