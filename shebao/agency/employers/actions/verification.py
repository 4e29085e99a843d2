"""An employer's year verified (年审): what it declared against what was taxed, shown to its staff or not."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from shebao.agency.employers.kinds import DIFFERENCE_LIMIT_E4
from shebao.agency.employers.models import Verification
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import half_up

from .change import standing


class Declared(NamedTuple):
    """What an employer declares of a year, and the payroll the tax office has, in fen."""

    heads: int
    wage_fen: int
    taxed_fen: int
    shown_to_staff: bool

    @property
    def difference_fen(self) -> int:
        """How much more was taxed than declared."""
        return self.taxed_fen - self.wage_fen

    @property
    def difference_e4(self) -> int:
        """The difference as ten-thousandths of what was declared, half up, without its sign."""
        return half_up(abs(self.difference_fen) * 10_000, self.wage_fen)

    @property
    def result(self) -> str:
        """What it comes to: a key of `kinds.RESULTS`."""
        if self.difference_e4 > DIFFERENCE_LIMIT_E4:
            return "to_inspection"
        return "passed" if self.shown_to_staff else "to_publish"


def verify_year(employer_id: int, year: int, declared: Declared, *, by: By) -> Entry:
    """Verify a year; a year verified before gets a new version, which holds."""
    if declared.heads <= 0 or declared.wage_fen <= 0 or declared.taxed_fen < 0:
        refuse("employers.verification", "职工人数和工资总额应大于零", "请按工资台账填写。", "wage_fen")
    if year >= by.day.year:
        refuse("employers.verification", f"{year}年度还没有结束", "年审核验的是以前的年度。", "year")
    with transaction.atomic():
        take_turn()
        standing(employer_id)
        versions = Verification.objects.filter(employer_id=employer_id, year=year).count()
        return post(
            Verification,
            Verification.SEALED,
            [(next_id(Verification), employer_id, year, versions + 1, *declared, declared.result)],
            "employers.verify_year",
            by=by,
            subject=("employer", employer_id),
            body={"year": year, "difference_fen": declared.difference_fen, "result": declared.result},
        )
