"""Putting saved keys into their place before the settings are loaded, which would make new ones."""

from __future__ import annotations

import os
from pathlib import Path

from shebao.base.finding import refuse


def take(source: Path, target: Path) -> None:
    """Copy the keys from where they were kept apart; refused where another key lies there under the same name."""
    keys = sorted(source.glob("*.key"))
    if not keys:
        refuse("restore.keys", f"{source} 里没有密钥文件（*.key）", "请给出 shebao backup --keys 另存密钥的文件夹。")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in keys:
        there = target / path.name
        if there.exists() and there.read_bytes() != path.read_bytes():
            refuse("restore.keys", f"{there} 是另一把密钥", "请把现有的 keys 文件夹移到别处留存，再恢复。")
        if not there.exists():
            with os.fdopen(os.open(there, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(path.read_bytes())
