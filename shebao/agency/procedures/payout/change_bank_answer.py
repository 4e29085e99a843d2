"""The bank says something else of a payment it had answered (更正银行结果): both answers before two people, with the bank's letter.

A payment once said to have arrived may be paid again after this, so nobody does it alone.
"""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.payout import settle_payout
from shebao.base.finding import refuse
from shebao.base.money import grouped

KEY = "change_bank_answer"
TITLE = "更正银行结果"
LAW = "社会保险经办条例（国令第765号）第37条：高风险业务分级审核"
WORKING_DAYS = None
RISK = "low"
AREA = "bank_file"
ROWS = (*PERSON, Wanted("code", "新结果码"), Wanted("line_id", "指令号", "count", required=False))
FIELDS = (
    Field("run_id", "批次编号", "number", help="批次页面上“第几批”的数字"),
    Field("rows", "更正名单", "file", help="每行：身份证号码、姓名、银行的新结果码；一人在本批有几笔的，写明指令号"),
    Field("reason", "银行怎样说的", help="银行书面说明的日期、编号和内容"),
    Field("file_name", "文件名", required=False),
    scans_field("银行书面说明扫描件", "盖章的说明、退汇通知或对账单；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a payment that is not of the run, was never answered, or whose answer would not change; rows get their line."""
    lines = runs.answered_lines(payload["run_id"], [row["person_id"] for row in payload["rows"]])
    for row in payload["rows"]:
        mine = lines.get(row["person_id"], [])
        if not row.get("line_id") and len(mine) > 1:
            refuse("procedures.line", f"{people.called([row['person_id']])} 在本批有 {len(mine)} 笔", "请写明指令号。", "rows")
        row["line_id"] = int(row.get("line_id") or (mine[0] if mine else 0))
        if row["line_id"] not in mine:
            refuse(
                "procedures.line",
                f"{people.called([row['person_id']])} 在第 {payload['run_id']} 批没有银行回过盘的这一笔",
                "请核对批次和名单。",
                "rows",
            )
    payout.check_changes(payload["run_id"], _codes(payload))
    return payload


def preview(payload: Payload) -> list[Change]:
    """Every payment with both answers side by side, and what follows for the money."""
    changes = payout.check_changes(payload["run_id"], _codes(payload))
    known = people.persons([change.person_id for change in changes])
    back, paid = (sum(change.amount_fen for change in changes if change.paid == arrived) for arrived in (False, True))
    rows = [
        Change(
            f"{known[change.person_id].name} {grouped(change.amount_fen)} 元",
            f"银行先前：{change.old_title}（{change.old_code}）",
            f"银行现在：{change.title}（{change.code}）",
        )
        for change in changes
    ]
    title = runs.title(runs.run(payload["run_id"]))
    return [Change(title, f"{len(changes)} 笔", f"改为退回 {grouped(back)} 元（可再发），改为到账 {grouped(paid)} 元"), *rows]


def apply(payload: Payload, *, by: By) -> settle_payout.Settled:
    """The answers taken and booked."""
    answer = payout.change_answers(payload["run_id"], _codes(payload), asked_by=matters.maker_of(by.matter), by=by)
    return settle_payout.book(answer, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：第 {payload['run_id']} 批 {len(payload['rows']):,} 笔"


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open change a run."""
    return "run", int(payload["run_id"])


def _codes(payload: Payload) -> dict[int, str]:
    return {row["line_id"]: str(row["code"]).strip().zfill(2) for row in payload["rows"]}
