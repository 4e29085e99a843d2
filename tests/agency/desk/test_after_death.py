"""The pages after a death: heirs with their accounts and money, the debt with its notice, the printed result, an account number in full."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.certification.actions import record_notices
from shebao.agency.journal import queries as journal
from shebao.agency.matters import queries as matters
from shebao.agency.payout import queries as runs
from shebao.agency.people import heirs
from shebao.agency.people import queries as people
from shebao.agency.people.actions import Share, enter_shares
from shebao.agency.procedures.death.inherit_account import inherit
from shebao.agency.procedures.death.report_death import end_by_death
from tests.support.scans import picture
from tests.world.calendar import MAY_DAY, by
from tests.world.law import SCHEME
from tests.world.money import County, account_of
from tests.world.people import bank_card, citizen_number
from tests.world.staff import carry_through

Desk = Callable[[str], Client]


def test_the_page_of_the_dead_shows_heirs_debt_and_what_is_owed(at_desk: Desk, paying: County) -> None:
    paying.settled()
    dead, son = paying.people[:2]
    end_by_death([(dead, date(2023, 4, 20))], {dead: "李小甲（儿子）"}, by=by(MAY_DAY))
    client = at_desk("acceptance")
    assert "登记之前，任何款项都不会付出" in client.get(f"/people/{dead}/").content.decode()

    enter_shares([Share(dead, son, "child", 1)], "only", by=by(MAY_DAY))
    inherit([dead], set_off=True, by=by(MAY_DAY))
    page, notice = client.get(f"/people/{dead}/").content.decode(), client.get("/debts/1/").content.decode()
    register = client.get("/debts/").content.decode()

    (debt,), (due,) = runs.debts_of(dead, SCHEME), runs.dues_of(dead)
    assert heirs.heirs_of(dead)[0].name in page and "个人账户继承" in page and "尚欠 0.00 元" in page
    assert due.person_id == son and debt.set_off_fen == debt.amount_fen
    assert "李小甲（儿子）：" in notice and "还应退回 0.00 元" in notice and "已从继承人应得款项中抵扣" in notice
    assert "李小甲（儿子）" in register and "已清" in register
    assert "是下列死者的继承人" in client.get(f"/people/{son}/").content.decode()


def test_a_debt_stands_in_the_annex_of_claims_and_in_no_voucher(at_desk: Desk, paying: County) -> None:
    paying.settled()
    dead = paying.people[0]
    before = at_desk("finance_maker").get("/vouchers/").content.decode().count("<tr")

    end_by_death([(dead, date(2023, 4, 20))], by=by(MAY_DAY))

    (debt,) = runs.debts_of(dead, SCHEME)
    page = at_desk("finance_maker").get("/fund/").content.decode()
    assert "多发待遇应追回" in page and f"{debt.amount_fen / 100:.2f}" in page
    assert at_desk("finance_maker").get("/vouchers/").content.decode().count("<tr") == before


def test_a_matter_that_took_effect_is_printed_with_the_way_back(at_desk: Desk, paying: County) -> None:
    from shebao.agency.matters import attachments

    scans = [attachments.keep("死亡证明.png", picture())._asdict()]
    payload = {"person_id": paying.people[0], "died_on": "2023-05-02", "source": "village", "scans": scans}
    carry_through("report_death", payload, paying.staff, day=MAY_DAY)
    (row,) = matters.about("person", paying.people[0])
    client = at_desk("reviewer")

    page = client.get(f"/matters/{row.id}/").content.decode()
    sheet = client.get(f"/matters/{row.id}/result/").content.decode()

    assert f"/matters/{row.id}/result/" in page
    assert "停发和终止参保告知书" in sheet and "撤销死亡登记" in sheet and "申请行政复议" in sheet and "收件人签字" in sheet


def test_an_account_number_is_shown_in_full_for_a_purpose_and_noted(at_desk: Desk, paying: County) -> None:
    person = paying.people[0]
    address = f"/people/{person}/account/{account_of(person)}/number/"

    refused = at_desk("acceptance").post(address, {"account_purpose": "看"}).content.decode()
    shown = at_desk("acceptance").post(address, {"account_purpose": "核对银行退回原因"}).content.decode()

    assert "没有写明查看用途" in refused and "已记入日志" not in refused
    assert "已记入日志" in shown
    assert journal.bodies("people.unmask")[-1][0] == person
    assert at_desk("finance_maker").post(address, {"account_purpose": "核对银行退回原因"}).status_code == 403
    other = f"/people/{paying.people[1]}/account/{account_of(person)}/number/"
    assert at_desk("acceptance").post(other, {"account_purpose": "核对银行退回原因"}).status_code == 404


pytestmark = pytest.mark.slow


def test_the_family_s_only_heir_is_typed_at_the_window_and_paid_after_three_people(at_desk: Desk, paying: County) -> None:
    dead = paying.people[0]
    end_by_death([(dead, date(2023, 5, 2))], by=by(MAY_DAY))
    clerk, address = at_desk("acceptance"), f"/matters/new/register_heirs/list/?person_id={dead}"
    page = clerk.get(address).content.decode()
    card, number = bank_card(), citizen_number(date(1960, 2, 3), "female")
    typed = {
        "person_id": str(dead),
        "basis": "only",
        "cell_citizen_number": number,
        "cell_name": "王秋",
        "cell_relation": "配偶",
        "cell_parts": "1",
        "cell_bank": "示例农商行",
        "cell_account_number": card,
    }
    scan = SimpleUploadedFile("户口簿.png", picture(), "image/png")

    look = clerk.post("/matters/new/register_heirs/list/", typed | {"step": "look", "scans_file": scan}).content.decode()

    assert people.person(dead).name in page and "分配依据" in page
    assert "1 行可以办理" in look and "领取退回和补发款项的人" in look and "待核验后付款" in look
    slip, scans = (re.search(rf'name="{name}" value="([^"]+)"', look) for name in ("slip", "scans"))
    assert slip and scans
    fields = {"person_id": str(dead), "basis": "only", "slip": slip[1], "scans": scans[1], "step": "send"}
    sent = clerk.post("/matters/new/register_heirs/list/", fields)
    matter = int(sent.headers["Location"].rstrip("/").rpartition("/")[2])
    for post, verb in (("reviewer", "review"), ("approver", "approve")):
        answer = at_desk(post).post(f"/matters/{matter}/{verb}/", {})
        assert answer.status_code == 302, answer.content.decode()
    assert [row.name for row in heirs.heirs_of(dead)] == ["王秋"]
    assert card not in at_desk("reviewer").get(f"/matters/{matter}/result/").content.decode()


def test_notices_are_printed_for_whoever_was_not_told(at_desk: Desk, paying: County) -> None:
    clerk = at_desk("acceptance")
    first, second = paying.people[:2]
    record_notices([(first, 202307, "visit", date(2023, 5, 2))], by=by(MAY_DAY))

    page = clerk.get("/certification/notices/?month=2023-07").content.decode()
    wrong = clerk.get("/certification/notices/?month=²").content.decode()

    assert people.person(second).citizen_masked in page and people.person(first).citizen_masked not in page
    assert "领取资格认证到期告知书" in page and "不是有效月份" in wrong
