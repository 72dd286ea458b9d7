"""The organizations of the sample campus: a school committee, fourteen below it, 85 branches.

Every name is made up; 滨海示范大学 (Binhai Demonstration University) does not exist.
"""

from collections.abc import Iterator
from datetime import date

from deploy.sample.records import Category, Organization, OrganizationKind

SCHOOL = "滨海示范大学"
ROOT_CODE = "00"
ROOT_NAME = "中共滨海示范大学委员会"
# Long enough ago that every term of a post falls after it.
FOUNDED = date(2015, 9, 1)

_COMMITTEE = OrganizationKind.BRANCH_COMMITTEE
_GENERAL = OrganizationKind.GENERAL_BRANCH
_DIRECT = OrganizationKind.DIRECT_BRANCH

# Each letter below is a branch: S staff, U undergraduates, M master's, D doctoral, R retired.
_HOLDS = {
    "S": Category.STAFF,
    "U": Category.UNDERGRADUATE,
    "M": Category.MASTER,
    "D": Category.DOCTORAL,
    "R": Category.RETIRED,
}
_SECOND_LEVEL = (
    ("01", "机械与海洋工程学院", _COMMITTEE, "SSSUUUUMMD"),
    ("02", "信息与智能科学学院", _COMMITTEE, "SSSUUUUMMMD"),
    ("03", "经济管理学院", _COMMITTEE, "SSSUUUUMMM"),
    ("04", "材料与化学学院", _COMMITTEE, "SSUUUMMD"),
    ("05", "环境与生命科学学院", _COMMITTEE, "SSUUUMMD"),
    ("06", "数学与物理学院", _COMMITTEE, "SSUUMMD"),
    ("07", "外国语言文化学院", _COMMITTEE, "SSUUUM"),
    ("08", "人文与法学院", _COMMITTEE, "SSUUUMM"),
    ("09", "马克思主义学院", _GENERAL, "SM"),
    ("10", "国际联合学院", _COMMITTEE, "SUUM"),
    ("11", "机关", _COMMITTEE, "SSSSSSS"),
    ("12", "离退休", _GENERAL, "RRR"),
    ("13", "图书馆", _DIRECT, ""),
    ("14", "体育部", _DIRECT, ""),
)
_ENDINGS = {_COMMITTEE: "党委", _GENERAL: "党总支", _DIRECT: "直属党支部"}
_BRANCHES = {
    Category.STAFF: "教工",
    Category.UNDERGRADUATE: "本科生",
    Category.MASTER: "硕士研究生",
    Category.DOCTORAL: "博士研究生",
    Category.RETIRED: "",
}
_OFFICES = (
    "组织部",
    "党政办公室",
    "纪检监察与审计",
    "人事处",
    "教务处",
    "学生工作部",
    "后勤管理处",
)
_ORDINALS = "一二三四五六七八九"

# Below the county level nobody may take a letter: four of these may not be written to.
_OUTSIDE = (
    ("W01", "中共示例省安澜市委组织部", True),
    ("W02", "中共安澜市东屿区委组织部", True),
    ("W03", "中共示例省平野县委组织部", True),
    ("W04", "中共示例省云栖县委组织部", True),
    ("W05", "中共示例省石鼓县委组织部", True),
    ("W06", "安澜市人才服务中心党委", True),
    ("W07", "东屿区人力资源公共服务中心党委", True),
    ("W08", "平野县公共就业和人才服务中心党总支", False),
    ("W09", "北岭示范大学党委组织部", True),
    ("W10", "南川示范理工大学党委组织部", True),
    ("W11", "西原示范师范学院党委组织部", True),
    ("W12", "东屿区临港街道码头社区党支部", False),
    ("W13", "东屿区临港街道党工委", True),
    ("W14", "安澜市海曲区望潮社区党委", False),
    ("W15", "远帆海洋工程集团滨海有限公司党委", True),
    ("W16", "示例部队某部政治工作处", True),
    ("W17", "中共示例省委教育工作委员会组织处", True),
    ("W18", "华岳示范大学党委组织部", True),
    ("W19", "江陵示范医科大学党委组织部", True),
    ("W20", "安澜远航进出口有限公司党总支", False),
)


def organizations() -> tuple[Organization, ...]:
    """All organizations, parents before children; what is outside the school last."""
    root = Organization(ROOT_CODE, ROOT_NAME, OrganizationKind.SCHOOL_COMMITTEE, "", True, FOUNDED)
    second = tuple(
        Organization(code, name + _ENDINGS[kind], kind, ROOT_CODE, kind is _COMMITTEE, FOUNDED)
        for code, name, kind, _ in _SECOND_LEVEL
    )
    outside = tuple(
        Organization(code, name, OrganizationKind.OUTSIDE, "", may_approve, FOUNDED)
        for code, name, may_approve in _OUTSIDE
    )
    return (root, *second, *_branches(), *outside)


def holds() -> dict[str, Category]:
    """What kind of member each organization that has members is there for, by code."""
    return {
        code if kind is _DIRECT else f"{code}{place:02}": _HOLDS[letter]
        for code, _, kind, letters in _SECOND_LEVEL
        for place, letter in enumerate(letters or "S", start=1)
    }


def _branches() -> Iterator[Organization]:
    for code, name, _, letters in _SECOND_LEVEL:
        for place, letter in enumerate(letters, start=1):
            many = letters.count(letter) > 1
            ordinal = f"第{_ORDINALS[letters[:place].count(letter) - 1]}" if many else ""
            title = f"{name}{_BRANCHES[_HOLDS[letter]]}{ordinal}党支部"
            if name == "机关":
                title = f"机关{_OFFICES[place - 1]}党支部"
            yield Organization(
                f"{code}{place:02}", title, OrganizationKind.BRANCH, code, False, FOUNDED
            )
