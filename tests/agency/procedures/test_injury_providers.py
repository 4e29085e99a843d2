"""Bills and providers: item by item what is cut and why, a ticket paid once, a month settled with a deposit, payables paid on the slip."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.benefits import queries as benefits
from shebao.agency.fund import queries as books
from shebao.agency.injury import queries as injury
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.world.injury import AFTER, Injuries, bill, only_claim, scans, sign_hospital
from tests.world.runs import settled_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
JUNE_8 = date(2023, 6, 8)


@pytest.fixture
def world(tmp_path: Any, settings: Any) -> Injuries:
    settings.FILES_FOLDER = tmp_path / "files"
    return Injuries()


def booked(month: int) -> dict[str, int]:
    return {row.item or row.account: row.amount_fen for row in books.statement_of(INJURY, month, month).expense}


def monthly(person: int) -> int:
    return int(benefits.monthly_fen(int_column([person]), INJURY)[0])


def wrong() -> list[Any]:
    return [check for check in run_checks() if not check.ok]


@pytest.mark.slow
def test_bills_are_cut_with_reasons_paid_once_and_a_ticket_never_twice(world: Injuries) -> None:
    sign_hospital(world)
    person = world.person()
    case_id = world.case(person, applied_on="2023-03-12")
    rows = [
        bill("P1", "2023-03-20", 1000),
        bill("P1", "2023-03-20", 300, service="drugs", catalogue="partly", own_fen=45_00),
        bill("P2", "2023-03-25", 200, catalogue="outside"),
        bill("P3", "2023-02-10", 5000),
        bill("P4", "2023-03-26", 800) | {"provider": "外县医院"},
        bill("P5", "2023-03-27", 60, service="travel") | {"provider": "客运站"},
    ]
    payload = {"case_id": case_id, "rows": rows, "paid_elsewhere_fen": "15.00", "scans": scans()}
    changes = {change.what: change.after for change in procedures.preview("reimburse_injury", payload, day=AFTER)}
    assert changes["由用人单位负担"] == "5,000.00 元"
    world.do("reimburse_injury", **payload)

    claim = only_claim(case_id)
    assert claim.once_fen == 1000_00 + 255_00 + 60_00 - 15_00
    assert claim.employer_fen == 5000_00
    assert [(row.ticket, row.cut_fen, row.reason) for row in injury.bills(claim_id=claim.id) if row.cut_fen] == [
        ("P1", 45_00, "目录规定的自付部分"),
        ("P2", 200_00, "目录外，不予支付"),
        ("P3", 5000_00, "单位超过 30 日申报，申请认定以前的费用由用人单位负担"),
        ("P4", 800_00, "不是协议机构，也没有急救、异地就医等确认备案"),
    ]
    with pytest.raises(Refused, match="票据 P1 已经报销或结算过"):
        procedures.preview("reimburse_injury", payload | {"rows": [bill("P1", "2023-03-20", 100)]}, day=AFTER)

    run = settled_run(world.staff, INJURY, 202305, date(2023, 5, 22), "one_off")
    assert run.amount_fen == 1300_00 and booked(202305) == {"medical": 1300_00}
    with pytest.raises(Refused, match="已经列入发放批次"):
        procedures.preview("cancel_injury_claim", {"what": "claim", "number": claim.id, "reason": "重复"}, day=date(2023, 5, 23))
    assert wrong() == []


def test_care_that_was_confirmed_elsewhere_is_paid_up_to_its_limit(world: Injuries) -> None:
    case_id = world.case(world.person())
    care = {
        "case_id": case_id,
        "kind": "elsewhere",
        "provider": "省医院",
        "from_day": "2023-03-01",
        "to_day": "2023-04-30",
        "cap_fen": "1000.00",
    }
    world.do("confirm_injury_care", date(2023, 4, 1), **care)
    rows = [bill("S1", "2023-03-05", 700) | {"provider": "省医院"}, bill("S2", "2023-04-05", 500) | {"provider": "省医院"}]

    world.do("reimburse_injury", case_id=case_id, rows=rows, scans=scans())

    claim = only_claim(case_id)
    assert claim.once_fen == 1000_00
    assert [(row.ticket, row.cut_fen) for row in injury.bills(claim_id=claim.id)] == [("S1", 0), ("S2", 200_00)]
    with pytest.raises(Refused, match="停工留薪期累计不超过 24 个月"):
        procedures.preview(
            "confirm_injury_care",
            care | {"kind": "paid_leave", "to_day": "2025-06-01", "document": "例1号"},
            day=AFTER,
        )


@pytest.mark.slow
def test_a_month_is_settled_with_a_hospital_with_a_deposit_and_paid_on_the_slip(world: Injuries) -> None:
    provider = sign_hospital(world)
    person = world.person()
    world.case(person)
    rows = [
        {"person_id": person, "name": "吴己", **{k: v for k, v in bill(ticket, "2023-03-25", yuan).items() if k != "provider"}}
        for ticket, yuan in (("J1", 8000), ("J2", 2000))
    ]
    rows[1] |= {"own_fen": 500_00, "reason": "超出日均床位费"}
    world.do("settle_injury_provider", provider="县人民医院", month="2023-03", rows=rows)
    (settlement,) = injury.settlements(provider)
    assert (settlement.charged_fen, settlement.cut_fen, settlement.deposit_fen, settlement.payable_fen) == (
        10000_00,
        500_00,
        475_00,
        9025_00,
    )
    assert booked(202305) == {}, "nothing is booked without a slip"
    with pytest.raises(Refused, match="已经同这家机构结算过"):
        procedures.preview("settle_injury_provider", {"provider": "县人民医院", "month": "2023-03", "rows": rows}, day=AFTER)

    paid = {"payable_id": settlement.payable_id, "amount_fen": "9025.00", "on": "2023-05-09", "reference": "YH0509"}
    world.finance("pay_injury_payable", date(2023, 5, 10), **paid)
    assert booked(202305) == {"medical": 9025_00}
    with pytest.raises(Refused, match="已付"):
        procedures.preview("pay_injury_payable", paid | {"reference": "YH0510"}, day=date(2023, 5, 11))

    world.do("agree_injury_provider", date(2023, 12, 5), event="assessed", uscc=injury.provider(provider).uscc, score=92, back_fen="475.00")
    assert injury.deposit_held(provider) == 0
    (back,) = injury.payables(provider_id=provider, state="open")
    world.do("cancel_injury_claim", date(2023, 12, 6), what="payable", number=back.id, reason="考核分数更正")
    assert injury.deposit_held(provider) == 475_00
    assert wrong() == []


def test_an_agreement_is_heard_before_it_is_paused_and_nothing_is_settled_while_it_is(world: Injuries) -> None:
    provider = sign_hospital(world)
    uscc = injury.provider(provider).uscc
    with pytest.raises(Refused, match="没有听取机构的陈述申辩"):
        procedures.preview("agree_injury_provider", {"event": "paused", "uscc": uscc}, day=AFTER)
    world.do("agree_injury_provider", event="paused", uscc=uscc, statement="机构申辩：编码错误，已整改")
    person = world.person()
    world.case(person)
    row = {"person_id": person, "name": "吴己", **{k: v for k, v in bill("J9", "2023-03-25", 100).items() if k != "provider"}}

    with pytest.raises(Refused, match="已暂停拨付"):
        procedures.preview("settle_injury_provider", {"provider": uscc, "month": "2023-03", "rows": [row]}, day=AFTER)
    world.do("agree_injury_provider", date(2023, 5, 9), event="resumed", uscc=uscc)
    assert injury.agreement(provider, 202305).paused is False
    with pytest.raises(Refused, match="不在服务协议期内"):
        procedures.preview("settle_injury_provider", {"provider": uscc, "month": "2024-01", "rows": [row]}, day=date(2024, 2, 1))


def test_prevention_and_fees_are_paid_on_the_slip_under_their_own_accounts(world: Injuries) -> None:
    item = {"payee": "示例培训中心", "amount_fen": "3000.00", "budget_item": "工伤预防", "scans": scans()}
    with pytest.raises(Refused, match="工伤预防项目没有批复"):
        procedures.preview("pay_injury_fund_item", {"item": "prevention", "project": "预防培训", **item}, day=AFTER)
    done = {"approval": "例〔2023〕8号", "contract_no": "HT-8", "accepted_on": "2023-05-05"}
    training = world.finance("pay_injury_fund_item", item="prevention", project="预防培训", **item, **done)
    fees = world.finance("pay_injury_fund_item", item="assessment", project="4 月鉴定费", **item | {"payee": "市劳动能力鉴定委员会"})

    for payable, number in ((training, "A1"), (fees, "A2")):
        world.finance("pay_injury_payable", payable_id=payable, amount_fen="3000.00", on="2023-05-08", reference=number)

    assert booked(202305) == {"5102": 3_000_00, "5103": 3_000_00}
    assert wrong() == []
