"""Certification as a page: how many are certified, who is late or will be, where, and by what ways it was done."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.certification import queries
from shebao.agency.certification.kinds import NOTICE_MONTHS_AHEAD
from shebao.agency.desk.payout.rows import by_person, with_numbers
from shebao.agency.installation import queries as installation
from shebao.agency.jobs.counts import counted
from shebao.agency.pages import export
from shebao.agency.pages.access import needs
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.people import queries as people
from shebao.agency.schemes import MAIN
from shebao.base import months
from shebao.base.digits import whole_number
from shebao.base.finding import Refused

MOST_NOTICES = 100
"""How many notices one page prints."""
STATES = [("late", "已过期"), ("soon", "本月或下月到期"), ("valid", "有效")]


@needs("person.read")
def overview(request: HttpRequest) -> HttpResponse:
    """The counts, the townships, and the list to visit by."""
    day = installation.business_day()
    month = months.month_of(day)
    count = counted("certification.count_overview", MAIN, month, day.isoformat(), apart=people.are_many())
    townships = count.value["townships"]
    known = sum(row["in_payment"] for row in townships)
    refusal, listing = None, _listing(request, month, known, townships)
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, day)
        except Refused as refused:
            refusal = refused.finding
    in_payment = count.value["in_payment"]
    never = in_payment - known
    township = request.GET.get("township", "")
    late = sum(row["overdue"] for row in townships) + never
    return render(
        request,
        "desk/certification/certification.html",
        {
            "list": listing.load(),
            "count": count,
            "refusal": refusal,
            "month": month,
            "townships": townships,
            "in_payment": in_payment,
            "late": late,
            "never": never,
            "certified": in_payment - late,
            "ending": sum(row["ending"] for row in townships),
            "ways": count.value["ways"],
            "township": township,
            "villages": count.value["villages"].get(township, []),
            "sources": count.value["sources"],
            "rounds": queries.rounds()[:12],
            "day": day,
        },
    )


@needs("person.read")
def notices(request: HttpRequest) -> HttpResponse:
    """Notices to print, one a person: of those whose certification ends before a month and who were not told in time, by township."""
    month = months.add_months(months.month_of(installation.business_day()), NOTICE_MONTHS_AHEAD)
    try:
        month = months.everyday_month(request.GET.get("month", "")) if request.GET.get("month") else month
        refusal = None
    except Refused as refused:
        refusal = refused.finding
    count = counted("certification.count_untold", MAIN, month, apart=people.are_many())
    townships = list(count.value)
    township = request.GET.get("township", "")
    township = township if township in count.value else next(iter(townships), "")
    there = count.value.get(township, np.empty(0, dtype=np.int64))
    pages = max(1, -(-there.size // MOST_NOTICES))
    page = min(max(whole_number(request.GET.get("page", "1")) or 1, 1), pages)
    # The count may be of a while ago: who was told or certified since then is not told again.
    chosen = queries.still_untold(MAIN, month, there[(page - 1) * MOST_NOTICES : page * MOST_NOTICES])
    rows = people.persons(chosen)
    until = dict(zip(chosen, queries.valid_until(np.array(chosen, dtype=np.int64), MAIN, month).tolist(), strict=True))
    return render(
        request,
        "desk/certification/notices.html",
        {
            "month": month,
            "refusal": refusal,
            "township": township,
            "townships": [(name, ids.size) for name, ids in count.value.items()],
            "count": count,
            "untold": sum(ids.size for ids in count.value.values()),
            "there": there.size,
            "rows": [(rows[person], until.get(person, 0)) for person in chosen],
            "page": page,
            "pages": pages,
        },
    )


def _listing(request: HttpRequest, month: int, known: int, counted_by: list[dict[str, Any]]) -> Listing:
    late, soon = (sum(row[name] for row in counted_by) for name in ("overdue", "ending"))

    def narrowed(rows: QuerySet, value: str) -> QuerySet:
        after = months.add_months(month, 1)
        span: dict[str, dict[str, Any]] = {
            "late": {"valid_until__lt": month},
            "soon": {"valid_until__range": (month, after)},
            "valid": {"valid_until__gt": after},
        }
        return rows.filter(**span[value])

    def standing(row: Row) -> Cell:
        if row["valid_until"] < month:
            return Cell("已过期", "state", tone="attention")
        return (
            Cell("将到期", "state", tone="waiting")
            if row["valid_until"] <= months.add_months(month, 1)
            else Cell("有效", "state", tone="done")
        )

    townships = sorted({village.township for village in people.village_names()})
    return Listing(
        request,
        queries.listed(MAIN),
        whole=known,
        counts={
            ("standing", "late"): late,
            ("standing", "soon"): soon,
            ("standing", "valid"): known - late - soon,
            **{("township", row["township"]): row["in_payment"] for row in counted_by},
        },
        fields=queries.LISTED,
        name="certification",
        title="资格认证名单",
        key="person_id",
        default_sort="valid_until",
        search=by_person,
        person_field="person_id",
        search_hint="公民身份号码或姓名",
        decorate=with_numbers,
        choices=[
            Choice("standing", "认证状态", STATES, apply=narrowed),
            Choice("township", "乡镇", [(name, name) for name in townships], field="person__village__township"),
        ],
        columns=[
            Column("person__name", "姓名", link=lambda row: reverse("people_one", args=[row["person_id"]])),
            Column("number", "公民身份号码"),
            Column("person__birth_date", "出生日期", "day"),
            Column("person__village__township", "乡镇"),
            Column("person__village__name", "村（社区）"),
            Column("valid_until", "有效至", "month", sort="valid_until"),
            Column("standing", "状态", show=standing),
        ],
        empty_title="没有符合条件的领取人员",
        empty_advice="有人开始领取待遇以后，按认证有效期列在这里；也可以换一个条件再看。",
    )
