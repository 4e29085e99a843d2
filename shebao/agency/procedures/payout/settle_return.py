"""What becomes of payments that the bank returned (银行退回处理): a new account to which they are sent again, or nobody is due them.

The business decides; nothing is paid or booked here. A new account is verified as any other, and the next run of re-issues takes
the payment up; what is not due any more is cleared from the temporary receipts by the fund's finance.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.payout.queries import OnHold
from shebao.agency.people import queries as people
from shebao.agency.people.actions import NewAccount, change_bank_accounts, check_accounts
from shebao.agency.procedures.columns import BANK_IF_KNOWN, PERSON
from shebao.agency.procedures.scheme_field import SCHEME, scheme_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.identity import mask_account
from shebao.base.money import grouped

KEY = "settle_return"
TITLE = "银行退回处理"
LAW = "社会保险经办条例（国令第765号）第三十七条、第四十一条；社会保险基金会计制度（财会〔2017〕28号）2001"
WORKING_DAYS = None
RISK = "high"
RESULT = "退回款处理清单"
REVERSAL = "账户填错的再办理一次“变更银行账户”；决定不再支付而财务还没有清理的，办理“撤回不再支付”；已清理的重新核定后补发。"
AREA = "payout"
SENSITIVE = ("rows",)
AGAIN, NEVER, TAKE_BACK = "again", "never", "take_back"
OUTCOMES = ((AGAIN, "换账户重发"), (NEVER, "不再支付"), (TAKE_BACK, "撤回不再支付的决定"))
ROWS = (*PERSON, *BANK_IF_KNOWN, Wanted("line_id", "指令号", "count", required=False))
FIELDS = (
    SCHEME,
    Field("rows", "退回人员名单", "file", help="每行：身份证号码、姓名；换账户重发的再填开户行、银行账号；一人退回几笔的写明指令号"),
    Field("outcome", "怎样处理", "choice", choices=OUTCOMES),
    Field("reason", "依据和原因", help="换账户的写本人怎样提供；不再支付的写死亡日期、撤销的核定等"),
    Field("file_name", "文件名", required=False),
    scans_field("证明材料扫描件", "存折复印件、死亡证明等；PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for somebody whose payment did not come back, for an account that is none of theirs, and for what is being sent again."""
    scheme, outcome = scheme_of(payload), payload["outcome"]
    held = _held(scheme)
    for row in payload["rows"]:
        lines = [one for one in held.get(row["person_id"], []) if bool(one.never_due) is (outcome == TAKE_BACK)]
        called = people.called([row["person_id"]])
        if not lines:
            refuse(
                "procedures.returned",
                f"{called} 没有{'决定不再支付' if outcome == TAKE_BACK else '待处理'}的退回款",
                "请核对名单。",
                "rows",
            )
        if len(lines) > 1 and not row.get("line_id") and outcome != AGAIN:
            refuse("procedures.returned", f"{called} 有 {len(lines)} 笔退回", "请写明指令号，一笔一行。", "rows")
        row["line_id"] = int(row.get("line_id") or lines[0].line_id)
        if row["line_id"] not in {one.line_id for one in lines}:
            refuse("procedures.returned", f"{called} 没有指令号为 {row['line_id']} 的退回款", "请核对指令号。", "rows")
        if outcome == AGAIN and not (row.get("bank") and row.get("account_number")):
            refuse("procedures.returned", f"{called} 没有填写新账户", "换账户重发要填开户行和银行账号。", "rows")
    if outcome == AGAIN:
        check_accounts(_accounts(payload))
    simulated(lambda: _do(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many payments, how much, what becomes of them, and why."""
    by_line = {one.line_id: one for some in _held(scheme_of(payload)).values() for one in some}
    total = sum(by_line[row["line_id"]].fen for row in payload["rows"] if row["line_id"] in by_line)
    after = {
        AGAIN: "换新账户，核验后由下一批退票重发支付",
        NEVER: "不再支付；基金财务凭本决定办理“暂收暂付清理”",
        TAKE_BACK: "恢复为待重发",
    }[payload["outcome"]]
    return [
        Change("银行退回待重发", f"{len(payload['rows']):,} 笔 {grouped(total)} 元", after),
        Change("依据和原因", "", payload["reason"]),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each payment: since when it is back, the account of now and the new one."""
    by_line = {one.line_id: one for some in _held(scheme_of(payload)).values() for one in some}
    present = people.bank_account_in_force(row["person_id"] for row in payload["rows"])
    rows = []
    for row in payload["rows"]:
        one, account = by_line.get(row["line_id"]), present.get(row["person_id"])
        after = (
            f"{row['bank']} {mask_account(row['account_number'])}" if payload["outcome"] == AGAIN else dict(OUTCOMES)[payload["outcome"]]
        )
        before = f"{account.bank} {account.masked}" if account else "无账户"
        rows.append(RowNote(f"{one.since.isoformat()} 退回，{before}" if one else before, after, one.fen if one else None))
    return rows


def apply(payload: Payload, *, by: By) -> Any:
    """The new accounts' ids, or the entry of the decision."""
    return _do(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{TITLE}：{dict(OUTCOMES)[payload['outcome']]}，{len(payload['rows']):,} 笔")


def _held(scheme: str) -> dict[int, list[OnHold]]:
    """Person → what came back and was not paid again."""
    held: dict[int, list[OnHold]] = {}
    for one in runs.on_hold(scheme):
        held.setdefault(one.person_id, []).append(one)
    return held


def _accounts(payload: Payload) -> list[NewAccount]:
    names = people.persons([row["person_id"] for row in payload["rows"]])
    return [NewAccount(row["person_id"], row["bank"], row["account_number"], names[row["person_id"]].name) for row in payload["rows"]]


def _do(payload: Payload, by: By) -> Any:
    lines = [row["line_id"] for row in payload["rows"]]
    if payload["outcome"] == AGAIN:
        return change_bank_accounts(_accounts(payload), by=by)
    if payload["outcome"] == TAKE_BACK:
        return payout.take_back_never_due(lines, payload["reason"], by=by)
    return payout.decide_never_due(scheme_of(payload), lines, payload["reason"], by=by)
