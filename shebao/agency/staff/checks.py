"""What must hold before a server starts: nobody is above the rules."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.checks import Error, Tags, register


@register(Tags.security)
def no_superuser(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Accounts have posts, never all rights at once; the framework's own administration site is not installed."""
    found = []
    if any(field.name in ("is_superuser", "is_staff") for field in get_user_model()._meta.get_fields()):
        found.append(Error("帐号模型不得有超级用户标志。", hint="权限只来自岗位。", id="staff.E001"))
    if apps.is_installed("django.contrib.admin"):
        found.append(Error("不得安装框架自带的管理后台。", hint="请从 INSTALLED_APPS 中去掉 django.contrib.admin。", id="staff.E002"))
    return found
