"""The pages of registers and debts: what is due, each list with its export, one record and one debt with what may be done next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from shebao.agency.registers.kinds import REGISTERS
from tests.agency.procedures.modules import audit, complaints, recovery, retirees
from tests.world.money import County

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_registers_show_what_is_due_their_lists_and_each_record(paying: County, at_desk: Callable[[str], Client]) -> None:
    late, ahead = audit.entered(paying, 1, "1000.00"), audit.entered(paying, 2)
    audit.by_inspector(paying, "register_finding", audit.step(ahead, "delayed", "2023-05-08", due_on="2023-09-30"), date(2023, 5, 8))
    inspector, clerk = at_desk("inspector"), at_desk("acceptance")

    board = inspector.get("/registers/").content.decode()
    assert "还剩 53 天" in board and "某审报" not in board and "登记审计问题" in board
    assert "登记信访事项" in clerk.get("/registers/").content.decode()
    for register in REGISTERS:
        assert clerk.get(f"/registers/{register}/").status_code == 200, register
    assert "还没有记录" in clerk.get("/registers/petition/").content.decode()
    assert "1,000.00" in inspector.get("/registers/finding/?due=ahead").content.decode()
    record = inspector.get(f"/registers/finding/{late}/").content.decode()
    assert f"close_finding/?what=closed&amp;record_id={late}" in record and "财务制度第四十条" in record
    assert "下一步" not in clerk.get(f"/registers/finding/{late}/").content.decode()
    exported = inspector.post("/registers/finding/", {"purpose": "整改核对"})
    assert exported["Content-Type"].endswith("sheet")
    assert clerk.get("/registers/finding/999/").status_code == clerk.get("/registers/nothing/").status_code == 404


def test_a_record_with_a_list_shows_its_people_and_is_undone_by_a_matter_of_its_own(
    paying: County, at_desk: Callable[[str], Client]
) -> None:
    rows = [{"person_id": paying.people[0], "on": "2023-05-18", "attended": "yes"}]
    (key,) = complaints.by_business(paying, "run_health_checks", retirees.checked(rows))

    page = at_desk("acceptance").get(f"/registers/checkup/{key}/").content.decode()

    assert "到检" in page and f"withdraw_record/?register=checkup&amp;record_id={key}" in page


def test_a_debt_shows_its_way_with_money_and_prints_its_letters(paying: County, at_desk: Callable[[str], Client]) -> None:
    debt = recovery.owing(paying)
    complaints.by_business(paying, "enforce_debt", recovery.step(debt, "served", "2023-05-05", due_on="2023-05-31"))
    clerk = at_desk("acceptance")

    page = clerk.get(f"/debts/{debt}/way/").content.decode()

    assert "责令退回决定送达" in page and "1,000.00" in page and f"agree_instalments/?debt_id={debt}" in page
    assert "record_repayment" not in page and "record_repayment" in at_desk("finance_maker").get(f"/debts/{debt}/way/").content.decode()
    for letter in ("order", "urging", "agreement", "court", "transfer"):
        answer = clerk.post(f"/debts/{debt}/letters/{letter}/")
        assert answer.content[:2] == b"PK", letter
    assert clerk.post(f"/debts/{debt}/letters/settled/").status_code == 404
