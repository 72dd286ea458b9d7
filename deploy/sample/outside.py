"""What is known of the organizations outside the school: what they are, and how to reach them.

Region codes begin with 99 and telephone numbers with 0990-5550: neither is anybody's.
"""

from deploy.sample.records import Outside, OutsideCategory

_COUNTY = OutsideCategory.COUNTY_DEPARTMENT
_COMMITTEE = OutsideCategory.WORK_COMMITTEE
_UNIVERSITY = OutsideCategory.UNIVERSITY
_STREET = OutsideCategory.STREET
_TALENT = OutsideCategory.TALENT_AGENCY
_ENTERPRISE = OutsideCategory.ENTERPRISE
_MILITARY = OutsideCategory.MILITARY
_COMMUNITY = OutsideCategory.COMMUNITY

_CITY, _DISTRICT = "W01", "W02"
_ON, _OFF = True, False

# fmt: off
_KNOWN = (
    ("W01", _COUNTY, ("安澜市委组织部", "安澜组织部"), "990100", _ON, ""),
    ("W02", _COUNTY, ("东屿区委组织部", "东屿组织部"), "990102", _ON, _CITY),
    ("W03", _COUNTY, ("平野县委组织部", "平野组织部"), "990321", _ON, ""),
    ("W04", _COUNTY, ("云栖县委组织部", "云栖组织部"), "990322", _ON, ""),
    ("W05", _COUNTY, ("石鼓县委组织部", "石鼓组织部"), "990424", _OFF, ""),
    ("W06", _TALENT, ("安澜人社", "安澜市人才中心"), "990100", _ON, _CITY),
    ("W07", _TALENT, ("东屿人社", "东屿区人才中心"), "990102", _ON, _DISTRICT),
    ("W08", _TALENT, ("平野人社", "平野县人才中心"), "990321", _ON, "W03"),
    ("W09", _UNIVERSITY, ("北岭大学组织部", "北岭示大"), "990802", _ON, ""),
    ("W10", _UNIVERSITY, ("南川理工组织部", "南川理工"), "991003", _ON, ""),
    ("W11", _UNIVERSITY, ("西原师院组织部", "西原师院"), "991102", _ON, ""),
    ("W12", _COMMUNITY, ("码头社区", "临港码头社区"), "990102", _ON, "W13"),
    ("W13", _STREET, ("临港街道", "临港街道党工委"), "990102", _ON, _DISTRICT),
    ("W14", _COMMUNITY, ("望潮社区", "海曲望潮社区"), "990103", _ON, _CITY),
    ("W15", _ENTERPRISE, ("远帆集团", "远帆海工"), "990102", _ON, ""),
    ("W16", _MILITARY, ("示例部队政工处", "某部政工处"), "990103", _OFF, ""),
    ("W17", _COMMITTEE, ("省委教育工委", "教育工委"), "990101", _ON, ""),
    ("W18", _UNIVERSITY, ("华岳大学组织部", "华岳示大"), "991502", _ON, ""),
    ("W19", _UNIVERSITY, ("江陵医大组织部", "江陵医大"), "991602", _ON, ""),
    ("W20", _ENTERPRISE, ("远航外贸", "远航进出口"), "990102", _OFF, "W13"),
)
# fmt: on
_ADDRESSES = {
    "W01": "安澜市中山路1号",
    "W02": "东屿区屿前路8号",
    "W03": "平野县人民路12号",
    "W04": "云栖县云溪路3号",
    "W05": "石鼓县鼓山街5号",
    "W06": "安澜市人才路66号",
    "W07": "东屿区屿前路20号",
    "W08": "平野县人民路30号",
    "W09": "北岭市学府路1号",
    "W10": "南川市科技大道100号",
    "W11": "西原市师范路9号",
    "W12": "东屿区码头路2号",
    "W13": "东屿区临港路15号",
    "W14": "海曲区望潮街7号",
    "W15": "东屿区船厂路88号",
    "W17": "省会市教育路6号",
    "W18": "华岳市太华路28号",
    "W19": "江陵市杏林路10号",
    "W20": "东屿区外贸大厦11层",
}
"""Where the military is, is not said."""


def outsides() -> tuple[Outside, ...]:
    """All descriptions, in the order of the codes."""
    return tuple(_described(place, *known) for place, known in enumerate(_KNOWN, start=1))


def _described(
    place: int,
    code: str,
    category: OutsideCategory,
    aliases: tuple[str, ...],
    region: str,
    connected: bool,
    superior: str,
) -> Outside:
    address = _ADDRESSES.get(code, "")
    postcode, phone = (f"{region[:4]}00", f"0990-5550{place:03}") if address else ("", "")
    return Outside(code, category, aliases, region, connected, superior, address, postcode, phone)
