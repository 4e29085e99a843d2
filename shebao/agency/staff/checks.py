"""What must hold before a production server starts: nobody is above the rules, and no demonstration account is left."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Error, Tags, register
from django.db import connection


@register(Tags.security)
def no_superuser(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Accounts have posts, never all rights at once; the framework's own administration site is not installed."""
    found = []
    if any(field.name in ("is_superuser", "is_staff") for field in get_user_model()._meta.get_fields()):
        found.append(Error("帐号模型不得有超级用户标志。", hint="权限只来自岗位。", id="staff.E001"))
    if apps.is_installed("django.contrib.admin"):
        found.append(Error("不得安装框架自带的管理后台。", hint="请从 INSTALLED_APPS 中去掉 django.contrib.admin。", id="staff.E002"))
    return found


@register(Tags.database)
def no_demo_accounts(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[Error]:
    """The published password of the demonstration opens no account outside it."""
    from .actions import DEMO_PASSWORD
    from .models import Member

    if not databases or settings.DEMO or Member._meta.db_table not in connection.introspection.table_names():
        return []
    known = [
        member.username
        for member in Member.objects.filter(person_key__startswith="demo-", is_active=True)
        if member.check_password(DEMO_PASSWORD)
    ]
    return (
        [Error(f"正式环境中存在演示账号：{'、'.join(known)}。", hint="请停用这些账号，或以 SHEBAO_DEMO=1 启动。", id="staff.E003")]
        if known
        else []
    )
