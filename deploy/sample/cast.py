"""The people of the demo story: the same accounts, names and posts on every sample campus."""

from dataclasses import dataclass

from deploy.sample.records import PostKind

SOURCE_COMMITTEE, SOURCE_BRANCH = "03", "0302"
DESTINATION_COMMITTEE, DESTINATION_BRANCH = "05", "0501"
OUTSIDE_BRANCH = "0701"


@dataclass(frozen=True, slots=True)
class Part:
    """One person of the story; a member of `branch`, full, of the staff."""

    account: str
    name: str
    role: str
    branch: str
    organization: str  # where the post is
    post: PostKind
    female: bool = False
    former: bool = False  # the term ended last year, and no other post is held
    months_behind: int = 0  # with the dues


CAST = (
    Part(
        "zhang.wei",
        "张伟",
        "申请人，兼本支部组织委员，党费欠两个月 · the applicant, commissioner of his own branch",
        SOURCE_BRANCH,
        SOURCE_BRANCH,
        PostKind.ORGANIZATION_COMMISSIONER,
        months_behind=2,
    ),
    Part(
        "li.na",
        "李娜",
        "转出支部书记 · secretary of the source branch",
        SOURCE_BRANCH,
        SOURCE_BRANCH,
        PostKind.SECRETARY,
        female=True,
    ),
    Part(
        "wang.qiang",
        "王强",
        "转出支部副书记 · deputy secretary of the source branch",
        SOURCE_BRANCH,
        SOURCE_BRANCH,
        PostKind.DEPUTY_SECRETARY,
    ),
    Part(
        "wu.fang",
        "吴芳",
        "转出支部前任书记，任期去年届满 · its former secretary, whose term ended last year",
        SOURCE_BRANCH,
        SOURCE_BRANCH,
        PostKind.SECRETARY,
        female=True,
        former=True,
    ),
    Part(
        "liu.yang",
        "刘洋",
        "转出分党委书记 · secretary of the source committee",
        "0301",
        SOURCE_COMMITTEE,
        PostKind.SECRETARY,
    ),
    Part(
        "chen.jing",
        "陈静",
        "转入分党委书记 · secretary of the destination committee",
        "0502",
        DESTINATION_COMMITTEE,
        PostKind.SECRETARY,
        female=True,
    ),
    Part(
        "zhao.lei",
        "赵磊",
        "转入支部书记 · secretary of the destination branch",
        DESTINATION_BRANCH,
        DESTINATION_BRANCH,
        PostKind.SECRETARY,
    ),
    Part(
        "huang.min",
        "黄敏",
        "转入支部副书记 · deputy secretary of the destination branch",
        DESTINATION_BRANCH,
        DESTINATION_BRANCH,
        PostKind.DEPUTY_SECRETARY,
        female=True,
    ),
    Part(
        "zhou.tao",
        "周涛",
        "与此事无关的支部书记 · an outsider: secretary of a branch of a third college",
        OUTSIDE_BRANCH,
        OUTSIDE_BRANCH,
        PostKind.SECRETARY,
    ),
    Part(
        "lin.yan",
        "林燕",
        "组织部部长 · director of the organization department",
        "1101",
        "00",
        PostKind.DIRECTOR,
        female=True,
    ),
    Part(
        "he.jun",
        "何军",
        "组织部干事，起草规则的新版本 · officer of the department, who drafts editions of rules",
        "1101",
        "00",
        PostKind.OFFICER,
    ),
    Part(
        "sun.bo",
        "孙波",
        "系统管理员 · administrator",
        "1101",
        "00",
        PostKind.ADMINISTRATOR,
    ),
    Part(
        "xu.ping",
        "徐平",
        "纪检监察员 · inspector",
        "1103",
        "00",
        PostKind.INSPECTOR,
    ),
    Part(
        "feng.yu",
        "冯玉",
        "关爱资金会计 · accountant of the care fund",
        "1104",
        "00",
        PostKind.ACCOUNTANT,
        female=True,
    ),
    Part(
        "cao.gang",
        "曹刚",
        "关爱资金出纳 · cashier of the care fund",
        "1104",
        "00",
        PostKind.CASHIER,
    ),
)
FOUNDERS = (PostKind.DIRECTOR, PostKind.ADMINISTRATOR)


def part(post: PostKind) -> Part:
    """The one of the cast who holds a post of which the school has a single one in the story."""
    return next(one for one in CAST if one.post is post)
