"""What this counter does on a timer: writes traces of reading into the journal, keeps scans of waiting submissions from the sweep, forgets old codes and contents."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_of
from shebao.agency.store import shelf

from . import actions, queries
from .kinds import WAITING
from .models import CodeRequest, PublicSession, Submission

FORGOTTEN_DAYS = 7
"""Codes and ended sessions are of no use after a week."""


def do_due(today: date) -> list[str]:
    """Safe to run any number of times; one sentence where traces were written, on the agency's business day."""
    written = actions.write_looks(by=By(None, installation.business_day())) if queries.looks_waiting() else 0
    for row in Submission.objects.filter(state__in=WAITING).iterator(200):
        for scan in scans_of(queries.content_of(row)):
            if shelf.has(scan.digest):
                shelf.use(scan.digest)
    emptied = actions.forget_contents(installation.business_day(), by=By(None, installation.business_day()))
    old = timezone.now() - timedelta(days=FORGOTTEN_DAYS)
    CodeRequest.objects.filter(created_at__lt=old).delete()
    PublicSession.objects.filter(created_at__lt=old).delete()
    said = [f"网上查询留痕 {written} 条写入日志。"] if written else []
    return [*said, f"没有成为办件的网上申请 {emptied} 份到期，内容已删除。"] if emptied else said
