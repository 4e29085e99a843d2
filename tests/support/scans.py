"""Scans as tests hand them in: small pictures and PDF files, different for different words."""

from __future__ import annotations

import time
from io import BytesIO

from PIL import Image, ImageDraw


def picture(kind: str = "PNG", words: str = "甘社发〔2023〕9号", size: tuple[int, int] = (420, 300)) -> bytes:
    """A picture of some words; kind: PNG or JPEG. The same words give the same bytes."""
    out = BytesIO()
    _page(words, size).save(out, kind)
    return out.getvalue()


def pdf(words: str = "甘社发〔2023〕9号", pages: int = 2) -> bytes:
    """A PDF of scanned pages. The same words give the same bytes."""
    out = BytesIO()
    first, *rest = [_page(f"{words} {number}", (420, 594)) for number in range(1, pages + 1)]
    first.save(out, "PDF", save_all=True, append_images=rest, creationDate=time.gmtime(0), modDate=time.gmtime(0))
    return out.getvalue()


def _page(words: str, size: tuple[int, int]) -> Image.Image:
    """White paper with a bar code of the words, so that every text looks different without any font."""
    paper = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(paper)
    for position, byte in enumerate(words.encode()):
        pen.rectangle((10 + position * 6, 20, 12 + position * 6, 20 + byte), fill="black")
    return paper
