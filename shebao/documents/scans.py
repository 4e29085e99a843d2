"""Looks into a scan before it is kept: what it is by its content, whether it is whole, and how many pages it has."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from shebao.base.finding import Refused, refuse

RULE = "scan.unreadable"
MOST_BYTES = 20_000_000
MOST_PAGES = 300
MOST_PIXELS = 120_000_000
TITLES = {"pdf": "PDF", "jpeg": "JPEG 图片", "png": "PNG 图片"}
"""The kinds of scans that are taken."""

_STARTS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"))
_OTHERS = (
    ((b"PK\x03\x04",), "Word、Excel 或压缩包"),
    ((b"\xd0\xcf\x11\xe0",), "旧版 Office 文件"),
    ((b"II*\x00", b"MM\x00*"), "TIFF 图片"),
    ((b"GIF8",), "GIF 图片"),
    ((b"BM",), "BMP 图片"),
    ((b"Rar!", b"7z\xbc\xaf"), "压缩包"),
    ((b"MZ", b"\x7fELF"), "程序"),
)
_PDF_END, _TAIL = b"%%EOF", 4096
_IMAGE_ENDS, _IMAGE_TAIL = (b"\xff\xd9", b"IEND\xaeB`\x82"), 65_536
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a scan is: one of `TITLES`, and its number of pages (an image is one)."""

    type: str
    pages: int


def recognise(name: str, data: bytes) -> Recognised:
    """What the content is, whatever the name says. Raises `Refused` for what is empty, too large, of another kind or damaged."""
    if not data:
        refuse(RULE, f"“{name}”是空的", "请核对是否选错了文件，或重新扫描。")
    if len(data) > MOST_BYTES:
        refuse(RULE, f"“{name}”超过 {MOST_BYTES // 1_000_000} MB 的上限", "请用 200 至 300 dpi 扫描，或压缩后再传。")
    kind = next((kind for start, kind in _STARTS if data.startswith(start)), None)
    if kind is None:
        refuse(RULE, f"“{name}”不是扫描件，内容是{_other(data)}", "请上传 PDF、JPEG 或 PNG；改文件名没有用。")
    try:
        pages = _pdf_pages(name, data) if kind == "pdf" else _image(name, data)
    except Refused:
        raise
    except Exception as problem:  # a damaged file may fail anywhere in a format library; the person needs one sentence, not a trace
        refuse(RULE, f"“{name}”损坏，打不开（{type(problem).__name__}）", "请重新扫描，或用别的程序另存一份再传。")
    return Recognised(kind, pages)


def _other(data: bytes) -> str:
    """What a file that is not taken looks like, in words."""
    for starts, title in _OTHERS:
        if data.startswith(starts):
            return title
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<svg", b"<?xml", b"<script")):
        return "网页或矢量图"
    return "文字或其他格式"


def _pdf_pages(name: str, data: bytes) -> int:
    """Pages of a whole PDF that opens without a password."""
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    if _PDF_END not in data[-_TAIL:]:
        refuse(RULE, f"“{name}”不完整，PDF 的结尾缺失", "多半是没有传完或没有存完，请重新扫描或另存。")
    try:
        with pdfplumber.open(io.BytesIO(data)) as book:
            pages = len(book.pages)
    except PdfminerException as problem:
        if "Password" in repr(problem):
            refuse(RULE, f"“{name}”加了密码，复核人打不开", "去掉密码后再传。")
        raise
    if not pages:
        refuse(RULE, f"“{name}”里一页也没有", "请重新扫描。")
    if pages > MOST_PAGES:
        refuse(RULE, f"“{name}”有 {pages} 页，超过 {MOST_PAGES} 页的上限", "只上传与本办件有关的页。")
    return pages


def _image(name: str, data: bytes) -> int:
    """One page, for an image that can be decoded to its last line."""
    from PIL import Image

    if not any(end in data[-_IMAGE_TAIL:] for end in _IMAGE_ENDS):
        refuse(RULE, f"“{name}”损坏，图片的结尾缺失", "多半是没有传完，请重新扫描或另存。")
    with _strictly(), warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                refuse(RULE, f"“{name}”有 {picture.width}×{picture.height} 像素，太大", "请用 200 至 300 dpi 重新扫描。")
            picture.load()
    return 1


@contextmanager
def _strictly() -> Iterator[None]:
    """Decode as the library does by itself: what writes PDF files tells it, for the whole process, to put up with torn images."""
    from PIL import ImageFile

    with _ONE_AT_A_TIME:
        kept, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = kept
