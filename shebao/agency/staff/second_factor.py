"""The second factor of a member: set up by themselves with a code from their telephone, used once a code, taken away by two others."""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from datetime import date
from itertools import combinations
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal import queries as journal_queries
from shebao.agency.journal.by import By
from shebao.agency.store import vault
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse

from . import one_time_code
from .models import Member
from .queries import DECIDING, rights, same_person

PLACE = "staff_member.factor_sealed"


def factor_facts(member: Member) -> dict[str, str]:
    """What the journal keeps of it: a digest of the sealed secret, "" where there is none."""
    return {"factor": sm3(bytes(member.factor_sealed)) if member.factor_sealed else ""}


def set_up(member_id: int, secret: str, code: str, *, day: date) -> None:
    """Share a secret with a member's telephone; refused where its code does not come from that secret."""
    if settings.PUBLISHED_PASSWORD:
        refuse("staff.published", "演示账号是公开的，不设动态码", "正式环境里每人给自己的账号设置。")
    step = one_time_code.step_of(secret, code, time.time(), after=0)
    if step is None:
        refuse("staff.factor", "动态码不对，没有设置", "请看手机上现在显示的六位数；一直不对的，请把手机时间调成自动。", "code")
    with transaction.atomic():
        journal.take_turn()
        member = Member.objects.get(id=member_id)
        member.factor_sealed, member.factor_step = vault.seal(secret, PLACE, member_id), step
        member.save(update_fields=["factor_sealed", "factor_step"])
        journal.record("staff.set_up_factor", by=By(member_id, day), body=factor_facts(member), subject=("member", member_id))


def has_factor(member_id: int) -> bool:
    """Whether a member is asked for a code."""
    return Member.objects.filter(id=member_id).exclude(factor_sealed=None).exists()


def use(member_id: int, code: str) -> bool:
    """Whether this is the member's code of now; each code counts once, whoever sends it first."""
    member = Member.objects.get(id=member_id)
    assert member.factor_sealed is not None, "a member without a second factor is not asked"
    secret = vault.unseal(member.factor_sealed, PLACE, member_id)
    step = one_time_code.step_of(secret, code, time.time(), after=member.factor_step)
    return step is not None and bool(Member.objects.filter(id=member_id, factor_step__lt=step).update(factor_step=step))


def check_removal(member_id: int, asked_by: int | None = None) -> None:
    """Refuse what could not be carried out: a closed account, one without a second factor, one's own."""
    member = Member.objects.get(id=member_id)
    if not member.is_active:
        refuse("staff.disabled", f"{member.name}的账号已停用", "停用的账号不需要解除动态码。", "username")
    if member.factor_sealed is None:
        refuse("staff.factor", f"{member.name}没有设置动态码", "不需要解除；登录不了的，请办理“重置密码”。", "username")
    if asked_by is not None and same_person(asked_by, member_id):
        refuse("staff.own", "自己换手机请在“动态码”里换", "手机丢了的，请另一位系统管理岗提出。", "username")


def remove(member_id: int, *, asked_by: int, by: By) -> journal.Entry:
    """Two others take a lost telephone's secret away; neither of them is the member. Until another one is set up the password opens alone."""
    with transaction.atomic():
        journal.take_turn()
        check_removal(member_id, asked_by)
        if same_person(by.member_id, member_id) or same_person(by.member_id, asked_by):
            refuse(
                "staff.own", "本人和申请人都不能批准解除动态码", "请由另一位稽核内控或权限管理岗批准。", source="社会保险经办条例 第37条"
            )
        Member.objects.filter(id=member_id).update(factor_sealed=None, factor_step=0)
        return journal.record("staff.remove_factor", by=by, body={"factor": ""}, subject=("member", member_id))


class Device(NamedTuple):
    """Where somebody signs in from: marks of the address and of the browser, from which neither can be read."""

    address: str
    browser: str


def device_of(address: str, browser: str) -> Device:
    """The marks of an address and of a browser's own number."""
    return Device(vault.blind(address, "sign_in").hex()[:16], vault.blind(browser, "sign_in").hex()[:16])


def signed_in(member_id: int, device: Device, *, day: date) -> None:
    """Keep in the journal that a member signed in, and from where."""
    with transaction.atomic():
        journal.record("staff.sign_in", by=By(member_id, day), body=device._asdict(), subject=("member", member_id))


def knows(username: str, device: Device) -> bool:
    """Whether somebody signed in under this name before from this address or with this browser."""
    member = Member.objects.filter(username=username).first()
    earlier = journal_queries.history("member", member.pk) if member else []
    bodies = [json.loads(entry.body) for entry in earlier if entry.verb == "staff.sign_in"]
    return any(device.address == body["address"] or device.browser == body["browser"] for body in bodies)


def shared_browsers(member_ids: Collection[int], days: Collection[str]) -> list[tuple[int, int]]:
    """Pairs of members who signed in with one and the same browser on one of these days."""
    browsers: dict[str, set[int]] = {}
    for entry in journal_queries.of_days("staff.sign_in", days):
        if entry.subject_id in member_ids:
            browsers.setdefault(json.loads(entry.body)["browser"], set()).add(entry.subject_id or 0)
    return sorted({pair for members in browsers.values() for pair in combinations(sorted(members), 2)})


def decides(member_id: int) -> bool:
    """Whether a member decides on what others made: whoever does ought to have a second factor."""
    return any(right.rpartition(".")[2] in DECIDING for right in rights(member_id))
