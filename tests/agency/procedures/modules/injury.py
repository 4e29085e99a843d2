"""Work injury: every module done from end to end by the right posts, then taken back or put right in its own way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.benefits import queries as benefits
from shebao.agency.fund import queries as books
from shebao.agency.injury import queries as injury
from shebao.agency.matters import queries as matters
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.crash.injury import enter_notice
from tests.world.injury import AFTER, WAGES, Injuries, bill, only_claim, scans, sign_hospital
from tests.world.people import BANK, bank_card, citizen_number, make_village

WORLD = "injuries"
MAY_9 = date(2023, 5, 9)


def monthly(person: int) -> int:
    return int(benefits.monthly_fen(int_column([person]), INJURY)[0])


def cancel(world: Injuries, number: int, what: str = "claim", day: date = MAY_9) -> None:
    world.do("cancel_injury_claim", day, what=what, number=number, reason="核对有误")


def cancelled(world: Injuries, case_id: int) -> None:
    """The one claim of a case taken back, with what it owed."""
    claim = only_claim(case_id)
    cancel(world, claim.id)
    assert injury.claim(claim.id).cancelled and runs.dues_of_claims([claim.id], INJURY) == []


def record_recognition(world: Injuries) -> None:
    """Recognised, then revoked by a later decision."""
    person = world.person()
    case_id = world.case(person)
    world.case(person, case_id=case_id, result="revoked", decision_no="例撤1号", decided_on="2023-05-05", day=AFTER)
    assert injury.case(case_id).result == "revoked"


def record_grade(world: Injuries) -> None:
    """Graded, then otherwise by another grading."""
    _, case_id = world.graded(4)
    world.grade(case_id, 5, kind="again", conclusion_no="省劳鉴1号", concluded_on="2023-05-06", served_on="2023-05-08", day=AFTER)
    assert injury.case(case_id).grade == 5


def confirm_injury_care(world: Injuries) -> None:
    """Care elsewhere confirmed, then for a shorter time."""
    case_id = world.case(world.person())
    care = {"case_id": case_id, "kind": "elsewhere", "provider": "省医院", "from_day": "2023-03-01"}
    world.do("confirm_injury_care", date(2023, 4, 1), **care)
    world.do("confirm_injury_care", date(2023, 4, 2), **care, to_day="2023-03-31")
    assert [row.to_day for row in injury.care(case_id)] == [None, date(2023, 3, 31)]


def agree_injury_provider(world: Injuries) -> None:
    """Signed, paused once it was heard, resumed."""
    provider = sign_hospital(world)
    uscc = injury.provider(provider).uscc
    for event, more in (("paused", {"statement": "已听取"}), ("resumed", {})):
        world.do("agree_injury_provider", AFTER, event=event, uscc=uscc, **more)
        agreement = injury.agreement(provider, 202305)
        assert agreement is not None and agreement.paused is (event == "paused")


def reimburse_injury(world: Injuries) -> None:
    sign_hospital(world)
    case_id = world.case(world.person())
    world.do("reimburse_injury", case_id=case_id, rows=[bill("P1", "2023-03-20", 1000)], scans=scans())
    cancelled(world, case_id)
    assert injury.standing_tickets(["P1"]) == set(), "the ticket may be handed in again"


def settle(world: Injuries) -> int:
    """A month settled with the hospital; the payable's id."""
    sign_hospital(world)
    person = world.person()
    world.case(person)
    row = {
        "person_id": person,
        "name": "吴己",
        **{name: value for name, value in bill("J1", "2023-03-25", 800).items() if name != "provider"},
    }
    world.do("settle_injury_provider", provider="县人民医院", month="2023-03", rows=[row])
    (payable,) = injury.payables(state="open")
    return payable.id


def settle_injury_provider(world: Injuries) -> None:
    payable = settle(world)
    cancel(world, payable, "payable")
    assert injury.payable(payable).state == "cancelled" and injury.standing_tickets(["J1"]) == set()


def pay_injury_payable(world: Injuries) -> None:
    """Paid on the slip; the voucher reversed and the payment taken back, so that it waits to be paid again."""
    payable = settle(world)
    world.finance("pay_injury_payable", MAY_9, payable_id=payable, amount_fen="760.00", on="2023-05-09", reference="YH1")
    assert books.booked_item(INJURY, "5001", "medical") == 760_00
    with pytest.raises(Refused, match="凭证还没有冲销"):
        cancel(world, payable, "payment")
    reverse(world, "协议机构结算款")
    cancel(world, payable, "payment")
    (again,) = injury.payables(state="open")
    assert books.booked_item(INJURY, "5001", "medical") == 0 and again.amount_fen == 760_00


def reverse(world: Injuries, memo: str, day: date = MAY_9) -> None:
    """The last voucher of the fund whose memo begins so, in red."""
    voucher = next(one for one in books.vouchers(INJURY) if one.memo.startswith(memo))
    facts = {"scheme": INJURY, "month": str(voucher.month), "number": voucher.number, "on": day.isoformat(), "reason": "登记错误"}
    world.finance("reverse_voucher", day, **facts)


