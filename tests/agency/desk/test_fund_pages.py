"""The fund's pages: a voucher that an auditor accepts, the two prescribed statements, claims, and the check by a second person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from django.test import Client
from openpyxl import load_workbook

from shebao.agency.accounts import queries as accounts
from shebao.agency.desk.fund import pack
from shebao.agency.fund import queries as books
from shebao.agency.fund import reports
from shebao.agency.fund.actions import check_vouchers
from shebao.agency.journal.by import By
from shebao.agency.payout import queries as payout
from shebao.agency.payout.models import Line
from shebao.agency.procedures import actions
from shebao.agency.staff.models import Member
from shebao.base.money import grouped
from tests.world.calendar import JUNE, JUNE_DAY, MAY, MAY_DAY
from tests.world.law import SCHEME
from tests.world.money import County, bank_answer, problems_of, reconcile
from tests.world.snapshot import Snapshot, lent

pytestmark = pytest.mark.django_db
JUNE_2 = date(2023, 6, 2)


def test_the_fund_s_balance_stands_beside_the_personal_accounts(at_desk: Any, paying: County) -> None:
    page = at_desk("finance_maker").get("/fund/").content.decode()
    owed = accounts.totals(SCHEME)["balance_fen"]

    assert owed > 0 and f"个人账户 {grouped(owed)}" in page and "现有个人账户储存额合计" in page


def county_with_a_month() -> County:
    """Books with a month's feed on a bank slip and a settled payout."""
    county = County()
    asked = {"what": "feed", "amount_fen": "300.00", "on": "2023-05-06", "reference": "HD7", "counterparty": "县财政局", "pages": 2}
    matter = actions.submit("record_receipt", asked, by=By(county.staff["finance_maker"], MAY_DAY))
    actions.approve(matter, by=By(county.staff["finance_checker"], MAY_DAY))
    county.settled()
    return county


@pytest.fixture(scope="session")
def month_snapshot(snapshot_of: Callable[..., Snapshot | None]) -> Snapshot | None:
    """That county, made once."""
    return snapshot_of(county_with_a_month)


@pytest.fixture
def county(db: None, month_snapshot: Snapshot | None, tmp_path: Path) -> Iterator[County]:
    """That county for one test."""
    yield from lent(month_snapshot, county_with_a_month, tmp_path)


def page(county: County, who: str, address: str, *, send: bool = False) -> str:
    client = Client()
    client.force_login(Member.objects.get(pk=county.staff[who]))
    answer = client.post(address, follow=True) if send else client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def carried(county: County, key: str, payload: dict[str, Any]) -> Any:
    posts = {"maker_id": "finance_maker", "reviewer_id": "finance_checker", "approver_id": "approver"}
    return actions.carry_through(key, payload, day=JUNE_2, **{role: county.staff[post] for role, post in posts.items()})


def close_may(county: County) -> None:
    """The bank's voucher checked, the accounts reconciled, the month closed."""
    check_vouchers(SCHEME, MAY, by=By(county.staff["finance_checker"], JUNE_2))
    reconcile(MAY)
    carried(county, "close_month", {"month": "2023-05"})


def test_a_voucher_shows_its_slip_its_attachments_and_who_made_and_checked_it(county: County) -> None:
    fed, paid = books.numbered(SCHEME, MAY, 2), books.numbered(SCHEME, MAY, 3)
    assert fed is not None and paid is not None

    text = page(county, "finance_maker", f"/vouchers/{fed.pk}/")
    answered = page(county, "finance_maker", f"/vouchers/{paid.pk}/")

    assert "附单据 2 张" in text and "银行回单 HD7" in text and "县财政局" in text and "办件 2023-" in text
    assert "制单：" in text and "复核：" in text and "记账：" in text
    assert "银行代发回盘" in answered and "附单据 1 张" in answered and "/payout/" in answered
    assert "制单：" in answered and "复核：" not in answered


def test_the_second_person_checks_the_banks_vouchers_on_the_page_and_the_first_is_not_offered_it(county: County) -> None:
    paid = books.numbered(SCHEME, MAY, 3)
    assert paid is not None
    address = f"/vouchers/{paid.pk}/"

    offered = [who for who in ("finance_maker", "finance_checker") if "复核本月凭证" in page(county, who, address)]
    done = page(county, "finance_checker", f"{address}check/", send=True)

    assert offered == ["finance_checker"]
    assert "已复核 2023年5月的凭证 1 张" in done and "复核：" in done
    assert books.unchecked(SCHEME, MAY) == []


def test_the_prescribed_statements_show_every_line_and_say_that_the_month_is_open(county: County) -> None:
    text = page(county, "finance_maker", "/fund/forms/?month=2023-05")
    annual = page(county, "finance_maker", "/fund/forms/?year=2023&annual=1")

    for words in ("会社保01表", "会社保02表", "国库存款", "一般基金结余", "负债与净资产总计", "本月数", "本年累计数", "转移支出"):
        assert words in text, words
    assert "2023年5月还没有结账" in text and "两边相差" not in text
    assert "上年数" in annual and "本月数" not in annual


def test_the_funds_page_shows_what_is_due_and_has_not_arrived_and_does_not_call_itself_proof(county: County) -> None:
    text = page(county, "finance_maker", "/fund/")

    assert "应收未到" in text and "财政代缴" in text
    assert "分毫不差" not in text and "账内相符" in text


