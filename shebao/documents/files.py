"""One door for every file: looks at the content, picks the reader, and refuses in a plain sentence what cannot be read."""

from __future__ import annotations

from pathlib import Path

from shebao.base.finding import Refused, refuse
from shebao.core.evaluation.check.model import Document

MOST_BYTES = 60_000_000
MOST_LINES, MOST_CHARACTERS = 40_000, 2_000_000
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
RULE = "report.unreadable"


def read_file(path: str | Path) -> Document:
    """Reads a report from disk. Raises Refused with what is wrong and what to do."""
    path = Path(path)
    if not path.exists():
        refuse(RULE, f"找不到文件“{path}”。", "核对文件名和所在文件夹。", path.name)
    if path.is_dir():
        refuse(RULE, f"“{path}”是文件夹，不是文件。", "请给出报告文件的完整路径。", path.name)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            refuse(
                RULE, f"文件有 {size // 1_000_000} MB，超过 {MOST_BYTES // 1_000_000} MB 的上限。", "压缩图片或拆成几个文件。", path.name
            )
        data = path.read_bytes()
    except OSError as problem:
        refuse(RULE, f"文件打不开：{problem.strerror or problem}。", "核对读取权限，或另存一份再试。", path.name)
    return read_bytes(path.name, data)


def read_bytes(name: str, data: bytes) -> Document:
    """Reads a report from bytes, as uploaded. Raises Refused with what is wrong and what to do."""
    if len(data) > MOST_BYTES:
        refuse(RULE, f"文件超过 {MOST_BYTES // 1_000_000} MB 的上限。", "压缩图片或拆成几个文件。", name)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        refuse(RULE, "文件是空的。", "请核对是否选错了文件。", name)
    try:
        document = _read(name, data)
        if len(document.lines) > MOST_LINES or sum(map(len, document.lines)) > MOST_CHARACTERS:
            refuse(RULE, "文件内容太多，不像一份报告。", "只上传报告和它的附表；拆成几个文件再查。", name)
        return document
    except Refused:
        raise
    except (MemoryError, RecursionError):
        refuse(RULE, "文件结构太深或太大，读不了。", "另存为新的 docx 或 txt 再试。", name)
    except Exception as problem:  # a damaged file may fail anywhere in a format library; the person needs one sentence, not a trace
        refuse(RULE, f"文件损坏或格式不对，读不出内容（{type(problem).__name__}）。", "用 Word 或 WPS 打开后另存为 docx 再试。", name)


def _read(name: str, data: bytes) -> Document:
    suffix = Path(name).suffix.lower()
    if data.startswith(_OLD):
        refuse(
            RULE, "这是旧版 Office（doc、wps、xls）或加了密码的文件，读不了。", "用 Word 或 WPS 打开，另存为不加密的 docx 或 xlsx。", name
        )
    if data.startswith(b"%PDF"):
        from shebao.documents.pdf import read_pdf

        return read_pdf(name, data)
    if data.startswith(b"PK"):
        from shebao.documents.package import open_package

        package = open_package(name, data)
        if "word/document.xml" in package.names:
            from shebao.documents.word import read_word

            return read_word(name, package)
        if "xl/workbook.xml" in package.names:
            from shebao.documents.workbook import read_workbook

            return read_workbook(name, data, package)
        refuse(RULE, "压缩包里没有 Word 或 Excel 内容。", "请上传 docx、xlsx、txt 或文字版 PDF。", name)
    if data.startswith(_IMAGES):
        refuse(RULE, "这是图片，里面没有可以核对的文字。", "请提供 Word、Excel 或文字版 PDF。", name)
    if data.startswith(b"{\\rtf") or suffix in (".doc", ".wps", ".rtf", ".et", ".xls", ".ofd"):
        refuse(RULE, f"不支持 {suffix or 'rtf'} 格式。", "用 Word 或 WPS 打开，另存为 docx、xlsx 或 txt。", name)
    if suffix in (".docx", ".xlsx", ".pdf"):
        refuse(RULE, f"文件不是有效的 {suffix[1:]}。", "用 Word 或 WPS 重新另存一份再试。", name)
    from shebao.documents.plain import read_plain

    return read_plain(name, data)
