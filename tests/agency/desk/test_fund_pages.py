"""The fund's pages: a voucher that an auditor accepts, the two prescribed statements, claims, and the check by a second person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.payout import queries as payout
from shebao.agency.payout.models import Line
from shebao.agency.procedures import actions
from shebao.agency.staff.models import Member
from tests.world.calendar import JUNE, JUNE_DAY, MAY, MAY_DAY
from tests.world.law import SCHEME
from tests.world.money import County, bank_answer, problems_of, reconcile
from tests.world.snapshot import Snapshot, lent

pytestmark = pytest.mark.django_db
JUNE_2 = date(2023, 6, 2)


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
