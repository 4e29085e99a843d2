"""The pages of injury cases, providers and survivors, as each post reads them after cases of every kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from shebao.agency.injury import queries as injury
from shebao.agency.installation import queries as installation
from tests.agency.procedures.modules.injury import handed_over
from tests.world.injury import AFTER, WAGES, Injuries, bill, scans, sign_hospital
from tests.world.people import BANK, bank_card, citizen_number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


class Cases:
    """A graded worker with bills, a death with dependants, an advance, and a hospital with a settlement that waits."""

    def __init__(self, world: Injuries) -> None:
        self.world = world
        self.provider = sign_hospital(world)
        self.worker, self.case = world.graded(3, "part")
        world.disability(self.case)
        rows = [bill("P1", "2023-03-20", 1000), bill("P2", "2023-03-25", 200, catalogue="outside")]
        world.do("reimburse_injury", case_id=self.case, rows=rows, scans=scans())
        settled = {"person_id": self.worker, "name": "吴己", **{k: v for k, v in bill("J1", "2023-03-25", 800).items() if k != "provider"}}
        world.do("settle_injury_provider", provider="县人民医院", month="2023-03", rows=[settled])
        self.advanced = world.case(world.person("小作坊工人"), insured=False)
        paid = [{"item": "treatment", "amount_fen": 18_432_60, "proof": "发票 12 张"}]
        world.do(
            "advance_injury", case_id=self.advanced, ground="employer", reason="refused", demanded_on="2023-04-20", rows=paid, scans=scans()
        )
        self.dead = world.person("冯庚")
        self.death = world.case(self.dead)
        world.dies(self.dead, on=date(2023, 5, 4), day=AFTER)
        world.heirs(self.dead, ("王氏", "spouse"), day=date(2023, 5, 9))
        child = {
            "citizen_number": citizen_number(date(2012, 4, 1)), "name": "冯小", "relation": "child", "bank": BANK, "account_number": bank_card()
        }  # fmt: skip
        world.do(
            "decide_injury_death", date(2023, 5, 10), case_id=self.death, rows=[child], after_leave="no", funeral_elsewhere="no",
            scans=scans(), **WAGES,
        )  # fmt: skip


@pytest.fixture
def cases(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Cases:
    settings.FILES_FOLDER = tmp_path / "files"
    monkeypatch.setattr(installation, "business_day", lambda: date(2023, 6, 20))
    return Cases(Injuries())


@pytest.fixture
def page(cases: Cases) -> Callable[[str, str], str]:
    def text_of(post: str, address: str) -> str:
        client = Client()
        client.force_login(get_user_model().objects.get(pk=cases.world.staff[post]), backend="django.contrib.auth.backends.ModelBackend")
        response = client.get(address)
        assert response.status_code == 200, address
        return response.content.decode()

    return text_of


def test_a_case_shows_its_way_with_the_money_and_offers_what_comes_next(cases: Cases, page: Callable[[str, str], str]) -> None:
    listed = page("acceptance", "/injury/")
    assert all(name in listed for name in ("吴己", "冯庚", "小作坊工人", "三级", "待付"))

    text = page("acceptance", f"/injury/{cases.case}/")
    for words in (
        "115,000.00",
        "认定结论：认定",
        "初次鉴定：三级",
        "目录外，不予支付",
        "伤残津贴 4,000.00",
        "生活护理费 1,800.00",
        "待发",
        "撤销",
    ):
        assert words in text, words
    assert f"?case_id={cases.case}" in text and "一次性工伤医疗补助金核定" in text

    assert "冯小" in page("reviewer", f"/injury/{cases.death}/") and "1,500.00" in page("reviewer", f"/injury/{cases.death}/")
    assert "尚欠 18,432.60 元" in page("reviewer", f"/injury/{cases.advanced}/")
    assert "核定时" not in page("approver", "/matters/")


@pytest.mark.slow
def test_a_provider_and_what_waits_are_read_and_paid_by_finance(cases: Cases, page: Callable[[str, str], str]) -> None:
    text = page("finance_maker", f"/injury/providers/{cases.provider}/")
    assert "760.00" in text and "40.00" in text and "付款" in text and "协议期内" in text
    assert "县人民医院" in page("acceptance", "/injury/providers/")
    (payable,) = injury.payables(state="open")

    waiting = page("finance_maker", "/injury/money/")
    assert f"payable_id={payable.id}" in waiting and "先行支付追偿" in waiting and "逾期" in waiting
    form = page("finance_maker", f"/matters/new/pay_injury_payable/?payable_id={payable.id}")
    assert f'value="{payable.id}"' in form


@pytest.mark.slow
def test_everything_a_death_leaves_stands_on_one_page(cases: Cases, page: Callable[[str, str], str]) -> None:
    text = page("acceptance", f"/survivors/{cases.dead}/")

    for words in ("王氏", "丧葬补助金", "36,000.00", "一次性工亡补助金", "985,660.00", "冯小（子女）每月 1,500.00 元", "没有多发"):
        assert words in text, words
    assert "职工遗属待遇核定" in text
    assert f"/survivors/{cases.dead}/" in page("acceptance", f"/people/{cases.dead}/")


def test_cases_taken_over_from_a_former_system_open_like_any_other(cases: Cases, page: Callable[[str, str], str]) -> None:
    graded = {"conclusion_no": "旧鉴定1号", "concluded_on": "2015-10-10", "certified_on": "2023-02-01"}
    hurt = handed_over(date(1972, 5, 1), "旧伤甲", grade="2", care="part", allowance_fen=4_100_00, nursing_fen=1_500_00, **graded)
    (person,) = cases.world.do("take_over_injured", rows=[hurt], month="2023-05")
    worker = {"worker_number": citizen_number(date(1970, 7, 7)), "worker_name": "亡工甲", "died_on": "2015-06-02"}
    widow = handed_over(date(1971, 1, 1), "亡工妻", relation="spouse", dependant_fen=1_600_00, **worker)
    (wife,) = cases.world.do("take_over_dependants", rows=[widow], month="2023-05")

    (case,), (row,) = injury.cases_of(person), injury.dependant_of(wife)

    assert "二级，从原系统接收，2023年5月起在这里发放，每月 5,600.00 元" in page("acceptance", f"/injury/{case.id}/")
    assert "从原系统接收，2023年5月起在这里发放" in page("reviewer", f"/injury/{row.case_id}/")
