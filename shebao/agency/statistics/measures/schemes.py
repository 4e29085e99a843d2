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

from ..measure import Asked, Definition, Drill, Reading
from . import books, paid

Counted = Callable[[Asked], Reading]


def insured(asked: Asked) -> Reading:
    """Who works or pays: whoever draws a pension of the scheme is counted among the recipients alone."""
    everybody = enrolment.insured_columns(asked.scheme, asked.last)["person_id"]
    ids = np.setdiff1d(everybody, benefits.in_payment(asked.scheme, asked.last)["person_id"])
    return Reading(int(ids.size), int(ids.size), Drill("persons", ids))


def final_awards(asked: Asked) -> Reading:
    """Of how many people a provisional award was made final, whatever their scheme."""
    people = sum(awards.count_of_reason(scheme, "cleared") for scheme in schemes.titles())
    return Reading(people or None, people)


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
    ("times", "发放人次", "当年实际到账的养老金笔数（正常、补发、重发）", "人次", "fund", paid.times),
    ("paid", "发放金额", "当年实际到账的待遇金额", "fen", "fund", paid.paid),
    ("income", "基金收入", "当年收入科目发生额合计", "fen", "fund", books.income),
    ("expense", "基金支出", "当年支出科目发生额合计", "fen", "fund", books.expense),
)
MEASURES = (
    *(
        Definition(f"{scheme}.{name}", f"{title}{what}", definition, unit, scope, partial(_of, scheme, count))
        for scheme, title in schemes.titles().items()
        if scheme != schemes.MAIN
        for name, what, definition, unit, scope, count in _FIGURES
    ),
    Definition("awards.final", "“中人”待遇按新办法实发人数", "预发待遇作了最终核定的人数", "人", "business", final_awards),
)
