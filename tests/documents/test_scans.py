"""What is taken for a scan is judged by its content alone, and every refusal says what is wrong."""

from __future__ import annotations

import pytest
from PIL import ImageFile

from shebao.base.finding import Refused
from shebao.documents import scans
from tests.support.scans import pdf, picture


@pytest.mark.parametrize(("content", "kind", "pages"), [(picture("PNG"), "png", 1), (picture("JPEG"), "jpeg", 1), (pdf(pages=3), "pdf", 3)])
def test_a_whole_scan_is_recognised_whatever_its_name_says(content: bytes, kind: str, pages: int) -> None:
    for name in ("扫描.pdf", "扫描.exe", "扫描"):
        assert scans.recognise(name, content) == scans.Recognised(kind, pages)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "网页"),
        (b'<?xml version="1.0"?><svg onload="x"/>', "矢量图"),
        (b"PK\x03\x04" + bytes(40), "Word、Excel 或压缩包"),
        (b"MZ" + bytes(200), "程序"),
        (b"GIF89a" + bytes(20), "GIF"),
        ("就是一些文字".encode("gb18030"), "文字或其他格式"),
        (b"%PDF-1.7\nnothing at all\n%%EOF", "损坏"),
        (pdf()[:-400], "不完整"),
        (picture("PNG")[:-60], "损坏"),
        (picture("JPEG")[: len(picture("JPEG")) // 2], "损坏"),
        (b"\xff\xd8\xff\xe0" + bytes(500), "损坏"),
    ],
)
def test_what_is_no_whole_scan_is_refused_with_its_reason(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        scans.recognise("证明.pdf", content)

    assert "证明.pdf" in refused.value.finding.message and refused.value.finding.advice


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_torn_picture_is_refused_even_where_the_library_was_told_to_put_up_with_it(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = picture(kind)
    middle = len(whole) // 2
    torn = [whole[:middle], whole[: middle - 40] + whole[middle:]]

    for content in torn if kind == "PNG" else torn[:1]:
        with pytest.raises(Refused, match="损坏"):
            scans.recognise("证明", content)
    assert scans.recognise("证明", whole).pages == 1 and ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_scan_above_the_limit_is_refused_before_it_is_looked_into() -> None:
    with pytest.raises(Refused, match="20 MB"):
        scans.recognise("厚.pdf", pdf() + bytes(scans.MOST_BYTES))


def test_a_picture_that_would_unfold_to_too_many_points_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MOST_PIXELS", 1000)

    with pytest.raises(Refused, match="420×300 像素"):
        scans.recognise("大.png", picture())


def test_a_pdf_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MOST_PAGES", 2)

    with pytest.raises(Refused, match="3 页"):
        scans.recognise("厚.pdf", pdf(pages=3))
