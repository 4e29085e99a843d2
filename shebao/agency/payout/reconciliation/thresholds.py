"""The thresholds a run was computed with held against what ships with the product and what three people set."""

from __future__ import annotations

import json

from shebao.agency.payout.holds.thresholds import LIMITS, shipped, thresholds_on
from shebao.agency.payout.models import Run, Threshold
from shebao.agency.payout.run import states
from shebao.base.finding import Refused


def check_thresholds() -> tuple[int, list[str]]:
    """The file of shipped thresholds belongs to the program, every one set is inside its range, and each sealed run kept those of its day."""
    problems = []
    try:
        shipped()
    except Refused as refused:
        return 1, [refused.finding.message + "。"]
    for row in Threshold.objects.order_by("id"):
        limit = LIMITS.get(row.key)
        if limit is None or not limit.lo <= row.value <= limit.hi:
            problems.append(f"阈值{row.pk}（{row.key}）不在允许的范围里。")
    sealed = Run.objects.filter(sealed=True, thresholds__isnull=False).order_by("id")
    for run in sealed:
        kept, approved = json.loads(run.thresholds or "{}"), thresholds_on(run.business_day, run.scheme).values
        # A run keeps the thresholds there were in its time; the product may have more since.
        if not kept or any(approved.get(key) != value for key, value in kept.items()):
            problems.append(f"批次{run.pk}（{states.title(run)}）：计算时所用的闸门阈值不是当日经批准的阈值。")
    return len(sealed) + 1, problems
