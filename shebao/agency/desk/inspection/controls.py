"""Internal control as pages: who stands in and how far a signature reaches, the monthly report, and the board of findings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.missing import or_missing
from shebao.agency.registers import queries as registers
from shebao.agency.registers.kinds import REGISTERS
from shebao.agency.staff import queries as staff
from shebao.agency.staff.posts import title_of
from shebao.agency.statistics.control_month import SEEN, ControlMonth, control_month
from shebao.base.finding import Refused
from shebao.base.months import add_months, everyday_month, month_of, month_text, month_title

from .cases import DOCX
from .letters import Sheet

LONG_LISTS = 100
COLUMNS = (("open", "待整改"), ("late", "已逾期"), ("watch", "已销号，待回头看"), ("done", "已回头看"))


@needs("staff.read", "audit.read")
def posts(request: HttpRequest) -> HttpResponse:
    """Limits in force and entered before, sessions, who stands in for whom, hand-overs and recusals."""
    day, mine = installation.business_day(), rights(request)
    in_force = staff.limits(day)
    return render(
        request,
        "desk/inspection/posts.html",
        {
            "limits": [
                (kind, in_force.get(key), kind.said(in_force[key].value) if key in in_force else "") for key, kind in staff.LIMITS.items()
            ],
            "meetings": staff.meetings()[:LONG_LISTS],
            "swaps": [(row, title_of(row.post), _swap_state(row, day)) for row in staff.swaps()[:LONG_LISTS]],
            "hand_overs": [
                (row, title_of(row.post), title_of(row.to_post) if row.to_post else "") for row in staff.hand_overs()[:LONG_LISTS]
            ],
            "recusals": staff.recusals()[:LONG_LISTS],
            "may_limit": "parameters.create" in mine,
            "may_swap": "staff.create" in mine,
        },
    )


def _swap_state(row: staff.SwapRow, day: date) -> tuple[str, str]:
    if row.ended_on:
        return f"{row.ended_on.isoformat()} 提前结束", "stopped"
    if row.until < day:
        return "已到期，权限已恢复", "done"
    return ("代理中", "attention") if row.since <= day else ("未开始", "waiting")


@needs("audit.read")
def month(request: HttpRequest) -> HttpResponse:
    """The control report of a month, the last whole one where none is asked for."""
    day = installation.business_day()
    number, refusal = add_months(month_of(day), -1), None
    if request.GET.get("month"):
        try:
            number = everyday_month(request.GET["month"])
        except Refused as refused:
            refusal = refused.finding
    row = control_month(number, day)
    page: dict[str, Any] = {
        "row": row,
        "refusal": refusal,
        "seen_titles": list(SEEN.values()),
        "may_take": "audit.create" in rights(request),
    }
    return render(request, "desk/inspection/month.html", page)


@require_POST
@needs("audit.create")
def report(request: HttpRequest, number: int) -> HttpResponse:
    """The control report of a month as a Word file; taking it is journalled."""
    asked = or_missing(lambda: everyday_month(f"{number // 100}-{number % 100:02d}"))
    day = installation.business_day()
    content, name = _sheet(control_month(asked, day), installation.name(), day), f"内控月报-{month_text(asked)}.docx"
    export.record_download(request, ("control_month", asked), name, content, day)
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = export.attachment(name)
    return response


def _sheet(row: ControlMonth, office: str, day: date) -> bytes:
    """The report in sentences and tables; every number is one of the page's."""
    sheet = Sheet(f"{month_title(row.month)}内控月报", office)
    years = f"轮岗年限 {row.rotation_years} 年" if row.rotation_years else "本单位没有设定轮岗年限"
    said = (
        f"一、本月办结 {row.matters:,} 件，需要说明的 {row.alarms:,} 处。登记回避 {row.recusals} 人次，集体会审 {row.sessions} 次，代理 {row.swaps} 次。",
        f"二、不相容岗位：{len(row.conflicts)} 处。" + "".join(row.conflicts),
        f"三、轮岗：{years}，到期未轮 {len(row.rotation)} 人。",
        f"四、工作时间以外的改动：{len(row.off_hours)} 人 {sum(one.changes for one in row.off_hours):,} 条。",
        f"五、看完整号码、导出和下载：{sum(one.total for one in row.seen):,} 次。",
        f"六、一人办两步 {len(row.both_steps)} 件，决定过快 {len(row.quick)} 件，经办人和当事人同名 {len(row.same_name)} 件。",
    )
    for text in said:
        sheet.line(text)
    sheet.table(["姓名", "岗位", "任职日期", "年数"], [[one.name, one.post, one.since.isoformat(), str(one.years)] for one in row.rotation])
    sheet.table(
        ["姓名", "条数", "天数", "最后一次"], [[r.name, f"{r.changes:,}", str(r.days), f"{r.last:%Y-%m-%d %H:%M}"] for r in row.off_hours]
    )
    sheet.table(["姓名", *SEEN.values()], [[one.name, *(f"{count:,}" for count in one.counts)] for one in row.seen])
    notes = [*row.both_steps, *row.quick, *row.same_name][:LONG_LISTS]
    sheet.table(["办件", "说明"], [[one.number, one.text] for one in notes])
    sample = row.sample
    checked = f"抽 {sample.size} 件，已查 {sample.checked} 件，有问题 {sample.problems} 件" if sample else "没有抽样"
    sheet.line(f"七、自查：{checked}。审计问题待整改 {row.findings_open} 条，其中逾期 {row.findings_late} 条。")
    sheet.line(office, right=True)
    sheet.line(day.isoformat(), right=True)
    return sheet.content()


@needs("audit.read")
def board(request: HttpRequest) -> HttpResponse:
    """Every finding by how far it is: to be put right, late, closed and to be looked at again, looked at."""
    day = installation.business_day()
    cards: dict[str, list[tuple[registers.RecordRow, str]]] = {key: [] for key, _ in COLUMNS}
    kinds = REGISTERS["finding"].kinds
    for row in registers.board("finding"):
        cards[_column(row, day)].append((row, kinds[row.kind]))
    rows = [one for mine in cards.values() for one in mine]
    return render(
        request,
        "desk/inspection/board.html",
        {
            "columns": [
                (title, cards[key][:LONG_LISTS], len(cards[key]), sum(row.amount_fen for row, _ in cards[key])) for key, title in COLUMNS
            ],
            "count": len(rows),
            "closed": len(cards["watch"]) + len(cards["done"]),
            "may_begin": "audit.create" in rights(request),
            "form": reverse("matters_form", args=["register_finding"]),
        },
    )


def _column(row: registers.RecordRow, day: date) -> str:
    if row.state == "done":
        return "done" if row.last_step == "looked_back" else "watch"
    return "late" if row.current_due is not None and row.current_due < day else "open"
