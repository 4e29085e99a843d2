"""When a run's total is far from what is usual, its maker says why before it is sealed; the signers read it beside the figures.

A county's total moves little from month to month, and back pay is small beside it: a total that does not is either a change
that somebody can name, or a mistake.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from shebao.agency.payout.bank.outcomes import standing
from shebao.agency.payout.holds.thresholds import Thresholds, thresholds_on
from shebao.agency.payout.models import Line, Run
from shebao.agency.payout.run.freshness import silent_sources
from shebao.agency.payout.tables import facts
from shebao.agency.store.columns import total
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, add_months
from shebao.base.plain_text import plain_text

SHORTEST, LONGEST = 5, 200
MONTHS, MOST_VILLAGES = 12, 5


def variances(run: Run) -> list[str]:
    """What a computed run's maker must say a word on, in sentences: a total far from usual, a source that has been silent."""
    return [*_far_from_usual(run), *silent_sources(run)]


def _far_from_usual(run: Run) -> list[str]:
    """What is far from usual; nothing where its total is as one expects."""
    limit = thresholds_on(run.business_day, run.scheme)
    if run.kind == "regular" and run.previous_month:
        whole = [_far("本批", run.amount_fen, run.previous_fen, limit, "variance_percent")]
        return [sentence for sentence in (*whole, *_of_villages(run, run.previous_month, limit)) if sentence]
    if run.kind == "back_pay":
        usual = _usual_back_pay(run)
        more = run.amount_fen - usual
        if more * 100 > usual * limit("arrears_percent") and more > limit("variance_fen"):
            return [f"本批补发 {grouped(run.amount_fen)} 元，近 {MONTHS} 个月平均每月 {grouped(usual)} 元{_percent(more, usual)}"]
    return []


def _far(what: str, fen: Fen, before: Fen, limit: Thresholds, percent: str) -> str:
    """The sentence of a total that moved too far since last month, "" where it did not."""
    delta = fen - before
    if abs(delta) * 100 <= before * limit(percent) or abs(delta) <= limit("variance_fen"):
        return ""
    way = "增加" if delta > 0 else "减少"
    return f"{what} {grouped(fen)} 元，上月 {grouped(before)} 元，{way} {grouped(abs(delta))} 元{_percent(abs(delta), before)}"


def _of_villages(run: Run, month: Month, limit: Thresholds) -> list[str]:
    """The villages whose total moved furthest, of those that moved too far: a wrong list of one village is little in a county."""
    last = Line.objects.filter(run_id__in=[earlier.pk for earlier in facts.sealed_runs(run.scheme, month)])
    this, before = (_by_village(lines) for lines in (Line.objects.filter(run=run), last))
    moved = sorted(this.keys() | before.keys(), key=lambda village: (-abs(this.get(village, 0) - before.get(village, 0)), village))
    sentences = (_far("".join(village), this.get(village, 0), before.get(village, 0), limit, "village_percent") for village in moved)
    return [sentence for sentence in sentences if sentence][:MOST_VILLAGES]


def _by_village(lines: QuerySet[Line]) -> dict[tuple[str, str], Fen]:
    """Township and village → what the lines pay there."""
    names = ("person__village__township", "person__village__name")
    rows = lines.order_by().values_list(*names).annotate(fen=total("total_fen"))
    return {(township, name): fen for township, name, fen in rows}


def remark_of(run: Run, remark: str) -> str:
    """The maker's words on a total that is far from usual; refused where there are none."""
    text = plain_text(remark, "总额变动说明", LONGEST)
    far = variances(run)
    if far and len(text) < SHORTEST:
        refuse("payout.variance", f"封存前须说明：{'；'.join(far)}", f"请核对后写明原因（至少 {SHORTEST} 个字），再封存。", "remark")
    return text


def _usual_back_pay(run: Run) -> Fen:
    """What back pay came to in a month of the twelve before, on average."""
    since = add_months(run.month, -MONTHS)
    lines = Line.objects.filter(standing(Q(scheme=run.scheme, kind="back_pay", month__gte=since, month__lt=run.month)), run__sealed=True)
    fen: int = lines.aggregate(fen=total("total_fen"))["fen"]
    return fen // MONTHS


def _percent(delta: Fen, whole: Fen) -> str:
    return f"（{delta * 100 // whole:,}%）" if whole else ""
