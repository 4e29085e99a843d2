"""The yearly budget of a fund, as approved: kept in versions, never edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max

from shebao.agency.fund.chart import chart_for
from shebao.agency.fund.models import Budget
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen


def set_budget(scheme: str, year: int, lines: Mapping[tuple[str, str], Fen], document: str, *, by: By) -> Entry:
    """Enter a year's approved budget, (account, item) → fen; a second one for the same year is its adjustment."""
    chart = chart_for(scheme, date(year, 1, 1))
    if not document.strip():
        refuse("fund.budget", f"{year}年预算没有批复文件", "请填写批复文件名称和文号。", "document")
    for (code, _item), fen in lines.items():
        if chart.account(code).kind not in ("income", "expense") or fen < 0:
            refuse("fund.budget", f"预算科目“{chart.account(code).name}”不是收入或支出科目，或金额小于零", "请核对预算表。", code)
    with transaction.atomic():
        take_turn()
        version = (Budget.objects.filter(scheme=scheme, year=year).aggregate(last=Max("version"))["last"] or 0) + 1
        first = next_id(Budget)
        rows = [
            (first + i, scheme, year, version, code, item, fen, document.strip())
            for i, ((code, item), fen) in enumerate(sorted(lines.items()))
        ]
        return post(Budget, Budget.SEALED, rows, "fund.budget", by=by, body={"scheme": scheme, "year": year, "version": version})
