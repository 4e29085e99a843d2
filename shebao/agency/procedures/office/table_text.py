"""A table of the law in one line, as the pages print it and as it is typed: rows between semicolons, cells between 、, heads before a colon.

    300、400、500            a list
    100：30；500：60         heads with their values
    0、3；5、6；10、9        rows of cells

What kind of table a parameter is, is seen from a value it has had; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from shebao.base.finding import refuse

_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
_ROWS, _CELLS, _HEAD = re.compile(r"[；;\n]"), re.compile(r"[、，]"), re.compile(r"[：:]")


def shown(content: Any, word: Callable[[str], str] = str) -> str:
    """A table, or a plain value, in one line; `word` puts a head or a cell that is a code into words."""
    if isinstance(content, Mapping):
        return "；".join(f"{word(head)}：{shown(cell, word)}" for head, cell in content.items())
    if isinstance(content, list | tuple):
        deep = any(isinstance(cell, list | tuple | Mapping) for cell in content)
        return ("；" if deep else "、").join(shown(cell, word) for cell in content) or "没有"
    return word(str(content))


def read_table(text: str, like: Any) -> Any:
    """The table in a text, in the kind of `like` (an earlier value of the same parameter); every cell is text.

    Raises `Refused` naming the row, where a row, a head or a cell cannot be of this table.
    """
    rows = [row.strip() for row in _ROWS.split(text) if row.strip()]
    if isinstance(like, Mapping):
        return _with_heads(rows, like)
    if isinstance(like, list | tuple) and like and all(isinstance(row, list | tuple) for row in like):
        return [_cells(row, like[0], len(like[0])) for row in rows]
    if isinstance(like, list | tuple) and all(isinstance(cell, str) for cell in like):
        if len(rows) != 1:
            _wrong(f"应为一行，收到 {len(rows)} 行", "例如：300、400、500")
        return _cells(rows[0], like, 0)
    return _wrong("这张表的结构较复杂", "请按 JSON 填写")


def _with_heads(rows: list[str], like: Mapping[str, Any]) -> dict[str, str]:
    if not all(isinstance(cell, str) for cell in like.values()):
        _wrong("这张表的结构较复杂", "请按 JSON 填写")
    cells: dict[str, str] = {}
    numbered = all(map(_NUMBER.fullmatch, like))
    for row in rows:
        head, *rest = (part.strip() for part in _HEAD.split(row))
        if len(rest) != 1:
            _wrong(f"“{row}”应为“档：值”", "例如：100：30；500：60")
        if head in cells:
            _wrong(f"“{head}”写了两次", "每一档只写一次")
        if not (_NUMBER.fullmatch(head) if numbered else head in like):
            _wrong(f"“{head}”不是这张表的档", "应为数字" if numbered else f"应为：{'、'.join(like)}")
        cells[head] = _cells(rest[0], list(like.values()), 1)[0]
    return cells


def _cells(row: str, like: Any, wanted: int) -> list[str]:
    """The cells of a row; `wanted`: how many there must be, 0 for any number."""
    cells = [cell.strip() for cell in _CELLS.split(row)]
    if wanted and len(cells) != wanted:
        _wrong(f"“{row}”有 {len(cells)} 格，应为 {wanted} 格", "请核对文件")
    numbered = all(map(_NUMBER.fullmatch, like))
    for cell in cells:
        if not cell or (numbered and not _NUMBER.fullmatch(cell)):
            _wrong(f"“{row}”里的“{cell}”不是数字" if cell else f"“{row}”里有空格", "请用半角数字，不用千分位")
    return cells


def _wrong(what: str, advice: str) -> Any:
    refuse("procedures.table", f"档次表：{what}", f"{advice}。", "content")
