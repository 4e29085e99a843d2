"""What must hold before a server starts (nobody is above the rules), and what `shebao verify` holds accounts against."""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.checks import Error, Tags, register

from shebao.agency.journal import queries as journal

from .facts import account_facts, password_facts
from .models import Member
from .second_factor import factor_facts


def check_members() -> tuple[int, list[str]]:
    """(accounts, problems): every account is the one the journal made, belongs to that person, and has the password set last."""
    told: dict[int, dict[str, Any]] = {}
    verbs = ("create_member", "set_password", "disable", "grant_reset", "set_up_factor", "remove_factor")
    for entry in journal.steps(*(f"staff.{verb}" for verb in verbs)):
        verb, member_id, body = entry.verb, entry.subject_id or 0, entry.body
        said = told.setdefault(member_id, {"active": True, "factor": "", "granted": False})
        said |= {"active": False} if verb == "staff.disable" else json.loads(body)
        if verb in ("staff.grant_reset", "staff.set_password"):
            said["granted"] = verb == "staff.grant_reset"
        if verb == "staff.create_member":
            said["made"] = True
    problems: list[str] = []
    members = list(Member.objects.order_by("id"))
    for member in members:
        said = told.pop(member.pk, {})
        if not said.get("made"):
            problems.append(f"账号 {member.username}：日志里没有建立过这个账号。")
            continue
        present = account_facts(member) | password_facts(member) | factor_facts(member)
        present |= {"active": member.is_active, "granted": member.reset_granted}
        differing = [_WORDS[name] for name, value in present.items() if name in said and said[name] != value]
        if differing:
            problems.append(f"账号 {member.username}：{'、'.join(differing)}与日志不符，被人绕过系统改动。")
    return len(members), problems + [f"账号{member_id}：日志里建立过，现已不存在。" for member_id in sorted(told)]


_WORDS = {
    "username": "登录名",
    "name": "姓名",
    "station": "窗口",
    "person": "本人标识",
    "password": "密码",
    "provisional": "临时密码标志",
    "active": "启用标志",
    "decides_from": "恢复复核审批日期",
    "granted": "重置密码的批准",
    "factor": "动态码",
}


@register(Tags.security)
def no_superuser(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Accounts have posts, never all rights at once; the framework's own administration site is not installed."""
    items = []
    if any(field.name in ("is_superuser", "is_staff") for field in get_user_model()._meta.get_fields()):
        items.append(Error("帐号模型不得有超级用户标志。", hint="权限只来自岗位。", id="staff.E001"))
    if apps.is_installed("django.contrib.admin"):
        items.append(Error("不得安装框架自带的管理后台。", hint="请从 INSTALLED_APPS 中去掉 django.contrib.admin。", id="staff.E002"))
    return items
