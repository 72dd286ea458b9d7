"""Papers of an application: what they are is told by their content, and they rest encrypted."""

from hashlib import sha256

from services.carefund import store
from services.carefund.refusals import EvidenceUnknown, PaperThere, PaperUnfit
from services.carefund.store import Application, Evidence
from services.chassis.ids import new_id
from services.chassis.work import Work

MOST_BYTES = 2 * 1024 * 1024
TAIL = 1024


def require_whole(content: bytes) -> None:
    """Refuses with `PaperUnfit` what is no whole PDF, PNG or JPEG of at most two megabytes."""
    if len(content) > MOST_BYTES:
        raise PaperUnfit(why_zh="文件过大", why="it is too large")
    tail = content[-TAIL:]
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        whole = content[12:16] == b"IHDR" and content[-8:-4] == b"IEND"
    elif content.startswith(b"\xff\xd8\xff"):
        whole = b"\xff\xd9" in tail
    elif content.startswith(b"%PDF-"):
        whole = b"%%EOF" in tail
    else:
        raise PaperUnfit(why_zh="不是 PDF、PNG 或 JPEG", why="it is no PDF, PNG or JPEG")
    if not whole:
        raise PaperUnfit(why_zh="文件不完整", why="a part of it is missing")


def print_of(application: Application, content: bytes, work: Work) -> str:
    """The SHA-256 of a paper in hex; refuses one that cannot be kept, or is kept already."""
    require_whole(content)
    found = sha256(content).hexdigest()
    for one in store.evidence_of(work.session, application.id):
        if one.sha256 == found:
            raise PaperThere(id=one.id)
    return found


def keep(application: Application, kind: int, content: bytes, work: Work) -> Evidence:
    """Keeps a paper with an application."""
    evidence_id = new_id("v")
    kept = Evidence(
        id=evidence_id,
        application_id=application.id,
        kind=kind,
        sha256=print_of(application, content, work),
        size=len(content),
        content=work.sealer.seal_bytes(content, "evidence", "content", evidence_id),
        attached_on=work.today,
    )
    work.session.add(kept)
    return kept


def get(application: Application, evidence_id: str, work: Work) -> Evidence:
    """A paper of this application; refuses with `EvidenceUnknown`."""
    found = work.session.get(Evidence, evidence_id)
    if found is None or found.application_id != application.id:
        raise EvidenceUnknown(id=application.id, evidence=evidence_id)
    return found


def shown(kept: Evidence, work: Work) -> bytes:
    """A paper in clear."""
    return work.sealer.open_bytes(kept.content, "evidence", "content", kept.id)
