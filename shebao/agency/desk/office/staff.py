"""Members of staff: who there is and in which post; accounts made, closed, given a new password; and one's own password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import by, me, needs, rights
from shebao.agency.staff import actions, passwords, queries
from shebao.base.finding import Finding, Refused, refuse

from . import attempts

GIVEN = ("username", "name", "person_key", "station")


@needs("staff.read")
def members(request: HttpRequest) -> HttpResponse:
    """Everybody who has or had an account."""
    return _page(request)


@require_POST
@needs("staff.create")
@never_cache
def create(request: HttpRequest) -> HttpResponse:
    """A new account without a post; its password is shown once."""
    given = {name: request.POST.get(name, "").strip() for name in GIVEN}
    password = passwords.one_time()
    try:
        if not given["username"] or not given["name"]:
            refuse("staff.form", "登录名和姓名都要填", "请补全后再提交。")
        actions.create_member(
            given["username"],
            given["name"],
            given["person_key"],
            password,
            by=by(request),
            station=given["station"],
        )
    except Refused as refused:
        return _page(request, refusal=refused.finding, given=given)
    return _page(request, shown={"username": given["username"], "password": password})


@require_POST
@needs("staff.create")
@never_cache
def reset(request: HttpRequest, member_id: int) -> HttpResponse:
    """A new password for somebody who is locked out, shown once; not where the passwords are published."""
    password = passwords.one_time()
    try:
        if settings.PUBLISHED_PASSWORD:
            refuse("staff.published", "演示账号的密码是公开的，不能修改", "正式环境里可以重置。")
        if member_id == me(request):
            refuse("staff.own", "自己的密码请在“修改密码”里改", "在右上角姓名菜单里。")
        actions.set_password(member_id, password, by=by(request))
    except Refused as refused:
        return _page(request, refusal=refused.finding)
    name = next(one.username for one in queries.members() if one.id == member_id)
    return _page(request, shown={"username": name, "password": password})


@require_POST
@needs("staff.create")
@never_cache
def first_passwords(request: HttpRequest) -> HttpResponse:
    """One slip of paper a person: login name and one-time password of every new account of a staffing plan, shown once."""
    try:
        issued = actions.issue_first_passwords(by=by(request))
    except Refused as refused:
        return _page(request, refusal=refused.finding)
    posts = {one.id: one.post_titles for one in queries.members()}
    slips = [{"member": member, "password": password, "posts": posts[member.id]} for member, password in issued]
    return render(request, "desk/office/first_passwords.html", {"slips": slips, "agency_name": installation.name()})


@require_POST
@needs("staff.create")
def disable(request: HttpRequest, member_id: int) -> HttpResponse:
    """Close an account; its holder is out at the next click."""
    try:
        if member_id == me(request):
            refuse("staff.own", "不能停用自己的账号", "请由另一位系统管理岗办理。")
        actions.disable(member_id, by=by(request))
    except Refused as refused:
        return _page(request, refusal=refused.finding)
    messages.success(request, "账号已停用，权限立即失效。", extra_tags="done")
    return HttpResponseRedirect(reverse("staff"))


@require_POST
@needs("staff.create")
def relieve(request: HttpRequest, member_id: int, post: str) -> HttpResponse:
    """Take a post from somebody; rights end at once."""
    try:
        actions.relieve(member_id, post, until=installation.business_day(), actor_id=me(request))
    except Refused as refused:
        return _page(request, refusal=refused.finding)
    messages.success(request, "已免去岗位，权限立即失效。", extra_tags="done")
    return HttpResponseRedirect(reverse("staff"))


@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """One's own password; the only page there is until a password that somebody else has seen is changed."""
    first, wrong = getattr(request.user, "provisional", False), None
    if request.method == "POST":
        current, new, again = (request.POST.get(name, "") for name in ("current", "new", "again"))
        try:
            stopped = attempts.refusal(request, request.user.get_username())
            if stopped is not None:
                return stopped
            if new != again:
                refuse("staff.password", "两次填写的新密码不一样", "请重新填写。", "again")
            actions.change_own_password(me(request), current, new, day=installation.business_day())
        except Refused as refused:
            wrong = refused.finding
            if wrong.where == "current":
                attempts.failed(request, request.user.get_username())
        else:
            update_session_auth_hash(request, get_user_model().objects.get(pk=me(request)))
            messages.success(request, "密码已修改，其他地方的登录已经失效。", extra_tags="done")
            return HttpResponseRedirect(reverse("home"))
    return render(request, "desk/office/password.html", {"first": first, "refusal": wrong})


def _page(
    request: HttpRequest, *, refusal: Finding | None = None, given: dict[str, str] | None = None, shown: dict[str, str] | None = None
) -> HttpResponse:
    unopened = queries.without_password()
    page: dict[str, Any] = {
        "members": [(one, list(zip(one.posts, one.post_titles, strict=True))) for one in queries.members()],
        "may_create": "staff.create" in rights(request),
        "unopened": unopened,
        "waiting": len(unopened) if "staff.create" in rights(request) else 0,
        "refusal": refusal,
        "given": given or {},
        "shown": shown,
    }
    return render(request, "desk/office/staff.html", page)
