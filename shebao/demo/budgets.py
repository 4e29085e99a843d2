"""The budgets of the funds, entered where the report printed how far they were carried out: the rate is counted from rows, not typed.

The budget itself was not printed: it is what the printed income or expense is that per cent of.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from shebao.agency.fund import queries as books
from shebao.agency.procedures.actions import carry_through
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.money import half_up
from shebao.core.books.entries import BENEFITS, FEES

from .agency import Agency, wan_to_fen
from .comparison import RATE, Compared
from .world import World

SIDES: Mapping[str, tuple[str, str, str]] = {
    "income": (FEES, "4", "收入预算执行率"),
    "expense": (BENEFITS, "5", "支出预算执行率"),
}
"""Side of the books → the account its budget stands on, the first digit of its accounts, title of the rate."""
DOCUMENT = "演示县虚构的基金预算批复"


def planned(agency: Agency, scale: float) -> dict[str, dict[str, int]]:
    """Scheme → side → fen of the year's budget, of the funds whose books are kept here and whose rates were printed."""
    result: dict[str, dict[str, int]] = {}
    for scheme, printed in agency.fund_figures.items():
        if scheme != RESIDENT and scheme not in (*agency.pensions, *agency.relief):
            continue
        for side in SIDES:
            rate, fen = printed.get(f"{side}_rate"), _printed_fen(agency, scheme, side)
            if rate and fen:
                share = Fraction(rate.removesuffix("%")) / 100
                result.setdefault(scheme, {})[side] = half_up(round(fen * scale) * share.denominator, share.numerator)
    return result


def enter(world: World) -> None:
    """Each fund's budget of the year, made, checked and approved by the people of finance in January."""
    for scheme, sides in planned(world.county.agency, world.county.scale).items():
        chart = books.chart_of(scheme, world.month(12))
        rows = [
            {"account": SIDES[side][0], "item": next(iter(chart.account(SIDES[side][0]).items), ""), "amount_fen": fen}
            for side, fen in sides.items()
        ]
        payload = {"scheme": scheme, "rows": rows, "year": world.year, "document": DOCUMENT, "tax_joint": "yes"}
        people = {"maker_id": world.by("finance"), "reviewer_id": world.by("finance2"), "approver_id": world.by("approver")}
        carry_through("set_budget", payload, day=date(world.year, 1, 20), **people)


def compare(world: World) -> list[Compared]:
    """How far each budget was carried out, beside the printed rate at the precision it was printed with."""
    rows = []
    for scheme in planned(world.county.agency, world.county.scale):
        budget, totals = books.budget(scheme, world.year), books.totals(scheme, world.year)
        for side, (_, first, title) in SIDES.items():
            printed = world.county.agency.fund_figures[scheme].get(f"{side}_rate")
            whole = sum(fen for (account, _), fen in budget.items() if account.startswith(first))
            if printed and whole:
                rows.append(rate_row(scheme, f"{side}_rate", title, printed, Fraction(totals[f"{side}_fen"], whole), world.county.scale))
    return rows


def rate_row(scheme: str, name: str, title: str, printed: str, share: Fraction, scale: float) -> Compared:
    """A printed percentage beside a counted share, rounded to as many places as were printed."""
    places = len(printed.removesuffix("%").partition(".")[2])
    step = 10 ** (2 - places)
    counted = half_up(share.numerator * 10_000, share.denominator * step) * step
    target = int(Fraction(printed.removesuffix("%")) * 100)
    reason = "" if counted == target or scale >= 1 else f"规模 {scale:g} 下按整人、整户取数，比率不能再分"
    return Compared(scheme, name, title, RATE, target, counted, reason)


def remark(agency: Agency) -> list[str]:
    """What whoever reads the table must know of the budgets."""
    if not planned(agency, 1):
        return []
    return ["基金预算数没有公布，按公布的收支和执行率倒推录入；执行率由账上收支除以录入的预算数得出"]


def _printed_fen(agency: Agency, scheme: str, side: str) -> int | None:
    """The printed income or expense of a scheme in fen; None where not printed."""
    if scheme == RESIDENT:
        return agency.fen("income_wan" if side == "income" else "paid_wan")
    text = agency.fund_figures[scheme].get(f"{side}_wan")
    return wan_to_fen(text) if text else None
