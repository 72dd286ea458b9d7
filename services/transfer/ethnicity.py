"""The ethnic groups (民族) a record may name: the 56 of GB/T 3304, and those not identified."""

from services.chassis.errors import FieldFault, Malformed

FULL = [
    "汉族",
    "蒙古族",
    "回族",
    "藏族",
    "维吾尔族",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "高山族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜族",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "阿昌族",
    "普米族",
    "塔吉克族",
    "怒族",
    "乌孜别克族",
    "俄罗斯族",
    "鄂温克族",
    "德昂族",
    "保安族",
    "裕固族",
    "京族",
    "塔塔尔族",
    "独龙族",
    "鄂伦春族",
    "赫哲族",
    "门巴族",
    "珞巴族",
    "基诺族",
]
"""In the order of the standard's own codes, 01 to 56."""

OTHER = "其他"
"""Who belongs to a group that is not identified yet."""

NAMES = frozenset((*FULL, OTHER))


def named(text: str, field: str = "ethnicity") -> str:
    """The full name of an ethnic group, "汉" being 汉族; empty where none was given.

    Refuses what is on no list: it would stand on a letter.
    """
    name = text if not text or text in NAMES else f"{text}族"
    if name and name not in NAMES:
        raise Malformed(
            FieldFault(
                field,
                "没有这个民族名称；请写 GB/T 3304 所列的全称，例如 汉族、土家族，未识别的写 其他。",
                "No such ethnic group; give its name by GB/T 3304, such as 汉族 or 土家族, "
                "or 其他 where it is not identified.",
            )
        )
    return name
