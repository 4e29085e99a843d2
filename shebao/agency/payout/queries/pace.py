"""Whether the steps of a run followed each other as people work: time to look, and another desk for another person.

What is flagged stops nothing; it is for whoever signs next and for inspection, who ask the people.
"""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from shebao.agency.journal import queries as journal
from shebao.agency.payout.holds.thresholds import thresholds_on
from shebao.agency.payout.models import Run
from shebao.agency.staff import queries as staff
from shebao.agency.staff import second_factor

_STEPS = {"payout.seal": "封存", "payout.review": "复核签署", "payout.approve": "审批签署", "payout.file": "制盘", "payout.submit": "送盘"}
_SIGNED = ("payout.review", "payout.approve")


def pace(run: Run) -> list[str]:
    """What looks as if nobody looked, or as if two people were one, in sentences."""
    if not run.sealed:
        return []
    steps = [entry for entry in reversed(journal.history("run", run.pk)) if entry.verb in _STEPS]
    limit = thresholds_on(run.business_day, run.scheme)
    least = max(limit("pace_seconds"), run.held * limit("pace_held_seconds"))
    sentences = []
    for before, entry in pairwise(steps):
        seconds = round((datetime.fromisoformat(entry.at) - datetime.fromisoformat(before.at)).total_seconds())
        if entry.verb in _SIGNED and seconds < least:
            why = f"，本批扣留 {run.held} 人" if least > limit("pace_seconds") else ""
            sentences.append(f"{_STEPS[entry.verb]}在{_STEPS[before.verb]}后 {seconds} 秒，不到 {least} 秒{why}")
    hands = {entry.actor_id for entry in steps if entry.actor_id} | {run.maker_id}
    names = staff.names(hands)
    for one, other in second_factor.shared_browsers(hands, {entry.business_day for entry in steps}):
        sentences.append(f"{names[one]}和{names[other]}当天用同一台电脑登录")
    return sentences
