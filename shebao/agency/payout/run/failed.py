"""An answer file that was refused is not forgotten: what it was and why is written down and waits for a good one, or for a person."""

from __future__ import annotations

from django.db import transaction

from shebao.agency.journal.actions import post
from shebao.agency.journal.by import By
from shebao.agency.payout.layout_models import FailedAnswer
from shebao.agency.payout.models import Run
from shebao.agency.staff.queries import require
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import sm3
from shebao.base.finding import Finding


def note_failed(run_id: int, content: bytes, name: str, why: Finding, *, by: By) -> bool:
    """Write down that an answer of a run was refused; whether it was new. The file itself is not kept: it holds names and accounts."""
    require(by.member_id, "bank_file.create")
    with transaction.atomic():
        digest = sm3(content)
        if not Run.objects.filter(pk=run_id).exists() or FailedAnswer.objects.filter(run_id=run_id, digest=digest).exists():
            return False
        reason = why.message if not why.where else f"{why.where}：{why.message}"
        row = (next_id(FailedAnswer), run_id, digest, name[:120], by.day, why.rule[:40], reason[:300], by.member_id)
        post(FailedAnswer, FailedAnswer.SEALED, [row], "payout.return_failed", by=by, subject=("run", run_id), body={"name": name[:120]})
    return True
