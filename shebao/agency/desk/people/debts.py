"""What is owed back after late deaths: the register, and of each debt the notice to whoever drew the money."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.desk.payout.rows import by_person, with_numbers
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.procedures.death.debts import UNKNOWN_DRAWER
from shebao.agency.schemes import MAIN
from shebao.base.finding import Refused

_FIELDS = (
    "id",
    "person_id",
    "person__name",
    "first_month",
    "last_month",
    "months",
    "amount_fen",
    "set_off_fen",
    "repaid_fen",
    "deducted_fen",
    "left_fen",
    "drawn_by",
    "proofs",
)


@needs("person.read", "payout.read")
def register(request: HttpRequest) -> HttpResponse:
    """Every debt that was not cancelled; asked with POST the list is exported."""
    listing, refusal = _listing(request), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    count, fen, set_off = payout.totals_of_debts(MAIN)
    sums = {"count": count, "fen": fen, "set_off_fen": set_off, "left_fen": fen - set_off}
    return render(request, "desk/people/debts.html", {"list": listing.load(), "refusal": refusal, "sums": sums})


@needs("person.read")
def notice(request: HttpRequest, debt_id: int) -> HttpResponse:
    """The notice of one debt, with what each heir's payment was lessened by; to print and to serve."""
    debt = or_missing(lambda: payout.debt(debt_id))
    return render(request, "desk/people/debt_notice.html", notice_of(debt))


def notice_of(debt: payout.DebtState) -> dict[str, Any]:
    """Everything the notice says."""
    set_offs = payout.set_offs_of([debt.id])
    return {
        "debt": debt,
        "unknown": debt.drawn_by == UNKNOWN_DRAWER,
        "person": people.person(debt.person_id),
        "set_offs": [(row, payout.DUE_KINDS[row.kind]) for row in set_offs],
    }


def _notice(row: Row) -> Cell:
    return Cell("通知书", "text", reverse("debt_notice", args=[row["id"]]))


def _way(row: Row) -> Cell:
    return Cell("经过和办理", "text", reverse("debts_one", args=[row["id"]]))


def _left(row: Row) -> Cell:
    return Cell("已清", "state", tone="done") if not row["left_fen"] else Cell("尚欠", "state", tone="attention")


def _listing(request: HttpRequest) -> Listing:
    def standing(rows: Any, value: str) -> Any:
        return rows.filter(left_fen__gt=0) if value == "open" else rows.filter(left_fen=0)

    return Listing(
        request,
        payout.debts().values(*_FIELDS),
        name="debts",
        title="多发待遇",
        default_sort="-id",
        search=by_person,
        person_field="person_id",
        search_hint="公民身份号码或姓名",
        decorate=with_numbers,
        choices=[Choice("standing", "状态", [("open", "尚欠"), ("clear", "已清")], apply=standing)],
        columns=[
            Column("person__name", "姓名", link=lambda row: reverse("people_one", args=[row["person_id"]])),
            Column("number", "公民身份号码"),
            Column("first_month", "多发起月", "month", sort="first_month"),
            Column("last_month", "多发止月", "month"),
            Column("months", "月数", "count"),
            Column("amount_fen", "多发金额", "yuan", sort="amount_fen"),
            Column("set_off_fen", "已抵扣", "yuan"),
            Column("repaid_fen", "已退回或核销", "yuan"),
            Column("deducted_fen", "已从待遇抵扣", "yuan"),
            Column("left_fen", "尚欠", "yuan", sort="left_fen"),
            Column("drawn_by", "款项由谁领取"),
            Column("proofs", "死亡日期之后的认证"),
            Column("standing", "状态", show=_left),
            Column("id", "通知书", show=_notice),
            Column("way", "追回", show=_way),
        ],
        empty_title="没有多发待遇",
        empty_advice="登记死亡、停发时多发的月份自动记在这里；其他原因的办理“多发待遇立债（名单）”。",
    )
