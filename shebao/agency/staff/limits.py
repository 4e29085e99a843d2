"""How far a single signature reaches: what an agency may set for itself, in which unit, and what follows beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from shebao.base.money import grouped


class LimitKind(NamedTuple):
    """A limit: its title, and the unit its value is counted in ("fen" is typed in yuan). session: beyond it a session decides."""

    title: str
    unit: str
    session: bool = True

    def said(self, value: int) -> str:
        """A value in words."""
        return f"{grouped(value)} 元" if self.unit == "fen" else f"{value:,} {self.unit}"


LIMITS: Mapping[str, LimitKind] = {
    "line_fen": LimitKind("发放：一人一笔", "fen"),
    "regular_fen": LimitKind("发放：每月正常发放一批合计", "fen"),
    "other_fen": LimitKind("发放：补发和一次性待遇一批合计", "fen"),
    "other_lines": LimitKind("发放：补发和一次性待遇一批人数", "人"),
    "matter_people": LimitKind("办件：一件涉及人数", "人"),
    "rotation_years": LimitKind("轮岗：同一岗位最长任职", "年", session=False),
    "recheck_e2": LimitKind("内控自查：每月抽查比例", "%", session=False),
}
"""None has a value of its own: an agency that enters none has no limit. 社会保险经办条例 第37条 asks for graded approval; the values are
the agency's own, each with its document."""

MEMBERS_LEAST = 3
"""How many people vote in a session at least. Practice (三重一大)."""
SWAP_DAYS = 30
"""How long somebody stands in for another at most. Practice."""
