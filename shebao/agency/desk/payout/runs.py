"""Payout runs as pages: the list, one run from proposal to settled, its rows, its file, and the sheet that is signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency import schemes
from shebao.agency.fund import queries as fund
from shebao.agency.installation import queries as installation
from shebao.agency.jobs import work
from shebao.agency.journal import queries as journal
from shebao.agency.pages import export
from shebao.agency.pages.access import by, me, needs, rights
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.qr import code_of
from shebao.agency.pages.words import RUN_KINDS, RUN_STATES, state, word
from shebao.agency.payout import actions, queries
from shebao.agency.procedures.payout import notices, settle_payout
from shebao.agency.schemes import MAIN
from shebao.agency.staff import queries as staff
from shebao.agency.staff import second_factor
from shebao.base import months
from shebao.base.finding import Refused, refuse
from shebao.base.money import half_up

from . import sign
from .steps import may_do, stations

SAID = {
    "compute": "已开始计算，可以离开这一页，稍后回来看。",
    "seal": "已封存。名单和金额从现在起不能再改。",
    "review": "已复核，等待审批。",
    "approve": "已审批，等待财务制盘。",
    "file": "银行文件已生成，等待另一人送盘。",
    "submit": "已登记送盘，等待银行回盘。",
    "discard": "批次已作废。",
    "send_back": "已退回。受理岗位可以看到退回原因，作废或重新提出。",
    "again": "退回的批次已作废，新的批次已提出并开始计算。",
    "slip": "回单已录入；与它一致的回盘文件才能导入。",
    "hold": "已扣下，不在这一批发放；查明后由稽核提请放行。",
    "take_out": "已扣下，不在这一批发放；查明后由稽核提请放行。",
}
LARGEST_RETURN = 64 * 1024 * 1024
CONTENT_TYPES = {"txt": "text/plain; charset=gb18030", "xml": "application/xml", "xlsx": export.XLSX}


@needs("payout.read")
def runs(request: HttpRequest) -> HttpResponse:
    """All runs, newest first; a run is proposed from here."""
    return _runs_page(request)


@needs("payout.create")
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Open a run for a month."""
    try:
        month = months.parse_month(request.POST.get("month", ""), "month")
        scheme = schemes.of(request.POST.get("scheme", MAIN)).KEY
        run = actions.propose(scheme, month, request.POST.get("kind", ""), place=installation.place(), by=by(request))
    except Refused as refused:
        return _runs_page(request, refused)
    return HttpResponseRedirect(reverse("payout_one", args=[run.pk]))


def _with_waiting(rows: list[Row]) -> None:
    """How many payments of each settled run came back and wait to be issued again."""
    waiting = queries.not_issued_again()
    for row in rows:
        row["waiting"] = waiting.get(row["id"], 0)


def _kind(row: Row) -> Cell:
    part = f"（第 {row['part']} 次）" if row["part"] > 1 else ""
    return Cell(f"{word(row['kind'], RUN_KINDS)}{part}")


def _state(row: Row) -> Cell:
    text, tone = state(row["state"], RUN_STATES)
    if row["state"] == "settled" and row["waiting"]:
        return Cell(f"已回盘，{row['waiting']:,} 笔待重发", "state", tone="attention")
    return Cell(text, "state", tone=tone)


