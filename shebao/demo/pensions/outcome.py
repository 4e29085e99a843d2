"""What a scheme's year came to, read from the counters, beside what was published of it, and why where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefits
from shebao.agency.declarations import queries as declarations
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.fund import queries as books
from shebao.agency.payout import queries as runs
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.money import wan_text

from ..agency import wan_to_fen
from ..comparison import Compared
from .cover import Covered
from .takeover import Side

_PENSION_KINDS = ("regular", "back_pay", "reissue")
_OWN_STANDARDS = ("adjustment_scheme", "public_transition_coefficient")
_ANNUITY_RATES = ("annuity_unit_rate", "annuity_person_rate")


@dataclass(frozen=True)
class Lived:
    """One scheme's year: heads of December, payments, money of the books; final awards made of provisional ones; bases assessed."""

    insured: int
    recipients: int
    times: int
    paid_fen: int
    income_fen: int
    expense_fen: int
    reformed: int
    base_fen: int


def lived(side: Side) -> Lived:
    """The year as rows tell it."""
    world, scheme = side.world, side.branch.scheme
    december = world.month(12)
    insured = np.setdiff1d(enrolment.insured_columns(scheme, december)["person_id"], benefits.in_payment(scheme, december)["person_id"])
    paid, fund = runs.totals(scheme, world.year), books.totals(scheme, world.year)
    assessed = [one for number in range(1, 13) for one in declarations.assessed(world.month(number), scheme)]
    return Lived(
        int(insured.size),
        runs.recipients(scheme, december),
        sum(paid["kinds"].get(kind, (0, 0))[0] for kind in _PENSION_KINDS),
        paid["amount_fen"],
        fund["income_fen"],
        fund["expense_fen"],
        awards.count_of_reason(scheme, "cleared"),
        sum(one.base_fen for one in assessed),
    )


def compare(side: Side, one: Lived) -> list[Compared]:
    """Every published figure of the scheme beside the county's."""
    agency, scale, scheme = side.world.county.agency, side.world.county.scale, side.branch.scheme
    printed = agency.fund_figures.get(scheme, {})
    reached = {
        "insured": ("参保人数", "人", one.insured),
        "recipients": ("领取人数", "人", one.recipients),
        "times": ("发放人次", "人次", one.times),
        "income_wan": ("基金收入", "fen", one.income_fen),
        "expense_wan": ("基金支出", "fen", one.expense_fen),
        "paid_wan": ("发放金额", "fen", one.paid_fen),
        "annuity_collected_wan": ("职业年金归集", "fen", _annuity(side, one)),
    }
    rows = []
    for name, (title, unit, value) in reached.items():
        if name in printed:
            target = round((wan_to_fen(printed[name]) if unit == "fen" else int(printed[name])) * scale)
            rows.append(Compared(scheme, name, title, unit, target, value, _reason(name, target, value)))
    if side.branch.figures.reformed:
        rows.append(Compared(scheme, "reformed", "“中人”按新办法核定", "人", side.branch.figures.reformed, one.reformed))
    return rows


def _annuity(side: Side, one: Lived) -> int:
    """What the law makes of the year's bases for the annuity: eight and four per cent (国办发〔2015〕18号)."""
    law = side.branch.law
    day = date(law.year, 12, 31)
    rate = sum(Fraction(str(law.places.value(key, law.place, day).value)) for key in _ANNUITY_RATES)
    return int(one.base_fen * rate)


def _reason(name: str, target: int, value: int) -> str:
    """Why a published amount is not what the law makes of the county's year; empty where it is."""
    if name != "annuity_collected_wan" or abs(target - value) * 1000 <= target:
        return ""
    return (
        f"职业年金按同一缴费基数由单位缴8%、个人缴4%（国办发〔2015〕18号），全年应缴 {wan_text(value, 2)} 万元；"
        "公布数还包括“2021年12月底前退休中人职业年金虚账做实”等以前年度的资金，人数和金额没有公布，不自行设定"
    )


def cover_remarks(covered: Covered) -> list[str]:
    """What was set of unemployment and injury insurance so that the printed heads and income come out."""
    cover, title = covered.cover, schemes.titles()[covered.cover.scheme]
    texts = []
    late = sorted({month for side in covered.sides for month in cover.employers_joining(side.branch).values() if month > 1})
    if late:
        whole = wan_text(cover.whole_year_fen, 2)
        months = "、".join(f"{month}月" for month in late)
        texts.append(
            f"{title}：全部参保人员按养老缴费工资全年缴费应为 {whole} 万元，多于公布的收入；机关事业单位按自{months}起参保设定，"
            "使收入等于公布数（参保月份没有公布）"
        )
    if cover.employers:
        texts.append(
            f"{title}：公布的参保人数多于由单位缴养老费的人员，{cover.wage_fen.size:,} 人按只参加{title}设定，"
            f"行业风险类别第 {cover.risk_class} 类，工资按公布的收入求得"
        )
    return texts


def remarks(side: Side) -> list[str]:
    """What whoever reads the table must know of the scheme: why nobody is assessed, what the fund began with, what was not lived."""
    branch, title = side.branch, schemes.short_titles()[side.branch.scheme]
    texts = []
    if branch.no_collection:
        texts.append(f"{title}没有征缴：{branch.no_collection}")
    for key in _OWN_STANDARDS:
        row = branch.law.places.find(key, branch.law.place, date(branch.law.year, 12, 31))
        if row is not None and row.value is not None and row.note and (branch.scheme == PUBLIC or key == _OWN_STANDARDS[0]):
            texts.append(f"{title}：{row.note}")
    fund = wan_text(branch.amounts.fund_fen, 2)
    texts.append(f"{title}年初基金结余设定为 {fund} 万元：公布的收入小于支出的，报告没有说明差额由什么弥补，本县由年初结余支付")
    if branch.figures.insured is not None:
        texts.append(f"{title}参保人数按在职和缴费人员计，不含领取待遇人员；人均缴费、失业和工伤参保人数都与这一口径相容")
    if (branch.members.died > 0).any():
        texts.append(f"{title}当年死亡 {int((branch.members.died > 0).sum()):,} 人，次月发放前申报；丧葬抚恤和个人账户继承没有安排在这一年")
    if branch.scheme == PUBLIC and branch.figures.reformed:
        texts.append(f"{title}“中人”最终核定后，本系统接收以前各月预发的差额（预发待遇清算）没有安排在这一年")
    return texts
