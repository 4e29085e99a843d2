"""Making accounts, appointing to posts and relieving of them; what may not be combined is refused at appointment."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.base.finding import Refused, refuse

from .authority import (
    NewHandOver,
    NewMeeting,
    NewSwap,
    check_meeting,
    check_swap,
    deputise,
    end_swap,
    hand_over,
    hold_meeting,
    recuse,
    set_limit,
)
from .facts import account_facts, password_facts
from .models import Holding, Member
from .passwords import one_time
from .posts import broken_by, rulebook, title_of
from .queries import MACHINE, may, require, same_person, without_password

__all__ = [
    "CYCLE_DAYS",
    "NewHandOver",
    "NewMeeting",
    "NewSwap",
    "appoint",
    "change_own_password",
    "check_appointment",
    "check_meeting",
    "check_reset",
    "check_swap",
    "create_member",
    "deputise",
    "disable",
    "end_swap",
    "grant_reset",
    "hand_over",
    "hold_meeting",
    "issue_first_passwords",
    "recuse",
    "relieve",
    "set_limit",
    "set_password",
]
CYCLE_DAYS = 31
"""How long nothing is decided under a password that somebody else set: every month's payment is decided once within it."""


def create_member(username: str, name: str, person_key: str, password: str | None, *, by: By, station: str = "") -> Member:
    """A new account without any post. `person_key` must be the same for every account of one natural person.

    password: None makes an account that cannot log in until a password is set.
    """
    if not person_key.strip():
        refuse("staff.person_key", "没有填写本人标识", "同一人的所有账号必须填写同一个标识（例如工号）。")
    if person_key.strip().startswith(MACHINE) and by.actor_id is not None and by.matter_id is None:
        refuse("staff.person_key", f"本人标识不能以“{MACHINE}”开头", "那是外部系统的账号，请办理“接口客户端登记”。", "person_key")
    member = Member(username=username.strip(), name=name.strip(), person_key=person_key.strip(), station=station)
    with transaction.atomic():
        journal.take_turn()
        # A staffing plan was asked for by whoever makes accounts and decided by whoever gives posts.
        _require(by.actor_id, "staff.create", *(("staff.approve",) if by.matter_id else ()))
        if Member.objects.filter(username=member.username).exists():
            refuse("staff.username", f"登录名“{member.username}”已被使用", "请换一个登录名。")
        _refuse_namesake(member)
        _set_password(member, password)
        member.provisional = password is not None and not settings.PUBLISHED_PASSWORD
        member.save()
        journal.record("staff.create_member", by=by, body=account_facts(member) | password_facts(member), subject=("member", member.id))
    return member


def issue_first_passwords(*, by: By) -> list[tuple[Member, str]]:
    """A one-time password for every account in use that never had one, told once; the accounts with their passwords, by login name."""
    issued = []
    with transaction.atomic():
        journal.take_turn()
        _require(by.actor_id, "staff.create")
        for username in without_password():
            member, password = Member.objects.get(username=username), one_time()
            _set_password(member, password)
            member.provisional = True
            member.save(update_fields=["password", "provisional"])
            journal.record("staff.set_password", by=by, body=password_facts(member), subject=("member", member.id))
            issued.append((member, password))
    if not issued:
        refuse("staff.first_password", "没有等待首次密码的账号", "按“人员配置方案”新建的账号才在这里发放首次密码。")
    return issued


def _refuse_namesake(member: Member) -> None:
    """Somebody with two accounts under two marks could sign their own work: another person of the same name says which one it is."""
    namesake = Member.objects.filter(name=member.name, is_active=True).exclude(person_key=member.person_key).first()
    if namesake is not None:
        refuse(
            "staff.namesake",
            f"已有一位“{member.name}”（登录名 {namesake.username}），本人标识不同",
            "是同一个人的，本人标识必须填同一个；确是两个人的，请在姓名后加注区别，例如“张三（东街）”，任命时三个人都会看到同名提示。",
            "name",
        )


def set_password(member_id: int, password: str, *, by: By) -> None:
    """Give a member a new password; refused with every reason where it is weak."""
    with transaction.atomic():
        journal.take_turn()
        member = Member.objects.get(id=member_id)
        _refuse_machine(member)
        if by.actor_id != member_id:
            _require(by.actor_id, "staff.create")
            _require_grant(member, by.actor_id)
            member.reset_granted, member.decides_from = False, by.day + timedelta(days=CYCLE_DAYS)
        _set_password(member, password)
        member.provisional = by.actor_id != member_id
        member.save(update_fields=["password", "provisional", "reset_granted", "decides_from"])
        journal.record("staff.set_password", by=by, body=password_facts(member), subject=("member", member_id))


def _require_grant(member: Member, actor_id: int | None) -> None:
    """Whoever sets somebody's password could come in as them: another person must have agreed, for this once."""
    if actor_id is not None and not member.reset_granted:
        refuse(
            "staff.reset_alone",
            f"{member.name}的密码不能由一个人重置",
            "请先办理“重置密码”：写明怎样核实了本人，由稽核内控或权限管理岗批准。",
        )


