"""A standard published late: the months before are explained by what was known then, and the difference is paid back."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.agency.journal.by import By
from shebao.agency.parameters.actions import NewValue, enter
from shebao.agency.payout import queries
from shebao.agency.payout.actions import compute
from shebao.agency.payout.models import Cover, Line
from shebao.agency.procedures.checks import run_checks
from tests.world.calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, MAY
from tests.world.law import PLACE, PLACES
from tests.world.money import County

RAISE_FEN = 5_00


@pytest.fixture
def raised(paying: County) -> None:
    """From May on the basic standard of the county is five yuan higher; the notice came on the twentieth of June."""
    now = int(str(PLACES.value("resident_basic_standard", PLACE, date(2023, 5, 31)).value))
    enter(
        NewValue("resident_basic_standard", PLACE, date(2023, 5, 1), None, str(now + RAISE_FEN // 100), "测试文件〔2023〕1号", "high"),
        by=By(None, date(2023, 6, 20)),
    )


@pytest.mark.slow
def test_a_late_notice_is_explained_and_paid_back_to_the_fen(paying: County, raised: None) -> None:
    may = paying.settled()
    june = paying.settled(JUNE, day=JUNE_DAY)
    july = paying.settled(JULY, day=JULY_DAY)

    assert june.amount_fen == may.amount_fen and july.amount_fen == june.amount_fen + 6 * RAISE_FEN
    assert [(g.key, g.count, g.fen) for g in queries.summary(july.pk).changes] == [("basic", 6, 6 * RAISE_FEN)]

    back = paying.settled(JULY, "back_pay", JULY_DAY)

    assert set(Line.objects.filter(run=back).values_list("total_fen", "from_account_fen", "from_month")) == {(2 * RAISE_FEN, 0, MAY)}
    assert set(Cover.objects.filter(run=back).values_list("month", "due_fen")) == {(MAY, RAISE_FEN), (JUNE, RAISE_FEN)}
    assert not [check for check in run_checks() if not check.ok]


def test_a_raise_known_in_time_needs_no_back_pay(paying: County) -> None:
    paying.settled()
    paying.settled(JUNE, day=JUNE_DAY)

    run = paying.propose(JULY, "back_pay", JULY_DAY)

    assert compute(run.pk, actor_id=paying.staff["acceptance"]).total == 0
