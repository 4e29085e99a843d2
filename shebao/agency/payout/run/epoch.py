"""After a restore the database is younger than the money: payments lock until two people have reconciled and unlock them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shebao.agency.journal.actions import record, take_turn
from shebao.agency.payout.models import Epoch
from shebao.agency.staff.queries import require, same_person
from shebao.base.finding import refuse


def after_restore(*, day: date) -> int:
    """Say that this database came from a backup: file numbers get the next epoch, payments are locked. The new epoch."""
    with transaction.atomic():
        take_turn()
        epoch, _ = Epoch.objects.get_or_create(id=1)
        epoch.number, epoch.locked, epoch.asked_by = epoch.number + 1, True, None
        epoch.save()
        record("payout.restore", actor_id=None, business_day=day, body={"epoch": epoch.number})
    return epoch.number


def ask_unlock(finding: str, *, actor_id: int, day: date) -> None:
    """The inspector says that every file sent since the backup was reconciled, and how."""
    require(actor_id, "guard.review")
    if not finding.strip():
        refuse("payout.unlock", "没有写明核对结果", "请写明备份之后送出的文件怎样逐一核对。", "finding")
    with transaction.atomic():
        epoch = _locked()
        epoch.asked_by = actor_id
        epoch.save()
        record("payout.ask_unlock", actor_id=actor_id, business_day=day, body={"epoch": epoch.number, "finding": finding.strip()})


def approve_unlock(*, actor_id: int, day: date) -> None:
    """Unlock payments; by somebody else than the inspector who reconciled."""
    require(actor_id, "guard.approve")
    with transaction.atomic():
        epoch = _locked()
        if epoch.asked_by is None:
            refuse("payout.unlock", "还没有人提交核对结果", "请先由稽核人员核对并提交。")
        if same_person(epoch.asked_by, actor_id):
            refuse("payout.own", "核对人不能自己解锁", "请由另一人解锁。")
        epoch.locked = False
        epoch.save()
        record("payout.unlock", actor_id=actor_id, business_day=day, body={"epoch": epoch.number})


def _locked() -> Epoch:
    take_turn()
    epoch = Epoch.objects.select_for_update().filter(id=1, locked=True).first()
    if epoch is None:
        refuse("payout.unlock", "发放没有锁定", "无需解锁。")
    return epoch
