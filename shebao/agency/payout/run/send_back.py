"""Sending a sealed run back before it is handed over: with a reason, by whoever would sign or pay it; the refused digest stays.

A run that was sent back still stands (nobody is paid twice meanwhile) until its post gives it up (`propose.discard`); what is
computed anew is another run with another number, so no instruction that somebody may have seen ever means something else.
"""

from __future__ import annotations

from django.db import transaction

from shebao.agency.journal.actions import post
from shebao.agency.journal.by import By
from shebao.agency.payout.models import Refusal, Run
from shebao.agency.payout.run import states
from shebao.agency.store.bulk import next_id
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse

LONGEST_REASON = 200
READERS: dict[str, tuple[str, ...]] = {
    "regular": ("regular", "back_pay", "reissue"),
    "back_pay": ("regular", "back_pay", "reissue"),
    "one_off": ("reissue",),
    "reissue": ("reissue",),
}
"""Kind of a run → the kinds of later runs that were computed from what it pays."""


def send_back(run_id: int, reason: str, *, by: By) -> Run:
    """Send a sealed run back to the post that proposed it. Refused without a reason, and once a later run was built on it."""
    with transaction.atomic():
        run = states.turn_of_holder(run_id, by.member_id, "退回")
        reason = reason.strip()
        if not reason:
            refuse("payout.reason", "没有填写退回原因", "请写明哪里不对、要怎样改。", "reason")
        if len(reason) > LONGEST_REASON:
            refuse("payout.reason", f"退回原因有 {len(reason)} 个字，最多 {LONGEST_REASON} 个", "请写简短些。", "reason")
        refuse_built_upon(run, "退回")
        post(
            Refusal,
            Refusal.SEALED,
            [(next_id(Refusal), run.pk, run.digest, run.state, by.member_id, reason, run.lines, run.amount_fen)],
            "payout.send_back",
            by=by,
            subject=("run", run.pk),
            body={"reason": reason, "from": run.state, "digest": run.digest, "lines": run.lines, "amount_fen": run.amount_fen},
        )
        run.state, run.step = states.REFUSED, "等待作废或重新提出"
        run.save(update_fields=["state", "step"])
        crashpoint("payout.send_back.before_commit")
    return run


def refuse_built_upon(run: Run, verb: str) -> None:
    """Refuse where a later sealed run was computed from what this one pays: it would no longer be explained."""
    later = Run.objects.filter(scheme=run.scheme, kind__in=READERS[run.kind], sealed=True, pk__gt=run.pk).order_by("-pk").first()
    if later is not None:
        refuse(
            "payout.built_upon",
            f"之后封存的批次“{states.title(later)}”（第 {later.pk} 批）是接着这一批算的，不能{verb}",
            "请先退回后面的批次；后面的已送盘的，把有问题的人逐人扣下。",
        )
