"""Tables by month, quarter and year, tables by place, standing, age and sex, the people behind a count, and the dictionary."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency import schemes
from shebao.agency.desk.people.register import add_facts, person_columns
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.fixed_lists import fixed_listing
from shebao.agency.pages.lists import Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as register
from shebao.agency.statistics import dictionary as codes
from shebao.agency.statistics import groups as counted
from shebao.agency.statistics import periods as spans
from shebao.base.digits import whole_number
from shebao.base.finding import Refused
from shebao.base.months import add_months, month_of, month_text

from .address import month_asked, people_address, scheme_of, year_asked

BY = (("month", "按月"), ("quarter", "按季"), ("year", "按年"))
_UNITS = {"元": "yuan"}


def _exported(request: HttpRequest, listing: Listing, page: dict[str, Any]) -> HttpResponse | None:
    """The spreadsheet where it was asked for; a refusal goes onto the page."""
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            page["refusal"] = refused.finding
    return None


@needs("statistics.read")
def periods(request: HttpRequest) -> HttpResponse:
    """A year by months or quarters, or years beside each other, with the row of sums."""
    scheme, year = scheme_of(request), year_asked(request)
    by = request.GET.get("by", "month") if request.GET.get("by", "month") in dict(BY) else "month"
    until = month_of(installation.business_day())
    rows = spans.by_period(scheme, year, by, until)
    fixed: list[Row] = [{"id": at, "title": row.title, "last": row.last, **row.values} for at, row in enumerate(rows)]
    columns = [Column("title", "时间")]
    columns += [Column(name, title, _UNITS.get(unit, "count"), unit=unit) for name, title, unit in spans.COLUMNS]
    listing = fixed_listing(
        request,
        fixed,
        columns,
        name=f"statistics-{by}",
        title=f"{schemes.title(scheme)} {year} 年统计表（{dict(BY)[by]}）",
        default_sort="id",
        empty_title="没有数据",
        empty_advice="换一个险种或年度。",
    )
    page: dict[str, Any] = {}
    answer = _exported(request, listing, page)
    if answer:
        return answer
    return render(
        request,
        "desk/statistics/periods.html",
        page
        | {
            "list": listing.load(),
            "sums": [(title, spans.whole(rows)[name], unit) for name, title, unit in spans.COLUMNS] if rows and by != "year" else [],
            "scheme": scheme,
            "schemes": schemes.short_titles().items(),
            "year": year,
            "years": [until // 100 - n for n in range(3)],
            "by": by,
            "kinds": BY,
        },
    )


@needs("statistics.read")
def groups(request: HttpRequest) -> HttpResponse:
    """People by a division; each count leads to its people."""
    scheme, month = scheme_of(request), month_asked(request)
    by = request.GET.get("by", "township") if request.GET.get("by", "township") in counted.DIVISIONS else "township"
    township = request.GET.get("township", "")[:40] if by == "village" else ""
    result = counted.count(by, scheme, month, township)
    names = list(result.counts)
    rows: list[Row] = [{"id": at, "label": label, **dict(zip(names, counts, strict=True))} for at, label, counts in result.rows()]

    def cell(name: str) -> Column:
        one = counted.SETS[name]
        return Column(
            name, one.title, "count", unit="人", sort=name, link=lambda row: people_address(scheme, month, name, by, row["id"], township)
        )

    listing = fixed_listing(
        request,
        rows,
        [Column("label", result.division.title, sort="label"), *(cell(name) for name in names)],
        name=f"statistics-{by}",
        title=f"{schemes.title(scheme)} {month_text(month)} {counted.DIVISIONS[by]}",
        default_sort="id",
        searched=("label",),
        search_hint="名称",
        empty_title="没有人",
        empty_advice="换一个险种或月份。",
    )
    page: dict[str, Any] = {}
    answer = _exported(request, listing, page)
    if answer:
        return answer
    return render(
        request,
        "desk/statistics/groups.html",
        page
        | {
            "list": listing.load(),
            "totals": [
                (counted.SETS[name].title, total, people_address(scheme, month, name), counted.SETS[name].definition)
                for name, total in zip(names, result.totals(), strict=True)
            ],
            "scheme": scheme,
            "schemes": schemes.short_titles().items(),
            "month": month,
            "months": [int(add_months(month_of(installation.business_day()), -n)) for n in (1, 2, 3, 6, 12)],
            "by": by,
            "kinds": counted.DIVISIONS.items(),
            "township": township,
            "townships": list(dict.fromkeys(one.township for one in register.villages())),
        },
    )


@needs("statistics.read")
def people(request: HttpRequest) -> HttpResponse:
    """The people behind a count, for whoever may see people."""
    scheme, month = scheme_of(request), month_asked(request)
    by, township = request.GET.get("by", ""), request.GET.get("township", "")[:40]
    place, name = whole_number(request.GET.get("place", ""), digits=6), request.GET.get("set", "insured")
    label, ids = or_missing(lambda: counted.behind(by, scheme, month, name, -1 if place is None else place, township))
    known, day = counted.people_set(name), installation.business_day()
    page: dict[str, Any] = {
        "title": f"{known.title if name == 'covered' else schemes.title(scheme) + known.title}：{label}",
        "definition": known.definition,
        "month": month,
        "number": int(ids.size),
        "back": request.GET.get("by", ""),
        "scheme": scheme,
    }
    if "person.read" not in rights(request):
        return render(request, "desk/statistics/people.html", page)
    listing = Listing(
        request,
        register.among_listed(ids),
        name=f"statistics-{name}",
        title=page["title"],
        default_sort="id",
        # The last column says how the residents' pension stands, which says nothing about another scheme.
        columns=person_columns() if scheme == schemes.MAIN and name != "covered" else person_columns()[:-1],
        decorate=lambda rows: add_facts(rows, day),
    )
    answer = _exported(request, listing, page)
    return answer or render(request, "desk/statistics/people.html", page | {"list": listing.load()})


@needs("statistics.read")
def dictionary(request: HttpRequest) -> HttpResponse:
    """The fields of exchanged files with their codes and where they lie here."""
    rows: list[Row] = [
        {"id": at, "code": one.code, "title": one.title, "place": one.place, "form": one.form} for at, one in enumerate(codes.ENTRIES)
    ]
    listing = fixed_listing(
        request,
        rows,
        [Column("code", "代码", sort="code"), Column("title", "名称", sort="title"), Column("place", "在本系统"), Column("form", "写法")],
        name="dictionary",
        title="数据字典",
        default_sort="id",
        searched=("code", "title", "place"),
        search_hint="代码、名称",
    )
    page: dict[str, Any] = {"standard": codes.STANDARD, "checked": codes.CHECKED}
    answer = _exported(request, listing, page)
    return answer or render(request, "desk/statistics/dictionary.html", page | {"list": listing.load()})
