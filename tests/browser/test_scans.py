"""A value of the law comes in with its document, in a real browser: uploaded by one, opened by another, found again on the law's page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.desk import Person
from tests.support.scans import pdf, picture
from tests.support.server import Server, run_shebao

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DEMO = {"SHEBAO_DEMO": "1"}


@pytest.fixture
def served(serve: Callable[..., Server], demo_home: Path) -> Server:
    """The small demonstration county."""
    return serve(home=demo_home, environment=DEMO)


@pytest.fixture
def at_desk(open_page: Callable[..., Any], served: Server) -> Callable[[str], Person]:
    """`at_desk("parameters")`: that member logged in, in a window of their own."""
    return lambda username: Person(open_page(), served.url).come_in(username)


def hand_in(person: Person, name: str, content: bytes) -> None:
    person.page.set_input_files("#id_scans", {"name": name, "mimeType": "application/pdf", "buffer": content})


def saved(person: Person, link: Any, to: Path) -> bytes:
    """What a link gives when it is saved."""
    with person.page.expect_download() as waiting:
        link.click()
    waiting.value.save_as(to)
    return to.read_bytes()


def test_a_value_is_entered_by_three_people_with_its_document(at_desk: Callable[[str], Person], served: Server, tmp_path: Path) -> None:
    maker = at_desk("parameters").open("/law/standards/resident_basic_standard/")
    maker.page.get_by_role("link", name="录入或更正").click()
    maker.page.select_option("#id_place", label="甘肃省庆阳市正宁县")
    for name, text in (("effective_from", "2024-01-01"), ("content", "145"), ("document", "正政发〔2023〕31号")):
        maker.page.fill(f"#id_{name}", text)
    hand_in(maker, "正政发31号.pdf", pdf()[:-300])
    assert maker.press("下一步：看看会改什么").sees("不完整"), "a damaged scan is told at once"
    hand_in(maker, "正政发31号.pdf", pdf())
    maker.press("下一步：看看会改什么")
    assert maker.sees("影响人数") and maker.sees("正政发31号.pdf")
    maker.press("提交受理")
    matter = str(maker.page.url).removeprefix(maker.url)

    inspector = at_desk("inspector").open(matter)
    assert saved(inspector, inspector.page.locator("#scans").get_by_role("link", name="下载"), tmp_path / "seen.pdf") == pdf()
    assert inspector.press("复核无误").sees("已复核")
    assert at_desk("approver").open(matter).press("批准并生效").sees("变更已经生效")

    clerk = at_desk("clerk").open("/law/standards/resident_basic_standard/")
    link = clerk.page.get_by_role("link", name="正政发〔2023〕31号")
    assert clerk.page.request.get(clerk.url + link.get_attribute("href")).body() == pdf()
    verified = run_shebao("verify", home=served.home, **DEMO)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_picture_is_looked_at_beside_the_change(at_desk: Callable[[str], Person]) -> None:
    clerk = at_desk("clerk").open("/people/?benefit=active")
    person = clerk.page.locator("main table.rows tbody a").first.get_attribute("href").strip("/").rpartition("/")[2]
    clerk.open(f"/matters/new/move_person/?person_id={person}")
    clerk.page.select_option("#id_village_id", index=2)
    clerk.page.set_input_files("#id_scans", {"name": "户口簿.png", "mimeType": "image/png", "buffer": picture(size=(900, 600))})
    clerk.press("下一步：看看会改什么")
    if not clerk.offers("提交受理"):
        clerk.page.select_option("#id_village_id", index=3)
        clerk.press("下一步：看看会改什么")
    clerk.press("提交受理")

    reviewer = at_desk("reviewer").open(str(clerk.page.url).removeprefix(clerk.url))
    shown = reviewer.page.locator(".scan-picture")
    assert not shown.evaluate("image => image.complete && image.naturalWidth > 0"), (
        "nothing is fetched, and so journalled, before it is asked for"
    )
    with reviewer.page.expect_response(lambda answer: "/scans/" in answer.url) as waiting:
        reviewer.page.get_by_text("在这里看").click()
    assert waiting.value.status == 200 and waiting.value.body() == picture(size=(900, 600))
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 900
