"""A month's books as an auditor asks for them (会计资料册): cover, register, every voucher with slip and signatures, ledgers, both forms,
and each account against its keeper's statement, as one PDF and as a page that says what is in it and what is missing."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from shebao.agency.fund import ledger, reports, statements
from shebao.agency.fund import queries as fund
from shebao.agency.fund.chart import fund_of, ledger_title
from shebao.agency.installation import queries as installation
from shebao.agency.journal import queries as journal
from shebao.agency.pages.access import needs
from shebao.agency.pages.export import record_download
from shebao.base import months
from shebao.base.finding import Refused, refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month
from shebao.core.books.ageing import age_of
from shebao.core.books.forms import form_names

from .forms import pairs
from .month_end import sheets_of_month
from .views import scheme_of
from .voucher_sheet import sheets_of

_PAPER = (
    "html { font-size: 8.5pt } html, body { display: block; height: auto; min-height: 0; overflow: visible } "
    ".sign-row { display: flex } .sign-row > div { flex: 1; margin-right: 6mm } .state { border: 0; padding: 0 } "
    ".sheet-page { break-inside: auto; margin-bottom: 10mm } .new-page, .sheet-page.form { break-before: page } "
    ".voucher { break-inside: avoid } .pack-cover .sign-row { margin-top: 40mm } "
    "td.fixed { white-space: nowrap } "
    "h1 { text-align: center; margin-top: 60mm } .pack-cover p { text-align: center } table.form-grid { width: 100%; border-collapse: collapse } "
    "table.form-grid th, table.form-grid td { border: 1px solid #000; padding: 0.9mm 1.5mm } td.num, .num { text-align: right } "
    ".facts { font-size: 7.5pt } .facts > div { display: inline-block; margin-right: 6mm } .facts dt, .facts dd { display: inline; margin: 0 } "
    ".facts dt::after { content: '：' } .digest { word-break: break-all }"
)
MOST_VOUCHERS = 2_000


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One line of a keeper's statement with the number of the voucher that books it, "" where none does."""

    on: date
    number: str
    fen: Fen
    voucher: str


def context_of(scheme: str, month: Month) -> dict[str, Any]:
    """Everything the book of a month holds; refused for a month without vouchers, or with more than one book can hold."""
    vouchers = fund.of_month(scheme, month)
    if not vouchers:
        refuse("fund.pack", f"{ledger_title(scheme)}{months.month_title(month)}没有凭证", "请选择有凭证的月份。", "month")
    if len(vouchers) > MOST_VOUCHERS:
        refuse("fund.pack", f"{len(vouchers):,} 张凭证太多，一册最多 {MOST_VOUCHERS:,} 张", "请在凭证页面分张打印。", "month")
    sheets = sheets_of(vouchers)
    sheet, day = fund.balance_sheet_of(scheme, month), months.last_day(month)
    trial = ledger.trial_balance(scheme, month, month)
    closed = fund.closed_by(scheme, month)
    accounts = [one for one in sheets_of_month(scheme, month) if one.moved or one.result]
    return {
        "agency_name": installation.name(),
        "scheme": scheme,
        "month": month,
        "day": day,
        "title": months.month_title(month),
        "sheets": sheets,
        "slips": sum(one["slip"].pages for one in sheets if one["slip"]),
        "closed": closed,
        "head": journal.head()[1],
        "trial": [row for row in trial if row.opening_fen or row.debit_fen or row.credit_fen or row.closing_fen],
        "turnover": [sum(getattr(row, side) for row in trial if not row.item_title) for side in ("debit_fen", "credit_fen")],
        "sheet": sheet,
        "pairs": pairs(sheet.assets, sheet.claims),
        "income": reports.income_statement_of(scheme, "month", month),
        "names": form_names(fund_of(scheme)),
        "columns": reports.columns_of("month"),
        "accounts": [(one, statement_rows(scheme, one.account, month)) for one in accounts],
        "pending": [
            (
                fund.chart_of(scheme, month).account(code).name,
                [(row, age_of(row.since, day)) for row in ledger.pending(scheme, code, to=month)],
            )
            for code in ledger.ON_HOLD_ACCOUNTS
        ],
        "questions": questions(sheets, accounts, closed, sheet.difference_fen),
    }


