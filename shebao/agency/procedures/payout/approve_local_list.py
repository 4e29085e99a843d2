"""Lists of people whom the county pays by its own document (地方代发项目标准与名单): heating, former village cadres, old workers.

The money is the county's, not a fund's: it stands in books of its own, and is paid only when it has arrived
(`books/record_local_money.py`).
"""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.local_payments import actions as local
from shebao.agency.local_payments import queries
from shebao.agency.local_payments.kinds import ITEMS
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import everyday_month, month_of, month_text

KEY = "approve_local_list"
TITLE = "地方代发名单"
LAW = "当地政府文件（名称和文号写在名单上，未核对原文）；社会保险经办条例（国令第765号）第三十七条"
WORKING_DAYS = None
RISK = "high"
RESULT = "地方代发名册"
REVERSAL = "名单有误或有人退出的，再交一次同一项目同一年度的名单，新的一份代替旧的一份；已发的由财务凭单据登记退回。"
AREA = "payout"
ROWS = (
    *PERSON,
    Wanted("unit", "单位", required=False, longest=60),
    Wanted("monthly_fen", "每月金额（元）", "yuan", required=False, also=("标准", "每月标准")),
    Wanted("from_month", "起始月份", "month", also=("起",)),
    Wanted("until_month", "截止月份", "month", also=("止",)),
)
FIELDS = (
    Field("rows", "名单", "file", help="每行：身份证号码、姓名、单位、每月金额（不填为统一标准）、起止月份"),
    Field("item", "项目", "choice", choices=tuple(ITEMS.items())),
    Field("year", "年度", "year"),
    Field("standard_fen", "统一标准（元/月）", "yuan"),
    Field("document", "文件名称和文号", longest=120, help="没有文件的不能办理"),
    Field("fiscal_reference", "财政拨款文号", required=False, longest=60, help="还没有拨款的不填；款到以前不能发放"),
    Field("file_name", "文件名", required=False),
    scans_field("文件扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for somebody who died before the first month, for a standard of nought, and for months outside the year."""
    if payload["standard_fen"] <= 0:
        refuse("procedures.local", "统一标准应大于零", "请照文件填写。", "standard_fen")
    gone = people.deaths([row["person_id"] for row in payload["rows"]])
    dead = [
        row["person_id"]
        for row in payload["rows"]
        if row["person_id"] in gone and month_of(gone[row["person_id"]]) < _month(row["from_month"])
    ]
    if dead:
        refuse_people("procedures.local_dead", dead, "在起始月份以前已经死亡", "请从名单中去掉。", "rows")
    simulated(lambda: _keep(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The list before and after: people, months' money of the year, document, and whether the county's money has arrived."""
    item, year = payload["item"], payload["year"]
    before = queries.list_in_force(item, year)
    old = queries.payees(before.pk) if before else []
    total = sum(row.monthly_fen * _months(row.from_month, row.until_month) for row in _payees(payload))
    was = sum(row.monthly_fen * _months(row.from_month, row.until_month) for row in old)
    held = queries.held_fen(item)
    return [
        Change(f"{ITEMS[item]}人数", f"{len(old):,} 人" if before else "没有名单", f"{len(payload['rows']):,} 人"),
        Change("全年应发", f"{grouped(was)} 元", f"{grouped(total)} 元"),
        Change("依据", before.document if before else "", f"{payload['document']}，统一标准每月 {grouped(payload['standard_fen'])} 元"),
        Change("账上财政到款", f"{grouped(held)} 元", "够发" if held >= total else f"还差 {grouped(total - held)} 元，到款以前不能发放"),
        Change("记账", "", "不入社会保险基金的账，单独设账"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each person: the months, the amount of the year, and another group they stand in."""
    others = queries.elsewhere([row["person_id"] for row in payload["rows"]], payload["item"], payload["year"])
    return [
        RowNote(
            "",
            f"{month_text(row.from_month)} 至 {month_text(row.until_month)}，每月 {grouped(row.monthly_fen)} 元",
            row.monthly_fen * _months(row.from_month, row.until_month),
            (f"已在“{others[row.person_id]}”名单中",) if row.person_id in others else (),
        )
        for row in _payees(payload)
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the list."""
    return _keep(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{ITEMS[payload['item']]}：{payload['year']} 年，{len(payload['rows']):,} 人"


def _month(value: int | str) -> int:
    return value if isinstance(value, int) else everyday_month(value)


def _months(first: int, last: int) -> int:
    return last - first + 1


def _payees(payload: Payload) -> list[local.Payee]:
    return [
        local.Payee(
            row["person_id"],
            row.get("unit") or "",
            row.get("monthly_fen") or payload["standard_fen"],
            _month(row["from_month"]),
            _month(row["until_month"]),
        )
        for row in payload["rows"]
    ]


def _keep(payload: Payload, by: By) -> Entry:
    document = payload["document"] + (f"；拨款{payload['fiscal_reference']}" if payload.get("fiscal_reference") else "")
    return local.keep_list(payload["item"], payload["year"], document[:120], payload["standard_fen"], _payees(payload), by=by)
