"""The rows behind a run's numbers: every instruction, every change, everyone held or left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency import schemes
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.words import REASONS, VERBS, word
from shebao.agency.payout import queries
from shebao.agency.people import queries as people
from shebao.base.finding import Refused

from .steps import outcome_of

SHARED, RELEASE_FORM = "shared_account", "release"
OUTCOMES = [("paid", "已到账"), ("returned", "已退回"), ("unknown", "结果未知"), ("withheld", "送盘前扣下")]


def _person(row: Row) -> str:
    return reverse("people_one", args=[row["person_id"]])


def person_cells(request: HttpRequest) -> tuple[Column, ...]:
    """Who a row is about; the name leads to the person for those who may open that page."""
    return (
        Column("person__name", "姓名", link=_person if "person.read" in rights(request) else None),
        Column("number", "公民身份号码"),
        Column("person__village__township", "乡镇"),
        Column("person__village__name", "村（社区）"),
    )


_after_deductions = (
    Column("deducted_fen", "抵扣多发待遇", "yuan", unit="元", sort="deducted_fen"),
    Column("paid_fen", "实发", "yuan", unit="元", sort="paid_fen"),
)


@needs("payout.read")
def lines(request: HttpRequest, run_id: int) -> HttpResponse:
    """Every payment instruction of a run."""
    run = or_missing(lambda: queries.run(run_id))
    listing = Listing(
        request,
        queries.line_rows(run_id),
        name=f"lines-{run_id}",
        title=f"{queries.title(run)}明细",
        default_sort="id",
        search=by_person,
        person_field="person_id",
        search_hint="公民身份号码或姓名",
        decorate=with_numbers,
        choices=[
            Choice("outcome", "结果", OUTCOMES, apply=queries.with_outcome),
            Choice("kind", "类别", list(queries.LINE_KINDS.items()), field="kind"),
        ],
        columns=[
            *person_cells(request),
            *(Column(f"{part.key}_fen", part.short, "yuan", unit="元", sort=f"{part.key}_fen") for part in schemes.of(run.scheme).PARTS),
            Column("total_fen", "合计", "yuan", unit="元", sort="total_fen", link=_sheet if "person.read" in rights(request) else None),
            *(_after_deductions if run.deducted_fen else ()),
            Column("paid", "结果", show=_outcome),
        ],
        sums={"total_fen": "应发", "deducted_fen": "抵扣", "paid_fen": "实发"} if run.deducted_fen else {"total_fen": "金额"},
        empty_title="没有符合条件的明细",
        empty_advice="计算完成后，每人一笔列在这里。",
    )
    return _answer(request, run, listing, "明细")


@needs("payout.read")
def changes(request: HttpRequest, run_id: int) -> HttpResponse:
    """Why this month is not last month, person by person."""
    run = or_missing(lambda: queries.run(run_id))
    titles = queries.change_titles()
    listing = Listing(
        request,
        queries.change_rows(run_id),
        name=f"changes-{run_id}",
        title=f"{queries.title(run)}变动",
        default_sort="id",
        search=by_person,
        person_field="person_id",
        search_hint="公民身份号码或姓名",
        decorate=with_numbers,
        choices=[Choice("reason", "原因", _occurring(queries.change_rows(run_id), titles), field="reason")],
        columns=[
            *person_cells(request),
            Column("reason", "原因", show=lambda row: Cell(word(row["reason"], titles))),
            Column("delta_fen", "增减", "signed", unit="元", sort="delta_fen"),
        ],
        sums={"delta_fen": "增减"},
        empty_title="没有变动",
        empty_advice="与上月相比没有人增减。",
    )
    return _answer(request, run, listing, "变动")


@needs("payout.read")
def exclusions(request: HttpRequest, run_id: int) -> HttpResponse:
    """Who was due and is not in the run, and why; where one gate is chosen, the inspector ticks whom to let through."""
    run = or_missing(lambda: queries.run(run_id))
    titles = queries.hold_titles() | REASONS
    gate = request.GET.get("reason", "") if request.GET.get("kind") == "held" else ""
    may_release = gate in queries.releasable_titles() and "guard.create" in rights(request)
    operations = queries.operations(run_id)
    listing = Listing(
        request,
        queries.exclusion_rows(run_id),
        name=f"exclusions-{run_id}",
        title=f"{queries.title(run)}扣留与不发",
        default_sort="id",
        search=by_person,
        person_field="person_id",
        search_hint="公民身份号码或姓名",
        decorate=with_accounts if gate == SHARED else with_numbers,
        choices=[
            Choice("kind", "处理", [("held", "扣留待核"), ("excluded", "本月不发")], field="kind"),
            Choice("reason", "原因", _occurring(queries.exclusion_rows(run_id), titles), field="reason"),
            Choice("cause", "来由", [(str(row.cause), word(row.title, VERBS)) for row in operations], field="cause"),
        ],
        columns=[
            *((Column("person_id", "选", show=_tick),) if may_release else ()),
            *person_cells(request),
            Column("kind", "处理", show=_kind),
            Column("reason", "原因", show=lambda row: Cell(word(row["reason"], titles))),
            *((Column("account", "账户和同户人", show=lambda row: Cell(row["account"], "words")),) if gate == SHARED else ()),
            Column("message", "说明", show=lambda row: Cell(row["message"], "words")),
            Column("amount_fen", "金额", "yuan", unit="元", sort="amount_fen"),
        ],
        sums={"amount_fen": "金额"},
        empty_title="没有人被扣留或排除",
        empty_advice="应发的人都在批次里。",
    )
    whole = [row for row in operations if row.held and row.gate == gate] if may_release else []
    more = {"gate": gate if may_release else "", "gate_title": titles.get(gate, ""), "operations": whole, "releases": RELEASE_FORM}
    return _answer(request, run, listing, "扣留与不发", more)


def _occurring(rows: QuerySet[Any, Any], titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """The reasons that rows of the run have, to choose from."""
    codes = set(rows.order_by().values_list("reason", flat=True).distinct())
    return [(code, title) for code, title in titles.items() if code in codes]


def _answer(request: HttpRequest, run: Any, listing: Listing, what: str, more: dict[str, Any] | None = None) -> HttpResponse:
    page = {"run": run, "title": queries.title(run), "what": what} | (more or {})
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            return render(request, "desk/payout/rows.html", page | {"list": listing.load(), "refusal": refused.finding})
    return render(request, "desk/payout/rows.html", page | {"list": listing.load()})


def by_person(rows: QuerySet, text: str) -> QuerySet:
    """Rows of everyone whose name begins with the text; a citizen number has become an id before it comes here."""
    return rows.filter(person__name__startswith=text)


def with_numbers(rows: list[Row]) -> None:
    """Add the masked citizen number of each row's person."""
    numbers = people.masked_numbers([row["person_id"] for row in rows])
    for row in rows:
        row["number"] = numbers[row["person_id"]]


