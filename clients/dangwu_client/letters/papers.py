"""Where a code is found: a PDF of ours, a picture, a text, or the code itself."""

from dataclasses import dataclass
from pathlib import Path

from dangwu_client.letters import codes

PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"}
LONGEST_NAME = 255


class PaperUnreadable(Exception):
    """A file in which no code can be looked for; the sentences say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh, self.en = zh, en


@dataclass(frozen=True)
class Paper:
    """The codes of one paper, and the text of its pages where they can be read."""

    codes: tuple[str, ...]
    pages: tuple[str, ...] = ()


def read(given: str) -> Paper:
    """What stands in a file of this name, or in the text itself where it is no file."""
    path = Path(given)
    if len(given) > LONGEST_NAME or not path.is_file():
        return _of_text(given.strip())
    content = path.read_bytes()
    if content.startswith(b"%PDF"):
        return _of_pdf(path)
    if path.suffix.lower() in PICTURES:
        return _of_picture(path)
    try:
        return _of_text(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise PaperUnreadable(
            f"{path.name} 不是 PDF、图片或文本。", f"{path.name} is no PDF, picture or text."
        ) from None


def _of_text(text: str) -> Paper:
    """A text that is nothing but one (perhaps spoiled) code is judged as it stands."""
    alone = "".join(text.split())
    if alone.count(".") == 2 and alone.isascii():
        return Paper((alone,))
    return Paper(tuple(codes.found_in(text)))


def _of_pdf(path: Path) -> Paper:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise PaperUnreadable(
            "读取 PDF 需要安装 dangwu-client[office]。",
            "Reading a PDF needs dangwu-client[office].",
        ) from None
    try:
        reader = PdfReader(path)
        keywords = str(reader.metadata.get("/Keywords", "")) if reader.metadata else ""
        pages = tuple(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError) as error:
        raise PaperUnreadable(f"{path.name} 无法读取。", f"{path.name} cannot be read.") from error
    known = dict.fromkeys(one.strip() for one in keywords.split(",") if one.count(".") == 2)
    return Paper(tuple(known), pages)


def _of_picture(path: Path) -> Paper:
    try:
        import zxingcpp
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        raise PaperUnreadable(
            "读取图片需要安装 dangwu-client[scan]；也可以用手机扫码后，把文字粘贴过来。",
            "Reading a picture needs dangwu-client[scan]; or scan it and paste the text.",
        ) from None
    try:
        with Image.open(path) as picture:
            found = zxingcpp.read_barcodes(picture.convert("L"))
    except (UnidentifiedImageError, OSError) as error:
        raise PaperUnreadable(f"{path.name} 无法读取。", f"{path.name} cannot be read.") from error
    return Paper(tuple(dict.fromkeys(one.text for one in found if one.text)))
