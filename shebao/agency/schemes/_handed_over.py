"""The sheet of a pension that another system decided: its parts as they were paid and their sum; nothing is judged again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from shebao.agency.schemes import Decided, Part, amounts
from shebao.agency.store.columns import Column, Columns
from shebao.base.canonical import canonical
from shebao.base.months import Month

SOURCE = "社会保险经办条例（国令第765号）：待遇记录完整保存"
BALANCE = "account_balance"


def line_of(part: Part) -> str:
    """The line of a sheet that a part stands on."""
    return part.rule or part.key


def handed_over_awards(title: str, columns: Columns, parts: Sequence[Part], month: Month, place: str) -> Decided:
    """The awards of people as they were handed over. columns: a column a part, and `account_balance`, in fen."""
    values = {line_of(part): columns[part.key] for part in parts}
    result = amounts(parts, {part.key: columns[part.key] for part in parts})
    lines = {**values, BALANCE: columns[BALANCE], "total": result.total_fen}
    return Decided(result, lines, _sheets(lines, month), canonical(_wording(title, parts, place)))


def _sheets(lines: Mapping[str, Column], month: Month) -> list[str]:
    names = sorted(lines)
    rows = zip(*(np.asarray(lines[name]).tolist() for name in names), strict=True)
    return [canonical({"month": month, **dict(zip(names, row, strict=True))}) for row in rows]


def _wording(title: str, parts: Sequence[Part], place: str) -> dict[str, Any]:
    lines = [line_of(part) for part in parts]
    steps = [_step(line_of(part), part.title, "移交名单") for part in parts]
    steps.append(_step(BALANCE, "个人账户储存额", "移交名单"))
    expression = " + ".join(part.title for part in parts)
    steps.append(_step("total", "月养老金合计", SOURCE, lines, expression, " + ".join(f"{{{line}}}" for line in lines)))
    return {
        "calculation": "",
        "title": title,
        "source": SOURCE,
        "place": place,
        "rules_digest": "",
        "places_digest": "",
        "steps": steps,
    }


def _step(name: str, title: str, source: str, read: Sequence[str] = (), expression: str = "", figures: str = "") -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "unit": "元",
        "places": 2,
        "kind": "number",
        "from": list(read),
        "source": source,
        "confidence": "given",
        "expression": expression,
        "figures": figures,
        "note": "原系统核定，移交时未重新计算",
    }
