"""The fund's approved yearly budget (录入预算): a list of lines, in versions; an adjustment is the whole budget once more."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped

KEY = "set_budget"
TITLE = "录入基金预算"
LAW = "社会保险基金财务制度（财社〔2017〕144号）；预算法"
WORKING_DAYS = None
RISK = "high"
RESULT = "基金预算录入回执"
REVERSAL = "录入有误或预算调整的，再录入一次同年度的预算，新的一版代替旧的一版。"
AREA = "fund"
FIRST, ADJUSTED = "first", "adjusted"
ROWS = (
    Wanted("account", "科目编码", also=("科目", "编码")),
    Wanted("item", "明细", required=False, also=("明细名称",)),
    Wanted("amount_fen", "预算数（元）", "yuan", also=("预算数", "金额")),
)
FIELDS = (
    LEDGER,
    Field("rows", "预算表", "file", help="每行：科目编码、明细（没有的不填）、预算数（元）；调整预算也交整张表"),
    Field("year", "预算年度", "year"),
    Field(
        "kind",
        "年初还是调整",
        "choice",
        required=False,
        choices=((FIRST, "年初预算"), (ADJUSTED, "预算调整")),
        help="不填按有没有录入过判断",
    ),
    Field(
        "tax_joint",
        "收入预算是否会同征收机构编制",
        "choice",
        required=False,
        choices=(("yes", "是"), ("no", "否")),
        help="社会保险经办条例第三十九条",
    ),
    Field("document", "批复文件", help="名称和文号，如“某政函〔2023〕1号”"),
    Field("file_name", "文件名", required=False),
    scans_field("批复文件扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a line given twice, an item the account does not have, and whatever the fund counter refuses."""
    lines = _lines(payload)
    known = books.budget(ledger_of(payload), payload["year"])
    if payload.get("kind") == FIRST and known:
        refuse("procedures.budget", f"{payload['year']}年的年初预算已经录入", "改动请选预算调整，并填调整的批复文件。", "kind")
    if payload.get("kind") == ADJUSTED and not known:
        refuse("procedures.budget", f"{payload['year']}年还没有年初预算", "请先录入年初预算。", "kind")
    if any(code.startswith("4") for code, _ in lines) and payload.get("tax_joint") == "no":
        refuse("procedures.budget", "收入预算没有会同征收机构编制", "请先会同税务部门编制，再录入。", "tax_joint")
    simulated(lambda: _set(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Every line: the budget in force and the one asked for; lines of the one in force that the new one no longer has."""
    year = payload["year"]
    chart = books.chart_of(ledger_of(payload), year * 100 + 12)
    stored = books.budget(ledger_of(payload), year)
    requested = _lines(payload)
    rows = [
        Change(
            chart.title_of(code, item),
            f"{grouped(stored[code, item])} 元" if (code, item) in stored else "未编",
            f"{grouped(requested[code, item])} 元" if (code, item) in requested else "不再列入",
        )
        for code, item in sorted({*stored, *requested})
    ]
    if any(code.startswith("4") for code, _ in requested) and any(code.startswith("5") for code, _ in requested):
        rows += [
            Change(title, f"{grouped(_sum(stored, first))} 元", f"{grouped(_sum(requested, first))} 元")
            for title, first in (("收入预算合计", "4"), ("支出预算合计", "5"))
        ]
        rows.append(Change("当年收支结余预算", "", f"{grouped(_sum(requested, '4') - _sum(requested, '5'))} 元"))
    return rows


def _sum(lines: dict[tuple[str, str], int], first: str) -> int:
    return sum(fen for (code, _), fen in lines.items() if code.startswith(first))


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the budget."""
    return _set(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{payload['year']} 年基金预算：{payload['document']}")


def _lines(payload: Payload) -> dict[tuple[str, str], int]:
    """(account, item) → fen; items may be given by their Chinese name."""
    chart = books.chart_of(ledger_of(payload), payload["year"] * 100 + 12)
    lines: dict[tuple[str, str], int] = {}
    for number, row in enumerate(payload["rows"], 1):
        account = chart.account(str(row["account"]))
        names = {title: key for key, title in account.items.items()}
        text = row.get("item", "") or ""
        item = names.get(text, text)
        if item and item not in account.items:
            refuse("procedures.budget", f"第{number}行：科目“{account.name}”没有明细“{text}”", "请核对科目表。", "rows")
        if (account.code, item) in lines:
            refuse("procedures.budget", f"第{number}行：{chart.title_of(account.code, item)}已有一行", "同一科目和明细只列一行。", "rows")
        lines[account.code, item] = row["amount_fen"]
    return lines


def _set(payload: Payload, by: By) -> Entry:
    return fund.set_budget(ledger_of(payload), payload["year"], _lines(payload), payload["document"], by=by)
