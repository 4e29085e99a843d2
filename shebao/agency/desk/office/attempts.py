"""Wrong passwords and codes, counted in one place: who guesses is slowed down, by name and address, by address over many names, and by
name over many addresses; nobody who signs in from where they always do is kept out by strangers.

`axes` counts by name and address and locks after five. From one address no more than ten names may be tried wrong in a quarter of an
hour. A name that is tried wrong from many addresses opens only where it was opened before, until the quarter of an hour is over.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_ip_address
from axes.models import AccessAttempt
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from shebao.agency.installation import queries as installation
from shebao.agency.staff import second_factor
from shebao.agency.staff.second_factor import Device

WINDOW = timedelta(minutes=15)
NAMES_FROM_ONE_ADDRESS, TRIES_OF_ONE_NAME, ADDRESSES_OF_ONE_NAME = 10, 15, 3
BROWSER, BROWSER_SECONDS = "browser", 2 * 365 * 86400
"""The cookie by which a browser is known again, as "this computer" and nothing else."""

ADDRESS = "这台电脑（或同一网络出口）在 15 分钟内用许多不同的登录名试过密码。请 15 分钟后再试；不是您本人在试的，请告诉系统管理人员。"
NAME = "这个登录名正被人从许多地方试密码。请在您平时用的电脑上登录，或 15 分钟后再试，并告诉系统管理人员。"
LOCKED = "这个账号在这台电脑上连续输错了 5 次，已锁定 15 分钟。"


def refusal(request: HttpRequest, username: str) -> HttpResponse | None:
    """The page that says why nothing is tried now; None where a try may be made."""
    address, since = address_of(request), timezone.now() - WINDOW
    recent = AccessAttempt.objects.filter(attempt_time__gte=since)
    if recent.filter(ip_address=address).values("username").distinct().count() >= NAMES_FROM_ONE_ADDRESS:
        return _page(request, ADDRESS)
    if not AxesProxyHandler.is_allowed(request, {"username": username}):
        return _page(request, LOCKED)
    tried = recent.filter(username=username).exclude(ip_address=address)
    spread = tried.values("ip_address").distinct().count() >= ADDRESSES_OF_ONE_NAME
    many = (tried.aggregate(tries=Sum("failures_since_start"))["tries"] or 0) >= TRIES_OF_ONE_NAME
    if spread and many and not second_factor.knows(username, device_of(request)):
        return _page(request, NAME)
    return None


def failed(request: HttpRequest, username: str) -> None:
    """Count one wrong password or code."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def address_of(request: HttpRequest) -> str:
    """The client's address, as the server believes it."""
    return str(get_client_ip_address(request) or "")


def device_of(request: HttpRequest) -> Device:
    """The marks of where a request comes from."""
    return second_factor.device_of(address_of(request), request.COOKIES.get(BROWSER, ""))


def remember(request: HttpRequest, answer: HttpResponse, member_id: int) -> HttpResponse:
    """Keep in the journal from where somebody signed in, and give a browser that has none yet a number of its own."""
    if not request.COOKIES.get(BROWSER):
        request.COOKIES[BROWSER] = secrets.token_urlsafe(18)
        answer.set_cookie(
            BROWSER, request.COOKIES[BROWSER], max_age=BROWSER_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    second_factor.signed_in(member_id, device_of(request), day=installation.business_day())
    return answer


def _page(request: HttpRequest, words: str) -> HttpResponse:
    return render(request, "locked.html", {"words": words}, status=429)
