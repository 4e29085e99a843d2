"""The main path in a real browser: a month's run from proposal to balanced books, each step by the person whose step it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.payout.bank import DEFAULT
from shebao.base.money import parse_yuan, yuan_text
from shebao.demo.bank import answer
from tests.browser.desk import PATIENCE, Person
from tests.support.server import Server, run_shebao

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DEMO = {"SHEBAO_DEMO": "1"}


@pytest.fixture
def served(serve: Callable[..., Server], demo_home: Path) -> Server:
    """The small demonstration county, served with its background worker."""
    return serve(home=demo_home, environment=DEMO)


@pytest.fixture
def at_desk(open_page: Callable[..., Any], served: Server) -> Callable[[str], Person]:
    """`at_desk("clerk")`: that member logged in, in a window of their own."""
    return lambda username: Person(open_page(), served.url).come_in(username)


def propose_and_seal(clerk: Person) -> str:
    """The clerk proposes this month's run, has it computed, and seals it; the run's path."""
    clerk.open("/payout/").press("提出批次")
    clerk.press("计算")
    clerk.page.get_by_role("button", name="封存", exact=True).wait_for(timeout=PATIENCE)
    if clerk.page.locator("#remark").count():  # the small county's total moves more than a real one's from month to month
        clerk.page.fill("#remark", "县小，新领待遇人员使总额变动较大")
    clerk.press("封存")
    return str(clerk.page.url).removeprefix(clerk.url)


def missing_fen(finance: Person) -> int:
    """What the expenditure account lacks to pay the file, as the run's page says."""
    title = finance.page.locator("#cover h2").inner_text()
    match = re.search(r"还差 ([\d,.]+) 元", title)
    assert match or "够付本批" in title, title
    return parse_yuan(match[1]) if match else 0


def feed_by_slip(finance: Person, checker: Person, fen: int) -> None:
    """The finance bureau's transfer, from the run's page: one enters the bank's slip, the other looks at it and books it."""
    finance.page.locator("#cover").get_by_role("link", name="凭银行回单登记财政专户拨款").click()
    finance.page.select_option("#id_what", value="feed")
    day = day_of(finance).isoformat()
    for name, text in (("amount_fen", yuan_text(fen)), ("on", day), ("reference", "BK20231201")):
        finance.page.fill(f"#id_{name}", text)
    assert finance.press("下一步：看看会改什么").sees("支出户")
    finance.press("提交受理")
    assert not finance.offers("批准并生效"), "whoever enters a slip does not book it"
    matter = str(finance.page.url).removeprefix(finance.url)
    assert checker.open(matter).press("批准并生效").sees("变更已经生效")


def test_a_month_is_paid_by_the_people_whose_step_it_is(at_desk: Callable[[str], Person], served: Server, tmp_path: Path) -> None:
    clerk = at_desk("clerk")
    run = propose_and_seal(clerk)

    last_month, changes, this_month = clerk.figures("#numbers")
    assert last_month + changes == this_month > 0
    assert clerk.sees("三个数分文不差") and clerk.sees("无遗漏")
    assert not clerk.offers("复核签署") and not clerk.offers("审批签署")

    approver = at_desk("approver").open(run)
    assert not approver.offers("审批签署"), "nobody approves before the review"
    reviewer = at_desk("reviewer").open(run).sign("复核签署")
    assert reviewer.sees("等待审批") and not reviewer.offers("审批签署")
    assert approver.open(run).sign("审批签署").sees("校验码一致")

    finance = at_desk("finance").open(run).press("生成银行文件")
    sent = finance.download("下载银行文件", tmp_path / "order.txt")
    assert not finance.offers("登记送盘"), "whoever makes the file does not hand it over"
    checker = at_desk("finance2").open(run)
    missing = missing_fen(checker)
    assert missing > 0 and checker.press("登记送盘").sees("没有办成，什么也没有改动"), "the account cannot pay the file"
    feed_by_slip(finance, checker, missing)
    assert missing_fen(checker.open(run)) == 0
    assert checker.press("登记送盘").sees("结果是未知的")

    back = answer(sent, {}, day_of(clerk), DEFAULT)
    assert not finance.open(run).upload("回盘.txt", back).sees("已结清"), "nobody has entered the bank's slip"
    assert checker.open(run).enter_slip(back).sees("回单已录入")
    assert finance.open(run).upload("回盘.txt", back).sees("已结清")
    assert finance.sees("回盘已入库")

    books = checker.open("/fund/")
    assert books.sees("相符") and not books.sees("对不上")
    assert books.open(run).sees("凭证")
    verified = run_shebao("verify", home=served.home, **DEMO)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def day_of(person: Person) -> date:
    """The business day that the page shows."""
    text = person.page.locator(".top-day").inner_text()
    return date.fromisoformat(text.split()[-1])


def test_a_return_file_that_does_not_fit_changes_nothing(at_desk: Callable[[str], Person], tmp_path: Path) -> None:
    clerk = at_desk("clerk")
    run = propose_and_seal(clerk)
    at_desk("reviewer").open(run).sign("复核签署")
    at_desk("approver").open(run).sign("审批签署")
    finance = at_desk("finance").open(run).press("生成银行文件")
    sent = finance.download("下载银行文件", tmp_path / "order.txt")
    checker = at_desk("finance2").open(run)
    feed_by_slip(finance, checker, missing_fen(checker))
    assert checker.open(run).press("登记送盘").sees("结果是未知的")
    back = answer(sent, {}, day_of(clerk), DEFAULT)

    assert checker.open(run).enter_slip(back).sees("回单已录入"), "what is refused below is refused for the file, not for want of a slip"

    spoiled = {
        "半份.txt": back[: len(back) // 2],
        "改过.txt": back.replace(b"|00\r\n", b"|02\r\n", 1),
        "编码.txt": back.decode("gb18030").encode("utf-8"),
    }
    for name, broken in spoiled.items():
        assert broken != back
        finance.open(run).upload(name, broken)
        assert finance.sees("没有办成，什么也没有改动"), name
        assert finance.sees("已送盘"), name

    assert finance.open(run).upload("回盘.txt", back).sees("已结清")
    finance.upload("再来一次.txt", back)
    assert finance.sees("没有办成，什么也没有改动")
