"""Opens docx and xlsx packages with limits, so that a bomb or a trick inside is refused before it is unpacked."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import defusedxml.ElementTree as DefusedTree
from defusedxml.common import DefusedXmlException

from shebao.base.finding import refuse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

RULE = "report.unreadable"
MOST_MEMBERS = 5000
MOST_MEMBER = 120_000_000
MOST_TOTAL = 400_000_000
MOST_RATIO = 400


@dataclass(frozen=True)
class Package:
    """An opened package and the names of its members."""

    name: str
    archive: zipfile.ZipFile
    names: frozenset[str]

    def read(self, member: str) -> bytes:
        """A member's bytes, never more than its limit whatever its header claims."""
        with self.archive.open(member) as stream:
            data = stream.read(MOST_MEMBER + 1)
        if len(data) > MOST_MEMBER:
            refuse(RULE, "文件解压后过大，可能是压缩炸弹。", "用 Word 或 WPS 重新另存一份再试。", self.name)
        return data

    def xml(self, member: str) -> Element | None:
        """A member parsed as XML without entities; None where it is absent."""
        if member not in self.names:
            return None
        try:
            return DefusedTree.fromstring(self.read(member), forbid_dtd=True)  # type: ignore[no-any-return]
        except DefusedXmlException:
            refuse(RULE, "文件里藏有外部实体定义，不安全，已拒绝。", "用 Word 或 WPS 重新另存一份再试。", self.name)


def open_package(name: str, data: bytes) -> Package:
    """Checks the directory of the package before anything is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        refuse(RULE, "文件损坏，不是完整的 docx 或 xlsx。", "用 Word 或 WPS 重新另存一份再试。", name)
    total = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MOST_MEMBERS or total > MOST_TOTAL or (total > 20_000_000 and total / packed > MOST_RATIO):
        refuse(RULE, "文件解压后过大，可能是压缩炸弹。", "用 Word 或 WPS 重新另存一份再试。", name)
    if any(member.flag_bits & 1 for member in members):
        refuse(RULE, "文件加了密码。", "去掉密码后再试。", name)
    return Package(name, archive, frozenset(member.filename for member in members))
