"""After a restore the database is younger than the money: payments lock until two people have reconciled and unlock them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shebao.agency.journal.actions import Entry, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.journal.witness import begin_anew
from shebao.agency.payout.models import Epoch
from shebao.agency.staff.queries import same_person
from shebao.base.finding import refuse


def after_restore(*, day: date) -> int:
    """Say that this database came from a backup: file numbers get the next epoch, payments are locked. The new epoch."""
    with transaction.atomic():
        take_turn()
        epoch, _ = Epoch.objects.get_or_create(id=1)
        epoch.number, epoch.locked = epoch.number + 1, True
        epoch.save()
        record("payout.restore", by=By(None, day), body={"epoch": epoch.number})
        transaction.on_commit(begin_anew, robust=True)
    return epoch.number


def check_unlock(finding: str) -> None:
    """Refuse what `unlock` would refuse as things are now: payments that are not locked, no word on how files were reconciled."""
    if not Epoch.objects.filter(id=1, locked=True).exists():
        refuse("payout.unlock", "发放没有锁定", "无需解锁。")
    if not finding.strip():
        refuse("payout.unlock", "没有写明核对结果", "请写明备份之后送出的文件怎样逐一核对。", "finding")


def unlock(finding: str, *, asked_by: int, by: By) -> Entry:
    """Unlock payments, on one person's word that every file sent since the backup was reconciled, and another's decision."""
    with transaction.atomic():
        take_turn()
        if same_person(asked_by, by.member_id):
            refuse("payout.own", "核对人不能自己解锁", "请由另一人解锁。", source="社会保险经办条例 第37条")
        check_unlock(finding)
        epoch = Epoch.objects.select_for_update().get(id=1)
        epoch.locked = False
        epoch.save()
        body = {"epoch": epoch.number, "finding": finding.strip()}
        return record("payout.unlock", by=by, body=body)
