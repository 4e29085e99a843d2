"""From an empty installation to the first settled payment by pages alone: every act is a button somebody pressed, and they are counted."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from shebao.agency.installation import queries as installation
from shebao.agency.jobs.work import do_waiting
from shebao.agency.journal.by import By
from shebao.agency.payout import queries as payout
from shebao.agency.payout.bank import DEFAULT
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.staff import actions as staff
from shebao.base.money import yuan_text
from shebao.demo.bank import answer, arrived
from tests.world.people import bank_card, citizen_number

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DAY = date(2023, 5, 8)
FIRST = (("xitong", "高远", "ops"), ("jihe", "严明", "inspector"), ("quanxian", "任重", "rights_admin"))
"""The three accounts that `shebao staff` makes: they can give everybody else a post."""
PLAN = (
    ("shouli", "沈禾", "g1", "一号窗口", "受理"),
    ("fuhe", "陆舒", "g2", "", "复核"),
    ("shenpi", "顾川", "g3", "", "审批"),
    ("caiwu", "程秋", "g4", "财务", "基金财务(经办)"),
    ("caiwu2", "方远", "g5", "财务", "基金财务（复核）"),
)
PASSWORD = "Kept-by-0ne-alone"


class Office:
    """Browsers without a screen, one a member; counts what each presses."""

    def __init__(self) -> None:
        self.acts: Counter[str] = Counter()
        self.browsers: dict[str, Client] = {}

    def comes_in(self, username: str, password: str) -> None:
        """Log in; a password that somebody else has seen is changed at once, which is no act of the office."""
        browser = self.browsers[username] = Client()
        browser.post("/login/", {"username": username, "password": password})
        answer = browser.post("/password/", {"current": password, "new": PASSWORD, "again": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()

    def presses(self, username: str, path: str, **fields: Any) -> str:
        """A button: it must lead on to a page that does not refuse; the text of that page."""
        self.acts[username] += 1
        answered = self.browsers[username].post(path, fields, follow=True)
        page = answered.content.decode()
        assert answered.status_code == 200 and "没有办成" not in page and "还不能受理" not in page, page
        return page

    def asks(self, username: str, kind: str, **fields: Any) -> int:
        """Hand in a matter, looking at the change first; its number."""
        return self._sent(username, f"/matters/new/{kind}/", fields, {})

    def asks_by_list(self, username: str, kind: str, rows: list[tuple[Any, ...]], **fields: Any) -> int:
        """Hand in a list."""
        path = f"/matters/new/{kind}/list/"
        look = self.browsers[username].post(path, fields | {"step": "look", "list": workbook(rows)}).content.decode()
        slip = re.search(r'name="slip" value="([^"]+)"', look)
        assert slip, look
        return self._sent(username, path, fields, {"slip": slip[1]})

    def _sent(self, username: str, path: str, fields: dict[str, Any], more: dict[str, Any]) -> int:
        self.acts[username] += 1
        sent = self.browsers[username].post(path, fields | more | {"step": "send"})
        assert sent.status_code == 302, sent.content.decode()
        return int(sent.headers["Location"].rstrip("/").rpartition("/")[2])

    def decides(self, matter: int, *usernames: str) -> None:
        """Those whose turn it is, one after the other."""
        for username in usernames:
            page = self.browsers[username].get(f"/matters/{matter}/").content.decode()
            verb = re.search(rf"/matters/{matter}/(review|approve)/", page)
            digest = re.search(r'name="digest" value="([^"]+)"', page)
            assert verb and digest, page
            self.presses(username, f"/matters/{matter}/{verb[1]}/", digest=digest[1])

    def first_passwords(self, username: str) -> None:
        """The system post hands out the slips; everybody comes in with theirs."""
        page = self.presses(username, "/staff/first-passwords/")
        for name, password in re.findall(r'登录名</th>\s*<td class="mono">([^<]+)</td>.*?<td class="mono">([^<]+)</td>', page, re.DOTALL):
            self.comes_in(name, password)


def workbook(rows: list[tuple[Any, ...]]) -> SimpleUploadedFile:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("名单.xlsx", out.getvalue())


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An installation with three accounts and nothing else, no place in the environment, on a day of 2023."""
    for name in ("SHEBAO_PLACE", "SHEBAO_AGENCY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(installation, "business_day", lambda: DAY)
    office = Office()
    for username, name, post in FIRST:
        member = staff.create_member(username, name, username, "Given-once-0nly", by=By(None, DAY))
        staff.appoint(member.id, post, since=DAY, actor_id=None)
        office.comes_in(username, "Given-once-0nly")
    return office


def pensioners() -> list[tuple[Any, ...]]:
    titles = (
        "身份证号码",
        "姓名",
        "乡镇",
        "村",
        "开户行",
        "银行账号",
        "参保月",
        "首缴年度",
        "末缴年度",
        "缴费年数",
        "待遇起始月",
        "核定时储存额",
        "最近认证日期",
    )
    people = [
        (citizen_number(birth=date(1955, 3, 5)), name, "云台镇", "柳树村", "农商银行", bank_card(), "2012-01", 2012, 2014, 3, "2015-04", "1390.00", "2023-01-10")
        for name in ("李丰", "赵丰", "王禾")
    ]  # fmt: skip
    return [titles, *people]


def test_an_empty_installation_pays_its_first_month_by_pages_alone(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.decides(office.asks("xitong", "describe_agency", place="gansu_zhengning", name="云台县社会保险中心"), "jihe")
    plan = office.asks_by_list("xitong", "plan_staff", [("登录名", "姓名", "本人标识", "窗口", "岗位"), *PLAN])
    office.decides(plan, "jihe", "quanxian")
    assert office.browsers["xitong"].get("/staff/").content.decode().count("待发首次密码") == len(PLAN)
    office.first_passwords("xitong")
    assert "待发首次密码" not in office.browsers["xitong"].get("/staff/").content.decode()
    office.decides(office.asks_by_list("shouli", "add_villages", [("乡镇", "村"), ("云台镇", "柳树村")]), "fuhe")
    books = office.asks(
        "caiwu", "open_books", scheme=RESIDENT, month="2023-05", balance_1002="0", balance_1003="500000", balance_1004="20000"
    )
    office.decides(books, "caiwu2")
    office.decides(office.asks_by_list("shouli", "take_over", pensioners(), month="2023-05"), "fuhe", "shenpi")

    run = re.search(r"/payout/(\d+)/", office.presses("shouli", "/payout/new/", scheme=RESIDENT, month="2023-05", kind="regular"))
    assert run
    path = f"/payout/{run[1]}/do/"
    office.presses("shouli", f"{path}compute/")
    do_waiting()
    office.presses("shouli", f"{path}seal/")
    for username, verb in (("fuhe", "review"), ("shenpi", "approve")):
        digest = payout.run(int(run[1])).digest
        office.presses(username, f"{path}{verb}/", digest=digest, looked="1", password=PASSWORD)
    office.presses("caiwu", f"{path}file/")
    sent = office.browsers["caiwu"].post(f"/payout/{run[1]}/file/").content
    office.presses("caiwu2", f"{path}submit/")
    back = answer(sent, {}, DAY, DEFAULT)
    lines, fen = arrived(back, DEFAULT)
    office.presses("caiwu2", f"{path}slip/", number="HD1", paid_lines=lines, paid_yuan=yuan_text(fen))
    settled = office.presses("caiwu", f"/payout/{run[1]}/return/", **{"return": SimpleUploadedFile("回盘.txt", back)})

    with capsys.disabled():
        print(f"\n从空的系统到第一批结清：{sum(office.acts.values())} 个动作，{len(office.acts)} 人：{dict(office.acts)}")
    assert "已结清" in settled and lines == 3
    assert [check.id for check in run_checks() if check.problems] == []
    assert sum(office.acts.values()) <= 25


def test_a_staffing_plan_that_breaks_a_rule_is_refused_with_every_row(office: Office) -> None:
    wrong = [
        ("登录名", "姓名", "本人标识", "窗口", "岗位"),
        ("a", "沈禾", "g1", "", "受理、基金财务（经办）"),
        ("b", "陆舒", "g2", "", "复核"),
        ("b", "陆舒", "g2", "", "审批"),
        ("jihe", "别人", "g3", "", "出纳"),
    ]

    page = office.browsers["xitong"].post("/matters/new/plan_staff/list/", {"step": "look", "list": workbook(wrong)}).content.decode()
    combined = (
        office.browsers["xitong"].post("/matters/new/plan_staff/list/", {"step": "look", "list": workbook(wrong[:2])}).content.decode()
    )

    assert "登录名“b”在名单里不止一次" in page and "登录名“jihe”已是严明的账号" in page and "没有“出纳”这个岗位" in page
    assert "不能由同一人担任" in combined
