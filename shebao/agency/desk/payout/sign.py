"""What people type beside a run at the desk: the password asked again to sign, who is to be taken out, what the bank's slip says."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest

from shebao.agency.desk.office import attempts, factor
from shebao.agency.payout.actions import Slip
from shebao.agency.payout.queries import Run
from shebao.agency.people import queries as people
from shebao.agency.procedures.payout import notices
from shebao.base.finding import refuse
from shebao.base.money import parse_yuan

MOST_NAMED = 20


def confirmed(request: HttpRequest) -> str:
    """The digest the signer was shown, once they said that they looked and gave their password again, and the code of their telephone
    where they have one. What is wrong counts as it does at the door: after five the account is locked for a while."""
    if request.POST.get("looked") != "1":
        refuse("desk.looked", "没有勾选“我已核对”", "请看过三个数、变动原因、扣留名单和签署前提示，再勾选签署。", "looked")
    password = request.POST.get("password", "")
    if not password:
        refuse("desk.password", "没有填写密码", "签署要再次填写您的登录密码。", "password")
    stopped = attempts.refusal(request, request.user.get_username())
    if stopped is not None:
        refuse("desk.locked", "密码或动态码连续输错，账号已锁定 15 分钟", "请 15 分钟后再签署；不是您在试的，请报告稽核。", "password")
    if authenticate(request, username=request.user.get_username(), password=password) != request.user:
        refuse("desk.password", "密码不对，没有签署", "请重新填写您的登录密码；连续输错 5 次，账号会锁定 15 分钟。", "password")
    factor.asked_to_sign(request)
    return request.POST.get("digest", "")


def slip_typed(request: HttpRequest) -> Slip:
    """What was typed from the bank's paper slip."""
    lines = request.POST.get("paid_lines", "").strip().replace(",", "")
    if not (lines.isascii() and lines.isdecimal() and len(lines) < 10):
        refuse("desk.slip", "到账笔数不是整数", "请按银行回单填写，例如 754。", "paid_lines")
    return Slip(request.POST.get("number", ""), int(lines), parse_yuan(request.POST.get("paid_yuan", ""), "到账金额"))


def person_named(request: HttpRequest) -> int:
    """The person whose number was typed."""
    number = "".join(request.POST.get("citizen_number", "").split()).upper()
    person_id = people.find(number) if number else None
    if person_id is None:
        refuse("desk.person", "没有找到这个身份证号码的人", "请核对号码。", "citizen_number")
    return person_id


def notice_rows(run: Run) -> list[dict[str, Any]]:
    """The notices of a run as its page and its approval sheet show them, each with the first people by name."""
    rows = []
    for notice in notices.notices_of(run):
        first = list(notice.amounts)[:MOST_NAMED]
        names = people.persons(first)
        named = [{"id": person, "name": names[person].name, "fen": notice.amounts[person]} for person in first]
        rows.append({"notice": notice, "people": named, "count": len(notice.amounts), "more": len(notice.amounts) - len(named)})
    return rows
