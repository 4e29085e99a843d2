"""The line of work of employees' pensions: its matters, each carried through once by the right posts and undone once."""

from __future__ import annotations

import pytest

from tests.support.done_and_undone import listing

UNDONE_BY = {
    "choose_flexible_retirement": "withdraw_conclusion",
    "review_archive": "withdraw_conclusion",
    "approve_special_occupation": "withdraw_conclusion",
    "continue_after_age": "withdraw_conclusion",
    "refuse_claim": "withdraw_conclusion",
    "decide_employee_pension": "revoke_award",
    "recalculate_pension": "withdraw_revision",
    "adjust_pensions_year": "withdraw_revision",
    "correct_award": "withdraw_revision",
    "decide_disability_allowance": "revoke_award",
    "end_disability_allowance": "decide_disability_allowance",
    "exit_lump_sum": "undo_exit",
    "take_over_employee_pensions": "revoke_award",
}
"""补足欠费后重新核定 is a reason of the correction; an allowance stopped by mistake is decided again."""


def test_every_matter_of_employees_pensions_is_done_once_and_undone_once(capsys: pytest.CaptureFixture[str]) -> None:
    text = listing("企业职工养老待遇", UNDONE_BY)

    with capsys.disabled():
        print(f"\n{text}")
    assert text.startswith("企业职工养老待遇：13 种")
