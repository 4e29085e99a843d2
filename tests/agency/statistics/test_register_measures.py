"""The report counts what the registers hold, and keeps what was stated while they hold nothing of the year."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.agency.inspection import actions as inspection
from shebao.agency.inspection import queries as inspections
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as debts
from shebao.agency.registers import actions as registers
from shebao.agency.registers.actions import NewLine, NewRecord, NewStep
from shebao.agency.statistics import queries as statistics
from tests.world.calendar import GO_LIVE, MAY_DAY, by
from tests.world.law import PLACE, PLACES, SCHEME
from tests.world.money import County

pytestmark = pytest.mark.django_db
NAMES = (
    "work.audit_findings", "work.findings_closed", "work.publicity_events", "work.publicity_served", "work.health_checks",
    "work.retiree_visits", "work.petitions", "work.recovered_people", "work.recovered", "work.fraud_checked", "work.fraud_recovered",
    "work.online_pensioners", "work.online_dependants",
)  # fmt: skip


def counted() -> dict[str, object]:
    about = statistics.asked(SCHEME, 2023, PLACE, PLACES)
    return {name.removeprefix("work."): one.value for name, one in statistics.measures(about, NAMES).items()}


@pytest.mark.slow
def test_what_registers_and_debts_hold_of_a_year_is_counted_and_nothing_is_no_figure(paying: County) -> None:
    assert set(counted().values()) == {None}
    on, who = by(MAY_DAY), paying.people
    for register, kind, heads in (("finding", "outside", 0), ("finding", "self", 0), ("event", "publicity", 285), ("event", "party", 9)):
        registers.enter(register, [NewRecord(kind, MAY_DAY, "一件", heads=heads)], by=on)
    undone, _ = registers.enter("event", [NewRecord("publicity", MAY_DAY, "一件", heads=1), NewRecord("walk", MAY_DAY, "一件")], by=on)
    registers.take_step("event", undone, NewStep("undo", MAY_DAY, "重复"), by=on)
    lines = (NewLine("到检", who[0]), NewLine("未到检", who[1], done=False))
    registers.enter("checkup", [NewRecord("year", MAY_DAY, "体检", heads=1, lines=lines)], by=on)
    campaign = inspection.start_campaign(
        inspection.NewCampaign("专项核查", MAY_DAY, MAY_DAY, "负责人", "方案"), [inspection.NewTask("核查", "稽核岗", MAY_DAY, 163)], by=on
    )
    (task,) = inspections.tasks(campaign)
    inspection.take_campaign_step(campaign, [inspection.NewCampaignStep(task.id, "done", MAY_DAY, 163, 6_202_53, "办完")], by=on)
    payout.open_debts([payout.DebtRow(who[0], debts.Overpaid((202301,), 100_00, 0, 0), "某人", "")], SCHEME, by=by(GO_LIVE))
    debt = debts.debts_of(who[0], SCHEME)[0].id
    payout.step_debt(debt, payout.NewDebtStep("repaid", date(2023, 5, 2), 60_00, document="HD1"), by=on)

    assert counted() == {
        "audit_findings": 1, "findings_closed": 0, "publicity_events": 1, "publicity_served": 285, "health_checks": 1,
        "retiree_visits": None, "petitions": None, "recovered_people": 1, "recovered": 60_00, "fraud_checked": 163,
        "fraud_recovered": 6_202_53,
        "online_pensioners": None, "online_dependants": None,
    }  # fmt: skip


def test_what_a_mistake_of_the_system_paid_too_much_is_counted_apart_with_what_came_back(paying: County) -> None:
    names = ("back_pay_people", "back_pay", "back_pay_recovered_people", "back_pay_recovered", "recovered_people", "recovered")
    about = statistics.asked(SCHEME, 2023, PLACE, PLACES)
    who = paying.people
    owed = debts.Overpaid((202211, 202212), 100_00, 0, 0)
    payout.open_debts([payout.DebtRow(person, owed, "本人", "") for person in who[:3]], SCHEME, by=by(GO_LIVE))
    one, two, other = (debts.debts_of(person, SCHEME)[0].id for person in who[:3])
    cause = payout.NewDebtStep("cause", MAY_DAY, text="机构或系统差错：省平台")
    payout.step_debts([(one, cause), (two, cause)], by=by(MAY_DAY))
    for debt in (one, other):
        payout.step_debt(debt, payout.NewDebtStep("repaid", MAY_DAY, 60_00, document=f"HD{debt}"), by=by(MAY_DAY))
    order = payout.NewOrder(one, who[3], "monthly", "agreed", GO_LIVE, 202305, 50_00, "某政发〔2023〕2号", "同意书", 30_00)
    payout.order_deduction(order, by=by(MAY_DAY))
    paying.settled()

    read = statistics.measures(about, [f"work.{name}" for name in names])
    assert [read[f"work.{name}"].value for name in names] == [2, 200_00, 1, 90_00, 1, 60_00]
