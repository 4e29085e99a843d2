"""What would come of each choice, for a person at home or for anybody who types figures in: the law of the counter's own estimate."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpRequest

from shebao.agency.installation import queries as installation
from shebao.agency.pages.sheet_lines import lines_of
from shebao.agency.parameters import queries as parameters
from shebao.base.finding import Finding, Refused
from shebao.base.months import month_of, parse_month
from shebao.core.policy.estimates import EMPLOYEE_ASSUMES, RESIDENT_ASSUMES, Plan, employee_plans, resident_plans

CATEGORIES = (("male60", "男职工（原 60 岁）"), ("female55", "女职工（原 55 岁）"), ("female50", "女职工（原 50 岁）"))


class ResidentForm(forms.Form):
    """What a resident says."""

    birth = forms.CharField(label="出生年月", help_text="例如 1970-03", max_length=7)
    paid_years = forms.IntegerField(label="已经交了几年", min_value=0, max_value=60)
    balance = forms.CharField(label="个人账户现有多少元", max_length=14)


class EmployeeForm(forms.Form):
    """What an employee says."""

    category = forms.ChoiceField(label="您是", choices=CATEGORIES)
    birth = forms.CharField(label="出生年月", help_text="例如 1970-03", max_length=7)
    paid_months = forms.IntegerField(label="已经交了几个月", min_value=0, max_value=720)
    index = forms.CharField(label="平均缴费指数", help_text="0.6 至 3 之间，权益记录单上有", max_length=8)
    balance = forms.CharField(label="个人账户现有多少元", max_length=14)
    base = forms.CharField(label="以后每月按多少元交", max_length=10)


def page_of(request: HttpRequest, known: dict[str, str]) -> dict[str, Any]:
    """Everything the page of estimates shows; known: what is filled in beforehand of the person's own records."""
    employee = request.GET.get("scheme") == "employee"
    kind = EmployeeForm if employee else ResidentForm
    filled = "birth" in request.GET
    form = kind(request.GET) if filled else kind(initial=known)
    plans: list[Plan] = []
    finding: Finding | None = None
    if filled and form.is_valid():
        try:
            plans = _plans(form.cleaned_data, employee=employee)
        except Refused as refused:
            finding = refused.finding
    shown = next((plan for plan in plans if str(plan.month) + plan.title == request.GET.get("why")), None)
    able = [plan for plan in plans if plan.pension]
    return {
        "form": form,
        "employee": employee,
        "plans": plans,
        "refusal": finding,
        "best": max(able, key=lambda plan: Fraction(plan.pension), default=None),
        "problems": list(dict.fromkeys(plan.problem for plan in plans if plan.problem)),
        "chosen": shown,
        "lines": lines_of(shown.sheet) if shown and shown.sheet else [],
        "assumes": EMPLOYEE_ASSUMES if employee else RESIDENT_ASSUMES,
    }


def _plans(asked: dict[str, Any], *, employee: bool) -> list[Plan]:
    at, places, now = installation.place(), parameters.places(), month_of(installation.business_day())
    birth = parse_month(asked["birth"], "出生年月")
    if employee:
        wanted = {name: asked[name] for name in ("category", "paid_months", "index", "balance", "base")}
        return employee_plans(at, places, birth=birth, now=now, **wanted)
    tiers = places.value("resident_tiers", at, installation.business_day()).value
    assert isinstance(tiers, tuple), "tiers are a list of amounts"
    named = [str(tier) for tier in tiers]
    return resident_plans(at, places, birth=birth, now=now, paid_years=asked["paid_years"], balance=asked["balance"], tiers=named)
