"""Every form in its usual state and in its hardest, by name."""

from dangwu_client.fund.forms import Form, NoticeForm
from tests.forms.papers import (
    filled_application,
    hard_application,
    hard_voucher,
    masked_application,
    void_voucher,
    voucher,
)
from tests.forms.tables import (
    empty_summary,
    hard_notice,
    hard_sheet,
    hard_summary,
    notice,
    sheet,
    summary,
)

CASES: dict[str, Form] = {
    "application": filled_application(),
    "application undisclosed": masked_application(),
    "application hard": hard_application(),
    "voucher": voucher(),
    "voucher hard": hard_voucher(),
    "voucher void": void_voucher(),
    "sheet": sheet(),
    "sheet hard": hard_sheet(),
    "notice": NoticeForm(notice(3)),
    "notice hard": hard_notice(),
    "summary": summary(),
    "summary published": summary(published=True),
    "summary hard": hard_summary(),
    "summary empty": empty_summary(),
}
