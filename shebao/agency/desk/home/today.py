"""What the first page gathers: how far this month is from the first yuan collected to the closed books, and what needs attention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from shebao.agency import schemes
from shebao.agency.desk.payout.steps import NEXT
from shebao.agency.exchange import queries as exchange
from shebao.agency.fund import queries as fund
from shebao.agency.jobs.counts import counted
from shebao.agency.matters import queries as matters
from shebao.agency.matters.transitions import OPEN
from shebao.agency.pages.words import RUN_STATES, state
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.public import queries as public
from shebao.agency.public.services import SERVICES
from shebao.base import money, months
from shebao.base.months import Month

VERY_MANY = 300_000
"""From so many people on, the first page shows what the worker counted last."""


@dataclass(frozen=True, slots=True)
class Station:
    """One station of the month: what it is, what stands there now, how many and how much, and where to look."""

    title: str
    state: tuple[str, str]
    text: str
    amount_fen: int | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that should not be forgotten: a sentence, its weight, and the page that settles it."""

    text: str
    tone: str
    href: str


def month_of_business(scheme: str, month: int, rights: frozenset[str]) -> list[Station]:
    """The stations of a month; each leads to its page where this member may open it."""
    received = counted("procedures.count_received", scheme, month, apart=people.are_many(VERY_MANY)).value
    payers = sum(row["people"] for row in received.values())
    own = sum(sum(fen for name, fen in row.items() if name.endswith("_fen")) for row in received.values())
    run = next((r for r in payout.runs(scheme, month=month, kind="regular") if r.part == 1 and r.state != "discarded"), None)
    period = next((p for p in fund.periods(scheme) if p.month == month), None)
    runs, books = reverse("payout") if "payout.read" in rights else "", reverse("fund") if "fund.read" in rights else ""
    stations = [
        Station(
            "缴费入账",
            ("已入账", "done") if payers else ("本月没有", ""),
            f"{payers:,} 人次" if payers else "税务回传后自动入账",
            own if payers else None,
        )
    ]
    if run is None:
        stations += [Station("待遇发放", ("未提出", "attention"), f"{months.month_title(month)}的批次还没有提出", href=runs)]
    else:
        stations += _of_run(run, reverse("payout_one", args=[run.pk]) if runs else "")
    closed = period is not None and period.closed
    stations.append(
        Station(
            "会计结账",
            ("已结账", "done") if closed else ("未结账", "waiting"),
            "本月凭证已锁定" if closed else "月末由财务复核结账",
            href=books,
        )
    )
    return stations


def _of_run(run: payout.Run, href: str) -> list[Station]:
    items = [
        Station(
            "待遇发放",
            state(run.state, RUN_STATES),
            f"{run.lines:,} 笔" if run.lines else "还没有计算",
            run.amount_fen if run.lines else None,
            href,
        )
    ]
    if run.state == "settled":
        _, paid, returned = payout.arrived(run.pk)
        items.append(Station("银行回盘", ("已对平", "done"), f"退回 {returned:,} 笔" if returned else "全部到账", paid, href))
    else:
        items.append(
            Station("银行回盘", ("结果未知", "waiting") if run.state == "submitted" else ("未送盘", ""), "送盘后等待银行回盘", href=href)
        )
    return items


def runs_waiting(scheme: str, rights: frozenset[str]) -> list[payout.Run]:
    """Runs whose next step is this member's to take."""
    mine = {at for at, verbs in NEXT.items() if at != "settled" and any(right in rights for _, right in verbs)}
    return [run for run in payout.runs(most=40) if run.state in mine]


def failed_batches(posts: frozenset[str]) -> list[Alert]:
    """Batches of exchange that could not be accepted and are a task of the member's post."""
    failed = exchange.failed_for(posts)
    return [Alert(f"{failed:,} 批交换数据没有受理，等您的岗位处理", "attention", reverse("exchange") + "?state=failed")] if failed else []


def alerts(scheme: str, day: date, rights: frozenset[str]) -> list[Alert]:
    """What needs attention, the gravest first, as far as this member may see it."""
    month = months.month_of(day)
    items: list[Alert] = []
    late = matters.overdue(day)
    if late:
        items.append(Alert(f"{len(late)} 件办件超过办结期限", "stopped", reverse("matters") + "?state=accepted"))
    waiting = public.waiting_count([key for key, one in SERVICES.items() if not one.automatic]) if "person.create" in rights else 0
    if waiting:
        items.append(Alert(f"{waiting:,} 份网上申请等着受理", "attention", reverse("inbox")))
    if "payout.read" in rights:
        items += _of_payout(scheme, rights)
    if "person.read" in rights:
        owing = payout.count_owing(scheme)
        if owing:
            items.append(Alert(f"{owing:,} 笔多发待遇尚未追回", "attention", reverse("debts") + "?standing=open"))
        apart = people.are_many(VERY_MANY)
        overdue, ending = counted("certification.count_late", scheme, month, apart=apart).value
        if overdue:
            items.append(Alert(f"{overdue:,} 名在发人员认证已过期，发放前应暂停或补认证", "attention", reverse("certification")))
        if ending:
            items.append(Alert(f"{ending:,} 名在发人员认证本月到期", "waiting", reverse("certification")))
    return items


def _of_payout(scheme: str, rights: frozenset[str]) -> list[Alert]:
    items = []
    locked = payout.epoch()[1]
    if locked:
        items.append(
            Alert(
                "系统从备份恢复过，发放已锁定，待两人解锁",
                "stopped",
                reverse("matters_form", args=["unlock_payments"]) if "guard.create" in rights else reverse("matters"),
            )
        )
    back = payout.count_returned(scheme)
    if back:
        items.append(Alert(f"{back:,} 笔退回的款项还没有重发", "attention", reverse("payout")))
    owed = payout.owed_once(scheme)
    if owed:
        items.append(
            Alert(
                f"{len(owed):,} 笔一次性待遇待发，共 {money.grouped(sum(due.amount_fen for due in owed))} 元", "waiting", reverse("payout")
            )
        )
    if "guard.create" in rights:
        items += [
            Alert(f"{title}有 {people:,} 人整批待核", "attention", reverse("payout_operation", args=[run_id, max(cause, 0)]))
            for run_id, title, cause, people in payout.waiting_operations(scheme)
        ]
        for run in payout.runs(scheme, most=6):
            if run.state in ("reviewed", "approved", "filed", "submitted") and payout.pace(run):
                items.append(
                    Alert(f"{payout.title(run)}签署得过快，或两人用过同一台电脑", "attention", reverse("payout_one", args=[run.pk]))
                )
    releases = matters.listed(states=OPEN, kinds=["release_held", "release_operation"])
    if releases:
        items.append(Alert(f"{len(releases):,} 份放行申请没有办结", "attention", reverse("payout_releases")))
    return items


def paid_line(month: Month, held: frozenset[str]) -> dict[str, Any]:
    """What was handed to the bank in the twelve months up to the one before, a column a scheme; nothing where it may not be seen or
    nothing was paid."""
    if "payout.read" not in held:
        return {}
    first, last = months.add_months(month, -12), months.add_months(month, -1)
    sums = payout.sent_by_month(first, last)
    titles = {key: title for key, title in schemes.short_titles().items() if any(key in of_month for of_month in sums.values())}
    rows = [
        {"month": at, "amounts": [sums[at].get(key, 0) for key in titles], "whole_fen": sum(sums[at].values())}
        for at in (months.add_months(first, n) for n in range(12))
        if at in sums
    ]
    return {"titles": list(titles.values()), "rows": rows} if len(rows) > 1 else {}
