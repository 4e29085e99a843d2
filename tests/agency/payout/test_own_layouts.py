"""A bank's own layout without Python: tried on a page, entered by one of finance, confirmed by the other, used for a month's file and answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries
from shebao.agency.payout.bank import Answer, Result, layout
from shebao.agency.payout.models import BankFile, FailedAnswer, Run
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.payout import settle_payout
from shebao.base.finding import Refused
from tests.agency.desk.conftest import at_desk  # noqa: F401
from tests.agency.payout.test_layouts import GOOD
from tests.world.calendar import MAY_DAY
from tests.world.law import PLACE
from tests.world.money import County

OURS = GOOD.replace("{field: number}, {field: day}", "{field: number}, {field: day}, {field: paid_count}, {field: paid_sum}")


def at(county: County, post: str, day: date = MAY_DAY) -> By:
    return By(county.staff[post], day)


def confirmed(county: County) -> str:
    row = payout.enter_layout(OURS, by=at(county, "finance_maker"))
    payout.confirm_layout(row.pk, by=at(county, "finance_checker"))
    return f"own-{row.pk}"


def test_a_month_is_paid_in_a_layout_that_was_only_described(paying: County) -> None:
    key = confirmed(paying)
    run = paying.approved()
    payout.write_file(run.pk, by=at(paying, "finance_maker"), layout_key=key)
    settle_payout.submit(run.pk, by=at(paying, "finance_checker"))
    one = layout(key)
    order = one.read_order(queries.file_content(run.pk)[1])
    rows = tuple(Result(row.line_id, "", row.account, row.amount_fen, "1" if place == 2 else "0") for place, row in enumerate(order.rows))
    content = one.write_answer(Answer(order.number, MAY_DAY, rows))
    paid = [row.amount_fen for row in rows if row.code == "0"]
    payout.enter_slip(run.pk, payout.Slip("HD1", len(paid), sum(paid)), by=at(paying, "finance_checker"))

    done = settle_payout.settle(run.pk, content.replace(b"\r\n", b"\n"), "answer.txt", by=at(paying, "finance_maker"))

    assert (done.paid_lines, done.returned_lines) == (len(order.rows) - 1, 1)
    assert Run.objects.get(pk=run.pk).state == "settled"
    assert [check for check in run_checks() if not check.ok] == []
    assert queries.layout_choices()[0] == (key, "某农商行代发")


def test_one_person_alone_registers_no_layout_and_none_is_used_before_it_is_confirmed(paying: County) -> None:
    row = payout.enter_layout(OURS, by=at(paying, "finance_maker"))
    run = paying.approved()

    with pytest.raises(Refused, match="没有名为"):
        payout.write_file(run.pk, by=at(paying, "finance_maker"), layout_key=f"own-{row.pk}")
    with pytest.raises(Refused):
        payout.confirm_layout(row.pk, by=at(paying, "finance_maker"))
    with pytest.raises(Refused, match="已经登记"):
        payout.enter_layout(OURS + "\n", by=at(paying, "finance_maker"))
    assert not BankFile.objects.exists()


def test_a_page_tries_a_description_on_a_real_answer_and_two_people_register_it(
    paying: County,
    at_desk: Callable[[str], Client],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY)
    maker, checker = at_desk("finance_maker"), at_desk("finance_checker")
    answer = SimpleUploadedFile("a.txt", b"F1,20230509,1,12345\r\n7,6210000000000000018,12345,0\r\n")

    tried = maker.post("/payout/layouts/", {"content": OURS, "answer": answer}).content.decode()
    assert "文件号 <b>F1</b>" in tried and "123.45" in tried and "登记这份格式" in tried and "6210000000000000018" not in tried
    wrong = maker.post("/payout/layouts/", {"content": OURS.replace("codes:", "kodes:")}).content.decode()
    assert "缺少 codes" in wrong and "kodes:" in wrong
    assert maker.post("/payout/layouts/enter/", {"content": OURS}).status_code == 302
    number = queries.own_layouts()[0].id
    assert maker.post(f"/payout/layouts/{number}/confirm/").status_code == 403
    assert "待确认" in checker.get(f"/payout/layouts/{number}/").content.decode()
    assert checker.post(f"/payout/layouts/{number}/confirm/").status_code == 302
    assert "可以选用" in checker.get("/payout/layouts/").content.decode()
    assert at_desk("acceptance").get("/payout/layouts/").status_code == 403


def test_an_answer_that_is_refused_at_the_desk_waits_as_a_failed_file(
    paying: County,
    at_desk: Callable[[str], Client],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY)
    run = paying.submitted()
    maker = at_desk("finance_maker")

    for _ in range(2):
        page = maker.post(f"/payout/{run.pk}/return/", {"return": SimpleUploadedFile("坏.txt", b"R|SHEBAO1|x\r\n")}).content.decode()
        assert "首行" in page

    kept = FailedAnswer.objects.get()
    assert (kept.run_id, kept.name) == (run.pk, "坏.txt") and "首行" in kept.reason
    assert [check for check in run_checks() if not check.ok] == []
