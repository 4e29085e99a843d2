"""What the year's relief came to, read from the counters, beside what was published of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from shebao.agency.declarations.relief import reliefs
from shebao.agency.employers import queries as employers
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.fund import queries as books
from shebao.agency.local_payments import queries as local
from shebao.agency.payout import queries as runs
from shebao.agency.remittances import queries as remittances
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.transfers import queries as transfers
from shebao.agency.unemployment import queries as claims

from ..agency import Agency, wan_to_fen
from ..branches.relief import TRANSFERS
from ..comparison import Compared
from .local import ITEM
from .town import Town

_BENEFIT_KINDS = ("regular", "back_pay", "reissue")
_TRANSFERS = dict(
    zip(TRANSFERS, (("in", "employee"), ("in", "to_public"), ("out", "employee"), ("in", "medical"), ("out", "medical")), strict=True)
)
_TITLES = dict(zip(TRANSFERS, ("养老保险转入", "企业职工转机关事业", "养老保险转出", "医疗保险转入", "医疗保险转出"), strict=True))
_EXPANSION, _STABILITY = "job_expansion", "stability"


_RATE_CUT = (
    "按参保企业逐家核定的基数和失业保险条例第六条的费率（单位2%、个人1%）与执行费率之差算出；"
    "公布数折合的基数少于这些企业全年的核定基数，报告没有说明是按哪两个费率、哪几个月算的，不为凑数改费率"
)
_OUTSIDE = ("local", "transfers")
"""Parts of the file that are no scheme."""


class Lived(NamedTuple):
    """Heads or times, and fen, of one line of a table."""

    number: int
    fen: int


class Row(NamedTuple):
    """One line of the published tables: names of its count and sum in the agency's file, titles, the unit of the count."""

    scheme: str
    heads: str
    wan: str
    title: str
    unit: str


ROWS = (
    Row(UNEMPLOYMENT, "benefit_people", "benefit_wan", "失业保险金", "人"),
    Row(UNEMPLOYMENT, "times", "paid_wan", "失业保险金发放", "人次"),
    Row(UNEMPLOYMENT, "subsidy_people", "subsidy_paid_wan", "失业补助金", "人"),
    Row(UNEMPLOYMENT, "subsidy_times", "subsidy_paid_wan", "失业补助金发放", "人次"),
    Row(UNEMPLOYMENT, "skill_people", "skill_wan", "技能提升补贴", "人"),
    Row(UNEMPLOYMENT, "migrant_people", "migrant_wan", "农民合同制工人一次性生活补助", "人"),
    Row(UNEMPLOYMENT, "refund_units", "refund_wan", "稳岗返还", "户"),
    Row(UNEMPLOYMENT, "expansion_units", "expansion_wan", "一次性扩岗补助", "户"),
    Row(UNEMPLOYMENT, "", "expense_wan", "基金支出", ""),
    Row(INJURY, "times", "paid_wan", "工伤保险待遇发放", "人次"),
    Row(INJURY, "", "expense_wan", "基金支出", ""),
    Row("local", "", "former_temporary_workers_wan", "老临工生活补助", ""),
)


def compare(town: Town) -> list[Compared]:
    """Every published figure of unemployment, injury and local payments beside the county's."""
    agency, scale = town.world.county.agency, town.world.county.scale
    lived, result = lived_of(town), []
    for row in ROWS:
        if row.scheme not in agency.relief or (key := (row.scheme, row.heads or row.wan)) not in lived:
            continue
        printed = agency.fund_figures.get(row.scheme, {})
        one, part = lived[key], Fraction(scale)
        if row.heads in printed:
            target = max(1, round(int(printed[row.heads]) * scale))
            part = Fraction(target, int(printed[row.heads]))
            result.append(
                Compared(
                    row.scheme, row.heads, row.title + row.unit + "数", row.unit, target, one.number, _rounded(scale, target, one.number)
                )
            )
        if row.wan in printed and row.heads in ("", *printed):
            target = round(wan_to_fen(printed[row.wan]) * part)
            result.append(Compared(row.scheme, row.wan, row.title + "金额", "fen", target, one.fen, _rounded(scale, target, one.fen)))
    return [*result, *_collected(town), *_rate_cut(town), *_transfers(town)]


def insured_of(town: Town) -> dict[str, int]:
    """Scheme → who is insured in December, of those collected in the year."""
    return {scheme: enrolment.insured(scheme, town.world.month(12)) for scheme in town.covers}


def _collected(town: Town) -> Iterator[Compared]:
    """Who is insured in December, and the year's income, of the schemes that are collected."""
    agency, scale = town.world.county.agency, town.world.county.scale
    for scheme, heads in insured_of(town).items():
        printed = agency.fund_figures[scheme]
        yield Compared(scheme, "insured", "参保人数", "人", max(1, round(int(printed["insured"]) * scale)), heads)
        target, income = round(wan_to_fen(printed["income_wan"]) * scale), books.totals(scheme, town.world.year)["income_fen"]
        yield Compared(scheme, "income_wan", "基金收入", "fen", target, income, _rounded(scale, target, income))


