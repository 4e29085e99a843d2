"""Reads text PDF: tables as lines of tab-separated cells, everything else line by line; scanned pages are refused."""

from __future__ import annotations

import io
import re
from typing import Any

from shebao.base.finding import refuse
from shebao.core.evaluation.check.model import Document

RULE = "report.unreadable"
MOST_PAGES = 300


def read_pdf(name: str, data: bytes) -> Document:
    """All pages one after another, each page's tables after the text that stands above them."""
    import pdfplumber

    lines: list[str] = []
    with pdfplumber.open(io.BytesIO(data)) as book:
        if len(book.pages) > MOST_PAGES:
            refuse(RULE, f"PDF 有 {len(book.pages)} 页，超过 {MOST_PAGES} 页的上限。", "拆成几个文件再查。", name)
        for page in book.pages:
            lines.extend(_page(page))
            page.close()
    if sum(len(line.strip()) for line in lines) < 20:
        refuse(RULE, "PDF 里没有文字，多半是扫描件。", "请提供 Word 原件或文字版 PDF。", name)
    return Document(name, tuple(lines))


def _page(page: Any) -> list[str]:
    """The lines of one page, tables put where they stand."""
    match = page.find_tables() if page.rects or page.lines or page.curves else []
    boxes = [table.bbox for table in match]
    blocks: list[tuple[float, list[str]]] = []
    for table in match:
        rows = ["\t".join(re.sub(r"\s+", "", cell or "") for cell in row) for row in table.extract()]
        blocks.append((table.bbox[1], ["", *(row for row in rows if row.strip()), ""]))
    for line in page.extract_text_lines(return_chars=False) if not boxes else _outside(page, boxes):
        blocks.append((line["top"], [line["text"]]))
    return [text for _, block in sorted(blocks, key=lambda item: item[0]) for text in block]


def _outside(page: Any, boxes: list[tuple[float, float, float, float]]) -> list[dict[str, Any]]:
    """Text lines that lie in no table."""

    def outside(thing: dict[str, Any]) -> bool:
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)

    rest: list[dict[str, Any]] = page.filter(outside).extract_text_lines(return_chars=False)
    return rest
