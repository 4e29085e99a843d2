"""The base somebody who insures himself may choose, and what it comes to a month: shared by registration and by choosing anew."""

from __future__ import annotations

from shebao.agency.declarations.kinds import ALONE
from shebao.agency.declarations.law import assessed_alone, base_limits
from shebao.agency.installation import queries as installation
from shebao.agency.parameters import queries as parameters
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped

CYCLES = {"month": "按月缴", "quarter": "按季缴", "year": "按年缴"}


def check_base(base_fen: int, month: int) -> None:
    """Refused for a base below the floor or above the cap of a month."""
    floor, cap = base_limits(ALONE, month, parameters.places(), installation.place())
    if not floor <= base_fen <= cap:
        span = f"{grouped(floor)} 至 {grouped(cap)} 元"
        refuse(
            "procedures.flexible",
            f"缴费基数 {grouped(base_fen)} 元不在 {span} 之间",
            "请在上下限之间选择。",
            "base_fen",
            "社会保险法 第60条",
        )


def amounts_text(base_fen: int, month: int) -> str:
    """What a base comes to a month, and how much of it goes into the account."""
    result = assessed_alone(int_column([base_fen]), month, parameters.places(), installation.place())
    pooled, own = int(result.unit_fen[0]), int(result.person_fen[0])
    return f"{grouped(pooled + own)} 元，其中记入个人账户 {grouped(own)} 元，统筹基金 {grouped(pooled)} 元"
