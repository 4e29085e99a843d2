"""Taking an employer out of the register: its insurances end with it. That nothing is owed and nobody left is asked before this."""

from __future__ import annotations

from django.db import transaction

from shebao.agency.employers.kinds import ENDINGS
from shebao.agency.employers.models import Employer, Insurance
from shebao.agency.journal.actions import Entry, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.columns import change_rows
from shebao.base.finding import refuse

from .change import standing


def cancel(employer_id: int, month: int, reason: str, *, by: By) -> Entry:
    """The employer's last month; reason: a key of `kinds.ENDINGS`."""
    if reason not in ENDINGS:
        refuse("employers.reason", f"没有注销原因“{reason}”", f"可用的原因：{'、'.join(ENDINGS.values())}。", "reason")
    with transaction.atomic():
        take_turn()
        standing(employer_id)
        open_ones = list(Insurance.objects.filter(employer_id=employer_id, to_month=None).values_list("id", "from_month"))
        if any(first > month for _, first in open_ones):
            refuse("employers.before_start", "注销月早于参保月", "请核对月份。", "month")
        entry = record(
            "employers.cancel",
            by=by,
            subject=("employer", employer_id),
            body={"employer": employer_id, "month": month, "reason": reason, "insurances": [[one, month] for one, _ in open_ones]},
        )
        if open_ones:
            change_rows(Insurance, [one for one, _ in open_ones], to_month=month)
        change_rows(Employer, [employer_id], ended_month=month, end_reason=reason)
    return entry
