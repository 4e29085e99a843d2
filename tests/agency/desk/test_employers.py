"""The pages of employers and collection, as each post reads them after a month of one employer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from shebao.agency.installation import queries as installation
from tests.agency.procedures.modules import employers as modules
from tests.world.employers import PERSON, UNIT, Works, enter_project_rate, number_of, receipt, scan, uscc
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.fixture
def works(works: Works, monkeypatch: pytest.MonkeyPatch) -> Works:
    """The machine works in July: pension paid for two of three people, and a row of the list that is nobody's."""
    monkeypatch.setattr(installation, "business_day", lambda: date(2023, 7, 5))
    rows = [receipt(f"P{i}", "employee", UNIT[i], PERSON[i], payer_number=number_of(person)) for i, person in enumerate(works.workers[:2])]
    works.receive([*rows, receipt("U9", "employee", 30_00, uscc=uscc(99))])
    return works


@pytest.fixture
def come_in(works: Works) -> Callable[[str], Client]:
    def at_desk(post: str) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(pk=works.staff[post]), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return at_desk


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_an_employer_is_found_and_its_page_says_what_it_owes(works: Works, come_in: Callable[[str], Client]) -> None:
    client = come_in("acceptance")

    assert "甲机械厂" in text_of(client, f"/employers/?q={uscc(1)}")
    page = text_of(client, f"/employers/{works.employer}/")
    owed = 3_453_12 + 1_726_56 + 226_78 + 97_20 + 129_59
    assert f"欠缴 {owed / 100:,.2f} 元" in page
    assert "职工参保增员" in page and "通用设备制造业" in page
    assert "李甲二" in text_of(client, f"/employers/{works.employer}/people/")


def test_the_amounts_notice_prints_every_person_and_the_law(works: Works, come_in: Callable[[str], Client]) -> None:
    page = text_of(come_in("reviewer"), f"/employers/{works.employer}/notice/202306/")

    for text in ("8,229.09", "21,582.00", "3,453.12", "1,726.56", "缴费基数参考工资", "示例〔2023〕1号"):
        assert text in page, text


def test_collection_shows_the_month_and_only_finance_takes_the_file(works: Works, come_in: Callable[[str], Client]) -> None:
    assert "YZ202306001" in text_of(come_in("approver"), "/collection/?month=202306")
    finance = come_in("finance_maker")
    assert "30.00" in text_of(finance, "/collection/differences/")

    taken, refused = finance.post("/collection/batches/1/file/"), come_in("acceptance").post("/collection/batches/1/file/")

    lines = taken.content.decode().splitlines()
    assert len(lines) == 10 and lines[1].split(",")[2:6] == [uscc(1), "甲机械厂", number_of(works.workers[0]), "王甲一"]
    assert refused.status_code == 404


def test_a_person_s_page_has_the_grid_of_months(works: Works, come_in: Callable[[str], Client]) -> None:
    page = text_of(come_in("acceptance"), f"/people/{works.workers[0]}/")

    assert "月缴费" in page and "甲机械厂" in page and "1,035.84" in page
    assert "没有缴费记录" not in page, "who is insured by the month has no empty panel of years"


def test_arrears_say_who_looks_after_them_and_since_when_and_the_claim_prints(works: Works, come_in: Callable[[str], Client]) -> None:
    claim = {"employer_id": str(works.employer), "action": "to_tax"}
    carry_through("claim_arrears", claim, works.staff, date(2023, 7, 5))
    clerk = come_in("acceptance")

    page = text_of(clerk, "/collection/arrears/")
    for text in ("甲机械厂", "5,633.25", "2023-06", "移交税务责令限期", "基金财务（经办）"):
        assert text in page, text
    assert "伍仟陆佰叁拾叁元贰角伍分" in text_of(clerk, f"/employers/{works.employer}/claims/1/")
    assert "催缴" in text_of(clerk, f"/employers/{works.employer}/")
    taken = clerk.post("/collection/arrears/", {"purpose": "催缴"})
    assert taken.status_code == 200 and "spreadsheet" in taken["Content-Type"]


def test_the_grid_of_an_employer_shows_every_person_s_months(works: Works, come_in: Callable[[str], Client]) -> None:
    page = text_of(come_in("acceptance"), f"/employers/{works.employer}/months/2023/")

    for text in ("赵甲三", "5,481.83", "欠 5,481.83", "1,651.00"):
        assert text in page, text


def test_projects_refunds_and_coverage_have_their_pages(works: Works, come_in: Callable[[str], Client]) -> None:
    enter_project_rate()
    key = modules.project(works)
    clerk = come_in("acceptance")

    assert "示例大道" in text_of(clerk, "/projects/?q=大道") and "还有 48,000.00 元没有到账" in text_of(clerk, f"/projects/{key}/")
    for address in ("/collection/refunds/", "/coverage/"):
        assert "没有" in text_of(clerk, address)


def test_a_notice_of_an_undeclared_month_names_nobody_and_says_why(works: Works, come_in: Callable[[str], Client]) -> None:
    carry_through(
        "assess_undeclared", {"employer_id": str(works.employer), "month": "2023-07", "scans": scan()}, works.staff, date(2023, 7, 5)
    )

    page = text_of(come_in("reviewer"), f"/employers/{works.employer}/notice/202307/")

    assert "9,052.00" in page and "110%" in page and "王甲一" not in page
