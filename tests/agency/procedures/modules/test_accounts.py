"""The line of work of personal accounts: its matters, each carried through once by the right posts and undone once."""

from __future__ import annotations

import pytest

from tests.support.done_and_undone import listing

UNDONE_BY = {
    "credit_interest": "withdraw_interest",
    "correct_account": "correct_account",
    "record_deemed_service": "withdraw_conclusion",
    "issue_rights_statement": "withdraw_statement",
    "print_record": "withdraw_statement",
    "object_to_record": "object_to_record",
}
"""A correction of an account is corrected in turn; an objection is looked at again. 缴费月数更正 is a choice of the correction of months."""


def test_every_matter_of_the_accounts_is_done_once_and_undone_once(capsys: pytest.CaptureFixture[str]) -> None:
    text = listing("个人账户与权益记录", UNDONE_BY)

    with capsys.disabled():
        print(f"\n{text}")
    assert text.startswith("个人账户与权益记录：6 种")
