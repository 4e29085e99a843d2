"""Eight files made to hurt whoever reads them: they unfold, nest, repeat, refer elsewhere, or are not what they say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook

from .office_files import paragraph, word

Made = Callable[[], bytes]


def packed(name: str, *pieces: tuple[bytes, int]) -> bytes:
    """A package with one part of many equal pieces."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for piece, times in pieces:
            for _ in range(times):
                part.write(piece)
    return out.getvalue()


def zip_bomb() -> bytes:
    return packed("word/document.xml", (b"0" * 1024 * 1024, 300))


def ten_thousand_columns() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(3):
        sheet.append(["一"] * 10_000)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def deep_nesting() -> bytes:
    return word("<w:tbl><w:tr><w:tc>" * 20_000 + paragraph("底") + "</w:tc></w:tr></w:tbl>" * 20_000)


def entity_bomb() -> bytes:
    entities = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    return word(paragraph("&j;"), prologue=f'<!DOCTYPE d [<!ENTITY a "{"ha" * 50}">{entities}]>')


def entity_of_a_file() -> bytes:
    return word(paragraph("&x;"), prologue='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def program() -> bytes:
    return b"MZ\x90\x00" + b"\x00" * 4096


def endless_figures() -> bytes:
    """A small file that takes a checker for ever: every figure could be the sum of all others."""
    return word("".join(paragraph("收入" + "、".join(f"{n % 97 + 1}.{n % 10}万元" for n in range(400))) for _ in range(60)))


def half_a_pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R/Prev 0>>\nstartxref\n9\n%%EOF"


HOSTILE: dict[str, tuple[str, Made]] = {
    "a zip bomb": ("炸弹.docx", zip_bomb),
    "ten thousand columns": ("很宽.xlsx", ten_thousand_columns),
    "tables twenty thousand deep": ("很深.docx", deep_nesting),
    "entities that multiply": ("实体.docx", entity_bomb),
    "an entity that reads a file": ("外部.docx", entity_of_a_file),
    "a program": ("程序.docx", program),
    "figures without end": ("数字.docx", endless_figures),
    "half a PDF": ("半个.pdf", half_a_pdf),
}
"""What → (the name it comes under, how it is made)."""
