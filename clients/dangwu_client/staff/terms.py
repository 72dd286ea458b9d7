"""What states, kinds, reasons and acts are called, in both languages, by the protos' own names."""

from dangwu_client.staff.act_terms import ACTS
from dangwu_client.staff.case_terms import CASES
from dangwu_client.staff.fund_terms import FUND
from dangwu_client.staff.words import say

TERMS = (
    CASES
    | FUND
    | {
        "TRANSFER_STATE_PROPOSED": ("已提议", "proposed"),
        "TRANSFER_STATE_SUBMITTED": ("已提交", "submitted"),
        "TRANSFER_STATE_UNDER_REVIEW": ("审批中", "under review"),
        "TRANSFER_STATE_AGREED": ("待接收", "agreed, to be accepted"),
        "TRANSFER_STATE_RETURNED": ("已退回", "returned"),
        "TRANSFER_STATE_ACCEPTED": ("已接收", "accepted"),
        "TRANSFER_STATE_REJECTED": ("已拒绝", "rejected"),
        "TRANSFER_STATE_WITHDRAWN": ("已撤回", "withdrawn"),
        "TRANSFER_REASON_CHANGE_OF_MAJOR": ("转专业", "change of major"),
        "TRANSFER_REASON_FURTHER_STUDY": ("校内升学", "further study"),
        "TRANSFER_REASON_REPOSTING": ("岗位调动", "reposting"),
        "TRANSFER_REASON_RETIREMENT": ("退休", "retirement"),
        "TRANSFER_REASON_REORGANIZATION": ("支部调整", "reorganization"),
        "TRANSFER_REASON_OTHER": ("其他", "other"),
        "REJECTION_REASON_WRONG_DESTINATION": ("不属于本组织接收范围", "wrong destination"),
        "REJECTION_REASON_UNTRUE_MATERIAL": ("材料不实", "untrue material"),
        "REJECTION_REASON_UNDER_INVESTIGATION": ("正在接受组织审查", "under investigation"),
        "REJECTION_REASON_NO_LONGER_WISHED": ("本人不再申请", "no longer wished"),
        "REJECTION_REASON_DUPLICATE": ("重复申请", "duplicate"),
        "RUNG_ACT_ATTEST": ("支部核实", "source branch attests"),
        "RUNG_ACT_RELEASE": ("转出审批", "source committee releases"),
        "RUNG_ACT_AGREE": ("转入审批", "destination committee agrees"),
        "RUNG_ACT_ACCEPT": ("支部接收", "destination branch accepts"),
        "MEMBER_KIND_FULL": ("正式党员", "full member"),
        "MEMBER_KIND_PROBATIONARY": ("预备党员", "probationary member"),
        "MEMBER_CATEGORY_STAFF": ("教职工", "staff"),
        "MEMBER_CATEGORY_UNDERGRADUATE": ("本科生", "undergraduate"),
        "MEMBER_CATEGORY_MASTER": ("硕士研究生", "master's student"),
        "MEMBER_CATEGORY_DOCTORAL": ("博士研究生", "doctoral student"),
        "MEMBER_CATEGORY_RETIRED": ("离退休", "retired"),
        "ORGANIZATION_KIND_SCHOOL_COMMITTEE": ("校党委", "school committee"),
        "ORGANIZATION_KIND_BRANCH_COMMITTEE": ("分党委", "branch committee"),
        "ORGANIZATION_KIND_GENERAL_BRANCH": ("党总支", "general branch"),
        "ORGANIZATION_KIND_DIRECT_BRANCH": ("直属党支部", "direct branch"),
        "ORGANIZATION_KIND_BRANCH": ("党支部", "branch"),
        "ORGANIZATION_KIND_OUTSIDE": ("校外党组织", "outside organization"),
        "OUTSIDE_CATEGORY_COUNTY_DEPARTMENT": ("党委组织部门", "county department or above"),
        "OUTSIDE_CATEGORY_WORK_COMMITTEE": ("工委", "work committee"),
        "OUTSIDE_CATEGORY_UNIVERSITY": ("高等学校", "university"),
        "OUTSIDE_CATEGORY_STREET": ("街道乡镇", "street or township"),
        "OUTSIDE_CATEGORY_TALENT_AGENCY": ("人才服务机构", "talent agency"),
        "OUTSIDE_CATEGORY_ENTERPRISE": ("企业", "enterprise"),
        "OUTSIDE_CATEGORY_ORGAN": ("机关事业单位", "public organ"),
        "OUTSIDE_CATEGORY_MILITARY": ("军队", "military"),
        "OUTSIDE_CATEGORY_COMMUNITY": ("村社区", "village or community"),
        "OUTSIDE_CATEGORY_OTHER": ("其他", "other"),
        "POST_KIND_SECRETARY": ("书记", "secretary"),
        "POST_KIND_DEPUTY_SECRETARY": ("副书记", "deputy secretary"),
        "POST_KIND_ORGANIZATION_COMMISSIONER": ("组织委员", "organization commissioner"),
        "POST_KIND_ORGANIZER": ("组织员", "organizer"),
        "POST_KIND_DIRECTOR": ("组织部部长", "director of the organization department"),
        "POST_KIND_OFFICER": ("组织部干事", "officer of the organization department"),
        "POST_KIND_INSPECTOR": ("纪检监察或审计", "inspector"),
        "POST_KIND_ADMINISTRATOR": ("系统管理员", "administrator"),
        "POST_KIND_ACCOUNTANT": ("会计", "accountant"),
        "POST_KIND_CASHIER": ("出纳", "cashier"),
        "DRAFT_STATE_PROPOSED": ("待公布", "waits for a second person"),
        "DRAFT_STATE_PUBLISHED": ("已公布", "published"),
        "DRAFT_STATE_REJECTED": ("未采用", "rejected"),
    }
)
"""Every value of every enum that staff meet; a test holds the list complete."""

