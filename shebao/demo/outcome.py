"""What the year came to, read from the counters, beside what was published: reached, or by how much not and why."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.fund import queries as books
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.statistics import queries as statistics
from shebao.base.money import half_up, yuan_text

from . import budgets, services, work_figures
from .agency import Agency
from .comparison import RATE, Compared
from .own_figures import typed_groups
from .pensions import outcome as working
from .pensions.takeover import Side
from .relief import outcome as relief
from .relief.town import Town
from .world import World

_PENSION_KINDS = ("regular", "back_pay", "reissue")
_PUBLISHED = ("reformed",)
"""What stands beside what was set, though the report printed it: it is compared, and not listed as set."""
_OCTOBER = 10
_RATES = {
    "paying_rate": ("参保缴费率", "contributions.paid_rate"),
    "renewal_rate": ("续保率", "contributions.renewal_rate"),
    "payment_rate": ("足额发放率", "payout.in_full_rate"),
}
"""Published rates of the residents' scheme → title, and the measure that counts them."""


def report(world: World, sides: Sequence[Side], town: Town) -> dict[str, Any]:
    """The year in figures: what `shebao demo --json` promises, and each published figure compared."""
    scheme, december = world.scheme, world.month(12)
    paid, fund = runs.totals(scheme, world.year), books.totals(scheme, world.year)
    times = sum(paid["kinds"].get(kind, (0, 0))[0] for kind in _PENSION_KINDS)
    lived = {side.branch.scheme: working.lived(side) for side in sides}
    recipients = {RESIDENT: runs.recipients(scheme, december)} | {key: one.recipients for key, one in lived.items()}
    insured = {RESIDENT: enrolment.insured(scheme, december)} | {key: one.insured for key, one in lived.items()}
    return {
        "agency": world.county.agency.key,
        "name": world.county.agency.name,
        "year": world.year,
        "scale": world.county.scale,
        "people": people.count(living=False),
        "insured": insured,
        "recipients": recipients,
        "paid": {RESIDENT: {"times": times, "amount": yuan_text(paid["amount_fen"])}}
        | {key: {"times": one.times, "amount": yuan_text(one.paid_fen)} for key, one in lived.items()},
        "income": {RESIDENT: yuan_text(fund["income_fen"])} | {key: yuan_text(one.income_fen) for key, one in lived.items()},
        "expense": {RESIDENT: yuan_text(fund["expense_fen"])} | {key: yuan_text(one.expense_fen) for key, one in lived.items()},
        "planted": sum(len(rows) for rows in world.county.planted.rows.values()),
        "compared": [
            one.as_json()
            for one in (
                *compare(world, times, paid, fund),
                *(row for side in sides for row in working.compare(side, lived[side.branch.scheme])),
                *relief.compare(town),
                *budgets.compare(world),
                *services.compare(world),
                *work_figures.compare(world, insured | relief.insured_of(town), recipients),
            )
        ],
        "standards": world.county.law.standards(),
        "typed": [one.as_json() for one in typed_groups(world.county.agency)],
        "remarks": [text for side in sides for text in working.remarks(side)]
        + [text for cover in town.covers.values() for text in working.cover_remarks(cover)]
        + budgets.remark(world.county.agency),
        "not_published": _not_published(world.county.agency),
    }


def compare(world: World, times: int, paid: dict[str, Any], fund: dict[str, Any]) -> list[Compared]:
    """Every published figure that the resident scheme can be compared with."""
    agency, scheme, december = world.county.agency, world.scheme, world.month(12)
    received = contributions.received(scheme, world.month(1), december)
    assisted = received.get("assisted", {"people": 0, "assisted_fen": 0})
    payers = sum(received.get(kind, {"people": 0})["people"] for kind in ("normal", "assisted"))
    reached: dict[str, tuple[str, str, int]] = {
        "insured": ("参保人数", "人", enrolment.insured(scheme, december)),
        "recipients": ("领取人数", "人", runs.recipients(scheme, december)),
        "times": ("发放人次", "人次", times),
        "paid_wan": ("发放金额", "fen", paid["amount_fen"]),
        "paid_to_october_wan": (
            "发放金额（1—10月）",
            "fen",
            sum(paid["months"].get(world.month(n), (0, 0))[1] for n in range(1, _OCTOBER + 1)),
        ),
        "income_wan": ("基金收入", "fen", fund["income_fen"]),
        "paying": ("缴费人数", "人", payers),
        "assisted": ("代缴人数", "人", assisted["people"]),
        "assisted_wan": ("代缴金额", "fen", assisted["assisted_fen"]),
    }
    items = []
    for name, (title, unit, value) in reached.items():
        if name in agency.published:
            published = agency.fen(name) if unit == "fen" else agency.count(name)
            assert published is not None
            target = round(published * world.county.scale)
            items.append(Compared(RESIDENT, name, title, unit, target, value, _reason(world, name, target, value)))
    about = statistics.asked(RESIDENT, world.year, world.place, world.places)
    for name, (title, measure) in _RATES.items():
        if name in agency.published:
            counted, printed = statistics.measure(measure, about).value, agency.share(name, "0%")
            items.append(Compared(RESIDENT, name, title, RATE, _hundredths(printed), _hundredths(counted), _rate_reason(world)))
    return items


def _hundredths(share: Fraction | None) -> int:
    """A share as hundredths of a per cent, half up, as reports print it."""
    return 0 if share is None else half_up(share.numerator * 10_000, share.denominator)


def _rate_reason(world: World) -> str:
    """Why a rate of a smaller county may differ in its last places."""
    return "" if world.county.scale >= 1 else f"规模 {world.county.scale:g} 下按整人取数，比率的末位不能再分"


def _reason(world: World, name: str, published: int, reached: int) -> str:
    """Why a published amount cannot be reached under the law on file; empty where it was."""
    law, agency = world.county.law, world.county.agency
    if name == "paid_to_october_wan" and reached > published:
        heads = round((agency.count("recipients") or 0) * world.county.scale)
        basic = int(law.pension(*_anybody(world), world.month(1))["basic_fen"][0])
        each = published // max(1, heads * _OCTOBER)
        return (
            f"公布数折合每人每月 {yuan_text(each)} 元，低于全国基础养老金最低标准 {yuan_text(basic)} 元；按法定标准发放，不为凑数少发。"
            "公布数可能只是其中一部分资金（报告没有说明）"
        )
    if name == "assisted_wan" and reached < published:
        each, legal = published // max(1, round((agency.count("assisted") or 0) * world.county.scale)), law.poor_tier_fen()
        return f"公布数折合每人 {yuan_text(each)} 元；当地代缴标准文件未录入，按国家规定每人 {yuan_text(legal)} 元代缴，不自行设定标准"
    return ""


def _anybody(world: World) -> tuple[Any, Any, Any]:
    people_, row = world.county.population, slice(0, 1)
    pensioner = (people_.kind == 0).argmax()
    row = slice(int(pensioner), int(pensioner) + 1)
    return people_.birth_month[row], people_.carried_years[row], world.county.accounts.at_claim_fen[row]


def _not_published(agency: Agency) -> list[dict[str, str]]:
    """What the report does not say and was set for the county, with the reason."""
    chosen = [("", agency.nominal), *agency.pensions.items()]
    return [
        {"scheme": scheme, "name": name, "value": entry["value"], "reason": entry["why"]}
        for scheme, entries in chosen
        for name, entry in entries.items()
        if name not in _PUBLISHED
    ] + relief.not_published(agency)
