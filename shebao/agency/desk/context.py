"""What every page knows: whose desk it is, the business day, who sits at it, and where the rail leads."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest

from shebao.agency.installation import queries as installation
from shebao.agency.pages import access
from shebao.agency.staff.posts import rulebook


class Entry(NamedTuple):
    """One entry of the rail: address name, title, icon, the letter or digit after g (empty: none), and the right to see it (several: any of them; empty: everyone)."""

    name: str
    title: str
    icon: str
    letter: str
    right: str = ""


RAIL: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "",
        (
            Entry("home", "首页", "home", "h"),
            Entry("matters", "办件", "clipboard-list", "m"),
            Entry("inbox", "网上申请", "message", "o", "person.read|register.read|collection.read"),
            Entry("proposals", "免申即享", "send", "", "person.read"),
        ),
    ),
    (
        "参保缴费",
        (
            Entry("people", "人员", "users", "p", "person.read"),
            Entry("employers", "用人单位", "building", "d", "person.read"),
            Entry("collection", "征收", "receipt-yuan", "z", "collection.read"),
            Entry("transfers", "关系转移", "arrows-exchange", "n", "person.read"),
        ),
    ),
    (
        "待遇",
        (
            Entry("payout", "待遇发放", "cash", "r", "payout.read"),
            Entry("certification", "资格认证", "face-id", "c", "person.read"),
            Entry("injury", "工伤", "shield", "i", "person.read"),
            Entry("unemployment", "失业待遇", "briefcase", "u", "person.read"),
            Entry("debts", "多发待遇", "receipt-yuan", "2", "person.read|payout.read"),
        ),
    ),
    (
        "服务",
        (
            Entry("hall", "服务大厅", "users", "x", "register.read"),
            Entry("retirees", "退休人员", "heart-handshake", "1", "register.read"),
            Entry("registers", "业务台账", "books", "b", "register.read"),
        ),
    ),
    (
        "基金",
        (
            Entry("fund", "基金收支", "scale", "f", "fund.read"),
            Entry("vouchers", "会计凭证", "receipt", "v", "fund.read"),
            Entry("statements", "基金报表", "table", "s", "fund.read"),
            Entry("reconciliation", "三方对账", "checks", "y", "bank_file.read"),
            Entry("remittances", "对外划款", "send", "k", "payout.read"),
        ),
    ),
    (
        "核查",
        (
            Entry("screening", "疑点筛查", "shield-check", "q", "guard.read"),
            Entry("inspection", "稽核内控", "clipboard-check", "a", "audit.read"),
            Entry("accuracy", "发放准确率", "checks", "3", "guard.read"),
        ),
    ),
    (
        "报表",
        (
            Entry("statistics", "统计", "chart-bar", "g", "statistics.read"),
            Entry("report", "年度自评报告", "report", "e", "evaluation.read"),
        ),
    ),
    ("依据", (Entry("law", "政策规则", "scale", "l"), Entry("estimate", "待遇测算", "calculator", "t"))),
    (
        "管理",
        (
            Entry("exchange", "数据交换", "arrows-exchange", "", "person.read|collection.read|bank_file.read|guard.read|staff.read"),
            Entry("staff", "工作人员", "user-plus", "w", "staff.read"),
            Entry("journal", "操作日志", "history", "j", "journal.read"),
        ),
    ),
)
"""Groups of what is done one after the other, in the order of the work; none has more than five entries."""

DAILY = {
    "business": ("参保缴费", "待遇", "服务"),
    "finance": ("参保缴费", "待遇", "基金"),
    "inspection": ("待遇", "核查", "报表"),
    "data": ("依据",),
    "system_admin": ("管理",),
    "rights_admin": ("管理",),
    "audit_admin": ("管理",),
    "records": ("服务", "管理"),
}
"""Line of work → the groups its people open every day; the others stand closed until they are opened."""
FEW = 14
"""A rail of so few entries is shown whole."""


class Group(NamedTuple):
    """One group of the rail as one member sees it; `open` before anybody touches it."""

    title: str
    entries: list[Entry]
    open: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """Names for every template."""
    common = {"agency_name": installation.name(), "invented": settings.INVENTED, "large": request.COOKIES.get("large") == "1"}
    member = getattr(request, "user", None)
    if member is None or not member.is_authenticated:
        return common
    rights = access.rights(request)
    here = _here(request)
    return common | {
        "member": member,
        "posts": sorted(access.posts(request)),
        "rights": rights,
        "business_day": installation.business_day(),
        "rail": rail_for(rights, access.posts(request), here),
        "shell": "frame.html",
        "may_begin": any(right.endswith(".create") for right in rights),
        "here": here,
    }


def rail_for(rights: frozenset[str], posts: Collection[str] = (), here: str = "") -> list[Group]:
    """The rail as the holder of these rights sees it; a group without entries is left out. Open are the groups of the posts' daily
    work, the one of the page that is looked at, and all of a short rail."""
    seen = [
        (title, [entry for entry in entries if not entry.right or rights.intersection(entry.right.split("|"))]) for title, entries in RAIL
    ]
    whole = sum(len(entries) for _, entries in seen) <= FEW
    daily = {title for post in posts for title in DAILY.get(rulebook().posts[post].family, ())}
    return [
        Group(title, entries, whole or not title or title in daily or any(entry.name == here for entry in entries))
        for title, entries in seen
        if entries
    ]


def _here(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "").split("_")[0] if match else ""
