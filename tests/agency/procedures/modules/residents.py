"""Residents beside the living core: claims on the budget, two benefits at once, tiers, land-lost subsidies, and who comes of age."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.contributions.actions import post_contributions
from shebao.agency.fund import orders
from shebao.agency.fund import queries as books
from shebao.agency.payout import queries as payout
from shebao.agency.residents import queries as residents
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.agency.procedures.modules.fund import by_business, by_finance, cancelled, slip
from tests.world.calendar import JUNE, JUNE_DAY, MAY_DAY, by
from tests.world.law import LAW, SCHEME
from tests.world.money import County

WORLD = "paying"
ELSEWHERE = {
    "decide_benefits": "tests/agency/procedures/test_kinds_benefits.py；更正办 correct_pension（目录里叫 correct_award）",
    "grant_assistance": "tests/agency/procedures/test_doors.py，撤销办 end_assistance",
    "register_village_officials": "approve_local_list 的两个项目：村干部、离任村干部",
}
"""Keys of the catalogue of matters that stand under another name or file."""
JULY_3 = date(2023, 7, 3)


def request_assistance_money(county: County) -> None:
    """The subsidy of two payers claimed of the county, part of it there; a second claim beyond the list is refused, one of the province void."""
    ids = county.insured(2)
    post_contributions([(person, 2023, 202305, 300_00) for person in ids], SCHEME, **LAW, by=by(MAY_DAY))
    said = {"what": "claim", "item": "contribution", "level": "county", "year": "2023", "heads": "2"}
    with pytest.raises(Refused, match="请款 3 人"):
        by_finance(county, "request_assistance_money", said | {"number": "请1", "heads": "3", "amount_fen": "10.00"})
    by_finance(county, "request_assistance_money", said | {"number": "请1", "amount_fen": "20.00"})
    before = books.booked_item(SCHEME, "4101", "contribution")
    by_finance(county, "request_assistance_money", {"what": "arrived", "number": "请1"} | slip("15.00", "CZ请1"))
    assert books.booked_item(SCHEME, "4101", "contribution") - before == -15_00
    (claim,) = orders.orders(SCHEME, kind=orders.BUDGET)
    assert (claim.moved_fen, claim.left_fen) == (15_00, 5_00)
    with pytest.raises(Refused, match="各级已请 20.00 元"):
        by_finance(county, "request_assistance_money", said | {"number": "请2", "level": "province", "amount_fen": "900.00"})
    by_finance(county, "request_assistance_money", said | {"number": "请2", "level": "province", "amount_fen": "5.00"})
    by_finance(county, "request_assistance_money", {"what": "cancel", "number": "请2", "reason": "并入下年"})
    assert [row.cancelled for row in orders.orders(SCHEME, kind=orders.BUDGET)] == ["并入下年", ""]


def resolve_double_benefit(county: County) -> None:
    """A resident's pension drawn beside an employee's: the months of both are owed back; the choice taken back restores it."""
    person = county.people[0]
    one = int_column([person])
    columns = {part.key: int_column([1_500_00 if part.key == "basic" else 0]) for part in schemes.of("employee").PARTS}
    handed = awards.HandedOver(one, int_column([202305]), int_column([240]), columns | {"account_balance": int_column([0])})
    benefits.take_over_awards(handed, "employee", month=202305, **LAW, insured=False, by=by(MAY_DAY))
    county.settled()
    county.settled(JUNE, day=JUNE_DAY)
    choice: dict[str, Any] = {"person_id": person, "what": "settle", "ended": SCHEME, "kept": "employee", "last_month": "2023-04"}
    choice |= {"told_on": "2023-07-01", "way": "cash"}
    by_business(county, "resolve_double_benefit", choice, JULY_3)
    (debt,) = payout.debts_of(person, SCHEME)
    monthly = int(benefit_queries.monthly_fen(int_column([person]), SCHEME)[0])
    assert (debt.months, debt.amount_fen) == (2, 2 * monthly)
    assert benefit_queries.states_of(int_column([person]), SCHEME) == ["ended"]
    by_business(county, "resolve_double_benefit", {"person_id": person, "what": "withdraw", "ended": SCHEME, "reason": "选反了"}, JULY_3)
    assert benefit_queries.states_of(int_column([person]), SCHEME) == ["active"] and payout.debts_of(person, SCHEME) == []


def change_resident_tier(county: County) -> None:
    """A tier with the village's help, then another before it is paid; a tier that is none and too much help are refused."""
    (person,) = county.insured(1, birth=date(1990, 4, 5))
    said = {"person_id": person, "year": "2023", "tier_fen": "300.00", "collective_fen": "100.00"}
    with pytest.raises(Refused, match="没有 310.00 元的档次"):
        by_business(county, "change_resident_tier", said | {"tier_fen": "310.00"})
    with pytest.raises(Refused, match="超过最高档"):
        by_business(county, "change_resident_tier", said | {"collective_fen": "90000.00"})
    by_business(county, "change_resident_tier", said)
    by_business(county, "change_resident_tier", said | {"tier_fen": "500.00"})
    choice = residents.choice_of(person, 2023)
    assert choice is not None and (choice.version, choice.tier_fen, choice.collective_fen) == (2, 500_00, 100_00)


