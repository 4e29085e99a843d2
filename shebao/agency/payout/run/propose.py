"""Opening a run, and giving up one that is not sealed or was sent back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max

from shebao.agency.journal.actions import record
from shebao.agency.journal.by import By
from shebao.agency.payout.kinds import RUNS
from shebao.agency.payout.models import BankFile, Change, Cover, Exclusion, Line, LineDeduction, Operation, Run
from shebao.agency.payout.run import states
from shebao.agency.payout.run.file import path_of
from shebao.agency.payout.run.send_back import refuse_built_upon
from shebao.agency.payout.tables.facts import parts_of_run
from shebao.agency.staff.queries import require
from shebao.agency.store.bulk import next_id
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse
from shebao.base.months import Month, month_of, month_title


def propose(scheme: str, month: Month, kind: str, *, place: str, by: By) -> Run:
    """Open a run of a kind (regular, back_pay, one_off, reissue) for a month, under the law of a place.

    The first regular run of a month is part 1; a later one takes who was held or came later. Refused while an earlier
    run of the same kind is not sealed, for a month that has not begun, and for a month before one already paid.
    """
    if kind not in RUNS:
        refuse("payout.kind", f"没有“{kind}”这种批次", f"可选：{'、'.join(f'{k}（{t}）' for k, t in RUNS.items())}。", "kind")
    require(by.member_id, "payout.create")
    if month > month_of(by.day):
        refuse("payout.month", f"{month_title(month)}还没有到", "请在发放当月提出批次。", "month")
    with transaction.atomic():
        states.take_turn()
        states.check_unlocked()
        mine = Run.objects.filter(scheme=scheme, kind=kind).exclude(state=states.DISCARDED)
        unsealed = mine.filter(sealed=False).first()
        if unsealed is not None:
            refuse("payout.open", f"批次“{states.title(unsealed)}”还没有封存", "请先封存或作废该批次，再提出新的。")
        later = mine.filter(month__gt=month).order_by("-month").first()
        if later is not None:
            refuse(
                "payout.order",
                f"{month_title(later.month)}的批次已经提出，不能再提出{month_title(month)}的",
                "漏发的月份由补发批次自动补足。",
                "month",
            )
        part = (mine.filter(month=month).aggregate(last=Max("part"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                run = Run.objects.create(
                    id=next_id(Run),
                    scheme=scheme,
                    place=place,
                    month=month,
                    kind=kind,
                    part=part,
                    business_day=by.day,
                    maker_id=by.member_id,
                    state=states.PROPOSED,
                    step="等待计算",
                )
        except IntegrityError:
            refuse("payout.open", "同一批次刚刚由他人提出", "请刷新批次列表。")
        record(
            "payout.propose",
            by=by,
            subject=("run", run.pk),
            body={"scheme": scheme, "month": month, "kind": kind, "part": part, "place": place},
        )
        crashpoint("payout.propose.before_commit")
    crashpoint("payout.propose.committed")
    return run


def propose_reissue(scheme: str, month: Month, *, place: str, by: By) -> Run:
    """Open a run that pays again what came back; each returned line has at most one successor."""
    return propose(scheme, month, "reissue", place=place, by=by)


def discard(run_id: int, reason: str, *, by: By) -> Run:
    """Give up a run that is not sealed, or one that was sent back; its lines go, the run, its digest and the reason stay."""
    require(by.member_id, "payout.create")
    if not reason.strip():
        refuse("payout.reason", "没有填写作废原因", "请写明为什么作废。", "reason")
    with transaction.atomic():
        run = states.turn(run_id, states.PROPOSED, states.COMPUTING, states.COMPUTED, states.REFUSED, verb="作废")
        if run.sealed:
            refuse_built_upon(run, "作废")
        run.state, run.sealed, run.step, run.lease_owner, run.lease_until = states.DISCARDED, False, "已作废", "", None
        # What a sent-back run was stays on it, as it was refused; only its rows go, and only after it is no longer sealed.
        run.save(update_fields=["state", "sealed", "step", "lease_owner", "lease_until"])
        erase(run)
        if not run.digest:
            run.save()
        record("payout.discard", by=by, subject=("run", run.pk), body={"reason": reason.strip()})
        crashpoint("payout.discard.before_commit")
    file = BankFile.objects.filter(run_id=run_id).first()
    if file is not None:
        path_of(file).unlink(missing_ok=True)
    return run


def propose_again(run_id: int, reason: str, *, by: By) -> Run:
    """Give up a run that was sent back and open another of the same kind and month, to be computed anew."""
    with transaction.atomic():
        run = discard(run_id, reason, by=by)
        return propose(run.scheme, run.month, run.kind, place=run.place, by=by)


def erase(run: Run) -> None:
    """Remove what an unsealed run has written; the database refuses it for a sealed one."""
    parts_of_run(run.pk)._raw_delete(using="default")
    for model in (Operation, Change, Cover, Exclusion, LineDeduction, Line):
        model._default_manager.filter(run=run)._raw_delete(using="default")
    run.cursor = run.done = run.excluded = run.total = 0
