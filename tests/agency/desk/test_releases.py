"""Held people are let through at the desk: the inspector's finding about a run becomes a matter, the approver decides it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shebao.agency.matters import queries as matters
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.payout.models import Release
from tests.world.calendar import MAY, MAY_DAY
from tests.world.money import County

pytestmark = pytest.mark.slow

Desk = Callable[[str], Client]


def decide(client: Client, matter_id: int, verb: str, **more: str) -> str:
    detail = matters.matter(matter_id)
    assert detail is not None
    return client.post(f"/matters/{matter_id}/{verb}/", {"digest": detail.content_digest, **more}, follow=True).content.decode()


def number_of(address: str) -> int:
    return int(address.rstrip("/").rpartition("/")[2])


def test_a_finding_about_a_run_becomes_a_matter_and_another_person_lets_the_people_through(at_desk: Desk, paying: County) -> None:
    stranger = paying.people[2]
    paying.change_account(stranger, MAY_DAY, verified=False)
    run = paying.settled()
    inspector, approver = at_desk("inspector"), at_desk("approver")
    listing = f"/payout/{run.pk}/held/?kind=held&reason=unverified_account"
    address = f"/payout/{run.pk}/held/unverified_account/release/"

    assert address in inspector.get(listing).content.decode()
    assert address not in approver.get(listing).content.decode()
    assert approver.post(address, {"finding": "核实", "months": "1"}).status_code == 403
    refused = inspector.post(address, {"finding": " ", "months": "1", "scope": "all"}, follow=True).content.decode()
    nobody = inspector.post(address, {"finding": "核实", "months": "1"}, follow=True).content.decode()
    other = inspector.post(address, {"finding": "核实", "months": "1", "person": str(paying.people[0])}, follow=True).content.decode()
    asked = inspector.post(address, {"finding": "银行电话核实", "months": "12", "person": str(stranger)})
    matter_id = number_of(asked.headers["Location"])
    page = approver.get(asked.headers["Location"]).content.decode()
    listed = approver.get("/payout/releases/", follow=True).content.decode()
    decide(inspector, matter_id, "approve")
    waiting = Release.objects.count()
    decide(approver, matter_id, "approve")

    assert "没有勾选人员" in nobody and "有人已不在名单里" in other
    assert "没有写明核查结论" in refused or "没有填写核查结论" in refused
    assert "银行电话核实" in page and "2023-05 至 2024-04" in page and "因“账户未核验”扣留 1 人" in page
    assert "扣留核查放行：账户未核验，1 人" in listed
    assert waiting == 0
    release = Release.objects.get()
    assert (release.person_id, release.asked_by, release.approved_by) == (stranger, paying.staff["inspector"], paying.staff["approver"])


def test_a_finding_sent_back_is_put_right_with_its_list_and_a_better_reason(at_desk: Desk, paying: County) -> None:
    paying.change_account(paying.people[2], MAY_DAY, verified=False)
    run = paying.settled()
    inspector, approver = at_desk("inspector"), at_desk("approver")
    asked = inspector.post(f"/payout/{run.pk}/held/unverified_account/release/", {"finding": "核实", "months": "1", "scope": "all"})
    matter_id = number_of(asked.headers["Location"])
    decide(approver, matter_id, "send_back", comment="写明怎样核实")

    again = inspector.get(f"/matters/{matter_id}/again/", follow=True)
    address = again.redirect_chain[-1][0]
    form = {"gate": "unverified_account", "from_month": "2023-05", "until_month": "2023-05", "reason": "电话核实，附录音", "keep": "1"}
    inspector.post(address, form | {"step": "send"})
    decide(approver, matter_id, "approve")

    assert "写明怎样核实" in again.content.decode()
    release = Release.objects.get()
    assert (release.reason, release.until_month) == ("电话核实，附录音", MAY)


def test_payments_locked_by_a_restore_are_unlocked_by_two_people_at_the_desk(at_desk: Desk, paying: County) -> None:
    payout.after_restore(day=MAY_DAY)
    inspector, approver = at_desk("inspector"), at_desk("approver")
    form = "/matters/new/unlock_payments/"

    assert form in inspector.get("/").content.decode()
    looked = inspector.post(form, {"step": "look", "finding": "逐份核对"}).content.decode()
    sent = inspector.post(form, {"step": "send", "finding": "逐份核对，备份后没有送盘"})
    assert runs.epoch() == (1, True)
    decide(approver, number_of(sent.headers["Location"]), "approve")

    assert "第 1 次恢复后锁定" in looked
    assert runs.epoch() == (1, False)
