"""Receipts from the tax office taken in (税务入库明细入账): months settled, accounts credited, and one voucher a scheme on its slip.

Whatever of the list settles no month is a difference with an owner; it is booked as 待认账, and nobody is credited with it.
"""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.accounts.actions import credit_months
from shebao.agency.declarations import queries
from shebao.agency.declarations.actions import ReceiptRow, receive
from shebao.agency.declarations.actions.receive import SchemeSums, check_rows, digest_of, settle, sums_of
from shebao.agency.declarations.kinds import MONTHLY, WITH_ACCOUNT
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.employers.projects import codes_of_projects
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund.chart import chart_for
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.procedures.collection_checks import TAX_RECEIPT
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.vault import blind
from shebao.base.finding import Refused, refuse
from shebao.base.identity import any_citizen_number
from shebao.base.money import grouped
from shebao.base.months import month_of, month_title
from shebao.core.books.entries import TREASURY_ACCOUNT
from shebao.core.books.slip import Slip

from ._vouchers import PAPER, lines_of

KEY = "receive_from_tax"
TITLE = "税务入库明细入账"
LAW = "社会保险法 第61条；社会保险费征缴暂行条例 第15条；社会保险基金会计制度（财会〔2017〕28号）"
WORKING_DAYS = None
RISK = "high"
RESULT = "入库认账单"
REVERSAL = "认账有误的，由基金财务办理“冲销凭证”，多记的个人账户办理“更正个人账户”。"
AREA = "collection"
SENSITIVE = ("rows",)
ROWS = (
    Wanted("ticket", "税票号", longest=40),
    Wanted("uscc", "识别号", required=False, also=("统一社会信用代码", "纳税人识别号")),
    Wanted("payer_number", "身份证号码", "payer_number", required=False, also=("公民身份号码", "证件号码")),
    Wanted("scheme", "险种", choices={title: key for key, title in INSURANCES.items()}),
    Wanted("from_month", "所属期起", "month", also=("所属期",)),
    Wanted("to_month", "所属期止", "month", required=False),
    Wanted("unit_fen", "单位额（元）", "yuan", required=False, also=("单位额",)),
    Wanted("person_fen", "个人额（元）", "yuan", required=False, also=("个人额",)),
    Wanted("late_fee_fen", "滞纳金（元）", "yuan", required=False, also=("滞纳金",)),
    Wanted("interest_fen", "利息（元）", "yuan", required=False, also=("利息",)),
    Wanted("project", "项目编号", required=False, longest=40),
)
FIELDS = (
    Field("rows", "入库明细", "file", help="税务传回的明细；单位的行填识别号，个人的行另填身份证号码"),
    Field("on", "入库日期", "date", help="国库收入日报的日期；所在月份必须还没有结账"),
    *(
        field
        for key, title in INSURANCES.items()
        for field in (
            Field(f"{key}_slip", f"{title}：国库凭证号", required=False, longest=48, help="明细里有这个险种时必填"),
            Field(f"{key}_fen", f"{title}：国库入库金额（元）", "yuan", required=False, help="照国库凭证填写，须等于明细合计"),
        )
    ),
    scans_field("国库收入日报扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a list taken in before, a ticket twice, a scheme without its slip, and a slip that is not the sum of its rows."""
    on = date.fromisoformat(payload["on"])
    if on > day:
        refuse("procedures.receive", f"入库日期 {on.isoformat()} 晚于今天", "请照国库收入日报填写。", "on")
    rows = receipts_of(payload)
    if (before := queries.file_known(digest_of(rows, on))) is not None:
        refuse(
            "procedures.receive",
            f"这份名单（{before.isoformat()} 入库，{len(rows):,} 行）已经入过账",
            "同一份名单只入一次，不需要再办。",
            "rows",
        )
    check_rows(rows)
    sums = _sums(rows)
    for key in MONTHLY:
        _check_slip(payload, key, sums.get(key), month_of(on))
    simulated(lambda: _do(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Scheme by scheme the entry of its voucher, what is credited to accounts, and what becomes a difference."""
    on, rows = date.fromisoformat(payload["on"]), receipts_of(payload)
    changes = [Change("明细", "", f"{len(rows):,} 行，合计 {grouped(sum(sum(row[6:10]) for row in rows))} 元，{on.isoformat()} 入库")]
    for key, one in _sums(rows).items():
        chart, title = chart_for(key, on), INSURANCES[key]
        changes += [
            Change(
                f"{title}：{'借' if line.debit_fen else '贷'}",
                chart.title_of(line.account, line.item),
                f"{grouped(line.debit_fen or line.credit_fen)} 元",
            )
            for line in lines_of(one)
        ]
        if key in WITH_ACCOUNT and one.person_fen + one.flexible_fen:
            changes.append(Change(f"{title}：个人账户", "", f"按人记入，记账月 {month_title(month_of(on))}"))
        if one.left_fen:
            changes.append(Change(f"{title}：认不到月份", "", f"{grouped(one.left_fen)} 元记待认账，逐行列为差异，由基金财务处理"))
    return changes


def notes(payload: Payload) -> list[RowNote]:
    """Each row's sum; those that settle less than they bring are flagged."""
    rows = receipts_of(payload)
    left = [0] * len(rows)
    for places, _, settled in settle(rows).values():
        for at, fen in zip(places.tolist(), (settled.left_unit_fen + settled.left_person_fen).tolist(), strict=True):
            left[at] = fen
    return [
        RowNote(fen=sum(row[6:10]), flags=(f"{grouped(fen)} 元认不到月份",) if fen else ()) for row, fen in zip(rows, left, strict=True)
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the list."""
    return _do(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{payload['on']}，{len(payload['rows']):,} 行"


def receipts_of(payload: Payload) -> list[ReceiptRow]:
    """The rows with payers found; one that nobody is known by keeps a blind sign of what was given."""
    rows = payload["rows"]
    codes, known_projects = employers.codes(), codes_of_projects()
    numbers = [_number(row.get("payer_number", "")) for row in rows]
    known = [number for number in numbers if number]
    ids = dict(zip(known, people.find_many(known), strict=True))
    result = []
    for row, number in zip(rows, numbers, strict=True):
        code, given = str(row.get("uscc", "")).strip().upper(), str(row.get("payer_number", "")).strip()
        employer_id, person_id = codes.get(code, 0), (ids.get(number) or 0) if number else 0
        project = str(row.get("project", "")).strip()
        lost = (code and not employer_id) or (given and not person_id) or not (code or given) or (project and project not in known_projects)
        unit, person, fee, interest = (row.get(name, 0) for name in ("unit_fen", "person_fen", "late_fee_fen", "interest_fen"))
        first, last = row["from_month"], row.get("to_month", row["from_month"])
        payer = blind(f"{code} {given}{project}", "payer")[:8].hex() if lost else ""
        whose = (employer_id, person_id, row["scheme"], first, last)
        result.append(ReceiptRow(row["ticket"], *whose, unit, person, fee, interest, payer, known_projects.get(project)))
    return result


def _number(text: str) -> str:
    """A citizen number as everybody writes it the same; "" for none and for what is none."""
    try:
        return any_citizen_number(text.strip()) if text.strip() else ""
    except Refused:
        return ""


def _sums(rows: list[ReceiptRow]) -> dict[str, SchemeSums]:
    settled = settle(rows)
    return {key: sums_of(*settled[key][1:]) for key in MONTHLY if key in settled}


def _check_slip(payload: Payload, key: str, sums: SchemeSums | None, month: int) -> None:
    title, slip, fen = INSURANCES[key], payload.get(f"{key}_slip", ""), payload.get(f"{key}_fen", 0)
    if sums is None:
        if slip or fen:
            refuse("procedures.receive", f"明细里没有{title}的行，却填了国库凭证", "请核对明细和凭证。", f"{key}_slip")
        return
    if not slip:
        refuse("procedures.receive", f"没有填写{title}的国库凭证号", "凭证只照国库单据记账，请填写。", f"{key}_slip")
    if fen != sums.total_fen:
        refuse(
            "procedures.receive",
            f"{title}：国库凭证 {grouped(fen)} 元，明细合计 {grouped(sums.total_fen)} 元，差 {grouped(fen - sums.total_fen)} 元",
            "请与税务核对明细是否齐全；以国库实际入库为准，不能凑平。",
            f"{key}_fen",
        )
    first = books.first_month(key)
    if first is None or month < first:
        refuse("procedures.receive", f"{title}基金在{month_title(month)}还没有建账", "请先录入期初余额。", f"{key}_slip")


def _do(payload: Payload, by: By) -> int:
    on = date.fromisoformat(payload["on"])
    taken = receive(receipts_of(payload), on, payload.get("file_name", ""), by=by)
    assert taken is not None, "a list known already is refused before"
    for key, sums in taken.sums.items():
        slip = Slip(PAPER, payload[f"{key}_slip"], TREASURY_ACCOUNT, sums.total_fen, "税务机关")
        memo = f"{schemes.title(key)}费入国库（{payload[f'{key}_slip']}）"
        fund.post_voucher(key, month_of(on), on, memo, lines_of(sums), (TAX_RECEIPT, taken.file_id), by=by, slip=slip)
        if taken.payments is not None and key in WITH_ACCOUNT:
            credit_months(taken.payments.seq, key, by=by)
    return taken.file_id
