"""The employers' pages and the terminal's in a real browser: at 390 points, by axe-core, at twice the letters, by keyboard, without a script.

The pages are those of the tests' works, fetched as an agent and put before the browser with their own style sheet.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest

from shebao.agency.employers.actions import change_account
from shebao.agency.people import queries as people
from shebao.agency.public.services import SERVICES
from shebao.site import settings as site
from tests.agency.public.conftest import number_of
from tests.agency.public.test_proposals import tax_list
from tests.agency.public.test_unit import DAY, Agents, at_unit, works  # noqa: F401
from tests.browser import axe
from tests.support import browser as browsing
from tests.world.calendar import by
from tests.world.employers import Works
from tests.world.staff import carry_through

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FORMS = [f"/unit/apply/{key}/" for key, one in SERVICES.items() if one.door == "unit" and one.group not in ("本月变动", "证明", "主动找您")]
PATHS = (
    "/unit/", "/unit/people/", "/unit/dues/", "/unit/dues/202306/", "/unit/arrears/?on=2023-08-01", "/unit/receipts/", "/unit/offers/",
    "/unit/apply/", "/unit/changes/", "/unit/papers/", "/unit/sent/", *FORMS,
)  # fmt: skip
KIOSK = ("/kiosk/", "/open/", "/open/estimate/", "/my/in/")


@pytest.fixture
def pages(works: Works, at_unit: Agents, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:  # noqa: F811
    """Address → the page as an agent and a terminal are given it, with the style sheet in it."""
    change_account(works.employer, "示例银行", "620012345678901234", by=by(DAY))
    carry_through("propose_stability", tax_list(works), works.staff, DAY)
    client = at_unit(works.workers[1])
    result = {path: client.get(path) for path in (*PATHS, f"/unit/people/{works.workers[0]}/")}
    result["refused form"] = client.post("/unit/apply/unit_bases/", {"step": "look", "year": "2023"})
    report = {"worker_name": people.person(works.workers[2]).name, "worker_number": number_of(works.workers[2])}
    result["looked at"] = client.post("/unit/apply/unit_accident/", report | {"step": "look", "happened_on": "2023-06-20", "text": "滑倒"})
    result["unknown machine"] = client.get("/kiosk/")
    terminal = {
        "what": "open",
        "number": "Z-1",
        "name": "一楼自助机",
        "place": "示例乡大厅",
        "code": result["unknown machine"].context["code"],
    }
    carry_through("register_terminal", terminal, works.staff, DAY)
    result |= {f"kiosk {path}": client.get(path) for path in KIOSK}
    assert {path: answer.status_code for path, answer in result.items() if answer.status_code != 200} == {}
    # The browser runs a loop of its own in this thread; what is asked of the database was asked before.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    yield {path: styled(answer.content.decode()) for path, answer in result.items()}


def styled(page: str) -> str:
    """A page with its style sheets in it and nothing else of the network."""
    folder = site.BASE_DIR / "static" / "css"
    public = (folder / "public.css").read_text(encoding="utf-8")
    style = (folder / "tokens.css").read_text(encoding="utf-8") + public.replace('@import url("tokens.css");', "")
    page = re.sub(r'<link rel="(icon|stylesheet)"[^>]*>', "", page)
    return re.sub(r"<script.*?</script>", "", page).replace("</head>", f"<style>{style}</style></head>")


def test_axe_finds_nothing_and_each_page_says_first_what_to_do(pages: dict[str, str], browser: Any) -> None:
    context = browser.new_context(viewport=browsing.PHONE, locale="zh-CN")
    page, stumbling = context.new_page(), []
    folder = os.environ.get("SHEBAO_PICTURES", "")
    for path, content in pages.items():
        page.set_content(content)
        if folder:
            page.screenshot(path=f"{folder}/{re.sub(r'[^a-z0-9_]+', '-', path)}-390.png", full_page=True)
        assert page.locator("h1").count() == 1, path
        assert len(page.locator("main .lead").first.inner_text()) > 10, path
        stumbling += [f"{path}: {words}" for words in axe.violations(page)]
    context.close()
    print(f"axe：{len(pages)} 页，{len(stumbling)} 处")
    assert stumbling == [], "\n".join(stumbling)


def test_nothing_scrolls_sideways_on_a_phone_nor_at_twice_the_letters(pages: dict[str, str], browser: Any) -> None:
    context = browser.new_context(viewport=browsing.PHONE, locale="zh-CN")
    page, wide = context.new_page(), {}
    for path, content in pages.items():
        page.set_content(content)
        for zoom in ("", "225%"):
            page.evaluate("zoom => { document.documentElement.style.fontSize = zoom }", zoom)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                wide[f"{path} {zoom}"] = over
    context.close()
    assert wide == {}


def test_every_button_and_field_is_reached_by_the_tab_key_and_is_large_enough(pages: dict[str, str], browser: Any) -> None:
    context = browser.new_context(viewport=browsing.DESKTOP, locale="zh-CN", java_script_enabled=True)
    page, missed = context.new_page(), {}
    controls = "main button, main select, main textarea, main input:not([type=hidden]), main a[href]"
    for path, content in pages.items():
        page.set_content(content)
        expected = page.locator(controls).count()
        reached = set()
        for _ in range(expected + 60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("c => [...document.querySelectorAll(c)].indexOf(document.activeElement)", controls))
        small = page.evaluate(
            "() => [...document.querySelectorAll('main button, main select, main a.go')].filter(n => n.offsetHeight < 44).length"
        )
        if len(reached - {-1}) < expected or small:
            missed[path] = (expected - len(reached - {-1}), small)
    context.close()
    assert missed == {}


def test_a_terminal_counts_down_to_its_first_page_without_a_script(pages: dict[str, str], browser: Any) -> None:
    context = browser.new_context(viewport=browsing.DESKTOP, locale="zh-CN")
    page = context.new_page()
    page.set_content(pages["kiosk /open/"])
    ask = "() => Number(getComputedStyle(document.querySelector('.kiosk-bar .left')).getPropertyValue('--left'))"
    before = page.evaluate(ask)
    page.wait_for_timeout(2200)
    assert 50 < page.evaluate(ask) <= before - 1 <= 59, "seconds go by"
    page.set_content(pages["kiosk /my/in/"])
    assert page.evaluate(ask) > 150, "a form to fill in is left for three minutes"
    assert page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)") >= 22
    context.close()
