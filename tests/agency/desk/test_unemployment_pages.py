"""The pages of unemployment, of money to bodies and of transfers say what stands, to whoever may see it, and take in only what fits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.installation import queries as installation
from tests.agency.procedures.modules.test_transfers import PAYEE, foreign, insured
from tests.agency.procedures.modules.test_unemployment import firm, refund, refund_row
from tests.world.staff import carry_through, make_staff
from tests.world.unemployment import MAY_15, claim, dismissed, enter_minimum_wage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county"), pytest.mark.slow]
TODAY = date(2023, 6, 12)


@pytest.fixture
def staff(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    settings.FILES_FOLDER = tmp_path / "files"
    monkeypatch.setattr(installation, "business_day", lambda: TODAY)
    enter_minimum_wage()
    return make_staff()


def desk_of(staff: dict[str, int], post: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=staff[post]))
    return client


def test_claims_lists_and_orders_are_shown_with_their_states(staff: dict[str, int]) -> None:
    person, other = dismissed(("钱戊", "周甲"))
    carry_through("decide_unemployment", claim(person), staff, MAY_15)
    firm(1, "丙纺织厂")
    firm(2, "丁食品厂")
    order = carry_through("refund_stability", refund([refund_row(1, "丙纺织厂"), refund_row(2, "丁食品厂", laid_off=5)]), staff, TODAY)
    desk = desk_of(staff, "acceptance")

    overview = desk.get("/unemployment/").content.decode()
    assert "1 人单位已按解除或期满减员，还没有申领" in overview and f"?person_id={other}" in overview
    assert "本月还有 1 人等待核验" in overview and "钱戊" in overview and "1,638.00" in overview
    one = desk.get(f"/unemployment/people/{person}/").content.decode()
    assert "核定 6 个月" in one and "停领失业保险金" in one and "恢复领取" not in one
    lists = desk.get("/unemployment/lists/?year=2023").content.decode()
    assert "27,600.00" in lists and "裁员率高于上限" in lists and "15.0%，上限 20%" in lists
    page = desk.get(f"/remittances/{order}/").content.decode()
    assert "丙纺织厂" in page and "付款清单" not in page
    assert desk.post(f"/remittances/{order}/file/").status_code == 404

    finance = desk_of(staff, "finance_maker")
    assert "待付" in finance.get("/remittances/").content.decode()
    listed = finance.post(f"/remittances/{order}/file/")
    assert "6200123456780001" in listed.content.decode() and listed["Content-Disposition"].startswith("attachment")


def test_a_packet_is_taken_in_at_the_board_once_and_a_changed_one_is_not(staff: dict[str, int]) -> None:
    person = insured("employee", fen=8_000_00)
    letter = foreign("letter", person, "X-2023-1", "employee", same_province=False, temporary=False, payee=PAYEE)
    desk = desk_of(staff, "acceptance")

    spoilt = desk.post("/transfers/", {"file": SimpleUploadedFile("letter.json", letter.replace(b"X-2023-1", b"X-2023-9"))})
    assert spoilt.status_code == 422 and "校验码不符" in spoilt.content.decode()
    taken = desk.post("/transfers/", {"file": SimpleUploadedFile("letter.json", letter)})
    assert taken.status_code == 302
    case = desk.get(taken["Location"]).content.decode()
    assert "收到联系函" in case and "还剩 15 个工作日" in case and "办下一步" in case
    board = desk.get("/transfers/").content.decode()
    assert "X-2023-1" in board and "还剩 15 个工作日" in board
    assert desk_of(staff, "auditor").get("/transfers/").status_code in (403, 404)
