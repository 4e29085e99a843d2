"""The fund's pages: a voucher that an auditor accepts, the two prescribed statements, claims, and the check by a second person."""

from __future__ import annotations

from datetime import date
import pytest
from django.test import Client

from shebao.agency.fund import queries as books
from shebao.agency.procedures import actions
from shebao.agency.staff.models import Member
from tests.world.calendar import MAY, MAY_DAY
from tests.world.law import SCHEME
from tests.world.money import County

pytestmark = pytest.mark.django_db
JUNE_2 = date(2023, 6, 2)


@pytest.fixture
def county(db: None) -> County:
    """Books with a month's feed on a bank slip and a settled payout."""
    county = County()
    asked = {"what": "feed", "amount_fen": "300.00", "on": "2023-05-06", "reference": "HD7", "counterparty": "县财政局", "pages": 2}
    matter = actions.submit("record_receipt", asked, actor_id=county.staff["finance_maker"], day=MAY_DAY)
    actions.approve(matter, actor_id=county.staff["finance_checker"], day=MAY_DAY)
    county.settled()
    return county


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
