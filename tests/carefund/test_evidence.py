"""Papers: told by their content, kept whole, sealed, and shown for a purpose."""

from hashlib import sha256

import pytest
import sqlalchemy as sa

from dangwu.carefund.v1 import fund_pb2, request_pb2
from services.carefund import evidence
from services.carefund.checks import papers
from services.carefund.refusals import PaperUnfit
from tests.carefund.acts import Care, png
from tests.refusals import refuses

JPEG = b"\xff\xd8\xff\xe0" + b"picture" + b"\xff\xd9"
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
WHOLE = {"png": png("a"), "jpeg": JPEG, "pdf": PDF}
CUT = {
    "png": (png("a")[:-6], "文件不完整"),
    "png without a head": (b"\x89PNG\r\n\x1a\n" + bytes(20) + png()[-12:], "文件不完整"),
    "jpeg": (JPEG[:-2], "文件不完整"),
    "pdf": (PDF[:-6], "文件不完整"),
    "nothing": (b"", "不是 PDF、PNG 或 JPEG"),
    "text": ("诊断证明".encode(), "不是 PDF、PNG 或 JPEG"),
    "program": (b"MZ\x90\x00" + PDF, "不是 PDF、PNG 或 JPEG"),
    "page": (b"<html>%PDF-1.7 %%EOF</html>", "不是 PDF、PNG 或 JPEG"),
    "too large": (PDF.replace(b"%%EOF", bytes(evidence.MOST_BYTES) + b"%%EOF"), "文件过大"),
}


@pytest.mark.parametrize("content", WHOLE.values(), ids=WHOLE)
def test_what_is_whole_is_taken(content: bytes) -> None:
    evidence.require_whole(content)


@pytest.mark.parametrize(("content", "why"), CUT.values(), ids=CUT)
def test_what_is_cut_off_or_something_else_is_not(content: bytes, why: str) -> None:
    with pytest.raises(PaperUnfit) as refused:
        evidence.require_whole(content)
    assert refused.value.details["why_zh"] == why


def test_two_megabytes_are_the_most() -> None:
    longest = PDF.replace(b"%%EOF", bytes(evidence.MOST_BYTES - len(PDF)) + b"%%EOF")
    assert len(longest) == evidence.MOST_BYTES
    evidence.require_whole(longest)
    with pytest.raises(PaperUnfit):
        evidence.require_whole(b"%" + longest)


def test_a_paper_is_kept_sealed_and_shown_as_it_was(care: Care) -> None:
    case = care.attach(care.draft(), "EVIDENCE_KIND_DIAGNOSIS", PDF)
    (kept,) = case.evidence
    assert (kept.size, kept.sha256) == (len(PDF), sha256(PDF).hexdigest())
    assert (kept.kind, kept.attached_on) == (request_pb2.EVIDENCE_KIND_DIAGNOSIS, "2026-06-10")
    shown = care.paper(case, kept.id, "a.secretary")
    assert (shown.id, shown.kind, shown.content) == (kept.id, kept.kind, PDF)
    with care.database() as session:
        content = session.execute(sa.text("SELECT content FROM evidence")).scalar_one()
    assert b"%PDF" not in bytes(content)


def test_one_paper_is_kept_once_and_belongs_to_one_case(care: Care) -> None:
    case = care.attach(care.draft(), content=JPEG)
    with refuses("PAPER_THERE") as refused:
        care.attach(case, "EVIDENCE_KIND_INCOME", JPEG)
    assert refused.details["id"] == case.evidence[0].id
    other = care.attach(care.draft(event="骨折"), content=JPEG)
    with refuses("EVIDENCE_UNKNOWN"):
        care.paper(case, other.evidence[0].id)
    with refuses("EVIDENCE_UNKNOWN"):
        care.paper(case, "v-000000000000")
    with refuses("PAPER_UNFIT"):
        care.attach(case, content=b"MZ")


def test_every_category_asks_for_a_form_and_no_kind_is_without_a_name() -> None:
    categories = set(fund_pb2.CareCategory.values()) - {0}
    assert set(papers.WANTED) == categories
    assert set(papers.CALLED) == set(request_pb2.EvidenceKind.values()) - {0}
    for places in papers.WANTED.values():
        assert places[0] == papers.FORM


E = request_pb2
FORM, INCOME = E.EVIDENCE_KIND_FORM, E.EVIDENCE_KIND_INCOME
DIAGNOSIS, SETTLEMENT = E.EVIDENCE_KIND_DIAGNOSIS, E.EVIDENCE_KIND_SETTLEMENT
INCIDENT = E.EVIDENCE_KIND_INCIDENT


@pytest.mark.parametrize(
    ("category", "there", "missing"),
    [
        ("HARDSHIP_SEVERE", [], "申请表、收入证明、诊断证明或灾害、事故证明"),
        ("HARDSHIP_SEVERE", [FORM, INCOME], "诊断证明或灾害、事故证明"),
        ("HARDSHIP_SEVERE", [FORM, INCOME, DIAGNOSIS], ""),
        ("HARDSHIP_SEVERE", [FORM, INCOME, INCIDENT], ""),
        ("HARDSHIP_ORDINARY", [FORM, INCOME, INCIDENT], "费用结算单或诊断证明"),
        ("ILLNESS", [FORM, DIAGNOSIS], "费用结算单"),
        ("ILLNESS", [DIAGNOSIS, SETTLEMENT], "申请表"),
        ("FAMILY_ILLNESS", [FORM, DIAGNOSIS, SETTLEMENT], "亲属关系证明"),
        ("MEMBER_DEATH", [FORM], "死亡证明、亲属关系证明"),
        ("FESTIVAL", [FORM], ""),
    ],
)
def test_which_papers_are_missing(category: str, there: list[int], missing: str) -> None:
    number = fund_pb2.CareCategory.Value(f"CARE_CATEGORY_{category}")
    assert papers.told(papers.missing(number, there))[0] == missing
