"""Shapes that several routers use: ids, months, days, schemes, as they stand in addresses."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Path, Query
from pydantic import Field

from shebao.agency import schemes
from shebao.base.finding import refuse

LARGEST_ID = 2**53
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
Month = Annotated[int, Query(ge=194901, le=219912, description="年月，YYYYMM")]
Year = Annotated[int, Query(ge=1949, le=2199, description="年度，四位")]
SchemeKey = Annotated[str, Query(alias="scheme", max_length=24, description="险种代码：" + "、".join(schemes.titles()))]
Money = Annotated[int, Field(description="金额，分")]


def scheme(key: str) -> str:
    """A scheme's key; refused for one there is not."""
    if key not in schemes.titles():
        refuse("api.scheme", f"没有“{key}”这个险种", f"可选：{'、'.join(schemes.titles())}。", "scheme")
    return key


def text(day: date | None) -> str | None:
    """A day as text; None for none."""
    return day.isoformat() if day else None


def check_month(month: int) -> int:
    """A month; refused where its last two digits are none."""
    if not 1 <= month % 100 <= 12:
        refuse("api.month", f"“{month}”不是年月", "格式是 YYYYMM，例如 202305。", "month")
    return month
