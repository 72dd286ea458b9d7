"""What pools and books refuse, each with a sentence and its mend."""

from services.chassis.errors import Malformed, NotNow, Taken, Unknown


class PoolUnknown(Unknown):
    zh = "没有编号为 {id} 的资金池。请核对编号。"
    en = "There is no pool {id}; check the id."


class PoolTaken(Taken):
    zh = "已有同名的资金池（{id}）。请换一个名称，或使用已有的资金池。"
    en = "There is a pool of this name ({id}); choose another, or use that one."


class PurposeUnfit(Malformed):
    zh = "限定用途捐赠须列明可用类别，其他来源不列。"
    en = "A restricted gift says what it is for, and no other source does."


class PoolShort(NotNow):
    zh = "资金池 {pool} 余额不足：可用 {available} 元，需要 {needed} 元。请换资金池或先筹款。"
    en = "Pool {pool} is short: {available} yuan are free, {needed} are needed."


class ResolutionUnknown(Unknown):
    zh = "没有编号为 {id} 的决议。请先登记决议。"
    en = "There is no resolution {id}; record it first."


class ResolutionUnfit(NotNow):
    zh = "决议 {id} 不能作为依据：{why_zh}。请登记或选用合适的决议。"
    en = "Resolution {id} cannot stand behind this: {why}. Record or name a fitting one."


class BudgetPromised(NotNow):
    zh = "该资金池{year}年已承诺 {promised} 元，预算不能少于此数。"
    en = "This pool has promised {promised} yuan for {year}; its budget cannot be less."


class DateAhead(Malformed):
    zh = "{on} 尚未到来，只能登记已经发生的事项。"
    en = "{on} is still ahead; only what has happened is recorded."


class YearClosed(NotNow):
    zh = "{year}年已经结账，不再记入；更正记入本年。"
    en = "The books of {year} are closed; a correction goes into this year."


class YearNotOver(NotNow):
    zh = "{year}年尚未结束，不能结账。"
    en = "The year {year} is not over; it cannot be closed yet."


class YearBeforeOpen(NotNow):
    zh = "{year}年尚未结账，须按年度先后结账。"
    en = "The year {year} is still open; years are closed in order."


class NothingToClose(NotNow):
    zh = "{year}年没有账目，无需结账。"
    en = "Nothing was booked in {year}; there is nothing to close."


class BankReferenceTaken(Taken):
    zh = "银行流水号已用于凭证 {entry}。同一笔流水只记一次账；记错的先冲销。"
    en = "This bank reference is booked already ({entry}); reverse that entry first if it is wrong."


class IncomeUnfit(Malformed):
    zh = "该类收入不能记入此资金池：来源不符，或期初结余之前已有账目。"
    en = "Income of this kind does not go to this pool, or an opening balance comes after entries."


class EntryUnknown(Unknown):
    zh = "没有编号为 {id} 的记账凭证。请核对编号。"
    en = "There is no entry {id}; check the id."


class EntryUnfit(NotNow):
    zh = "凭证 {id} 不能如此更正：支付由支付事项处理，来源已查明的先冲销查明的凭证。"
    en = "Entry {id} cannot be corrected so: a payment has its own acts."


class EntryReversed(NotNow):
    zh = "凭证 {id} 已由 {by} 冲销，不能再次冲销。"
    en = "Entry {id} is reversed already, by {by}."


class BeyondHeld(NotNow):
    zh = "代收代转款余额只有 {held} 元，不足 {needed} 元。"
    en = "Only {held} yuan are held for others here, not {needed}."


class CommitmentEnded(NotNow):
    zh = "该笔承诺已了结（{ended_as}），不能再次处理。"
    en = "This promise has ended already ({ended_as}); it ends once."


class CommitmentStands(NotNow):
    zh = "该笔承诺在 {until} 之前有效，尚未失效。"
    en = "This promise stands until {until}; it has not lapsed."
