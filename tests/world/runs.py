"""A run of any scheme taken through all its hands, from the proposal to the bank's answer and the books."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries
from shebao.agency.payout.models import Run
from shebao.agency.procedures.payout import settle_payout

from .law import PLACE
from .money import bank_answer, enter_slip

REMARK = "已逐项核对，增减来自本月的核定和清算"
"""What the clerk says of a total that is far from usual."""


def sealed_run(staff: dict[str, int], scheme: str, month: int, day: date, kind: str = "regular", place: str = PLACE) -> Run:
    """Proposed, computed and sealed."""
    run = payout.propose(scheme, month, kind, place=place, by=By(staff["acceptance"], day))
    return _sealed(staff, payout.compute(run.pk, actor_id=staff["acceptance"]), day)


def _sealed(staff: dict[str, int], run: Run, day: date) -> Run:
    remark = REMARK if queries.variances(run) else ""
    return payout.seal(run.pk, by=By(staff["acceptance"], day), remark=remark)


def settled_run(
    staff: dict[str, int], scheme: str, month: int, day: date, kind: str = "regular", fail: dict[int, str] | None = None
) -> Run:
    """Signed by two others, sent to the bank, answered and booked."""
    return _settled(staff, sealed_run(staff, scheme, month, day, kind), day, fail)


def settle_computed(staff: dict[str, int], run: Run, day: date) -> Run:
    """A run that was computed, sealed and taken through all its other hands."""
    return _settled(staff, _sealed(staff, run, day), day, None)


def _settled(staff: dict[str, int], run: Run, day: date, fail: dict[int, str] | None) -> Run:
    payout.review(run.pk, run.digest, by=By(staff["reviewer"], day))
    payout.approve(run.pk, run.digest, by=By(staff["approver"], day))
    payout.write_file(run.pk, by=By(staff["finance_maker"], day))
    settle_payout.submit(run.pk, by=By(staff["finance_checker"], day))
    run = Run.objects.get(pk=run.pk)
    content = bank_answer(run, day, fail)
    enter_slip(run.pk, content, by=By(staff["finance_checker"], day))
    settle_payout.settle(run.pk, content, "回盘.txt", by=By(staff["finance_maker"], day))
    return Run.objects.get(pk=run.pk)
