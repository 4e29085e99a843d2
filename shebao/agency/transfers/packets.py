"""The packet two agencies exchange: one JSON file, its digest over everything else in it, read whole or not at all."""

from __future__ import annotations

import json
from typing import Any

from shebao.agency.store.digest import sm3
from shebao.base.canonical import canonical
from shebao.base.finding import refuse

from .kinds import KINDS, PACKETS

FORM = "shebao-transfer-1"
LARGEST = 1_000_000
_HEAD = ("form", "kind", "number", "transfer", "from", "to", "person", "on")


def written(content: dict[str, Any]) -> bytes:
    """The bytes of a packet, with its digest."""
    whole = {"form": FORM, **content}
    assert set(_HEAD) <= set(whole), "a packet has its head"
    return (canonical(whole | {"digest": sm3(canonical(whole).encode())}) + "\n").encode()


def read(raw: bytes) -> dict[str, Any]:
    """The content of a packet; refused for what is no packet or was changed on its way."""
    content: Any = None
    if len(raw) <= LARGEST:
        try:
            content = json.loads(raw.decode("utf-8"))
        except (UnicodeDecodeError, ValueError):
            content = None
    if not isinstance(content, dict) or content.get("form") != FORM or not set(_HEAD) <= set(content):
        refuse("transfers.packet", "这不是关系转移的电子件", "请向对方机构索取系统导出的原文件。", "file")
    digest = content.pop("digest", "")
    if sm3(canonical(content).encode()) != digest:
        refuse("transfers.digest", "电子件的校验码不符，内容被改动过或不完整", "请对方重新发送，不要用表格软件打开再保存。", "file")
    if content["kind"] not in PACKETS or content["transfer"] not in KINDS:
        refuse("transfers.packet", "电子件的种类不认识", "请与对方机构核对版本。", "file")
    return content | {"digest": digest}


def number_of(raw: bytes) -> str:
    """The letter number of a packet."""
    return str(read(raw)["number"])
