"""Two demonstrations beside each other: what differs is named, and nothing where nothing does."""

from __future__ import annotations

import copy
from typing import Any

from scripts.demo_totals import differences

_TOLD: dict[str, Any] = {
    "people": 10, "insured": {"resident": 7}, "recipients": {"resident": 3}, "paid": {}, "income": {}, "expense": {}, "planted": 1,
    "compared": [{"scheme": "resident", "name": "insured", "title": "参保人数", "reached": 7}],
}  # fmt: skip


def test_the_same_totals_have_no_difference_and_a_changed_one_is_named() -> None:
    changed = copy.deepcopy(_TOLD)
    changed["insured"]["resident"] = 8
    changed["compared"][0]["reached"] = 8

    assert differences(_TOLD, copy.deepcopy(_TOLD)) == []
    assert differences(_TOLD, changed) == ["insured: {'resident': 7} -> {'resident': 8}", "resident.insured 参保人数: 7 -> 8"]


def test_a_figure_of_only_one_of_them_is_named() -> None:
    more = copy.deepcopy(_TOLD)
    more["compared"].append({"scheme": "work", "name": "insured_total", "title": "合计", "reached": 9})

    assert differences(_TOLD, more) == ["work.insured_total 合计: only after, 9"]
    assert differences(more, _TOLD) == ["work.insured_total 合计: only before, 9"]
