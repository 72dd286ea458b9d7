"""The five forms of the care fund on paper: 申请审批表, 付款凭证, 签领表, 公示, 年度汇总表.

Each is a record of what it shows; `render` makes one PDF of any of them, `print_forms` a file.
"""

from dangwu_client.fund.forms.application import ApplicationForm, Kin
from dangwu_client.fund.forms.notice import NoticeForm
from dangwu_client.fund.forms.printing import Form, Printing, print_forms, render
from dangwu_client.fund.forms.signoff import SignOffRow, SignOffSheet
from dangwu_client.fund.forms.summary import AnnualSummary, Income, PoolYear, Special, Spent
from dangwu_client.fund.forms.voucher import Voucher

__all__ = [
    "AnnualSummary",
    "ApplicationForm",
    "Form",
    "Income",
    "Kin",
    "NoticeForm",
    "PoolYear",
    "Printing",
    "SignOffRow",
    "SignOffSheet",
    "Special",
    "Spent",
    "Voucher",
    "print_forms",
    "render",
]
