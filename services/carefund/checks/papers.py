"""Which papers each category of aid asks for; of papers side by side one is enough."""

from collections.abc import Collection, Mapping

from dangwu.carefund.v1 import fund_pb2, request_pb2

C = fund_pb2
E = request_pb2

FORM = (E.EVIDENCE_KIND_FORM,)
INCOME = (E.EVIDENCE_KIND_INCOME,)
DIAGNOSIS = (E.EVIDENCE_KIND_DIAGNOSIS,)
SETTLEMENT = (E.EVIDENCE_KIND_SETTLEMENT,)
RELATIONSHIP = (E.EVIDENCE_KIND_RELATIONSHIP,)
INCIDENT = (E.EVIDENCE_KIND_INCIDENT,)
DEATH = (E.EVIDENCE_KIND_DEATH,)
CAUSE = (E.EVIDENCE_KIND_DIAGNOSIS, E.EVIDENCE_KIND_INCIDENT)
COST = (E.EVIDENCE_KIND_SETTLEMENT, E.EVIDENCE_KIND_DIAGNOSIS)

Wanted = tuple[tuple[int, ...], ...]

WANTED: Mapping[int, Wanted] = {
    C.CARE_CATEGORY_HARDSHIP_SEVERE: (FORM, INCOME, CAUSE),
    C.CARE_CATEGORY_HARDSHIP_MODERATE: (FORM, INCOME, CAUSE),
    C.CARE_CATEGORY_HARDSHIP_ORDINARY: (FORM, INCOME, COST),
    C.CARE_CATEGORY_STUDENT: (FORM, (E.EVIDENCE_KIND_STUDENT_HARDSHIP,)),
    C.CARE_CATEGORY_ILLNESS: (FORM, DIAGNOSIS, SETTLEMENT),
    C.CARE_CATEGORY_FAMILY_ILLNESS: (FORM, DIAGNOSIS, SETTLEMENT, RELATIONSHIP),
    C.CARE_CATEGORY_HOSPITAL_VISIT: (FORM, (E.EVIDENCE_KIND_DISCHARGE, E.EVIDENCE_KIND_DIAGNOSIS)),
    C.CARE_CATEGORY_DISASTER: (FORM, INCIDENT),
    C.CARE_CATEGORY_ACCIDENT: (FORM, INCIDENT),
    C.CARE_CATEGORY_MEMBER_DEATH: (FORM, DEATH, RELATIONSHIP),
    C.CARE_CATEGORY_RELATIVE_DEATH: (FORM, DEATH, RELATIONSHIP),
    C.CARE_CATEGORY_LINE_OF_DUTY: (FORM, (E.EVIDENCE_KIND_LINE_OF_DUTY,)),
    C.CARE_CATEGORY_VETERAN: (FORM,),
    C.CARE_CATEGORY_FESTIVAL: (FORM,),
    C.CARE_CATEGORY_OTHER: (FORM, (E.EVIDENCE_KIND_OTHER,)),
}

CALLED: Mapping[int, tuple[str, str]] = {
    E.EVIDENCE_KIND_FORM: ("申请表", "form"),
    E.EVIDENCE_KIND_INCOME: ("收入证明", "proof of income"),
    E.EVIDENCE_KIND_DIAGNOSIS: ("诊断证明", "diagnosis"),
    E.EVIDENCE_KIND_SETTLEMENT: ("费用结算单", "settlement of costs"),
    E.EVIDENCE_KIND_DISCHARGE: ("出院小结", "discharge note"),
    E.EVIDENCE_KIND_RELATIONSHIP: ("亲属关系证明", "proof of the relation"),
    E.EVIDENCE_KIND_INCIDENT: ("灾害、事故证明", "proof of the disaster or accident"),
    E.EVIDENCE_KIND_DEATH: ("死亡证明", "death certificate"),
    E.EVIDENCE_KIND_LINE_OF_DUTY: ("因公认定书", "finding of the line of duty"),
    E.EVIDENCE_KIND_STUDENT_HARDSHIP: ("学生困难认定", "finding of the student's hardship"),
    E.EVIDENCE_KIND_OTHER: ("其他证明", "other paper"),
}


def wanted(category: int) -> list[int]:
    """Every kind of paper that serves for a category, in order, each once."""
    return list(dict.fromkeys(kind for place in WANTED[category] for kind in place))


def missing(category: int, there: Collection[int]) -> Wanted:
    """The places of a category that no paper fills; one paper fills no two."""
    left = list(there)
    open_places = []
    # What only one kind can fill comes first, so that it is not spent on a place with a choice.
    for place in sorted(WANTED[category], key=len):
        kind = next((one for one in place if one in left), None)
        if kind is None:
            open_places.append(place)
        else:
            left.remove(kind)
    return tuple(sorted(open_places, key=WANTED[category].index))


def told(places: Wanted) -> tuple[str, str]:
    """What is missing, in words."""
    zh = "、".join("或".join(CALLED[kind][0] for kind in place) for place in places)
    en = ", ".join(" or ".join(CALLED[kind][1] for kind in place) for place in places)
    return zh, en
