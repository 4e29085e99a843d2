"""Planning a pension at the counter: what would come of each choice, with the sheet behind every figure."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.installation import queries as installation
from shebao.agency.parameters import queries as parameters
from shebao.base.finding import Finding, Refused
from shebao.base.months import Month, month_of, parse_month
from shebao.core.policy.estimates import EMPLOYEE_ASSUMES, RESIDENT_ASSUMES, Plan, employee_plans, resident_plans

from .views import steps_of

CATEGORIES = (("male60", "男职工（原 60 岁）"), ("female55", "女职工（原 55 岁）"), ("female50", "女职工（原 50 岁）"))


class ResidentForm(forms.Form):
    """What a resident tells the counter."""

    birth = forms.CharField(label="出生年月", help_text="例如 1970-03", max_length=7)
    paid_years = forms.IntegerField(label="已缴费年数", min_value=0, max_value=60)
    balance = forms.CharField(label="个人账户现有（元）", help_text="不清楚可在“人员”页查", max_length=14)


class EmployeeForm(forms.Form):
    """What an employee tells the counter."""

    category = forms.ChoiceField(label="人员类别", choices=CATEGORIES)
    birth = forms.CharField(label="出生年月", help_text="例如 1970-03", max_length=7)
    paid_months = forms.IntegerField(label="已缴费月数", min_value=0, max_value=720)
    index = forms.CharField(label="平均缴费指数", help_text="0.6 至 3 之间，见权益记录单", max_length=8)
    balance = forms.CharField(label="个人账户现有（元）", max_length=14)
    base = forms.CharField(label="以后每月缴费基数（元）", max_length=10)


def estimate(request: HttpRequest) -> HttpResponse:
    """The form, and the choices side by side once it is filled in; nothing is stored."""
    employee = request.GET.get("scheme") == "employee"
    filled = "birth" in request.GET
    form = (EmployeeForm if employee else ResidentForm)(request.GET if filled else None)
    plans: list[Plan] = []
    finding: Finding | None = None
    if filled and form.is_valid():
        try:
            plans = _plans(form.cleaned_data, month_of(installation.business_day()), employee=employee)
        except Refused as refused:
            finding = refused.finding
    shown = next((plan for plan in plans if str(plan.month) + plan.title == request.GET.get("why")), None)
    return render(
        request,
        "desk/law/estimate.html",
        {
            "form": form,
            "employee": employee,
            "plans": plans,
            "finding": finding,
            "shown": shown,
            "best": _best(plans),
            "missing_years": max((plan.missing_years for plan in plans), default=0),
            "problems": list(dict.fromkeys(plan.problem for plan in plans if plan.problem)),
            "steps": steps_of(shown.sheet, None) if shown and shown.sheet else [],
            "assumes": EMPLOYEE_ASSUMES if employee else RESIDENT_ASSUMES,
        },
    )


def _plans(asked: dict[str, Any], now: Month, *, employee: bool) -> list[Plan]:
    at, places = installation.place(), parameters.places()
    birth = parse_month(asked["birth"], "出生年月")
    if employee:
        return employee_plans(
            at,
            places,
            category=asked["category"],
            birth=birth,
            now=now,
            paid_months=asked["paid_months"],
            index=asked["index"],
            balance=asked["balance"],
            base=asked["base"],
        )
    tiers = places.value("resident_tiers", at, installation.business_day()).value
    assert isinstance(tiers, tuple), "tiers are a list of amounts"
    return resident_plans(
        at, places, birth=birth, now=now, paid_years=asked["paid_years"], balance=asked["balance"], tiers=[str(tier) for tier in tiers]
    )


def _best(plans: list[Plan]) -> Plan | None:
    """The choice with the highest pension, for the sentence above the table."""
    able = [plan for plan in plans if plan.pension]
    return max(able, key=lambda plan: Fraction(plan.pension), default=None)