def _runs_page(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    listing = Listing(
        request,
        queries.run_rows(),
        name="runs",
        title="发放批次",
        default_sort="-id",
        exportable=False,
        decorate=_with_waiting,
        choices=[
            Choice("scheme", "险种", list(schemes.titles().items()), field="scheme"),
            Choice("month", "发放月", [(str(month), months.month_title(month)) for month in queries.months_of_runs()], field="month"),
            Choice("kind", "类别", list(RUN_KINDS.items()), field="kind"),
            Choice("state", "状态", [(code, word) for code, (word, _) in RUN_STATES.items()], field="state"),
        ],
        columns=[
            Column("month", "发放月", "month", sort="month", link=lambda row: reverse("payout_one", args=[row["id"]])),
            Column("kind", "类别", show=_kind, link=lambda row: reverse("payout_one", args=[row["id"]])),
            Column("id", "批次", "count", sort="id"),
            Column("scheme", "险种", "word:scheme_short"),
            Column("lines", "笔数", "count", sort="lines"),
            Column("amount_fen", "金额", "yuan", unit="元", sort="amount_fen"),
            Column("held", "扣留", "count", unit="人"),
            Column("maker__name", "提出人"),
            Column("state", "状态", show=_state),
        ],
        empty_title="还没有发放批次",
        empty_advice="每月由受理岗位提出，系统计算后封存，经两人签署发放。",
    ).load()
    month = months.month_of(installation.business_day())
    return render(
        request,
        "desk/payout/runs.html",
        {
            "list": listing,
            "kinds": RUN_KINDS.items(),
            "schemes": schemes.titles().items(),
            "scheme": request.POST.get("scheme", MAIN),
            "refusal": refused.finding if refused else None,
            "month": request.POST.get("month") or months.month_text(month),
            "kind": request.POST.get("kind", "regular"),
        },
    )


@needs("payout.read")
@never_cache
def one(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run; while it is computed, the page asks again for its progress alone."""
    page = _page(request, run_id)
    if request.htmx and page["run"].state in ("proposed", "computing"):  # type: ignore[attr-defined]
        return render(request, "desk/payout/_progress.html", page)
    answer = render(request, "desk/payout/run.html", page)
    if request.htmx:  # type: ignore[attr-defined]
        answer["HX-Refresh"] = "true"
    return answer


@needs("payout.read")
@require_POST
def act(request: HttpRequest, run_id: int, verb: str) -> HttpResponse:
    """One step of a run; the counter judges again whether this member may take it."""
    run = or_missing(lambda: queries.run(run_id))
    try:
        new = _do(request, run.pk, verb)
    except Refused as refused:
        typed = {"refusal": refused.finding, "remark": request.POST.get("remark", "")}
        return render(request, "desk/payout/run.html", _page(request, run_id) | typed)
    messages.success(request, SAID[verb], extra_tags="waiting" if verb == "compute" else "done")
    return HttpResponseRedirect(reverse("payout_one", args=[new or run_id]))


def _do(request: HttpRequest, run_id: int, verb: str) -> int | None:
    """Take one step; the number of the run it opened, if any."""
    match verb:
        case "compute":
            staff.require(me(request), "payout.create")
            work.enqueue("payout.compute", run_id=run_id, actor_id=me(request))
        case "seal":
            actions.seal(run_id, by=by(request), remark=request.POST.get("remark", ""))
        case "review":
            actions.review(run_id, sign.confirmed(request), by=by(request))
        case "approve":
            actions.approve(run_id, sign.confirmed(request), by=by(request))
        case "send_back":
            actions.send_back(run_id, request.POST.get("reason", ""), by=by(request))
        case "again":
            new = actions.propose_again(run_id, request.POST.get("reason", ""), by=by(request)).pk
            work.enqueue("payout.compute", run_id=new, actor_id=me(request))
            return new
        case "hold":
            notices.hold(run_id, request.POST.get("notice", ""), by=by(request))
        case "slip":
            actions.enter_slip(run_id, sign.slip_typed(request), by=by(request))
        case "take_out":
            actions.take_out(run_id, [sign.person_named(request)], request.POST.get("finding", ""), by=by(request))
        case "file":
            actions.write_file(run_id, by=by(request), layout_key=request.POST.get("layout", "") or queries.layout_choices()[0][0])
        case "submit":
            settle_payout.submit(run_id, by=by(request))
        case "discard":
            actions.discard(run_id, request.POST.get("reason", ""), by=by(request))
        case _:
            refuse("desk.step", "没有这一步。", "请从批次页面操作。")
    return None


@needs("bank_file.read")
@require_POST
def download(request: HttpRequest, run_id: int) -> HttpResponse:
    """The bank file as it lies on disk; taking it is journalled."""
    try:
        name, content = queries.file_content(run_id)
    except Refused as refused:
        return render(request, "desk/payout/run.html", _page(request, run_id) | {"refusal": refused.finding})
    export.record_download(request, ("run", run_id), name, content, installation.business_day())
    response = HttpResponse(content, content_type=CONTENT_TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@needs("bank_file.create")
@require_POST
def upload(request: HttpRequest, run_id: int) -> HttpResponse:
    """Take the bank's answer whole or not at all: outcomes, accounts and books in one transaction."""
    given, content = request.FILES.get("return"), b""
    try:
        if given is None:
            refuse("desk.upload", "没有选择回盘文件。", "请选择从银行取回的原始文件。")
        size = given.size or 0
        if size > LARGEST_RETURN:
            refuse("desk.upload", f"文件有 {size // 1024 // 1024} MB，超过 64 MB。", "请确认选择的是银行回盘文件。")
        content = given.read()
        done = settle_payout.settle(run_id, content, given.name or "", by=by(request))
    except Refused as refused:
        if content:
            actions.note_failed(run_id, content, given.name or "", refused.finding, by=by(request))  # type: ignore[union-attr]
        return render(request, "desk/payout/run.html", _page(request, run_id) | {"refusal": refused.finding})
    messages.success(
        request,
        f"回盘已入库：到账 {done.paid_lines:,} 笔，退回 {done.returned_lines:,} 笔，生成凭证 {len(done.vouchers)} 张。",
        extra_tags="done",
    )
    return HttpResponseRedirect(reverse("payout_one", args=[run_id]))


@needs("payout.read")
def sheet(request: HttpRequest, run_id: int) -> HttpResponse:
    """The approval sheet (发放审批表), on A4: count, sum, capitals, digest, chain head and a code that names them."""
    page = _page(request, run_id)
    run = page["run"]
    said = f"SHEBAO-RUN|{run.pk}|{run.month}|{run.lines}|{run.amount_fen}|{run.digest}|{run.chain_head}"
    before = queries.year_before(run) if run.kind == "regular" else None
    more = {
        "code": code_of(said) if run.sealed else None,
        "parts": queries.by_part(run.pk),
        "average_fen": half_up(run.amount_fen, run.lines) if run.lines else 0,
        "before": before and {"lines": before[0], "fen": before[1], "more_fen": run.amount_fen - before[1]},
    }
    return render(request, "desk/payout/sheet.html", page | more)


def _page(request: HttpRequest, run_id: int) -> dict[str, Any]:
    summary = or_missing(lambda: queries.summary(run_id))
    run = summary.run
    history = _history(run_id)
    days = {entry["verb"]: entry["day"] for entry in reversed(history)}
    sum_of_changes = sum(group.fen for group in summary.changes)
    return {
        "summary": summary,
        "run": run,
        "notices": sign.notice_rows(run),
        "layouts": queries.layout_choices() if run.state == "approved" else [],
        "has_factor": second_factor.has_factor(me(request)),
        "operations": queries.operations(run_id),
        "variances": queries.variances(run) if run.state == "computed" else [],
        "thresholds": queries.thresholds_moved(run),
        "pace": queries.pace(run),
        "to_pay_fen": run.amount_fen - (run.deducted_fen or 0) - summary.withheld_fen,
        "net_fen": run.amount_fen - (run.deducted_fen or 0),
        "maker": run.maker.name,
        "steps": stations(run.state, history),
        "may": may_do(summary, rights(request), me(request)),
        "previous_fen": run.previous_fen,
        "changes_fen": sum_of_changes,
        "adds_up": run.previous_fen + sum_of_changes == run.amount_fen,
        "unexplained_fen": run.amount_fen - run.previous_fen - sum_of_changes,
        "sheet_steps": (("review", "复核"), ("approve", "审批")),
        "signatures": [{"signed": s, "day": days.get(f"payout.{s.step}", "")} for s in summary.signatures],
        "compares": run.kind == "regular",
        "covered": run.done + run.excluded == run.total,
        "largest": max((abs(group.fen) for group in summary.changes), default=1),
        "history": history,
        "cover": _cover(summary),
        "waiting": queries.not_issued_again().get(run_id, 0) if run.state == "settled" else 0,
        "vouchers": _vouchers(summary) if "fund.read" in rights(request) else [],
    }


def _cover(summary: queries.Summary) -> dict[str, int] | None:
    """Whether the expenditure account can pay the file that waits to be handed over."""
    if summary.run.state != "filed":
        return None
    held, promised, asked = settle_payout.cover_of(summary.run.pk)
    return {"held": held, "promised": promised, "asked": asked, "missing": max(asked + promised - held, 0)}


def _vouchers(summary: queries.Summary) -> list[Any]:
    """The vouchers that booked the bank's answers to this run."""
    return [
        voucher
        for taken in summary.returns
        for kind in (fund.BANK_RETURN, fund.KEPT_BACK)
        for voucher in fund.vouchers(summary.run.scheme, source=(kind, taken.pk))
    ]


def _history(run_id: int) -> list[dict[str, Any]]:
    entries = journal.history("run", run_id, 50)
    names = staff.names(entry.actor_id for entry in entries)
    return [{"seq": e.seq, "day": e.business_day, "verb": e.verb, "actor": names.get(e.actor_id or 0, "系统")} for e in entries]
