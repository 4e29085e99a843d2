"""Plain text in the encodings met in Chinese offices: UTF-8, UTF-16 with mark, GB18030."""

from __future__ import annotations

from shebao.base.finding import refuse
from shebao.core.evaluation.check.model import Document

RULE = "report.unreadable"


def read_plain(name: str, data: bytes) -> Document:
    """Decodes and splits into lines; refuses what is no text."""
    text = _decode(name, data)
    sample = text[:20000]
    odd = sum(ord(char) < 32 and char not in "\t\n\r\f\v" for char in sample)
    if odd * 50 > len(sample):
        refuse(RULE, "这不是文本文件。", "请提供 docx、xlsx、txt 或文字版 PDF。", name)
    return Document.from_text(name, "".join(char if ord(char) >= 32 or char in "\t\n\r\f" else " " for char in text))


def _decode(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    refuse(RULE, "文字编码认不出来。", "另存为 UTF-8 或 GB18030 编码的文本再试。", name)
