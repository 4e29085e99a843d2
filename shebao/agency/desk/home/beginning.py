"""The way of a new installation from nothing to its first settled payment: what comes next, who does it, and where."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from shebao.agency.desk.law.gaps import stopping_here
from shebao.agency.fund import queries as fund
from shebao.agency.installation import queries as installation
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.staff import queries as staff

STANDING, PARAMETERS = "resident_pension", "parameters"
"""The calculation that nobody is taken over without, and the post that enters the values it asks for."""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to be done: what, by whom, whether it is done, what is missing yet, where this member does it."""

    title: str
    post: str
    done: bool
    href: str = ""
    missing: str = ""


def first_steps(scheme: str, rights: frozenset[str]) -> list[FirstStep]:
    """The steps in order; empty as soon as a run is settled."""
    if payout.runs(scheme, state="settled", most=1):
        return []
    vacant, unopened = staff.posts_without_holder(), staff.without_password()
    registered, proposed = people.any_registered(), bool(payout.runs(scheme, most=1))

    described = installation.is_described()
    stopping = stopping_here(STANDING) if described else ["标准"]
    unheld = "" if any(PARAMETERS in posts for posts in staff.posts_by_person().values()) else "；还没有人担任参数管理"

    def step(title: str, post: str, done: bool, right: str, href: str, missing: str = "") -> FirstStep:
        return FirstStep(title, post, done, href if right in rights and not done else "", "" if done else missing)

    def form(kind: str) -> str:
        return reverse("matters_form", args=[kind])

    def by_list(kind: str) -> str:
        return reverse("matters_list", args=[kind])

    return [
        step("设定本机构的所在地和名称", "系统管理，稽核内控复核", installation.is_described(), "staff.create", form("describe_agency")),
        step(
            "配置人员和岗位",
            "系统管理，稽核内控复核，权限管理审批",
            not vacant,
            "staff.create",
            by_list("plan_staff"),
            f"还没有人担任：{'、'.join(vacant)}",
        ),
        step(
            "发放首次密码",
            "系统管理",
            not vacant and not unopened,
            "staff.create",
            reverse("staff"),
            f"{len(unopened):,} 个新账号还没有密码" if unopened else "",
        ),
        step(
            "录入本年标准",
            "参数管理，稽核内控复核，审批",
            not stopping,
            "parameters.create",
            reverse("law_gaps"),
            f"没有当年的{'、'.join(stopping)}，养老金核定会停下{unheld}" if described else "先设定所在地",
        ),
        step("登记村（社区）", "受理", registered or bool(people.village_names()), "person.create", by_list("add_villages")),
        step("基金建账", "基金财务（经办）", fund.first_month(scheme) is not None, "fund.create", form("open_books")),
        step("移交人员接收", "受理，复核、审批", registered, "person.create", by_list("take_over")),
        step("提出第一批发放", "受理", proposed, "payout.create", reverse("payout")),
        step(
            "签署、送盘、回盘，第一批结清",
            "复核、审批、基金财务",
            False,
            "payout.read",
            reverse("payout") if proposed else "",
        ),
    ]