STEPS = {
    "submit": ("提交", "submit"),
    "sign": ("签字", "sign"),
    "return": ("退回", "return"),
    "reject": ("拒绝", "reject"),
    "withdraw": ("撤回", "withdraw"),
    "accept": ("接收", "accept"),
    "complete": ("补齐材料", "complete the papers"),
    "doubt": ("提出存疑", "raise a doubt"),
    "clear": ("解除存疑", "end the doubt"),
    "issue": ("开具介绍信", "issue a letter"),
    "send": ("网上发送", "send online"),
    "reissue": ("补开介绍信", "reissue the letter"),
    "redispatch": ("改派", "send elsewhere"),
    "sent_back": ("登记对方退回", "note that it was sent back"),
    "rescind": ("撤销", "take back"),
    "land": ("登记回执", "record the receipt"),
}

CHECKS = {
    "directory": ("组织与职务", "directory"),
    "transfer": ("名册与转接", "roll and transfers"),
    "rules": ("规则", "rules"),
    "carefund": ("党内关爱专项资金", "care fund"),
    "audit": ("审计日志", "audit log"),
}

PROMISES = {
    "prints_journaled": "介绍信的打印都有日志",
    "letters_as_signed": "介绍信的登记与其二维码一致",
    "receipts_as_signed": "回执的登记与其二维码、图片一致",
    "letters_journaled": "介绍信的开出、变动和作废都与日志一致",
    "receipts_linked": "回执都对应介绍信",
    "one_live_letter_each": "一件转接至多一封有效介绍信",
    "letters_without_gaps": "介绍信编号没有缺号",
    "entries_balance": "每张记账凭证借贷平衡",
    "pools_balance": "每个资金池借贷平衡",
    "numbers_without_gaps": "记账凭证编号没有缺号",
    "cash_is_what_was_booked": "资金池的现金与账目一致",
    "promises_are_funded": "已承诺的款项都有资金",
    "promises_end_once": "承诺只了结一次",
    "reversed_once": "凭证只冲销一次",
    "closed_years_are_closed": "已结账的年度没有再记账",
    "nobody_above_the_places": "慰问人数不超过名额",
    "places_serve_their_category": "名额只用于其类别",
    "lists_are_resolved": "名单都有决议",
    "vouchers_without_gaps": "付款凭证编号没有缺号",
    "payments_are_booked": "支付和退汇都已记账",
    "paid_within_the_grant": "支付不超过批准的金额",
    "applications_stand_with_payments": "申请的状态与付款一致",
    "advances_are_what_is_out": "账上的暂付款就是未结清的",
    "advances_are_their_rows": "暂付款等于各行之和",
    "advances_without_gaps": "暂付款编号没有缺号",
    "recoveries_are_booked": "追回的款项都已记账",
    "one_root": "只有一个根组织",
    "versions_contiguous": "组织的各个版本前后相接",
    "parent_kind_fits": "上级的类型相符",
    "parent_stands_each_day": "上级每一天都存续",
    "no_cycle": "上下级没有成环",
    "post_kind_fits": "职务与组织类型相符",
    "term_within_organization": "任期在组织存续期内",
    "holder_known": "任职的人都有登记",
    "one_holder_each": "一职一人",
    "descriptions_journaled": "校外组织的登记都有日志",
    "aliases_unique": "校外组织的别称不重复",
    "superiors_outside": "校外组织的上级在校外且没有成环",
    "one_relationship_each": "每名党员恰属一个组织",
    "moved_only_by_acceptance": "只因接收而转移",
    "acceptance_moved": "接收后都已转移",
    "one_open_transfer_each": "一人只有一件在办的转接",
    "ended_in_an_end": "办结的都有结果",
    "ladders_whole": "审批环节齐全，签字依次",
    "cases_as_filed": "事项的种类和去向与提交时一致",
    "begun_where_entered": "每人的第一段组织关系与登记时一致",
    "open_cases_from_where_he_belongs": "在办的转移都从本人所在的组织转出",
    "signed_by_different_people": "一案各环节由不同的人签字",
    "cases_journaled": "转接都有日志",
    "members_journaled": "党员变动都有日志",
    "standing_fits_terms": "党员状态与保留、停止党籍相符",
    "terms_begun_by_cases": "保留、证明、停止党籍均由办结的事项开始",
    "terms_as_planned": "保留、证明、停止党籍的期限与所批的一致",
    "contacts_journaled": "联系记录与日志一致",
    "journal_without_gaps": "日志没有缺号",
    "journal_chained": "日志前后相链",
    "journal_as_written": "日志未被改动",
    "edition_text_as_published": "规则文本与公布时一致",
    "edition_agrees_with_its_text": "规则内容与文本一致",
    "package_editions_stored": "随附的规则均已入库",
    "editions_brought_in_by_a_call": "规则版本均经载入或公布而来",
    "draft_text_as_proposed": "草稿与提出时一致",
    "drafts_published_by_another": "规则均由提出人以外的人公布",
    "drafts_as_journaled": "草稿的提出与办结与日志一致",
    "ruling_receipts_journaled": "判定的依据与日志一致",
    "rulings_as_journaled": "判定的登记与日志一致",
    "no_case_between_editions": "各版本之间没有空档",
    "books_within_those_above": "学校规定不宽于上位规定",
    "entries_contiguous": "审计记录没有缺号",
    "entries_chained": "审计记录前后相链",
    "entries_as_written": "审计记录未被改动",
    "sources_at_their_last_entry": "各来源停在最后一条",
    "sources_without_gap": "各来源没有缺口",
}
"""What `fsck` checks; a test holds it complete."""


def promise(name: str) -> str:
    """What is checked; a check of later days stays as it is named."""
    return say(PROMISES.get(name, name), name)


def term(name: str) -> str:
    """What an enum value is called; a name of later days stays as it is."""
    return say(*TERMS.get(name, (name, name)))


def act(rpc: str) -> str:
    """What an RPC does, from its full or its short name."""
    short = rpc.rpartition("/")[2]
    return say(*ACTS.get(short, (short, short)))


def step(name: str) -> str:
    """What a step of a transfer is called."""
    return say(*STEPS.get(name, (name, name)))


def service(name: str) -> str:
    """What a service is called."""
    return say(*CHECKS.get(name, (name, name)))


def choices(prefix: str) -> dict[str, str]:
    """How each value of an enum may be typed: `change-of-major` or 转专业; to its full name."""
    typed: dict[str, str] = {}
    for name, (zh, _) in TERMS.items():
        if name.startswith(prefix):
            typed[name.removeprefix(prefix).lower().replace("_", "-")] = name
            typed[zh] = name
    return typed
