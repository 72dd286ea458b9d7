"""Pictures of receipts: what they are is told by their content, not by their name."""

from services.transfer.letters.refusals import ImageUnreadable

MOST_BYTES = 1024 * 1024
TAIL = 1024
PNG, JPEG, PDF = "image/png", "image/jpeg", "application/pdf"


def type_of(content: bytes) -> str:
    """The type of a whole PNG, JPEG or PDF; refuses anything else, and what was cut off."""
    if len(content) > MOST_BYTES:
        raise ImageUnreadable(why_zh="文件过大", why="it is too large")
    tail = content[-TAIL:]
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        whole, found = content[12:16] == b"IHDR" and content[-8:-4] == b"IEND", PNG
    elif content.startswith(b"\xff\xd8\xff"):
        whole, found = b"\xff\xd9" in tail, JPEG
    elif content.startswith(b"%PDF-"):
        whole, found = b"%%EOF" in tail, PDF
    else:
        raise ImageUnreadable(why_zh="不是 PNG、JPEG 或 PDF", why="it is no PNG, JPEG or PDF")
    if not whole:
        raise ImageUnreadable(why_zh="文件不完整", why="a part of it is missing")
    return found
