"""A threshold of the guard is changed by three people with a document, from a later month on; runs keep those they were computed with."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.payout import queries as payout
from shebao.agency.payout.reconciliation import thresholds as reconciliation
from shebao.agency.procedures import actions
from shebao.base.finding import Refused
from tests.support.scans import picture
from tests.world.calendar import JUNE, JUNE_DAY, MAY, MAY_DAY
from tests.world.law import SCHEME
from tests.world.money import County, problems_of


def request(**changes: Any) -> dict[str, Any]:
    scans = [attachments.keep("纪要.png", picture())._asdict()]
    return {"key": "shared_payees", "value": "2", "from_month": JUNE, "document": "办公会纪要〔2023〕3号", "scans": scans} | changes


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": "9"}, "只能在 1 人 到 5 人 之间"),
        ({"value": "一百"}, "应为整数（人）"),
        ({"key": "one_off_fen", "value": "20000000"}, "为 20,000,000.00 元，只能在 1,000.00 元 到 1,000,000.00 元 之间"),
        ({"value": "1"}, "届时就是 1 人"),
        ({"from_month": MAY}, "最早从下个月起改"),
        ({"document": " "}, "依据"),
        ({"key": "dead"}, "阈值不能是"),
        ({"scans": []}, "没有填写依据扫描件"),
    ],
)
def test_a_threshold_that_may_not_be_is_refused(paying: County, change: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        actions.submit("change_threshold", request(**change), by=By(paying.staff["parameters"], MAY_DAY))


@pytest.mark.slow
def test_a_threshold_holds_from_its_month_for_its_scheme_and_the_signers_see_it(paying: County) -> None:
    may = paying.settled()
    staff = paying.staff
    people = {"maker_id": staff["parameters"], "reviewer_id": staff["inspector"], "approver_id": staff["approver"]}
    preview = actions.preview("change_threshold", request(scheme=SCHEME), day=MAY_DAY)
    actions.carry_through("change_threshold", request(scheme=SCHEME), day=MAY_DAY, **people)

    june = paying.settled(JUNE, day=JUNE_DAY)

    cap = actions.preview("change_threshold", request(key="one_off_fen", value="20,000"), day=MAY_DAY)[0]
    slower = actions.preview("change_threshold", request(key="pace_seconds", value="120"), day=MAY_DAY)[0]
    assert (cap.before, cap.after.split("（")[0]) == ("10,000.00 元", "20,000.00 元")
    assert "放宽" in cap.after and "收紧" in slower.after
    assert (preview[0].before, preview[0].after) == ("1 人", "2 人（放宽；办公会纪要〔2023〕3号）")
    assert [payout.thresholds_on(day, SCHEME)("shared_payees") for day in (date(2023, 5, 31), date(2023, 6, 1))] == [1, 2]
    assert payout.thresholds_on(JUNE_DAY, "another")("shared_payees") == 1
    assert [json.loads(run.thresholds or "")["shared_payees"] for run in (may, june)] == [1, 2]
    assert [(row.title, row.before, row.after) for row in payout.thresholds_moved(june)] == [("一个账户最多的领取人数", "1 人", "2 人")]
    assert problems_of("payout.thresholds") == () and problems_of("payout.runs") == ()


def test_thresholds_of_a_sealed_run_that_nobody_approved_are_found(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    paying.settled()
    monkeypatch.setattr(reconciliation, "thresholds_on", lambda day, scheme: payout.thresholds_on(day, "another"))

    assert "闸门阈值不是当日经批准的" in problems_of("payout.thresholds")[0]
