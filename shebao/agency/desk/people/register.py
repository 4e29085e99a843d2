"""The register: everyone this agency knows, found by number, name, initials, village or state."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.benefits import queries as benefits
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export, words
from shebao.agency.pages.access import needs
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.people import queries as people
from shebao.agency.schemes import MAIN
from shebao.base import months
from shebao.base.finding import Refused


@needs("person.read")
def people_list(request: HttpRequest) -> HttpResponse:
    """The list; asked with POST it is exported."""
    listing = _listing(request, installation.business_day())
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            return render(request, "desk/people/people.html", {"list": listing.load(), "refusal": refused.finding})
    return render(request, "desk/people/people.html", {"list": listing.load()})


NOBODY_FOUND = ("没有找到这样的人", "身份证号要完整；姓名从姓开始；拼音首字母如 zhangsan 写作 ZS。")
NOBODY_YET = ("还没有登记过人员", "由受理岗位在“办理业务”里办“移交人员接收”或“参保登记”，批准以后就在这里。")


def _listing(request: HttpRequest, day: date) -> Listing:
    townships = sorted({village.township for village in people.village_names()})
    chosen = request.GET.get("township", "")
    title, advice = NOBODY_FOUND if people.any_registered() else NOBODY_YET
    villages = [(str(v.id), v.name) for v in people.village_names() if v.township == chosen]
    return Listing(
        request,
        people.listed(),
        name="people",
        title="人员名册",
        key="id",
        person_field="id",
        default_sort="id",
        search=_search,
        search_hint="公民身份号码、姓名开头，或拼音首字母",
        choices=[
            Choice("township", "乡镇", [(name, name) for name in townships], field="village__township"),
            *([Choice("village", "村（社区）", villages, field="village_id")] if villages else []),
            Choice("living", "在世", [("1", "在世"), ("0", "已故")], apply=_living),
            Choice(
                "benefit",
                "养老待遇",
                [(code, word) for code, (word, _) in words.ENTITLEMENT_STATES.items() if code != "none"],
                apply=_with_benefit,
            ),
        ],
        columns=person_columns(),
        decorate=lambda rows: add_facts(rows, day),
        empty_title=title,
        empty_advice=advice,
    )


def _search(rows: QuerySet, text: str) -> QuerySet:
    return people.listed(text)


def _living(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(death_date__isnull=value == "1")


def _with_benefit(rows: QuerySet, state: str) -> QuerySet:
    return rows.filter(id__in=benefits.persons_in_state(MAIN, state))


def person_columns(*, by_birth: bool = True) -> list[Column]:
    """The columns in which persons are listed, here and behind a figure of the report. by_birth: whether their births put them in order."""
    return [
        Column("name", "姓名", sort="name", link=lambda row: reverse("people_one", args=[row["id"]])),
        Column("number", "公民身份号码"),
        Column("sex", "性别", "word:sex"),
        Column("birth_date", "出生日期", "day", sort="birth_date" if by_birth else ""),
        Column("age", "年龄", "count", unit="岁"),
        Column("village__township", "乡镇"),
        Column("village__name", "村（社区）"),
        Column("state", "养老待遇", show=_state),
    ]


def add_facts(rows: list[Row], day: date) -> None:
    """Add the masked number, the age and the state of the pension to the rows of a page."""
    ids = [row["id"] for row in rows]
    numbers, states = people.masked_numbers(ids), benefits.states_by_person(ids, MAIN)
    for row in rows:
        row["number"] = numbers[row["id"]]
        row["age"] = months.age_on(row["birth_date"], row["death_date"] or day)
        row["benefit"] = states.get(row["id"], "")


def _state(row: Row) -> Cell:
    if row["death_date"]:
        return Cell(f"已故 {row['death_date'].isoformat()}", "state", tone="stopped")
    word, tone = words.state(row["benefit"], words.ENTITLEMENT_STATES)
    return Cell(word, "state", tone=tone) if row["benefit"] else Cell("未领取", "muted")
