"""Setting a threshold of the guard for this agency: inside its range, with its document, from the first day of a later month on."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency import schemes
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.holds.thresholds import LIMITS, thresholds_on
from shebao.agency.payout.models import Threshold
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.months import Month, first_day, month_of, month_title


class NewThreshold(NamedTuple):
    """A threshold to set: its key, for which scheme ("" for all), from which month, and the document that says so."""

    key: str
    scheme: str
    from_month: Month
    value: int
    document: str


def check_threshold(new: NewThreshold, day: date) -> int:
    """The threshold as it is now; refused where it is unknown, outside its range, without a document, not later, or no change."""
    limit = LIMITS.get(new.key)
    if limit is None:
        refuse("payout.threshold", f"没有阈值“{new.key}”", "请从列表中选择。", "key")
    if new.scheme and new.scheme not in schemes.titles():
        refuse("payout.threshold", f"没有险种“{new.scheme}”", "不选则用于各险种。", "scheme")
    if not limit.lo <= new.value <= limit.hi:
        refuse(
            "payout.threshold",
            f"“{limit.title}”为 {limit.said(new.value)}，只能在 {limit.said(limit.lo)} 到 {limit.said(limit.hi)} 之间",
            "请核对单位；金额按元填写。",
            "value",
        )
    if not new.document.strip():
        refuse("payout.threshold", "没有填写依据", "请写明会议纪要或文件的名称和文号。", "document")
    if new.from_month <= month_of(day):
        refuse(
            "payout.threshold",
            f"{month_title(new.from_month)}已经开始，阈值最早从下个月起改",
            "本月的人用“扣留核查放行”逐批核查。",
            "from_month",
        )
    present = thresholds_on(first_day(new.from_month), new.scheme)(new.key)
    if present == new.value:
        refuse("payout.threshold", f"“{limit.title}”届时就是 {limit.said(new.value)}", "不需要重复变更。", "value")
    return present


def change_threshold(new: NewThreshold, *, by: By) -> Entry:
    """Post a threshold; runs of that month and later are computed with it."""
    with transaction.atomic():
        take_turn()
        present = check_threshold(new, by.day)
        row = (next_id(Threshold), new.key, new.scheme, first_day(new.from_month).isoformat(), new.value, new.document.strip())
        body = {"key": new.key, "scheme": new.scheme, "from": row[3], "before": present, "value": new.value}
        return post(Threshold, Threshold.SEALED, [row], "payout.threshold", by=by, body=body)
