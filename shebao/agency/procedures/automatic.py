"""Submissions that a rule does without a clerk (自动办理): certification by a provider's word, an address, a telephone, a printed certificate.

The kind's own `check` judges them as it judges a clerk; what it refuses goes back to the sender with the reason.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shebao.agency.journal.actions import take_turn
from shebao.agency.journal.by import By
from shebao.agency.public import actions, queries
from shebao.agency.public.models import Submission
from shebao.agency.public.services import SERVICES, Asker, begin
from shebao.base.finding import Refused

from .catalogue import kind


def do_automatic(row: Submission, day: date) -> bool:
    """Do one submission of an automatic service; whether it was done, otherwise its sender reads why not."""
    one = SERVICES[row.service]
    assert one.automatic, f"{row.service} is for a clerk"
    procedure = kind(one.kind)
    by = By(None, day)
    try:
        with transaction.atomic():
            take_turn()
            payload = begin(one, queries.content_of(row), Asker(row.person_id, row.employer_id, row.applicant_name, day))
            content = procedure.check(payload, day)
            result = procedure.apply(content, by=by)
            actions.mark_applied(row.id, result if isinstance(result, int) else 0, by=by)
    except Refused as refused:
        actions.refuse_submission(row.id, f"{refused.finding.message}。{refused.finding.advice}"[:300], by=by)
        return False
    return True


def do_waiting(day: date) -> int:
    """Do everything that waits for a rule, one transaction each; how many were done."""
    return sum(do_automatic(row, day) for row in queries.waiting_automatic())
