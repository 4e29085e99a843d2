"""What the other schemes of the agency come to in brief, where it runs them: heads, payments, income and expense, counted like the residents'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefits
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.fund import queries as fund
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.transfers import queries as transfers
from shebao.agency.unemployment import queries as unemployment

from ..measure import Asked, Definition, Drill, Reading
from . import books, paid

Counted = Callable[[Asked], Reading]


def insured(asked: Asked) -> Reading:
    """Who works or pays: whoever draws a pension of the scheme is counted among the recipients alone."""
    everybody = enrolment.insured_columns(asked.scheme, asked.last)["person_id"]
    ids = np.setdiff1d(everybody, benefits.in_payment(asked.scheme, asked.last)["person_id"])
    # Of a fund of which only the payments are made here nobody is insured here: that is no figure, and what was stated stands.
    return Reading(int(ids.size) or None, int(ids.size), Drill("persons", ids))


def income(asked: Asked) -> Reading:
    """What the books show as income; no figure where nothing came in, as of a fund that collects elsewhere."""
    reading = books.income(asked)
    return reading if reading.value else Reading(None)


def times(asked: Asked) -> Reading:
    """Payments of benefits; of injuries the lump sums too, which are benefits like the monthly ones."""
    if asked.scheme != INJURY:
        return paid.times(asked)
    lines = paid.totals(asked)["times"]
    return Reading(lines, lines, Drill("runs"))


def amount(asked: Asked) -> Reading:
    """What was paid; of unemployment the benefit alone: what the fund grants besides has figures of its own."""
    if asked.scheme != UNEMPLOYMENT:
        return paid.paid(asked)
    kinds = [paid.totals(asked)["kinds"].get(kind, (0, 0)) for kind in paid.PENSIONS]
    return Reading(sum(fen for _, fen in kinds), sum(lines for lines, _ in kinds), Drill("runs"))


def granted(kind: str, what: str, asked: Asked) -> Reading:
    """People, times or fen of what the unemployment fund granted of a kind; no figure where it granted nothing."""
    row = asked.once(f"granted {kind}", lambda: unemployment.granted_in(kind, asked.year))
    return Reading(getattr(row, what) or None, row.grants)


def final_awards(asked: Asked) -> Reading:
    """Of how many people a provisional award was made final, whatever their scheme."""
    people = sum(awards.count_of_reason(scheme, "cleared") for scheme in schemes.titles())
    return Reading(people or None, people)


def moved(pairs: tuple[tuple[str, str], ...] | None, asked: Asked) -> Reading:
    """Transfers done in the year, of some directions and kinds or all; no figure where there was none of any kind."""
    counts = asked.once("transfers", lambda: transfers.counts(asked.year))
    number = sum(counts.values()) if pairs is None else sum(counts.get(pair, 0) for pair in pairs)
    return Reading(number if counts else None, number)


def _of(scheme: str, count: Counted, asked: Asked) -> Reading:
    """The figure of another scheme; none where the agency keeps no books of it in the year."""
    about: Asked = asked.once(f"about {scheme}", lambda: replace(asked, scheme=scheme, memo={}))
    kept = asked.once(f"kept {scheme}", lambda: any(asked.first <= one.month <= asked.last for one in fund.periods(scheme)))
    if not kept:
        return Reading(None)
    reading = count(about)
    # The report's pages list the residents' runs and vouchers: those of another scheme stand on its own pages.
    return reading if reading.drill.kind == "persons" else replace(reading, drill=Drill())


_FIGURES: tuple[tuple[str, str, str, str, str, Counted], ...] = (
    ("insured", "参保人数", "年末参保关系存续、没有在领本险种待遇的人数", "人", "business", insured),
    ("recipients", "领取人数", "年末当月在发人数", "人", "business", paid.recipients),
    ("times", "发放人次", "当年实际到账的待遇笔数（正常、补发、重发；工伤含一次性待遇）", "人次", "fund", times),
    ("paid", "发放金额", "当年实际到账的待遇金额（失业只计失业保险金）", "fen", "fund", amount),
    ("income", "基金收入", "当年收入科目发生额合计", "fen", "fund", income),
    ("expense", "基金支出", "当年支出科目发生额合计", "fen", "fund", books.expense),
)
MEASURES = (
    *(
        Definition(f"{scheme}.{name}", f"{title}{what}", definition, unit, scope, partial(_of, scheme, count))
        for scheme, title in schemes.titles().items()
        if scheme != schemes.MAIN
        for name, what, definition, unit, scope, count in _FIGURES
    ),
    *(
        Definition(name, title, definition, unit, "business", partial(granted, kind, what))
        for name, title, definition, unit, kind, what in (
            ("unemployment.subsidy_times", "失业补助金发放人次", "当年核定失业补助金的笔数", "人次", "former_subsidy", "grants"),
            ("unemployment.subsidy_paid", "失业补助金发放金额", "当年核定失业补助金的金额", "fen", "former_subsidy", "fen"),
            ("grants.skill_people", "技能提升补贴发放", "当年核定技能提升补贴的人数", "人", "skill", "people"),
            ("grants.skill_paid", "技能提升补贴金额", "当年核定技能提升补贴的金额", "fen", "skill", "fen"),
        )
    ),
    *(
        Definition(f"transfers.{name}", title, "当年办结的转移件（医疗只计件）", "笔", "business", partial(moved, pairs))
        for name, title, pairs in (
            ("all", "关系转移接续", None),
            ("pension_in", "养老保险转入", (("in", "employee"),)),
            ("pension_out", "养老保险转出", (("out", "employee"),)),
            ("to_public", "企业职工养老保险转机关事业单位养老保险", (("in", "to_public"),)),
            ("medical_in", "医疗保险转入", (("in", "medical"),)),
            ("medical_out", "医疗保险转出", (("out", "medical"),)),
        )
    ),
    Definition("awards.final", "“中人”待遇按新办法实发人数", "预发待遇作了最终核定的人数", "人", "business", final_awards),
)
