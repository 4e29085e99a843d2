"""What must hold before a real server starts: no account of a demonstration is left open."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from .staff import KEYS, PASSWORD


@register(Tags.database)
def no_demo_accounts(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[Error]:
    """The published password of the demonstration opens no account outside it."""
    from shebao.agency.staff.queries import opened_by

    if not databases or settings.PUBLISHED_PASSWORD == PASSWORD:
        return []
    usernames = opened_by(PASSWORD, keys=KEYS)
    if not usernames:
        return []
    return [Error(f"正式环境中存在演示账号：{'、'.join(usernames)}。", hint="请停用这些账号，或以 SHEBAO_DEMO=1 启动。", id="demo.E001")]