def _rate_cut(town: Town) -> Iterator[Compared]:
    """How many enterprises paid less by the temporary cut, and how much, each from its own assessed bases."""
    county = town.world.county
    printed = county.agency.fund_figures.get(UNEMPLOYMENT, {})
    if "rate_cut_wan" not in printed or UNEMPLOYMENT not in town.covers:
        return
    enterprises = {one for side in town.covers[UNEMPLOYMENT].sides if side.branch.scheme == EMPLOYEE for one in side.employers}
    cut = employers.cut(UNEMPLOYMENT, town.world.month(12))
    rows = [row for row in reliefs(cut) if row.employer_id in enterprises and row.relief_fen > 0] if cut else []
    units = max(1, round(int(printed["rate_cut_units"]) * county.scale))
    yield Compared(UNEMPLOYMENT, "rate_cut_units", "阶段性降费企业数", "户", units, len(rows), _rounded(county.scale, units, len(rows)))
    target, fen = round(wan_to_fen(printed["rate_cut_wan"]) * county.scale), sum(row.relief_fen for row in rows)
    yield Compared(UNEMPLOYMENT, "rate_cut_wan", "阶段性降费金额", "fen", target, fen, _RATE_CUT)


def _rounded(scale: float, target: int, reached: int) -> str:
    """Why a figure of a smaller county is not the published one's share: people cannot be divided. A whole county has no such excuse."""
    return "" if scale == 1 or target == reached else f"规模 {scale:g} 下按整人、整户取数，每人每户的标准不变，不能再分"


def _transfers(town: Town) -> Iterator[Compared]:
    """Cases done by kind, and all of them."""
    printed, scale = town.world.county.agency.reported.get("transfers", {}), town.world.county.scale
    if not any(town.relief.transfers):
        return
    counts = transfers.counts(town.world.year)
    lived = [counts.get(pair, 0) for pair in _TRANSFERS.values()]
    targets = [max(1, round(int(printed[name]) * scale)) for name in _TRANSFERS]
    for name, target, count in zip(_TRANSFERS, targets, lived, strict=True):
        yield Compared("transfers", name, f"{_TITLES[name]}", "笔", target, count)
    yield Compared("transfers", "total", "关系转移接续合计", "笔", sum(targets), sum(counts.values()))


def lived_of(town: Town) -> Mapping[tuple[str, str], Lived]:
    """(scheme, name) → what the counters count."""
    return dict(_unemployment(town)) | dict(_injury(town)) | dict(_local(town))


def _unemployment(town: Town) -> Iterator[tuple[tuple[str, str], Lived]]:
    if not town.relief.unemployed:
        return
    year = town.world.year
    kinds = runs.totals(UNEMPLOYMENT, year)["kinds"]
    times, fen = (sum(kinds.get(kind, (0, 0))[at] for kind in _BENEFIT_KINDS) for at in (0, 1))
    yield (UNEMPLOYMENT, "benefit_people"), Lived(len({row.person_id for row in claims.claims() if row.months}), fen)
    yield (UNEMPLOYMENT, "times"), Lived(times, fen)
    for name, kind in (("subsidy", "former_subsidy"), ("skill", "skill"), ("migrant", "migrant")):
        granted = claims.granted_in(kind, year)
        yield (UNEMPLOYMENT, f"{name}_people"), Lived(granted.people, granted.fen)
        yield (UNEMPLOYMENT, f"{name}_times"), Lived(granted.grants, granted.fen)
    for name, kind in (("refund", _STABILITY), ("expansion", _EXPANSION)):
        rows = [row for row in claims.employer_rows(kind, year=year) if row.amount_fen]
        paid = {row.order_id for row in rows if all(one.state == "paid" for one in remittances.of_order(row.order_id))}
        mine = [row for row in rows if row.order_id in paid]
        yield (UNEMPLOYMENT, f"{name}_units"), Lived(len({row.employer_id for row in mine}), sum(row.amount_fen for row in mine))
    yield (UNEMPLOYMENT, "expense_wan"), Lived(0, books.totals(UNEMPLOYMENT, year)["expense_fen"])


def _injury(town: Town) -> Iterator[tuple[tuple[str, str], Lived]]:
    if not town.relief.hurt:
        return
    paid = runs.totals(INJURY, town.world.year)
    yield (INJURY, "times"), Lived(paid["times"], paid["amount_fen"])
    yield (INJURY, "expense_wan"), Lived(0, books.totals(INJURY, town.world.year)["expense_fen"])


def _local(town: Town) -> Iterator[tuple[tuple[str, str], Lived]]:
    for row in local.overview(town.world.year) if town.relief.local_fen else ():
        if row.item == ITEM:
            yield ("local", "former_temporary_workers_wan"), Lived(row.people, row.paid_fen)


def not_published(agency: Agency) -> list[dict[str, str]]:
    """What was set beside the published figures, with the reason."""
    rows = [(scheme, name, entry) for scheme, entries in agency.relief.items() for name, entry in entries.items()]
    return [
        {"scheme": scheme if scheme not in _OUTSIDE else "", "name": name, "value": entry["value"], "reason": entry["why"]}
        for scheme, name, entry in rows
    ]