def pay_injury_fund_item(world: Injuries) -> None:
    facts = {
        "item": "assessment",
        "project": "4 月鉴定费",
        "payee": "市劳动能力鉴定委员会",
        "amount_fen": "3000.00",
        "budget_item": "鉴定费",
    }
    payable = world.finance("pay_injury_fund_item", **facts, scans=scans())
    cancel(world, payable, "payable")
    assert injury.open_fen() == 0


def decide_injury_disability(world: Injuries) -> None:
    person, case_id = world.graded(3, "part")
    world.disability(case_id)
    assert monthly(person) == 5_800_00
    cancelled(world, case_id)
    assert benefits.states_of(int_column([person]), INJURY) == ["ended"]


def death(world: Injuries) -> tuple[int, int]:
    """(case, child) of a death decided."""
    person = world.person("冯庚")
    case_id = world.case(person)
    world.dies(person, on=date(2023, 5, 4), day=AFTER)
    world.heirs(person, ("王氏", "spouse"), day=MAY_9)
    number = citizen_number(date(2005, 9, 12))
    row = {"citizen_number": number, "name": "冯小", "relation": "child", "bank": BANK, "account_number": bank_card()}
    world.do("decide_injury_death", MAY_9, case_id=case_id, rows=[row], after_leave="no", funeral_elsewhere="no", scans=scans(), **WAGES)
    child = people.find(number)
    assert child is not None and monthly(child) == 1_500_00
    return case_id, child


def decide_injury_death(world: Injuries) -> None:
    case_id, child = death(world)
    cancelled(world, case_id)
    assert benefits.states_of(int_column([child]), INJURY) == ["ended"] and injury.dependants(case_id) == []


def change_dependant(world: Injuries) -> None:
    """In custody, and out of it."""
    _, child = death(world)
    world.do("change_dependant", date(2023, 8, 10), person_id=child, event="custody", on="2023-08-05")
    assert benefits.states_of(int_column([child]), INJURY) == ["suspended"]
    world.do("change_dependant", date(2023, 12, 10), person_id=child, event="resumed", on="2023-12-05")
    assert benefits.states_of(int_column([child]), INJURY) == ["active"]


def decide_injury_termination(world: Injuries) -> None:
    _, case_id = world.graded(7)
    table = {str(grade): "10" for grade in range(5, 11)}
    world.enter("termination_unit", "own_wage_months")
    world.enter("termination_medical", table)
    world.enter("termination_employment", table)
    world.enter("termination_reduction_scope", "none")
    facts: dict[str, Any] = {"ended_on": "2023-05-04", "ended_by": "worker", "months_to_retirement": 200, "own_wage_fen": "5000.00"}
    world.do("decide_injury_termination", case_id=case_id, wage_proof="工资表", scans=scans(), **facts)
    assert only_claim(case_id).once_fen == 50_000_00
    cancelled(world, case_id)


def advance(world: Injuries) -> int:
    """An advance that was decided; the claim's id."""
    case_id = world.case(world.person("小作坊工人"), insured=False)
    rows = [{"item": "treatment", "amount_fen": 5_000_00, "proof": "发票"}]
    facts = {"ground": "employer", "reason": "refused", "demanded_on": "2023-04-20", "rows": rows}
    return int(world.do("advance_injury", case_id=case_id, scans=scans(), **facts))


def advance_injury(world: Injuries) -> None:
    claim_id = advance(world)
    cancel(world, claim_id)
    assert injury.advances() == []


def record_injury_repayment(world: Injuries) -> None:
    """Paid, and repaid in two parts; the second was entered by mistake."""
    claim_id = advance(world)
    world.pay_once(202305, date(2023, 5, 22))
    for amount, number in (("2000.00", "CZ1"), ("3000.00", "CZ2")):
        facts = {"claim_id": claim_id, "account": "1003", "amount_fen": amount, "on": "2023-06-01", "reference": number}
        world.finance("record_injury_repayment", date(2023, 6, 2), **facts)
    assert injury.advance(claim_id).left_fen == 0 and books.booked_item(INJURY, "1101", "injury_advance") == 0
    june = date(2023, 6, 3)
    reverse(world, "收回先行支付", june)
    cancel(world, injury.repayments(claim_id)[-1].pk, "repayment", june)
    assert injury.advance(claim_id).left_fen == 3_000_00 == books.booked_item(INJURY, "1101", "injury_advance")


def adjust_injury_year(world: Injuries) -> None:
    person, case_id = world.graded(3, "part")
    world.disability(case_id)
    enter_notice()
    notice = {"effective_from": "2024-01", "document": "示例〔2024〕9号", "area_wage_fen": "6400.00", "minimum_wage_fen": "1820.00"}
    world.do("adjust_injury_year", date(2024, 2, 20), **notice)
    assert monthly(person) == 6_200_00
    (matter,) = matters.listed(kinds=["adjust_injury_year"])
    world.do("withdraw_revision", date(2024, 2, 21), matter=matter.id, why="文件更正")
    assert monthly(person) == 5_800_00