def questions(sheets: list[dict[str, Any]], accounts: list[Any], closed: Any, difference_fen: Fen) -> list[tuple[str, bool, str]]:
    """What an auditor asks first: (question, whether it is in order, the answer in figures)."""
    without = [one for one in sheets if not one["slip"] and one["voucher"].source_kind not in fund.WITHOUT_SLIP]
    alone = [one for one in sheets if len({title for title, *_ in one["signed"]} & {"制单", "复核"}) < 2]
    alone = [one for one in alone if one["voucher"].source_kind not in (*fund.TRANSFERS, fund.OPENING)]
    numbers = [one["voucher"].number for one in sheets]
    open_accounts = [one.title for one in accounts if one.result is None or one.result.difference_fen]
    return [
        ("凭证号连续，没有缺号、重号", numbers == list(range(1, len(numbers) + 1)), f"1 至 {len(numbers)} 号，共 {len(numbers)} 张"),
        ("每张收付凭证都有原始单据", not without, f"缺单据 {len(without)} 张"),
        ("制单和复核是两个人", not alone, f"只有一个签字的 {len(alone)} 张"),
        (
            "各账户与银行、国库、财政对账相符",
            not open_accounts,
            "、".join(open_accounts) + "没有对账或不符" if open_accounts else "全部相符",
        ),
        ("资产负债表两边相等", difference_fen == 0, f"相差 {grouped(difference_fen)} 元"),
        ("本月已经结账", closed is not None, "已结账" if closed else "还没有结账，数字还会变"),
    ]


def statement_rows(scheme: str, account: str, month: Month) -> list[StatementRow]:
    """The lines of an account's statement for a month, each with its voucher: by number and amount, then by day and amount."""
    current = statements.statement_in_force(scheme, account, month)
    if current is None:
        return []
    booked = [(one.number, one.on, one.fen, one.what) for one in statements.movements(scheme, account, to=month)]
    numbers = fund.numbers_by_slip(scheme, account)
    left = list(booked)
    rows = []
    for number, on, fen in statements.lines_of(current.pk):
        same = next((one for one in left if (one[0], one[2]) == (number, fen)), None) or next(
            (one for one in left if (one[1], one[2]) == (on, fen)), None
        )
        if same:
            left.remove(same)
        rows.append(StatementRow(on, number, fen, numbers.get((same[0], same[1]), "有") if same else ""))
    return rows


def as_bytes(scheme: str, month: Month) -> bytes:
    """The book as a PDF of A4 pages."""
    import weasyprint

    sheets = [weasyprint.CSS(filename=str(finders.find(f"css/{name}.css"))) for name in ("tokens", "base", "components", "parts", "print")]
    sheets.append(weasyprint.CSS(string=_PAPER))
    made: bytes = weasyprint.HTML(string=render_to_string("desk/fund/pack_pdf.html", context_of(scheme, month))).write_pdf(
        stylesheets=sheets
    )
    return made


def _month(request: HttpRequest, scheme: str) -> Month:
    try:
        return months.parse_month(request.GET.get("month", ""))
    except Refused:
        periods = fund.periods(scheme)
        closed = [period.month for period in periods if period.closed]
        return max(closed, default=max((period.month for period in periods), default=months.month_of(installation.business_day())))


@needs("fund.read")
def pack(request: HttpRequest) -> HttpResponse:
    """What the book of a month holds, whether an auditor's first questions are in order, and where the PDF is."""
    scheme = scheme_of(request)
    month = _month(request, scheme)
    page: dict[str, Any] = {
        "scheme": scheme,
        "month": month,
        "months": [period.month for period in reversed(fund.periods(scheme)[:12])],
        "can_pdf": importlib.util.find_spec("weasyprint") is not None,
    }
    try:
        page |= context_of(scheme, month)
    except Refused as refused:
        page["refusal"] = refused.finding
    return render(request, "desk/fund/pack.html", page)


@needs("fund.read")
def pack_pdf(request: HttpRequest) -> HttpResponse:
    """The book itself; who took it is in the journal."""
    scheme = scheme_of(request)
    month = _month(request, scheme)
    try:
        content = as_bytes(scheme, month)
    except Refused as refused:
        return render(request, "desk/fund/pack.html", {"scheme": scheme, "month": month, "refusal": refused.finding})
    name = f"{ledger_title(scheme)}{months.month_title(month)}会计资料.pdf"
    record_download(request, ("period", month), name, content, installation.business_day())
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="books-{scheme}-{month}.pdf"'}
    )