def test_the_month_end_page_names_what_stands_in_the_way_and_prints_the_reconciliation_sheets(county: County) -> None:
    before = page(county, "finance_maker", "/fund/month-end/?month=2023-05")
    reconcile(MAY)
    after = page(county, "finance_maker", "/fund/month-end/?month=2023-05")

    assert "还有 1 张凭证没有复核" in before and "支出户存款还没有对账" in before and "余额调节表" not in before
    assert "支出户存款余额调节表" in after and "财政专户存款余额调节表" in after and "还没有对账" not in after


@pytest.mark.slow
def test_a_returned_payment_is_shown_with_its_person_and_age_until_it_is_paid_again(county: County) -> None:
    run = county.submitted(JUNE, day=JUNE_DAY)
    line = Line.objects.filter(run=run).order_by("id")[0]
    county.settle(run, bank_answer(run, JUNE_DAY, {line.pk: "02"}), JUNE_DAY)

    text = page(county, "finance_maker", "/fund/month-end/?month=2023-06")
    (held,) = payout.on_hold(SCHEME)
    agreed = problems_of("payout.on_hold")
    county.change_account(line.person_id, JUNE_DAY)
    county.settled(JUNE, "reissue", JUNE_DAY)

    assert "退回待重发的人员" in text and held.name in text
    assert (held.person_id, held.fen, held.since) == (line.person_id, line.total_fen, JUNE_DAY)
    assert agreed == () and payout.on_hold(SCHEME) == [] and problems_of("payout.on_hold") == ()


def test_the_ledger_is_in_balance_and_leads_to_each_account_and_each_voucher(county: County) -> None:
    text = page(county, "finance_maker", "/fund/ledger/?from=2023-05&to=2023-05")
    account = page(county, "inspector", "/fund/ledger/1004/?from=2023-05&to=2023-05")

    assert "试算平衡" in text and "不平衡" not in text and "1004 支出户存款" in text and "/fund/ledger/1004/" in text
    assert "期初余额" in account and "财政专户拨入支出户（HD7" in account and "/vouchers/" in account


def test_the_funds_page_leads_to_every_book_and_shows_ageing_months_payable_and_the_budget(county: County) -> None:
    text = page(county, "finance_maker", "/fund/")

    for address in ("ledger", "orders", "reports", "pack", "local", "month-end", "forms"):
        assert f"/fund/{address}/" in text, address
    assert "可支付" in text and "一年以上" in text and "预算与执行" in text


def test_orders_deposits_and_local_payments_have_pages_that_are_not_empty_of_words(county: County) -> None:
    asked = {"what": "plan", "number": "用款1", "month": "2023-05", "amount_fen": "9.00", "benefits_fen": "9.00"}
    carried(county, "request_funds", asked)
    made = {
        "event": "made",
        "number": "DQ-1",
        "on": "2023-05-06",
        "bank": "县农商行",
        "principal_fen": "5.00",
        "rate": "1.8",
        "ends": "2023-08-06",
    }
    carried(county, "record_term_deposit", made)

    orders, local = page(county, "approver", "/fund/orders/"), page(county, "finance_maker", "/fund/local/")

    assert "用款1" in orders and "还没办" in orders and "DQ-1" in orders and "在存" in orders and "还没有登记" in orders
    assert "还没有代发项目" in local


def test_a_report_is_a_page_and_a_workbook_and_both_say_what_was_handed_in(county: County) -> None:
    close_may(county)
    carried(county, "issue_fund_report", {"span": "month", "month": "2023-05", "open": "private", "note": "另附说明"})
    (report,) = reports.reports(SCHEME)

    listed, text = page(county, "finance_maker", "/fund/reports/"), page(county, "finance_maker", f"/fund/reports/{report.pk}/")
    client = Client()
    client.force_login(Member.objects.get(pk=county.staff["finance_maker"]))
    book = load_workbook(BytesIO(client.get(f"/fund/reports/{report.pk}/xlsx/").content))

    assert "2023年5月月报" in listed and "会社保01表" in text and "编制基础和会计政策" in text and "另附说明" in text
    assert book.sheetnames == ["资产负债表", "收支表", "附注"]
    notes = book["附注"]
    assert notes.column_dimensions["A"].width <= 72, "a page of A4 is no wider"
    assert all(notes.row_dimensions[cell.row].height >= 16 * (2 * len(cell.value) / 72) for (cell,) in notes.iter_rows(min_row=4))
    assert [cell.value for cell in book["收支表"][4]][0] == "一、基金收入"


@pytest.mark.slow
def test_a_months_books_are_one_pdf_that_answers_what_an_auditor_asks_first(county: County) -> None:
    before = page(county, "finance_maker", "/fund/pack/?month=2023-05")
    close_may(county)
    after = page(county, "inspector", "/fund/pack/?month=2023-05")
    asked = pack.context_of(SCHEME, MAY)
    content = pack.as_bytes(SCHEME, MAY)

    assert "只有一个签字的 1 张" in before and "还没有结账" in before
    assert [sound for _, sound, _ in asked["questions"]] == [True] * 6 and "生成整册" in after
    assert [row.voucher for row in pack.statement_rows(SCHEME, "1004", MAY)] == ["5月第2号", "5月第3号"]
    text = "".join(part.extract_text() or "" for part in pdfplumber.open(BytesIO(content)).pages)
    for words in (
        "会 计 资 料 册",
        "HD7",
        "附单据 2 张",
        "科目余额表",
        "会社保01表",
        "会社保02表",
        "支出户存款余额调节表",
        "对账单明细",
        "账龄",
    ):
        assert words in text, words
    assert "2023年1月没有凭证" in page(county, "finance_maker", "/fund/pack/?month=2023-01")
