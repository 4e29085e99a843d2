"""Recovery: a debt agreed on, paid back and put right, set off within the living minimum, served, urged, brought to court, written off."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.fund import queries as books
from shebao.agency.matters import attachments
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries
from shebao.agency.payout.queries import Overpaid
from shebao.agency.procedures.recovery.agree_instalments import plan
from shebao.base.finding import Refused
from tests.agency.procedures.modules.fund import by_business, by_finance, cancelled
from tests.support.scans import picture
from tests.world.calendar import GO_LIVE, MAY_DAY, by
from tests.world.law import SCHEME
from tests.world.money import County

WORLD = "paying"
ELSEWHERE = {
    "serve_repayment_order": "enforce_debt 的一步“责令退回决定送达”",
    "write_off_debt": "enforce_debt 的一步“核销”",
    "open_debt": "死亡后多发（procedures/death/open_debt.py，tests/agency/procedures/test_heirs.py）",
}
"""Keys of the catalogue of matters that stand under another name here."""


def owing(county: County) -> int:
    """Somebody owes 1,000 yuan of three months of 2022 and 2023."""
    owed = Overpaid((202211, 202212, 202301), 1_000_00, 0, 0)
    payout.open_debts([payout.DebtRow(county.people[0], owed, "领取人甲", "")], SCHEME, by=by(GO_LIVE))
    return queries.debts_of(county.people[0], SCHEME)[0].id


def left(debt: int) -> int:
    """What is still owed."""
    row = queries.debt(debt)
    assert row is not None
    return row.left_fen


def undone(county: County, debt: int) -> None:
    """The last step that stands, put right."""
    step = queries.standing_debt_steps(debt)[-1]
    by_business(county, "undo_recovery", {"step_id": str(step.pk), "reason": "登记错了"})


def scans() -> list[dict[str, Any]]:
    """One scan."""
    return [attachments.keep("文书.png", picture())._asdict()]


def agree_instalments(county: County) -> None:
    """Worked example K1 to the last fen; an agreement signed, and put right."""
    assert plan(136_312_82, 61_352_67, 3_000_00) == (24, 2_960_15)
    debt = owing(county)
    payload = {
        "debt_id": str(debt), "first_fen": "100.00", "monthly_fen": "400.00", "from_month": "2023-07", "reason": "困难", "on": "2023-06-01",
        "scans": scans(),
    }  # fmt: skip
    by_business(county, "agree_instalments", payload)
    (step,) = queries.standing_debt_steps(debt)
    assert "2 期，最后一期 100.00 元，到2023年9月还清" in step.text and step.due_on == date(2023, 9, 30)
    undone(county, debt)
    assert queries.standing_debt_steps(debt) == []


def record_repayment(county: County) -> None:
    """600 yuan come, 500 of them paid out last year; the voucher cancelled, the repayment put right."""
    debt = owing(county)
    before = books.balances(SCHEME)
    slip = {
        "debt_id": str(debt), "amount_fen": "600.00", "account": "1004", "on": "2023-05-20", "reference": "TH1", "payer": "领取人甲"
    }  # fmt: skip
    with pytest.raises(Refused, match="债务跨年"):
        by_finance(county, "record_repayment", slip)
    voucher = by_finance(county, "record_repayment", slip | {"earlier_fen": "500.00"})
    after = books.balances(SCHEME)
    moved = {key: fen - before.get(key, 0) for key, fen in after.items() if fen != before.get(key, 0)}
    assert moved == {("1004", ""): 600_00, ("5001", "basic_pension"): -100_00, ("4501", "recovered"): -500_00}
    assert left(debt) == 400_00 and queries.recovered(2023) == (1, 600_00)
    with pytest.raises(Refused, match=r"尚欠 400\.00 元"):
        by_finance(county, "record_repayment", slip | {"earlier_fen": "500.00", "reference": "TH2"})
    with pytest.raises(Refused, match="凭证还没有冲销"):
        undone(county, debt)
    cancelled(county, voucher)
    undone(county, debt)
    assert left(debt) == 1_000_00 and books.balances(SCHEME)["1004", ""] == before["1004", ""]


def step(debt: int, what: str, on: str, **more: Any) -> dict[str, Any]:
    """A step of enforcement."""
    return {"debt_id": str(debt), "what": what, "on": on, "document": "某社保退〔2023〕1号", "note": "直接送达"} | more


def set_off_debt(county: County) -> None:
    """Nothing before the order is served or without what protects; a month's run takes it and the debt falls with the answer; an account's
    correction is set off at once, and put right."""
    debt, debtor = owing(county), county.people[1]
    payload = {
        "debt_id": str(debt), "source": "monthly", "basis": "decided", "amount_fen": "41.51", "person_id": str(debtor), "from_month": "2023-05",
        "minimum_fen": "60.00", "minimum_document": "某政发〔2023〕2号", "earlier_fen": "600.00", "on": "2023-05-02", "document": "抵扣决定1号",
        "scans": scans(),
    }  # fmt: skip
    with pytest.raises(Refused, match="还没有送达"):
        by_business(county, "set_off_debt", payload, MAY_DAY)
    by_business(county, "enforce_debt", step(debt, "served", "2023-05-01", due_on="2023-05-31"), MAY_DAY)
    with pytest.raises(Refused, match="没有填写每次至少留给本人"):
        by_business(county, "set_off_debt", payload | {"minimum_fen": ""}, MAY_DAY)
    with pytest.raises(Refused, match="这笔债务跨年"):
        by_business(county, "set_off_debt", payload | {"earlier_fen": ""}, MAY_DAY)
    with pytest.raises(Refused, match="没有办结的办件"):
        by_business(county, "set_off_debt", payload | {"source": "account"}, MAY_DAY)
    by_business(county, "set_off_debt", payload, MAY_DAY)
    assert left(debt) == 1_000_00
    county.settled()
    assert left(debt) == 958_49 and queries.recovered(2023) == (1, 41_51)
    (kept,) = queries.kept_back([debt])
    assert kept.arrived and kept.paid_fen == kept.due_fen - 41_51
    stop = {"order_id": str(kept.order_id), "from_month": "2023-06", "reason": "改为一次退回"}
    by_business(county, "stop_set_off", stop)


def stop_set_off(county: County) -> None:
    """A decision ended before it took anything; decided anew by share."""
    debt, debtor = owing(county), county.people[1]
    payload = {
        "debt_id": str(debt), "source": "monthly", "basis": "agreed", "share_percent": "20", "person_id": str(debtor), "from_month": "2023-06",
        "minimum_fen": "60.00", "minimum_document": "某政发〔2023〕2号", "earlier_fen": "600.00", "on": "2023-05-02", "document": "协议1号",
        "scans": scans(),
    }  # fmt: skip
    by_business(county, "set_off_debt", payload)
    order = queries.deduction_orders([debt])[0].id
    by_business(county, "stop_set_off", {"order_id": str(order), "from_month": "2023-06", "reason": "改为一次退回"})
    with pytest.raises(Refused, match="已经停止"):
        by_business(county, "stop_set_off", {"order_id": str(order), "from_month": "2023-06", "reason": "改为一次退回"})
    assert queries.deduction_orders([debt])[0].ended_from == 202306
    by_business(county, "set_off_debt", payload | {"document": "协议2号"})
    assert [row.ended_from for row in queries.deduction_orders([debt])] == [202306, 0]


def register_overpaid(county: County) -> None:
    """A list of people overpaid by a mistake of the system: refused row by row with all reasons, opened whole; one written off again."""
    one, two = county.people[:2]
    rows = [
        {"person_id": one, "first_month": "2022-01", "last_month": "2022-12", "amount_fen": 900_00},
        {"person_id": two, "first_month": "2022-03", "last_month": "2022-12", "amount_fen": 100_00, "drawn_by": "儿子"},
    ]
    payload = {"rows": rows, "cause": "agency", "found": "省平台差错报告", "scans": scans()}
    wrong = [rows[0] | {"amount_fen": 0}, rows[1] | {"last_month": "2022-02"}, rows[0]]
    with pytest.raises(Refused, match="第1行：多发金额应大于零；第2行：多发止月早于起月，或晚于本月；第3行：名单里有同一人同一起月的行"):
        by_business(county, "register_overpaid", payload | {"rows": wrong})
    debts = by_business(county, "register_overpaid", payload)
    assert [left(debt) for debt in debts] == [900_00, 100_00] and queries.totals_of_debts(SCHEME) == (2, 1_000_00, 0)
    with pytest.raises(Refused, match="已经立债"):
        by_business(county, "register_overpaid", payload)
    by_business(county, "enforce_debt", step(debts[1], "written_off", "2023-06-01", amount_fen="100.00", note="立债有误"))
    assert [left(debt) for debt in debts] == [900_00, 0]


def enforce_debt(county: County) -> None:
    """To court only after six months and ten days of urging, and within three months; ordinary mistake is not fraud; written off."""
    debt = owing(county)
    by_business(county, "enforce_debt", step(debt, "served", "2023-01-31", due_on="2023-03-01"))
    assert "复议到 2023-04-01，诉讼到 2023-07-31；申请法院执行到 2023-10-31" in queries.debt_steps(debt)[-1].text
    by_business(county, "enforce_debt", step(debt, "urged", "2023-05-25"))
    with pytest.raises(Refused, match="还没有满 10 日"):
        by_business(county, "enforce_debt", step(debt, "court", "2023-06-02"))
    with pytest.raises(Refused, match="2023-07-31 之后至 2023-10-31"):
        by_business(county, "enforce_debt", step(debt, "court", "2023-11-01"), date(2023, 11, 1))
    by_business(county, "enforce_debt", step(debt, "court", "2023-08-01"), date(2023, 8, 1))
    with pytest.raises(Refused, match="没有认定为欺诈"):
        by_business(county, "enforce_debt", step(debt, "police", "2023-06-01"))
    by_business(county, "enforce_debt", step(debt, "cause", "2023-06-01", cause="agency"))
    by_business(county, "enforce_debt", step(debt, "written_off", "2023-06-01", amount_fen="1000.00"))
    assert left(debt) == 0
    undone(county, debt)
    assert left(debt) == 1_000_00


MODULES = (
    ("agree_instalments", agree_instalments, "undo_recovery"),
    ("record_repayment", record_repayment, "undo_recovery"),
    ("set_off_debt", set_off_debt, "stop_set_off"),
    ("stop_set_off", stop_set_off, "set_off_debt"),
    ("enforce_debt", enforce_debt, "undo_recovery"),
    ("register_overpaid", register_overpaid, "enforce_debt"),
)