def check_reset(member_id: int, asked_by: int | None = None) -> None:
    """Refuse a request that nobody could carry out: a closed account, or one's own."""
    member = Member.objects.get(id=member_id)
    _refuse_machine(member)
    if not member.is_active:
        refuse("staff.disabled", f"{member.name}的账号已停用", "停用的账号不能重置密码。", "username")
    if asked_by is not None and same_person(asked_by, member_id):
        refuse("staff.own", "自己的密码请在“修改密码”里改", "在右上角姓名菜单里。", "username")


def _refuse_machine(member: Member) -> None:
    """An account of a system outside has no password: nobody signs in under it."""
    if member.person_key.startswith(MACHINE):
        refuse("staff.machine", f"“{member.name}”是外部系统的账号，没有密码", "要换密钥的，请办理“接口客户端登记”。", "username")


def grant_reset(member_id: int, *, asked_by: int, by: By) -> journal.Entry:
    """A second person agrees that the password of a member is set anew, once; neither of the two is that member."""
    with transaction.atomic():
        journal.take_turn()
        check_reset(member_id, asked_by)
        if same_person(by.member_id, member_id) or same_person(by.member_id, asked_by):
            refuse("staff.own", "本人和申请人都不能批准这次重置", "请由另一位稽核内控或权限管理岗批准。", source="社会保险经办条例 第37条")
        Member.objects.filter(id=member_id).update(reset_granted=True)
        return journal.record("staff.grant_reset", by=by, body={}, subject=("member", member_id))


def _set_password(member: Member, password: str | None) -> None:
    if password is None:
        member.set_unusable_password()
        return
    if settings.PUBLISHED_PASSWORD and password == settings.PUBLISHED_PASSWORD:
        member.password = _published_hash(password)
        return
    try:
        validate_password(password, member)
    except ValidationError as weak:
        refuse("staff.password", "密码不符合要求：" + "".join(weak.messages), "请换一个更长、不含单位名称和年份的密码。")
    member.set_password(password)


@cache
def _published_hash(password: str) -> str:
    """The hash of a password that is printed for everybody: slow to make and nobody's secret, so computed once."""
    return make_password(password)


def appoint(member_id: int, post: str, *, since: date, actor_id: int | None, matter_id: int | None = None) -> Holding:
    """Give a member a post; refused where the same natural person would hold posts that must be kept apart.

    actor_id: who decided, with the right to; None only where an installation is set up.
    """
    with transaction.atomic():
        journal.take_turn()
        _require(actor_id, "staff.approve")
        check_appointment(member_id, post)
        holding = Holding.objects.create(member_id=member_id, post=post, since=since)
        journal.record(
            "staff.appoint",
            by=By(actor_id, since, matter_id),
            body={"post": post, "since": since.isoformat()},
            subject=("member", member_id),
        )
    return holding


def check_appointment(member_id: int, post: str) -> None:
    """Refuse what `appoint` would refuse as things are now, and change nothing."""
    if post not in rulebook().posts:
        refuse("staff.post", f"没有“{post}”这个岗位", "请从岗位表中选择。")
    member = Member.objects.get(id=member_id)
    held = set(Holding.objects.filter(member__person_key=member.person_key, until=None).values_list("post", flat=True))
    if Holding.objects.filter(member=member, post=post, until=None).exists():
        refuse("staff.post", f"{member.name}已在担任“{title_of(post)}”", "不需要重复任命。")
    broken = broken_by(held | {post}, member.name)
    if broken:
        raise Refused(broken[0])


def _require(actor_id: int | None, *rights: str) -> None:
    """One of the rights is enough; nobody in particular acts only while an installation is set up."""
    if actor_id is not None and not any(may(actor_id, right) for right in rights):
        require(actor_id, rights[0])


def relieve(member_id: int, post: str, *, until: date, actor_id: int | None) -> None:
    """Take a post from a member; `until` is the first day without it. Rights end at once."""
    with transaction.atomic():
        journal.take_turn()
        _require(actor_id, "staff.approve", "staff.create")
        ended = Holding.objects.filter(member_id=member_id, post=post, until=None).update(until=until)
        if not ended:
            refuse("staff.post", f"该人员没有在担任“{post}”岗位", "请刷新页面后核对。")
        journal.record(
            "staff.relieve", by=By(actor_id, until), body={"post": post, "until": until.isoformat()}, subject=("member", member_id)
        )


def change_own_password(member_id: int, current: str, new: str, *, day: date) -> None:
    """A member's own change; refused where the present password is wrong, the new one weak or the same, or published."""
    member = Member.objects.get(id=member_id)
    if settings.PUBLISHED_PASSWORD:
        refuse("staff.published", "演示账号的密码是公开的，不能修改", "正式环境里每人用自己的密码。")
    if not member.check_password(current):
        refuse("staff.password", "现在的密码不对", "请重新填写现在的密码；忘记了请系统管理岗重置。", "current")
    if current == new:
        refuse("staff.password", "新密码和现在的一样", "请换一个没有用过的密码。", "new")
    set_password(member_id, new, by=By(member_id, day))


def disable(member_id: int, *, by: By) -> None:
    """Close an account: it can no longer log in and has no rights, whatever posts it holds."""
    with transaction.atomic():
        journal.take_turn()
        _require(by.actor_id, "staff.create", "staff.approve")
        Member.objects.filter(id=member_id).update(is_active=False)
        journal.record("staff.disable", by=by, body={}, subject=("member", member_id))
