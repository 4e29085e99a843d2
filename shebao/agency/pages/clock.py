"""A moment as a page shows it: at this agency's clock, to the minute."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def shown(value: datetime | str | None) -> str:
    """2023-05-31 09:30; takes a datetime or ISO text, nothing for nothing."""
    if not value:
        return ""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (timezone.localtime(at) if timezone.is_aware(at) else at).strftime("%Y-%m-%d %H:%M")