def handed_over(birth: date, name: str, **more: Any) -> dict[str, Any]:
    """A row of a hand-over list: the case of an injury of 2015, paid by the former system until April 2023."""
    row: dict[str, Any] = {
        "citizen_number": citizen_number(birth), "name": name, "village_id": make_village(), "bank": BANK, "account_number": bank_card(),
        "kind": "accident", "happened_on": "2015-06-01", "decision_no": "旧认定1号", "decided_on": "2015-08-01", "pension_from": 201511,
    }  # fmt: skip
    return row | more


def take_over_injured(world: Injuries) -> None:
    """Two injured people paid from May on with the amounts of the former system, one of them nursing alone; one taken back and put right."""
    graded = {"conclusion_no": "旧鉴定1号", "concluded_on": "2015-10-10", "certified_on": "2023-02-01"}
    rows = [
        handed_over(date(1972, 5, 1), "旧伤甲", grade="2", care="part", allowance_fen=4_100_00, nursing_fen=1_500_00, **graded),
        handed_over(date(1975, 5, 1), "旧伤乙", grade="5", care="part", nursing_fen=1_200_00, **graded),
    ]
    with pytest.raises(Refused, match="五级以下"):
        world.do("take_over_injured", rows=[rows[1] | {"allowance_fen": 1_00}], month="2023-05")
    first, second = world.do("take_over_injured", rows=rows, month="2023-05")
    assert [monthly(first), monthly(second)] == [5_600_00, 1_200_00]
    (case,) = injury.cases_of(second)
    assert (case.grade, case.result) == (5, "recognised")
    cancelled(world, case.id)
    assert benefits.states_of(int_column([first, second]), INJURY) == ["active", "ended"]
    world.do("take_over_injured", rows=[rows[1] | {"nursing_fen": 1_300_00}], month="2023-05")
    assert monthly(second) == 1_300_00 and len(injury.cases_of(second)) == 1 and len(injury.grades(case.id)) == 1
    enter_notice()
    notice = {"effective_from": "2024-01", "document": "示例〔2024〕9号", "area_wage_fen": "6400.00", "minimum_wage_fen": "1820.00"}
    world.do("adjust_injury_year", date(2024, 2, 20), **notice)
    assert monthly(first) > 5_600_00 and monthly(second) > 1_300_00, "what was handed over is adjusted as what was decided here"


def take_over_dependants(world: Injuries) -> None:
    """Mother and child of one dead worker, whom nobody here knew; taken back."""
    worker = {"worker_number": citizen_number(date(1970, 7, 7)), "worker_name": "亡工甲", "died_on": "2015-06-02"}
    rows = [
        handed_over(date(1971, 1, 1), "亡工妻", relation="spouse", dependant_fen=1_600_00, **worker),
        handed_over(date(2012, 1, 1), "亡工子", relation="child", alone="no", dependant_fen=1_200_00, **worker),
    ]
    wife, child = world.do("take_over_dependants", rows=rows, month="2023-05")
    assert [monthly(wife), monthly(child)] == [1_600_00, 1_200_00]
    (row,) = injury.dependant_of(child)
    dead = injury.case(row.case_id).person_id
    assert people.deaths([dead]) == {dead: date(2015, 6, 2)}
    cancelled(world, row.case_id)
    assert benefits.states_of(int_column([wife, child]), INJURY) == ["ended", "ended"]


MODULES = (
    ("take_over_injured", take_over_injured, "cancel_injury_claim"),
    ("take_over_dependants", take_over_dependants, "cancel_injury_claim"),
    ("record_recognition", record_recognition, "record_recognition"),
    ("record_grade", record_grade, "record_grade"),
    ("confirm_injury_care", confirm_injury_care, "confirm_injury_care"),
    ("agree_injury_provider", agree_injury_provider, "agree_injury_provider"),
    ("reimburse_injury", reimburse_injury, "cancel_injury_claim"),
    ("settle_injury_provider", settle_injury_provider, "cancel_injury_claim"),
    ("pay_injury_payable", pay_injury_payable, "cancel_injury_claim"),
    ("pay_injury_fund_item", pay_injury_fund_item, "cancel_injury_claim"),
    ("decide_injury_disability", decide_injury_disability, "cancel_injury_claim"),
    ("decide_injury_death", decide_injury_death, "cancel_injury_claim"),
    ("change_dependant", change_dependant, "change_dependant"),
    ("decide_injury_termination", decide_injury_termination, "cancel_injury_claim"),
    ("advance_injury", advance_injury, "cancel_injury_claim"),
    ("record_injury_repayment", record_injury_repayment, "cancel_injury_claim"),
    ("adjust_injury_year", adjust_injury_year, "withdraw_revision"),
)
