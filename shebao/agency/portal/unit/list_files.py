"""A list that an employer hands in as a file: how large it may be, how it is read, and its rows as the inbox keeps them."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from shebao.agency.people.imports import Read
from shebao.agency.procedures import lists
from shebao.agency.procedures.catalogue import kind
from shebao.base.finding import refuse

MOST_BYTES, MOST_ROWS = 2_000_000, 2000
ENDINGS = (".xlsx", ".xls", ".csv")


def read_list(of: str, file: Any) -> Read:
    """A list for a kind of matter as its file has it; refused where it is no table, or too large."""
    name = str(file.name or "")[-80:]
    if not name.lower().endswith(ENDINGS):
        refuse("public.file", f"“{name}”不是表格", "请上传 xlsx、xls 或 csv 文件，可以先下载空表。")
    if file.size > MOST_BYTES:
        refuse("public.file", f"“{name}”超过 {MOST_BYTES // 1_000_000} MB", "请分几份提交。")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(name).suffix.lower()}"
        path.write_bytes(file.read())
        return lists.read(kind(of), path, name=name)


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON takes it."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
