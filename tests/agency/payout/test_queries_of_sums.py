"""What a run's sheet says of its sum: its parts add up to it, and it stands beside the same month a year before."""

from __future__ import annotations

from shebao.agency.payout import queries
from shebao.agency.payout.models import Run
from tests.world.calendar import JUNE, JUNE_DAY
from tests.world.money import County


def test_the_parts_on_the_approval_sheet_add_up_to_the_run(paying: County) -> None:
    run = paying.sealed()

    parts = queries.by_part(run.pk)

    assert sum(fen for _, fen in parts) == run.amount_fen > 0
    assert [title for title, _ in parts][:1] == ["基础养老金"] and all(fen for _, fen in parts)


def test_the_sheet_compares_with_the_sealed_run_of_the_same_month_a_year_before(paying: County) -> None:
    run = paying.sealed()
    a_year_later = Run(scheme=run.scheme, kind=run.kind, month=run.month + 100)

    assert queries.year_before(run) is None
    assert queries.year_before(a_year_later) == (run.lines, run.amount_fen)


def test_the_line_of_the_first_page_counts_what_was_handed_over_and_no_payment_twice(paying: County) -> None:
    run = paying.settled()
    paying.sealed(JUNE, day=JUNE_DAY)

    assert queries.sent_by_month(run.month - 11, run.month + 1) == {run.month: {run.scheme: run.amount_fen}}