def with_accounts(rows: list[Row]) -> None:
    """Add to each row whom its account is shared with, by the end of the number; somebody who has died is marked."""
    with_numbers(rows)
    shared = people.sharing([row["person_id"] for row in rows])
    for row in rows:
        account = shared.get(row["person_id"])
        others = "、".join(f"{other.name}{'（已故）' if other.dead else ''}" for other in account.others) if account else ""
        row["account"] = f"尾号 {account.tail}：{others or '现在没有同户人'}" if account else "没有账户"


def _tick(row: Row) -> Cell:
    return Cell(str(row["person_id"]), "tick", RELEASE_FORM, row["person__name"]) if row["kind"] == "held" else Cell("")


def _sheet(row: Row) -> str:
    return reverse("sheet", args=[row["decision_id"]]) if row["decision_id"] else ""


def _outcome(row: Row) -> Cell:
    text, tone = outcome_of(row["paid"], row["withheld_reason"], sent=row["run__state"] in queries.SENT)
    hint = queries.withheld_titles().get(row["withheld_reason"], "") if row["withheld_reason"] else "已重发" if row["successor_id"] else ""
    return Cell(text, "state" if tone else "muted", tone=tone, hint=hint)


def _kind(row: Row) -> Cell:
    return Cell("扣留待核", "state", tone="attention") if row["kind"] == "held" else Cell("本月不发", "state")
