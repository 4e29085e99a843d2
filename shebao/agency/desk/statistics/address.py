"""What the address of a statistics page asks for: a scheme, a month, a year; what makes no sense gives the latest that does."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from shebao.agency import schemes
from shebao.agency.installation import queries as installation
from shebao.base.digits import whole_number
from shebao.base.finding import Refused
from shebao.base.months import Month, add_months, month_of, month_text, parse_month

OLDEST = 1990


def scheme_of(request: HttpRequest) -> str:
    """The scheme asked for, or the main one."""
    asked = request.GET.get("scheme", "")
    return asked if asked in schemes.titles() else schemes.MAIN


def month_asked(request: HttpRequest) -> Month:
    """The month asked for, or the last one that is over; never one to come."""
    latest = month_of(installation.business_day())
    try:
        month = int(parse_month(request.GET.get("month", "").strip()))
    except Refused:
        return int(add_months(latest, -1))
    return month if OLDEST * 100 <= month <= latest else int(add_months(latest, -1))


def year_asked(request: HttpRequest) -> int:
    """The year asked for, or that of the last month that is over."""
    latest = int(add_months(month_of(installation.business_day()), -1)) // 100
    year = whole_number(request.GET.get("year", ""), digits=4) or latest
    return year if OLDEST <= year <= latest + 1 else latest


def people_address(scheme: str, month: Month, name: str, by: str = "", place: int = -1, township: str = "") -> str:
    """The address of the people behind a count."""
    asked = {"scheme": scheme, "month": month_text(month), "set": name, "by": by, "place": place, "township": township}
    return f"{reverse('statistics_people')}?{urlencode({key: value for key, value in asked.items() if value != ''})}"
