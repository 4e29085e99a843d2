"""The public's pages in a real browser: on a phone without a script, by keyboard, at twice the letters, by axe-core; and the 适老化 items counted."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import axe
from tests.support import browser as browsing
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OPEN = (
    "/open/",
    "/open/estimate/",
    "/open/documents/",
    "/open/documents/decide_benefits/",
    "/open/figures/",
    "/open/words/",
    "/my/in/",
    "/unit/in/",
)
INSIDE = (
    "/my/", "/my/payments/", "/my/award/resident/", "/my/estimate/", "/my/apply/", "/my/apply/bank_account/", "/my/apply/enquiry/", "/my/certify/",
    "/my/matters/", "/my/messages/", "/my/family/", "/my/statements/",
)  # fmt: skip
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def server(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small demonstration county with its telephones."""
    home = Path(shutil.copytree(demo_template, tmp_path_factory.mktemp("portal") / "county"))
    served = Server(home).start()
    yield served
    served.stop()


@pytest.fixture(scope="module")
def session(browser: Any, server: Server) -> Any:
    """The cookies of a pensioner who came in once with the code that the telephone shows: nobody is sent six codes an hour."""
    context = browser.new_context(viewport=browsing.PHONE, locale="zh-CN", java_script_enabled=False)
    come_in(context.new_page(), server.url)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="module")
def phone(browser: Any, session: Any) -> Iterator[Any]:
    """That pensioner on a telephone of 390 points without a script."""
    context = browser.new_context(viewport=browsing.PHONE, locale="zh-CN", java_script_enabled=False, storage_state=session)
    yield context.new_page()
    context.close()


def come_in(page: Any, url: str) -> None:
    page.goto(f"{url}/my/in/")
    page.locator("main form button.plain").first.click()
    code = re.search(r"验证码 (\d{6})", page.inner_text("main"))
    assert code, page.inner_text("main")
    page.fill("#id_code", code[1])
    page.get_by_role("button", name="登录").click()
    assert page.url == f"{url}/my/", page.inner_text("main")


def test_every_page_opens_on_a_phone_without_a_script_and_says_first_what_to_do(phone: Any, server: Server) -> None:
    for path in (*OPEN, *INSIDE):
        answer = phone.goto(server.url + path)
        if path in ("/my/in/",):
            continue  # who is inside is led on
        assert answer.status == 200, f"{path}: {answer.status}\n{server.said()}"
        assert phone.locator("h1").count() == 1, path
        first = phone.locator("main .lead, main .note").first.inner_text()
        assert len(first) > 10, path


def test_a_first_page_is_small_and_no_page_needs_a_script(phone: Any, server: Server) -> None:
    sizes = {}
    for path in ("/my/", "/my/payments/", "/open/"):
        requested: list[Any] = []

        def note(response: Any, kept: list[Any] = requested) -> None:
            kept.append(response)

        phone.on("response", note)
        phone.goto(server.url + path)
        phone.remove_listener("response", note)
        addresses = dict.fromkeys(one.url for one in requested if one.status == 200)
        bodies = {url: phone.request.get(url).body() for url in addresses}  # asked for anew: the browser may have let go of it
        sizes[path] = sum(len(gzip.compress(body)) for body in bodies.values())
        assert not [url for url in bodies if url.endswith(".js")]
    print(f"compressed bytes of a first visit: {sizes}")
    assert max(sizes.values()) <= MOST_BYTES


def test_axe_finds_nothing_at_390_points(browser: Any, server: Server, session: Any) -> None:
    context = browser.new_context(viewport=browsing.PHONE, locale="zh-CN", bypass_csp=True)  # axe itself is a script
    page = context.new_page()
    stumbling = []
    for path in OPEN:
        page.goto(server.url + path)
        stumbling += [f"{path}: {words}" for words in axe.violations(page)]
    context.add_cookies(session["cookies"])
    for path in INSIDE:
        page.goto(server.url + path)
        stumbling += [f"{path}: {words}" for words in axe.violations(page)]
    page.goto(server.url + "/my/apply/bank_account/")
    page.get_by_role("button", name="下一步：核对").click()
    stumbling += [f"refused form: {words}" for words in axe.violations(page)]
    context.close()
    print(f"axe：{len(OPEN) + len(INSIDE) + 1} 页，{len(stumbling)} 处")
    assert stumbling == [], "\n".join(stumbling)


@pytest.mark.parametrize("letters", ["", "1"])
def test_nothing_scrolls_sideways_on_a_phone_at_either_size_and_at_twice_the_letters(
    letters: str, browser: Any, server: Server, session: Any
) -> None:
    context = browser.new_context(viewport=browsing.PHONE, locale="zh-CN", bypass_csp=True)
    context.add_cookies([{"name": "large", "value": letters, "url": server.url}])
    context.add_cookies(session["cookies"])
    page = context.new_page()
    wide = {}
    for path in (*OPEN, *INSIDE):
        page.goto(server.url + path)
        for zoom in ("100%", "200%") if not letters else ("100%",):
            page.evaluate("zoom => { document.documentElement.style.fontSize = zoom === '200%' ? '225%' : '' }", zoom)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                wide[f"{path} {zoom}"] = over
    context.close()
    assert wide == {}


