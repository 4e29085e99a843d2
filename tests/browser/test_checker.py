"""Reading a checked report with the keyboard, in a real browser: n and p go from finding to finding, and hidden ones are passed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORT = (
    "某县社会保险局2023年度部门整体支出绩效自评报告\n"
    "2023年支出351.25万元，其中：基本支出201.98万元，项目支出159.27万元。\n"
    "项目预算200万元，实际支出150万元，预算执行率95%。\n"
    "我局励行节约，开展开展宣传活动。\n"
)


def test_n_and_p_go_through_the_findings_that_are_shown(serve: Callable[..., Any], open_page: Callable[..., Any], demo_home: Path) -> None:
    page, url = open_page(), serve(home=demo_home).url
    page.goto(f"{url}/check/")
    page.set_input_files("#files", {"name": "报告.txt", "mimeType": "text/plain", "buffer": REPORT.encode()})
    with page.expect_navigation():
        page.get_by_role("button", name="核查", exact=True).click()
    numbers = page.locator("section.source").evaluate_all("all => all.map(one => one.id.slice(1))")
    assert len(numbers) >= 3

    def place() -> str:
        return str(page.locator("section.source.here").get_attribute("id"))

    page.keyboard.press("n")
    assert place() == f"f{numbers[0]}"
    page.keyboard.press("n")
    assert place() == f"f{numbers[1]}"
    page.keyboard.press("p")
    assert place() == f"f{numbers[0]}"

    page.get_by_label("提示").uncheck()
    shown = page.locator("section.source:visible").evaluate_all("all => all.map(one => one.id.slice(1))")
    assert 0 < len(shown) < len(numbers)
    for _ in numbers:
        page.keyboard.press("n")
    assert place() == f"f{shown[-1]}", "what is filtered away is not stopped at"
