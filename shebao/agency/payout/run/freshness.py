"""How long ago deaths and proofs of life last came in: a run is no better than the lists behind it.

A register that hears of no death for weeks is not a county without deaths. Whoever seals a regular run while a source has been
silent for longer than its threshold says why; the signers read it. Nobody is held for it: those who are entitled are paid on time.
"""

from __future__ import annotations

from typing import NamedTuple

from shebao.agency.journal import queries as journal
from shebao.agency.payout.holds.thresholds import thresholds_on
from shebao.agency.payout.models import Run


class Source(NamedTuple):
    """A source of facts that stop payments: its title, the verb that brings it in, and the threshold in days."""

    title: str
    verb: str
    threshold: str


SOURCES = (
    Source("死亡登记", "people.record_deaths", "death_days"),
    Source("资格认证", "certification.record_events", "proof_days"),
)


def silent_sources(run: Run) -> list[str]:
    """What has been silent for too long before a regular run, in sentences; counted from the first run where nothing ever came."""
    if run.kind != "regular":
        return []
    first = Run.objects.filter(scheme=run.scheme, kind="regular", sealed=True).exclude(pk=run.pk).order_by("business_day").first()
    if first is None:
        return []
    limit = thresholds_on(run.business_day, run.scheme)
    sentences = []
    for source in SOURCES:
        last = journal.last_day(source.verb)
        days = (run.business_day - (last or first.business_day)).days
        if days > limit(source.threshold):
            since = f"最近一次是 {last.isoformat()}" if last else "开始发放以来没有过"
            sentences.append(f"{source.title}{since}，已 {days} 天没有新数据（超过 {limit(source.threshold)} 天须说明）")
    return sentences