def test_an_application_goes_by_keyboard_alone_and_comes_back_with_its_number(browser: Any, server: Server, session: Any) -> None:
    context = browser.new_context(viewport=browsing.DESKTOP, locale="zh-CN", java_script_enabled=False)
    context.add_cookies(session["cookies"])
    page = context.new_page()
    page.goto(server.url + "/my/apply/enquiry/")
    reach(page, "id_about")
    page.keyboard.press("ArrowDown")
    reach(page, "id_text")
    page.keyboard.type("几号发钱")
    press(page, "下一步：核对")
    assert "请核对" in page.inner_text("main")
    press(page, "提交")
    assert re.search(r"W\d{8}-\d{10}", page.inner_text("main"))
    context.close()


def reach(page: Any, wanted: str) -> None:
    """Press the tab key until the element with an id has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"#{wanted}:focus").count():
            return
    raise AssertionError(f"the tab key does not reach {wanted}")


def press(page: Any, words: str) -> None:
    """Go to a button by the tab key and press it with Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("button:focus").count() and words == page.locator("button:focus").inner_text():
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"the tab key does not reach {words}")


ITEMS: tuple[tuple[str, int, str], ...] = (
    ("正文字号不小于 18 像素", 10, "parseFloat(getComputedStyle(document.body).fontSize) >= 18"),
    ("说明文字不小于 16 像素", 8, "texts('.help, .quiet, .small, footer p, caption').every(n => size(n) >= 16)"),
    ("可以一键放大", 8, "[...document.querySelectorAll('.look button')].some(b => b.value === 'large')"),
    ("可以一键换高对比", 8, "[...document.querySelectorAll('.look button')].some(b => b.value === 'contrast')"),
    ("行距不小于 1.3 倍", 6, "texts('main p, main li, main dd').every(n => parseFloat(getComputedStyle(n).lineHeight) / size(n) >= 1.3)"),
    ("按钮和输入框不小于 44 像素高", 12, "shown('button, a.go, select, main input:not([type=hidden]):not([type=checkbox]), textarea').every(n => height(n) >= 44)"),
    ("菜单链接不小于 44 像素高", 6, "shown('nav a, .links a, footer a').every(n => height(n) >= 44)"),
    ("正文对比不低于 4.5", 10, "texts('main p, main li, main dd, main dt, main h1, main h2, main label, td, th').every(n => contrast(n) >= 4.5)"),
    ("每个输入框有看得见的名字", 8, "shown('main input:not([type=hidden]), select, textarea').every(n => n.labels && n.labels.length)"),
    ("没有弹窗、广告和自动播放", 6, "!document.querySelector('dialog, iframe, video, audio, marquee, script')"),
    ("可以跳到正文，只有一个主标题", 6, "document.querySelector('.skip') && document.querySelectorAll('h1').length === 1"),
    ("页面写明语言", 4, "document.documentElement.lang === 'zh-CN'"),
    ("图有文字说明", 4, "all('img').every(n => n.hasAttribute('alt')) && all('svg').every(n => n.getAttribute('aria-label') || n.getAttribute('aria-hidden'))"),
    ("写明网上办不了怎么办", 4, "document.querySelector('footer').innerText.includes('窗口')"),
)  # fmt: skip
"""Item, points, and the question to the page; after 互联网网站适老化通用设计规范 and GB/T 45747-2025, as far as a page can be asked."""
ASKING = """
items => {
  const all = s => [...document.querySelectorAll(s)];
  const shown = s => all(s).filter(n => n.offsetParent !== null && !n.closest('.hidden') && n.getBoundingClientRect().left >= 0);
  const texts = s => shown(s).filter(n => n.innerText.trim());
  const size = n => parseFloat(getComputedStyle(n).fontSize);
  const height = n => n.getBoundingClientRect().height;
  const rgb = c => { const m = c.match(/[\\d.]+/g).map(Number); return m.length > 3 && m[3] === 0 ? null : m };
  const lum = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const ground = n => { for (let m = n; m; m = m.parentElement) { const c = rgb(getComputedStyle(m).backgroundColor); if (c) return c } return [255, 255, 255] };
  const contrast = n => { const a = lum(rgb(getComputedStyle(n).color)), b = lum(ground(n)); return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
  return items.map(([, , question]) => !!eval(question));
}
"""


def test_the_items_for_the_elderly_come_to_ninety_points(browser: Any, server: Server, session: Any) -> None:
    context = browser.new_context(viewport=browsing.PHONE, locale="zh-CN", bypass_csp=True)
    page = context.new_page()
    missed: dict[str, list[str]] = {}

    def look(path: str) -> None:
        page.goto(server.url + path)
        for (title, _, _), held in zip(ITEMS, page.evaluate(ASKING, [list(item) for item in ITEMS]), strict=True):
            if not held:
                missed.setdefault(title, []).append(path)

    for path in OPEN:
        look(path)
    context.add_cookies(session["cookies"])
    for path in INSIDE:
        look(path)
    context.close()
    score = sum(points for title, points, _ in ITEMS if title not in missed)
    print(f"适老化 {score} 分（满分 {sum(points for _, points, _ in ITEMS)}，60 分合格）；没有做到的：{missed or '无'}")

    assert sum(points for _, points, _ in ITEMS) == 100
    assert score >= 90, missed


def test_the_sign_in_page_of_staff_leads_to_the_public_s(browser: Any, server: Server, open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.goto(f"{server.url}/login/")
    page.get_by_role("link", name="个人").click()

    assert page.url == f"{server.url}/my/in/"
