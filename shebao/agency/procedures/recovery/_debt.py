"""What the matters of recovery share: the debt they are about, the step they take, and how both are shown."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import queries as payout
from shebao.agency.payout.recovery_kinds import STEPS
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of
from shebao.base.months import last_day as last_of_month

DEBT = Field("debt_id", "债务编号", "number", help="从“多发待遇”的债务页进入会自动填好")


def debt_of(payload: Payload) -> payout.DebtState:
    """The debt; refused where there is none, and where nothing is left."""
    row = payout.debt(payload["debt_id"])
    if row is None:
        refuse("procedures.debt", f"没有第 {payload['debt_id']} 号债务，或已经撤销", "请从“多发待遇”里打开这笔债务。", "debt_id")
    if row.left_fen <= 0:
        refuse("procedures.debt", f"第 {row.id} 号债务已经还清或核销", "不需要再办理。", "debt_id")
    return row


def standing(row: payout.DebtState) -> Change:
    """The debt as it stands."""
    return Change(
        f"{row.name}：{schemes.title(row.scheme)}多发 {row.months} 个月",
        f"共 {grouped(row.amount_fen)} 元",
        f"尚欠 {grouped(row.left_fen)} 元",
    )


def last_day(debt_id: int, kind: str) -> date | None:
    """When a step of a kind was last taken; None where it was not."""
    rows = payout.standing_debt_steps(debt_id, [kind])
    return rows[-1].day if rows else None


def months_after(day: date, months: int) -> date:
    """The same day some months later; the month's last day where it has no such day."""
    last = last_of_month(add_months(month_of(day), months))
    return last.replace(day=min(day.day, last.day))


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter of a kind a debt."""
    return ("debt", payload["debt_id"])


def titled(payload: Payload, title: str) -> str:
    """The matter's title."""
    row = payout.debt(payload["debt_id"])
    return f"{row.name}：{title}" if row else title


def step_title(kind: str) -> str:
    """What a step is called."""
    return STEPS[kind].title
