"""One-time codes: asked for after the password, and set up by each member with their own telephone."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import me
from shebao.agency.pages.qr import code_of
from shebao.agency.staff import one_time_code, second_factor
from shebao.agency.store import vault
from shebao.base.finding import Refused, refuse

from . import attempts
from .carryover import FIELD, offered_again

WAITING, SECONDS = "factor_of", 300
"""Session: whose password was right a moment ago, and when; the code must come within five minutes."""
NEW = "new_factor"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def ask(request: HttpRequest, member_id: int) -> HttpResponse:
    """The page that asks for the code; nobody is signed in yet."""
    request.session[WAITING] = [member_id, int(time.time())]
    return _page(request)


@login_not_required
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Take the code; the door opens where it is the one of now."""
    member_id, at = request.session.get(WAITING, [0, 0])
    if request.method != "POST" or not member_id or time.time() - at > SECONDS:
        request.session.pop(WAITING, None)
        return HttpResponseRedirect(reverse("login"))
    member = get_user_model().objects.get(pk=member_id)
    stopped = attempts.refusal(request, member.get_username())
    if stopped is not None:
        return stopped
    if not member.is_active or not second_factor.use(member_id, request.POST.get("code", "")):
        attempts.failed(request, member.get_username())
        return _page(request, wrong="动态码不对。请看手机上现在显示的六位数；刚用过的要等下一个。连续输错 5 次，账号会锁定 15 分钟。")
    del request.session[WAITING]
    login(request, member, backend=BACKEND)
    return attempts.remember(request, offered_again(request) or HttpResponseRedirect(_next(request)), member_id)


def _next(request: HttpRequest) -> str:
    to = request.POST.get("next", "")
    return to if to and url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure()) else resolve_url("home")


def _page(request: HttpRequest, wrong: str = "") -> HttpResponse:
    carried = {"next": request.POST.get("next", ""), "kept": request.POST.get(FIELD, "")}
    return render(request, "desk/office/code.html", carried | {"wrong": wrong})


@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """One's own one-time codes: set up with a telephone, or moved to another one with a code of the present one."""
    there, refusal = second_factor.has_factor(me(request)), None
    if request.method == "POST":
        try:
            stopped = attempts.refusal(request, request.user.get_username())
            if stopped is not None:
                return stopped
            _confirm(request, there)
            second_factor.set_up(me(request), _shown(request), request.POST.get("code", ""), day=installation.business_day())
        except Refused as refused:
            refusal = refused.finding
        else:
            del request.session[NEW]
            messages.success(request, "动态码已设置。从下次登录起，密码之后还要填手机上的六位数；签署时也要填。", extra_tags="done")
            return HttpResponseRedirect(reverse("home"))
    secret = _shown(request)
    address = one_time_code.address_of(secret, installation.name() or "社保经办", request.user.get_username())
    groups = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    page: dict[str, Any] = {"there": there, "code": code_of(address), "secret": groups, "refusal": refusal}
    return render(request, "desk/office/factor.html", page | {"decides": second_factor.decides(me(request))})


def _confirm(request: HttpRequest, there: bool) -> None:
    """It is the member: by the password, and by a code of the telephone that is replaced."""
    right = request.user.check_password(request.POST.get("password", ""))
    right = right and (not there or second_factor.use(me(request), request.POST.get("present", "")))
    if not right:
        attempts.failed(request, request.user.get_username())
        what = "密码或原手机上的动态码不对" if there else "密码不对"
        refuse("staff.factor", f"{what}，没有设置", "请重新填写；原手机丢了的，请系统管理岗办理“解除动态码”。", "password")


def _shown(request: HttpRequest) -> str:
    """The secret on the page, the same until it is confirmed; encrypted while it waits."""
    sealed = request.session.get(NEW)
    if sealed is None:
        request.session[NEW] = sealed = vault.seal(one_time_code.new_secret(), NEW, me(request)).hex()
    return vault.unseal(bytes.fromhex(sealed), NEW, me(request))


def asked_to_sign(request: HttpRequest) -> None:
    """Refuse a signature without the code of now, where the member has a second factor."""
    if not second_factor.has_factor(me(request)):
        return
    if not second_factor.use(me(request), request.POST.get("code", "")):
        attempts.failed(request, request.user.get_username())
        refuse(
            "desk.code",
            "动态码不对，没有签署",
            "请填手机上现在显示的六位数；刚用过的要等下一个。连续输错 5 次，账号会锁定 15 分钟。",
            "code",
        )
