"""Questions about the guard's thresholds: what holds on a day for each scheme, who set it, and what is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shebao.agency import schemes
from shebao.agency.payout.holds.thresholds import LIMITS, thresholds_on
from shebao.agency.payout.models import Threshold
from shebao.base.months import Month, month_of


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """One threshold for one scheme on a day. document: of the matter that set it, "" where it ships with the product. coming: the
    next change, as (month, value)."""

    key: str
    title: str
    scheme: str
    value: str
    lo: str
    hi: str
    document: str
    coming: tuple[Month, str] | None


def threshold_rows(day: date) -> list[ThresholdRow]:
    """Every threshold of every scheme, in the order of the catalogue."""
    stored = list(Threshold.objects.order_by("from_day", "id"))
    rows = []
    for scheme in schemes.titles():
        values = thresholds_on(day, scheme).values
        for key, limit in LIMITS.items():
            mine = [row for row in stored if row.key == key and row.scheme in ("", scheme)]
            now = [row for row in mine if row.from_day <= day.isoformat()]
            later = [row for row in mine if row.from_day > day.isoformat()]
            coming = (month_of(date.fromisoformat(later[0].from_day)), limit.said(later[0].value)) if later else None
            document = now[-1].document if now else ""
            now_said, lowest, highest = limit.said(values[key]), limit.said(limit.lo), limit.said(limit.hi)
            rows.append(ThresholdRow(key, limit.title, scheme, now_said, lowest, highest, document, coming))
    return rows
