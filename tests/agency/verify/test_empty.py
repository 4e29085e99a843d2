"""A county that has only just begun is not a broken one: every check of `verify` holds where there is nothing yet."""

from __future__ import annotations

import pytest

from shebao.agency.procedures.checks import run_checks
from tests.world.people import make_person

pytestmark = pytest.mark.django_db


def test_an_empty_county_holds() -> None:
    assert [check for check in run_checks() if not check.ok] == []


def test_a_county_whose_people_have_no_bank_accounts_yet_holds() -> None:
    make_person(card=None)

    assert [check for check in run_checks() if not check.ok] == []


def test_a_county_whose_first_account_waits_for_its_verification_holds() -> None:
    make_person(accounts_verified=False)

    assert [check for check in run_checks() if not check.ok] == []
