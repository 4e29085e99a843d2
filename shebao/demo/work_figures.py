"""What the reports print of work beside the funds, next to what registers, lists and campaigns of the county count of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from shebao.agency.benefits import awards
from shebao.agency.certification.rounds import rounds
from shebao.agency.inspection import queries as inspection
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.statistics import queries as statistics

from .agency import yuan_to_fen
from .budgets import rate_row
from .comparison import Compared
from .world import World

WORK = "work"
"""Figures of no scheme: the heading under which they are printed."""
_COUNTED: Mapping[str, tuple[str, str, str, bool]] = {
    "outside_audit_findings": ("work.audit_findings", "外部审计检查发现问题", "个", False),
    "fraud_campaign.checked": ("work.fraud_checked", "专项行动核查", "人", False),
    "fraud_campaign.recovered_yuan": ("work.fraud_recovered", "专项行动追回", "fen", False),
    "screening.phase_1_rows": ("work.screening_first", "第一批数据比对", "条", True),
    "screening.phase_2_rows": ("work.screening_second", "第二批数据比对", "条", True),
    "certification_online.injured_and_dependants": ("work.online_dependants", "网上认证工伤和供养人员", "人", True),
    "retirees.health_checks_over": ("work.health_checks", "退休人员健康体检", "人", True),
    "recovered_to_october.persons": ("work.recovered_people", "追回重复领取、冒领待遇人数", "人", True),
    "recovered_to_october.amount_wan": ("work.recovered", "追回待遇金额", "wan", True),
}
"""Path in the agency file → the measure that counts it, title, unit, whether it is of the county's scale."""
_OVER = ("retirees.health_checks_over",)
"""Printed as 'more than': reached by any number that is not smaller."""
_HEADS_OVER: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "residents_paid_over": ("城乡居民养老金领取人数", (RESIDENT,)),
    "retirees_paid_over": ("离退休人员领取人数", (EMPLOYEE, PUBLIC)),
}
"""Path of a number of recipients printed as 'more than' → title, and the schemes whose recipients it counts."""


def compare(world: World, insured: Mapping[str, int], recipients: Mapping[str, int]) -> list[Compared]:
    """Every such figure that the year's rows count; insured, recipients: scheme → heads of December, for printed sums of them."""
    reported, scale = world.county.agency.reported, world.county.scale
    about = statistics.asked(world.scheme, world.year, world.place, world.places)
    rows = []
    for path, (measure, title, unit, scaled) in _COUNTED.items():
        text = _printed(reported, path)
        value = None if text is None else statistics.measure(measure, about).value
        if text is None or value is None:
            continue
        printed = Fraction(text) * 1_000_000 if unit == "wan" else yuan_to_fen(text) if unit == "fen" else int(text)
        target = round(printed * (scale if scaled else 1))
        reason = "" if scale >= 1 or target == int(value) else f"规模 {scale:g} 下按整人、整条取数，不能再分"
        one = Compared(WORK, path.replace(".", "_"), title, "fen" if unit == "wan" else unit, target, int(value), reason)
        rows.append(_over(one) if path in _OVER else one)
    for path, (title, schemes) in _HEADS_OVER.items():
        text = _printed(reported, path)
        if text is not None:
            heads = sum(recipients.get(scheme, 0) for scheme in schemes)
            rows.append(_over(Compared(WORK, path, title, "人", round(int(text) * scale), heads)))
    told = reported.get("certification_rounds_a_year")
    if told is not None:
        held = rounds().filter(from_on__year=world.year).count()
        rows.append(Compared(world.scheme, "certification_rounds", "集中认证", "轮", int(told), held))
    return [*rows, *_rates(world), *_sum(world, insured)]


def _over(one: Compared) -> Compared:
    """A figure printed as 'more than' beside the county's: what was printed is told in the title, and any larger number reaches it."""
    title = f"{one.title}（公布“{one.published:,}以上”）"
    return replace(one, title=title, published=max(one.published, one.reached), reason="" if one.reached >= one.published else one.reason)


def _rates(world: World) -> list[Compared]:
    """Shares that were printed of what was due: final awards of provisional ones, insured of the year's task."""
    agency, scale = world.county.agency, world.county.scale
    rows = []
    for name in ("reform_retirees_paid", "reform_retirees_new_method"):
        told, branch = agency.reported.get(name), world.county.branches.get(PUBLIC)
        if told and branch is not None and branch.figures.waiting:
            share = Fraction(awards.count_of_reason(PUBLIC, "cleared"), branch.figures.waiting)
            rows.append(rate_row(PUBLIC, "reform_rate", "“中人”待遇实发完成比例", told["rate"], share, scale))
    target, rate = agency.reported.get("target_insured"), agency.reported.get("target_rate")
    if target and rate:
        about = statistics.asked(world.scheme, world.year, world.place, world.places)
        value = statistics.measure("resident.insured", about).value
        if value is not None:
            rows.append(rate_row(world.scheme, "target_rate", "参保任务完成率", rate, Fraction(value) / round(int(target) * scale), scale))
    campaign = agency.reported.get("fraud_campaign")
    campaigns = inspection.campaigns_of(world.year)
    if isinstance(campaign, Mapping) and "rate" in campaign and campaigns:
        done = Fraction(sum(row.done_heads for row in campaigns), sum(row.heads for row in campaigns))
        rows.append(rate_row(WORK, "fraud_campaign_rate", "专项行动完成率", campaign["rate"], done, scale))
    paid = agency.reported.get("retirees", {}).get("payment_rate")
    if paid and EMPLOYEE in world.county.branches:
        about = statistics.asked(EMPLOYEE, world.year, world.place, world.places)
        value = statistics.measure("payout.in_full_rate", about).value
        if value is not None:
            rows.append(rate_row(EMPLOYEE, "payment_rate", "足额发放率", paid, Fraction(value), scale))
    return rows


def _sum(world: World, insured: Mapping[str, int]) -> list[Compared]:
    """The printed sum of all insured, where every scheme in it is lived."""
    text, scale = world.county.agency.reported.get("insured_total"), world.county.scale
    if not text:
        return []
    target, reached = round(int(text) * scale), sum(insured.values())
    reason = "" if scale == 1 or target == reached else f"规模 {scale:g} 下各险种分别取整"
    return [Compared(WORK, "insured_total", "各险种参保合计", "人次", target, reached, reason)]


def _printed(reported: Mapping[str, Any], path: str) -> str | None:
    row: Any = reported
    for part in path.split("."):
        row = row.get(part) if isinstance(row, Mapping) else None
    return None if row is None else str(row)
