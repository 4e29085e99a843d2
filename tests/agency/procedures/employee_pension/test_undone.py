"""What undoes a matter of a pension leaves the award as it was before: taken over and revoked, adjusted, corrected, stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import queries as benefits
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.base.dated import Value
from shebao.base.finding import Refused
from shebao.core.policy.locale import shipped_places
from tests.world.calendar import GO_LIVE
from tests.world.people import bank_card, citizen_number, make_village
from tests.world.public_units import scans
from tests.world.staff import carry_through, staff_as_made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
JULY = date(2023, 7, 20)


@pytest.fixture
def staff(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """A county that has the notice of the yearly adjustment of 2023 (an invented one)."""
    settings.FILES_FOLDER = tmp_path / "files"
    scheme = {"fixed": "40.00", "tiers": ((None, "1.50"),), "pct": "0.01", "age": (("80", None, "80.00"),)}
    own = Value("adjustment_scheme", "gansu_zhengning", date(2023, 1, 1), date(2023, 12, 31), scheme, "调整通知（例）", "high")
    monkeypatch.setattr(parameters, "shipped_places", lambda: shipped_places().overlay([own]))
    parameters._layered.cache_clear()
    yield staff_as_made()
    parameters._layered.cache_clear()


def handed_over() -> dict[str, Any]:
    row = {
        "citizen_number": citizen_number(birth=date(1955, 3, 5)),
        "name": "李明",
        "village_id": make_village(),
        "bank": "农商银行",
        "account_number": bank_card(),
        "pension_from": 201504,
        "paid_months": 360,
        "balance_fen": 20_000_00,
        "basic_fen": 1500_00,
        "account_pension_fen": 400_00,
        "certified_on": "2022-12-01",
    }
    return {"rows": [row], "month": 202301}


def test_an_award_taken_over_is_adjusted_taken_back_and_revoked_before_anything_was_paid(staff: dict[str, int]) -> None:
    (person,) = carry_through("take_over_employee_pensions", handed_over(), staff, GO_LIVE)
    notice = {"scheme": EMPLOYEE, "year": 2023, "document": "调整通知（例）", "remote": "no", "scans": scans()}
    adjusted = carry_through("adjust_pensions_year", notice, staff, JULY)
    higher = history.award_of(person, EMPLOYEE)["total_fen"]
    carry_through("withdraw_revision", {"matter": adjusted.matter_id, "why": "办法录错", "scans": scans()}, staff, JULY)
    lower = history.award_of(person, EMPLOYEE)["total_fen"]
    again = carry_through("adjust_pensions_year", notice, staff, JULY)
    carry_through("withdraw_revision", {"matter": again.matter_id, "why": "办法录错", "scans": scans()}, staff, JULY)
    carry_through("revoke_award", {"person_id": person, "scheme": EMPLOYEE, "why": "移交有误", "scans": scans()}, staff, JULY)

    assert (higher, lower) == (1900_00 + 40_00 + 45_00 + 19_00, 1900_00)
    assert (benefits.of_person(person)[0]["state"], benefits.of_person(person)[0]["reason"]) == ("ended", "granted_in_error")
    with pytest.raises(Refused, match="没有企业职工基本养老保险的在发待遇"):
        procedures.preview("revoke_award", {"person_id": person, "scheme": EMPLOYEE, "why": "再撤", "scans": scans()}, day=JULY)
    assert [check for check in run_checks() if not check.ok] == []
