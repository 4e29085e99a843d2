"""The reconciliation at the desk: a month on three sides, a difference given to somebody, its letter, its end by another person."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.test import Client

from shebao.agency.installation import queries as installation
from shebao.agency.reconciliation import queries
from shebao.agency.reconciliation.kinds import KINDS
from tests.agency.reconciliation.test_reconciliation import LATER
from tests.world.law import SCHEME
from tests.world.money import County

Desk = Callable[[str], Client]


@pytest.mark.slow
def test_a_difference_is_taken_up_written_about_and_closed_by_another(
    paying: County, at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    paying.submitted()
    monkeypatch.setattr(installation, "business_day", lambda: LATER)
    maker, checker = at_desk("finance_maker"), at_desk("finance_checker")
    key = queries.differences(SCHEME, LATER)[0].key
    board = maker.get("/reconciliation/").content.decode()
    assert "没有了结的差异 1 处" in board and "送盘后银行没有回盘" in board and "待对账单" in board
    form = {"scheme": SCHEME, "key": key, "owner": str(paying.staff["finance_maker"]), "due_on": ""}
    assert "没有填写期限" in maker.post("/reconciliation/take/", form).content.decode()
    taken = maker.post("/reconciliation/take/", form | {"due_on": LATER.isoformat()})
    address = taken.headers["Location"]

    assert "还在" in checker.get(address).content.decode()
    assert "不能由负责人自己" in maker.post(f"{address}step/", {"step": "close", "text": "查明"}).content.decode()
    letter = maker.post(f"{address}letter/")
    text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(letter.content)).paragraphs)
    assert "关于核对社会保险待遇代发款项的函" in text and "天没有回盘" in text
    assert checker.post(f"{address}step/", {"step": "close", "text": "银行书面说明"}).status_code == 302
    page = maker.get(address).content.decode()
    assert "已结案" in page and "发函" in page and "银行书面说明" in page
    assert "没有了结的差异 0 处" in maker.get("/reconciliation/").content.decode()


def test_who_reads_no_bank_files_reads_no_reconciliation_and_inspectors_change_nothing(paying: County, at_desk: Desk) -> None:
    paying.submitted()

    assert at_desk("acceptance").get("/reconciliation/").status_code == 403
    inspector = at_desk("inspector")
    assert inspector.get("/reconciliation/").status_code == 200
    assert "交办" not in inspector.get("/reconciliation/").content.decode()
    assert inspector.get("/reconciliation/999/").status_code == 404


def test_every_kind_that_has_a_letter_says_what_is_asked() -> None:
    from shebao.agency.desk.reconciliation.letter import ASKED

    assert {key for key, kind in KINDS.items() if kind.letter} == set(ASKED)