def project(county: County, ids: list[int], fen: int = 24_000_00, **more: Any) -> dict[str, Any]:
    """The form of a project with two people, one for the account and one reimbursed."""
    rows = [
        {"person_id": person, "taken_percent": 60, "amount_fen": fen, "route": route}
        for person, route in zip(ids, ("account", "refund"), strict=True)
    ]
    return {
        "project": "甲乡道路", "approval_no": "示例地〔2023〕1号", "approved_on": "2023-03-01", "published_from": "2023-03-02",
        "published_to": "2023-03-20", "deposited_fen": "48000.00", "deposit_reference": "YC1", "rows": rows,
    } | more  # fmt: skip


def register_land_lost(county: County) -> None:
    """Money short of the shares is refused; published again with other shares, the new version holds."""
    ids = county.insured(2, birth=date(1980, 4, 5))
    with pytest.raises(Refused, match="不够 2 人的补贴"):
        by_business(county, "register_land_lost", project(county, ids, deposited_fen="47999.99"))
    by_business(county, "register_land_lost", project(county, ids))
    by_business(county, "register_land_lost", project(county, ids, 20_000_00))
    code = project(county, ids)["approval_no"]
    assert [row.amount_fen for row in residents.shares_of(code).values()] == [20_000_00, 20_000_00]


def pay_land_lost_subsidy(county: County) -> None:
    """Person one's share into the account and the books, person two reimbursed 9,000 outside the fund: 15,000 are left. The first taken back."""
    ids = county.insured(2, birth=date(1980, 4, 5))
    asked = project(county, ids)
    code = asked["approval_no"]
    by_business(county, "register_land_lost", asked)
    row = {"code": code, "person_id": ids[0], "amount_fen": 24_000_00}
    slips = {"what": "pay", "on": "2023-05-20"}
    before = int(accounts.balances(int_column(ids), SCHEME)[0])
    with pytest.raises(Refused, match="份额是 24,000.00 元"):
        by_finance(county, "pay_land_lost_subsidy", slips | {"reference": "D1", "rows": [row | {"amount_fen": 24_000_01}]})
    by_finance(county, "pay_land_lost_subsidy", slips | {"reference": "D1", "rows": [row]})
    refunded = row | {"person_id": ids[1], "amount_fen": 9_000_00}
    by_finance(county, "pay_land_lost_subsidy", slips | {"reference": "D2", "rows": [refunded]})
    assert accounts.balances(int_column(ids), SCHEME).tolist() == [before + 24_000_00, before]
    assert residents.left_fen(code) == 15_000_00
    back = {"what": "back", "on": "2023-05-20", "reference": "D1", "reason": "名单有误"}
    with pytest.raises(Refused, match="还没有冲销"):
        by_finance(county, "pay_land_lost_subsidy", back)
    (voucher, *_) = [one for one in books.vouchers(SCHEME) if "D1" in one.memo]
    cancelled(county, voucher.pk)
    by_finance(county, "pay_land_lost_subsidy", back)
    assert accounts.balances(int_column(ids), SCHEME).tolist() == [before, before] and residents.left_fen(code) == 39_000_00


def propose_resident_claims(county: County) -> None:
    """Who reaches sixty in July is found and told once; the claim itself is decided by three people."""
    reaching, _ = county.insured(1, birth=date(1963, 7, 9))[0], county.insured(1, birth=date(1964, 7, 9))
    by_business(county, "propose_resident_claims", {"month": "2023-07"})
    assert residents.told_of_age(202307).tolist() == [reaching]
    with pytest.raises(Refused, match="没有到龄而未告知"):
        by_business(county, "propose_resident_claims", {"month": "2023-07"})
    by_business(county, "decide_benefits", {"rows": [{"person_id": reaching}]}, JULY_3)
    assert benefit_queries.states_of(int_column([reaching]), SCHEME) == ["active"]


MODULES = (
    ("change_resident_tier", change_resident_tier, "change_resident_tier"),
    ("register_land_lost", register_land_lost, "register_land_lost"),
    ("pay_land_lost_subsidy", pay_land_lost_subsidy, "pay_land_lost_subsidy"),
    ("propose_resident_claims", propose_resident_claims, "decide_benefits"),
    ("request_assistance_money", request_assistance_money, "request_assistance_money"),
    ("resolve_double_benefit", resolve_double_benefit, "resolve_double_benefit"),
)
