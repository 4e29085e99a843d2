"""The reports of a fund (月报、季报、年报): both prescribed forms of a span as plain data, and the versions that were handed in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from shebao.base.months import Month, month_title
from shebao.core.books.forms import FormRow, form_names, income_statement

from . import queries
from .chart import fund_of
from .models import FundReport

SPANS: Mapping[str, str] = {"month": "月", "quarter": "季", "year": "年"}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def ends_of(span: str, year: int) -> tuple[Month, ...]:
    """The months with which spans of this length end."""
    return tuple(year * 100 + number for number in range(_MONTHS[span], 13, _MONTHS[span]))


def first_of(span: str, month: Month) -> Month:
    """The first month of the span that ends with a month."""
    return month - _MONTHS[span] + 1


def title_of(span: str, month: Month) -> str:
    """How a span is called."""
    year, number = divmod(month, 100)
    if span == "year":
        return f"{year}年"
    return f"{year}年第{number // 3}季度" if span == "quarter" else month_title(month)


def columns_of(span: str) -> tuple[str, str]:
    """The heads of the two columns of the income statement."""
    return ("本年数", "上年数") if span == "year" else (f"本{SPANS[span]}数", "本年累计数")


def income_statement_of(scheme: str, span: str, month: Month) -> tuple[FormRow, ...]:
    """会社保02表 of a span: the span and the year to its end, or of a year this one and the last."""
    year = month // 100
    if span == "year":
        return queries.income_statement_of(scheme, month, annual=True)
    within = queries.movement(scheme, first_of(span, month), month)
    return income_statement(within, queries.movement(scheme, year * 100 + 1, month), queries.chart_of(scheme, month))


def forms_of(scheme: str, span: str, month: Month) -> dict[str, Any]:
    """Both forms of a span as plain data: rows of title, depth, two amounts, account."""
    sheet = queries.balance_sheet_of(scheme, month)
    year = queries.statement_of(scheme, month // 100 * 100 + 1, month)
    payable = queries.payable_of(scheme, month)
    return {
        "names": list(form_names(fund_of(scheme))),
        "title": title_of(span, month),
        "columns": list(columns_of(span)),
        "assets": _rows(sheet.assets),
        "claims": _rows(sheet.claims),
        "income": _rows(income_statement_of(scheme, span, month)),
        "owned_fen": year.closing_fen,
        "payable": None if payable is None else [payable.numerator, payable.denominator],
    }


def _rows(rows: tuple[FormRow, ...]) -> list[list[Any]]:
    return [[row.title, row.depth, row.first_fen, row.second_fen, row.account] for row in rows]


def report_in_force(scheme: str, span: str, month: Month) -> FundReport | None:
    """The last version of a report; None where none was handed in."""
    return FundReport.objects.filter(scheme=scheme, span=span, month=month).order_by("-version").first()


def reports(scheme: str, *, most: int = 100) -> list[FundReport]:
    """Reports that were handed in, the newest first."""
    return list(FundReport.objects.filter(scheme=scheme).order_by("-id")[:most])


def report(report_id: int) -> FundReport:
    """One report; raises FundReport.DoesNotExist."""
    return FundReport.objects.get(pk=report_id)


def content_of(row: FundReport) -> dict[str, Any]:
    """What a report says."""
    content: dict[str, Any] = json.loads(row.content)
    return content
