"""Every page a member of staff can reach by links opens without a complaint, on a desk's screen and on a phone's."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import axe
from tests.browser.desk import Person
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MEMBERS = ("clerk", "approver", "finance", "auditor", "reviewer", "inspector", "parameters", "finance2")
# One object of each kind says enough about its page; the hundredth voucher looks like the first.
NUMBER = re.compile(r"\d+")
MOST = 40


@pytest.fixture(scope="module")
def server(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small demonstration county, served once for all: these tests only look."""
    home = Path(shutil.copytree(demo_template, tmp_path_factory.mktemp("looked-at") / "county"))
    served = Server(home).start()
    yield served
    served.stop()


def links(page: Any, url: str) -> list[str]:
    """Paths of this site that the page links to, without filters and downloads."""
    result = page.eval_on_selector_all("a[href]", "nodes => nodes.map(node => node.href)")
    paths = [str(link).removeprefix(url).partition("#")[0] for link in result if str(link).startswith(url + "/")]
    return [path for path in dict.fromkeys(paths) if "?" not in path and not path.startswith("/logout")]


@pytest.mark.parametrize("member", MEMBERS)
def test_every_page_within_reach_opens_without_a_complaint(member: str, server: Server, open_page: Callable[..., Any]) -> None:
    page, looked_at = open_page(), open_page(bypass_csp=True)  # axe writes styles of its own, which our pages' policy forbids
    for one in (page, looked_at):
        Person(one, server.url).come_in(member)
    waiting, seen, shapes = ["/"], set(), set()
    stumbling: list[str] = []

    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        shape = NUMBER.sub("#", path)
        if path in seen or shape in shapes:
            continue
        seen.add(path)
        shapes.add(shape)
        asked = page.request.get(server.url + path)
        if asked.status == 403:
            assert "岗位" in asked.text(), f"{path} refuses {member} without saying who may"
            continue
        answer = page.goto(server.url + path)
        assert answer.status == 200, f"{member} {path}: {answer.status}\n{server.said()}"
        assert page.locator("h1").count() == 1, f"{path} has no title of its own"
        looked_at.goto(server.url + path)
        stumbling += [f"{path}: {words}" for words in axe.violations(looked_at)]
        waiting += links(page, server.url)

    print(f"{member}：{len(seen)} 页，axe {len(stumbling)} 处")
    assert len(seen) > 5
    assert stumbling == [], "\n".join(stumbling)


@pytest.mark.parametrize(("member", "path"), [("clerk", "/"), ("clerk", "/people/"), ("approver", "/payout/"), ("finance", "/fund/")])
def test_a_page_can_be_read_on_a_dark_screen(member: str, path: str, server: Server, open_page: Callable[..., Any]) -> None:
    page = open_page(bypass_csp=True)
    Person(page, server.url).come_in(member)
    page.emulate_media(color_scheme="dark")
    page.goto(server.url + path)

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 24, 30)"
    assert axe.violations(page) == []
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", "paper stays white"


@pytest.mark.parametrize(
    ("member", "path"),
    [("clerk", "/"), ("clerk", "/people/"), ("clerk", "/payout/"), ("finance", "/fund/"), ("clerk", "/matters/"), ("auditor", "/journal/")],
)
def test_a_page_fits_a_phone_without_sideways_scrolling(member: str, path: str, server: Server, open_page: Callable[..., Any]) -> None:
    page = open_page(phone=True)
    Person(page, server.url).come_in(member)

    for letters in ("", "1"):
        page.context.add_cookies([{"name": "large", "value": letters, "url": server.url}])
        answer = page.goto(server.url + path)

        assert answer.status == 200, f"{member} {path}: {answer.status}\n{server.said()}"
        assert bool(page.locator("html.large").count()) == bool(letters)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{path} is {overflow} pixels wider than the screen, letters {letters or 'ordinary'}"


@pytest.mark.parametrize(
    ("member", "path"), [("clerk", "/people/"), ("clerk", "/payout/"), ("clerk", "/matters/"), ("finance", "/vouchers/"), ("approver", "/")]
)
def test_on_a_phone_no_list_hides_a_column_beyond_the_edge(member: str, path: str, server: Server, open_page: Callable[..., Any]) -> None:
    page = open_page(phone=True)
    Person(page, server.url).come_in(member)
    page.goto(server.url + path)

    tables = page.eval_on_selector_all(
        "main .table-wrap > table.rows", "all => all.map(one => [one.scrollWidth - one.parentElement.clientWidth, one.className])"
    )
    assert tables and all(wider <= 1 for wider, _ in tables), f"{path}: {tables}"
    if path == "/people/":
        labels = page.eval_on_selector_all("tbody tr:first-child td", "all => all.map(one => one.dataset.label)")
        assert labels[:3] == ["姓名", "公民身份号码", "性别"], "each value stands under the name of its column"


def test_the_rail_opens_what_a_post_does_every_day_and_remembers_what_was_opened(server: Server, open_page: Callable[..., Any]) -> None:
    page = open_page()
    Person(page, server.url).come_in("clerk")
    group = page.locator('.frame > .rail details[data-group="核查"]')
    daily = page.locator('.frame > .rail details[data-group="待遇"]')

    assert daily.get_attribute("open") is not None and group.get_attribute("open") is None
    assert page.evaluate("document.querySelector('.rail').scrollHeight <= document.querySelector('.rail').clientHeight"), (
        "without scrolling"
    )
    group.locator("summary").click()
    page.goto(server.url + "/people/")

    assert group.get_attribute("open") is not None, "what was opened stays open on the next page"
    page.goto(server.url + "/")
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url(f"{server.url}/law/")
    assert page.locator('.frame > .rail details[data-group="依据"]').get_attribute("open") is not None, (
        "the group of the page itself is open"
    )
