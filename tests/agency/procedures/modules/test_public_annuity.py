"""The line of work of public institutions' pensions and the annuity: its matters, each carried through once and undone once."""

from __future__ import annotations

import pytest

from tests.support.done_and_undone import listing

UNDONE_BY = {
    "declare_reform_data": "declare_reform_data",
    "decide_public_pension": "correct_public_award",
    "settle_clearing": "correct_public_award",
    "take_over_public_pensions": "decide_public_pension",
    "assess_annuity": "undo_annuity",
    "make_real_annuity": "undo_annuity",
    "record_real_annuity": "undo_annuity",
    "remit_annuity": "undo_annuity",
    "decide_annuity_payment": "undo_annuity",
}
"""A declaration put right is a later one; a final award takes the place of one taken over."""


def test_every_matter_of_the_annuity_is_done_once_and_undone_once(capsys: pytest.CaptureFixture[str]) -> None:
    text = listing("机关事业养老与职业年金", UNDONE_BY)

    with capsys.disabled():
        print(f"\n{text}")
    assert text.startswith("机关事业养老与职业年金：9 种")
