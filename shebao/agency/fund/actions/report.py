"""Keeping the statements of a closed month, quarter or year as they are handed in; one put right is a new version."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from shebao.agency.fund import reports
from shebao.agency.fund.models import FundReport, Period
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.canonical import canonical
from shebao.base.finding import refuse
from shebao.base.months import Month, month_title


def issue_report(scheme: str, span: str, month: Month, content: dict[str, Any], *, by: By, note: str = "", address: str = "") -> Entry:
    """Keep a report; refused while a month of its span is not closed, and where its span does not end with that month."""
    if month not in reports.ends_of(span, month // 100):
        refuse("fund.report", f"{month_title(month)}不是{reports.SPANS[span]}报的末月", "季报填3、6、9、12月，年报填12月。", "month")
    with transaction.atomic():
        take_turn()
        if not Period.objects.filter(scheme=scheme, month=month, closed=True).exists():
            refuse("fund.report_open", f"{month_title(month)}还没有结账", "结账以后才能上报；没结账的数字还会变。", "month")
        before = reports.report_in_force(scheme, span, month)
        version = before.version + 1 if before else 1
        key = next_id(FundReport)
        row = (key, scheme, span, month, version, canonical(content), note.strip(), address.strip())
        body = {"scheme": scheme, "span": span, "month": month, "version": version}
        return post(FundReport, FundReport.SEALED, [row], "fund.report", by=by, subject=("fund_report", key), body=body)
