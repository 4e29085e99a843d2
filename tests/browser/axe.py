"""axe-core looks at a page as it stands: what a person without mouse, sight or hearing would stumble over."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import pytest

from tests.house.tree import ROOT

SOURCE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def source() -> str:
    """The checker; it comes with the front-end packages (`make setup`)."""
    if not SOURCE.is_file():
        words = f"没有 {SOURCE.relative_to(ROOT)}，请运行 make setup"
        if os.environ.get("CI") == "true":
            pytest.fail(words, pytrace=False)
        pytest.skip(words)
    return SOURCE.read_text(encoding="utf-8")


def violations(page: Any) -> list[str]:
    """What it finds on the page, of any impact: rule, impact, and the first element."""
    page.evaluate(source())
    result = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES)
    return [
        f"{one['id']}（{one['impact']}，{len(one['nodes'])} 处）{one['nodes'][0]['html'][:160]} — {one['nodes'][0]['failureSummary'][:200]}"
        for one in result["violations"]
    ]
