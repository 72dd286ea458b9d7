"""Names that many bear and so point at nobody, with a few that trouble fonts and sorting."""

from random import Random

# By how common they are, roughly; the tail holds rare ones.
_SURNAMES = (
    "王李张刘陈" * 6
    + "杨黄赵吴周" * 4
    + "徐孙马朱胡郭何高林罗" * 2
    + "郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    + "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤逄仝禤芈郄"
)
_DOUBLE = ("欧阳", "司马", "上官", "诸葛", "尉迟", "皇甫")
_MALE = (
    "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢阳建亮成畅洪峰博文彬轩志立东海翔"
)
_FEMALE = "芳娜敏静丽艳娟霞秀燕玲桂丹萍红玉兰洁梅琳雪晶倩婷莹颖慧欣瑶悦佳怡琪雯璐蕾薇岚菲月宁清"
_MALE_GIVEN = (
    "建国志强海涛子轩浩然文博一鸣天宇俊杰家豪明远思源"
    + "国栋永刚晓东振华立新卫东德明世杰启航泽宇嘉树云飞"
)
_FEMALE_GIVEN = (
    "秀英桂英丽华淑珍晓燕雨欣子涵思雨佳怡梦瑶雅婷欣怡"
    + "海燕春梅丽娟文静雪梅诗涵若曦一诺静怡可欣慧敏晓雯"
)
# Two of these lie beyond the basic plane: screens, fonts and sorting must bear them.
_RARE = "翀喆彧頔堃祎龑䶮燊淼骉\U0002b5af\U0002c488"
_MALE_WHOLE = ("巴特尔", "扎西次仁", "艾力·买买提", "那顺巴图", "尼玛多吉")
_FEMALE_WHOLE = ("其其格", "卓玛央金", "古丽娜尔·艾力", "萨仁高娃", "阿依努尔·买买提")

_ELSEWHERE = ("满族", "回族", "壮族", "土家族", "苗族", "朝鲜族", "侗族", "彝族")
_TOLD_BY_NAME = {
    "蒙古族": ("巴特尔", "那顺巴图", "其其格", "萨仁高娃"),
    "藏族": ("扎西次仁", "尼玛多吉", "卓玛央金"),
    "维吾尔族": ("买买提", "艾力"),
}


def ethnicity(rng: Random, called: str) -> str:
    """The ethnic group of somebody with a name; of one in a hundred nobody wrote it down."""
    for group, names in _TOLD_BY_NAME.items():
        if any(one in called for one in names):
            return group
    luck = rng.random()
    if luck < 0.01:
        return ""
    return rng.choice(_ELSEWHERE) if luck < 0.08 else "汉族"


def name(rng: Random, female: bool) -> str:
    """A full name."""
    kind = rng.random()
    if kind < 0.008:
        return rng.choice(_FEMALE_WHOLE if female else _MALE_WHOLE)
    surname = rng.choice(_DOUBLE) if kind < 0.02 else rng.choice(_SURNAMES)
    if kind > 0.985:
        return surname + rng.choice(_RARE)
    characters = _FEMALE if female else _MALE
    shape = rng.random()
    if shape < 0.35:
        return surname + rng.choice(characters)
    if shape < 0.70:
        pairs = _FEMALE_GIVEN if female else _MALE_GIVEN
        place = rng.randrange(0, len(pairs), 2)
        return surname + pairs[place : place + 2]
    return surname + rng.choice(characters) + rng.choice(characters)
