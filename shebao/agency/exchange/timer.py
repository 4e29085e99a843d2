"""What this counter does on a timer: writes traces of requests into the journal, forgets old tokens and old answers."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By

from . import actions, queries
from .models import Reply, Token

TOKEN_DAYS, REPLY_DAYS = 2, 30
"""Tokens hold for minutes; a key is answered alike for a month, as the documentation of the interface says."""


def do_due(today: date) -> list[str]:
    """Safe to run any number of times; one sentence where traces were written, on the agency's business day."""
    written = actions.write_calls(by=By(None, installation.business_day())) if queries.calls_waiting() else 0
    now = timezone.now()
    Token.objects.filter(created_at__lt=now - timedelta(days=TOKEN_DAYS)).delete()
    Reply.objects.filter(at__lt=now - timedelta(days=REPLY_DAYS)).delete()
    return [f"接口调用留痕 {written} 条写入日志。"] if written else []
