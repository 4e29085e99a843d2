"""The wall (筑墙): what pays or enrols asks the rules before it is accepted, and whoever accepts in spite of one says why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.installation import queries as installation
from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions, counter_warnings
from shebao.agency.procedures.catalogue import catalogue
from shebao.agency.screening import queries
from shebao.agency.screening.actions import screen_county
from shebao.agency.screening.models import Clue
from shebao.base.finding import Refused
from tests.agency.screening.test_screening import listed, through
from tests.world.calendar import MAY_DAY, by
from tests.world.law import PLACE
from tests.world.money import BALANCE_FEN, County

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOT_ASKED = {
    "decide_resident_claims",
    "decide_exceptions",
    "pay_health_checks",
    "pay_refund",
    "pay_remittances",
    "pay_injury_fund_item",
    "pay_injury_payable",
    "register_finding",
    "register_heirs",
    "register_land_lost",
    "register_petition",
    "register_api_client",
    "register_employer",
    "register_overpaid",
    "register_project",
    "register_terminal",
}
"""Kinds that sound like paying or enrolling and are about no insured person, or pay what another matter decided."""


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY)
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    return County(1)


def drawing_elsewhere(county: County) -> int:
    """Somebody of age who draws an employee pension elsewhere, as a list says."""
    (person,) = county.insured(1, BALANCE_FEN, birth=date(1963, 4, 8))
    (number,) = people.citizen_numbers([person])
    listed(
        county,
        {"citizen_number": number, "name": people.person(person).name, "from_month": 202001, "what": "企业职工基本养老保险待遇"},
        kind="other",
    )
    return person


def test_every_kind_that_pays_or_enrols_asks() -> None:
    known = {one.module.rpartition(".")[2] for one in catalogue().values()}
    asked = counter_warnings.ASKED | set(counter_warnings.WITHIN)
    sounds = {key for key in known if key.startswith(("decide_", "pay_", "enrol", "register_", "insure", "resume", "reimburse", "inherit"))}

    assert asked <= known, asked - known
    assert sounds - asked - NOT_ASKED == set()


def test_an_application_in_spite_of_a_rule_wants_its_reason_which_stays_with_the_matter(county: County) -> None:
    person = drawing_elsewhere(county)
    request: dict[str, Any] = {"rows": [{"person_id": person}]}
    before = matters.matter(1)

    with pytest.raises(Refused, match="R010 同时领取两份养老待遇"):
        actions.submit("decide_benefits", dict(request), by=by(MAY_DAY, county.staff["acceptance"]))
    assert matters.matter(1) == before, "a refused application left a matter"
    matter = actions.submit("decide_benefits", dict(request), by=by(MAY_DAY, county.staff["acceptance"]), comment="外地已停发，附证明")

    detail = matters.matter(matter)
    assert detail is not None
    assert [change.what for change in detail.preview if change.what.startswith("筛查提示")] == ["筛查提示 R010"]
    assert [step.comment for step in detail.steps if step.verb == "submit"] == ["外地已停发，附证明"]


def test_nobody_is_asked_for_a_reason_where_no_rule_hits(county: County) -> None:
    (person,) = county.insured(1, BALANCE_FEN, birth=date(1963, 4, 8))

    matter = actions.submit("decide_benefits", {"rows": [{"person_id": person}]}, by=by(MAY_DAY, county.staff["acceptance"]))

    assert matters.matter(matter) is not None


def test_whoever_stands_on_a_whitelist_is_not_asked_about_at_the_counter_either(county: County) -> None:
    person, staff = drawing_elsewhere(county), county.staff
    hands = {"maker_id": staff["acceptance"], "reviewer_id": staff["reviewer"], "approver_id": staff["approver"]}
    actions.carry_through("decide_benefits", {"rows": [{"person_id": person}]}, day=MAY_DAY, **hands)
    screened = [one.rule for one in screening_warnings(person)]
    assert screened == ["R010"]
    screen_county(by=by(MAY_DAY))
    clue = Clue.objects.get(rule="R010", person_id=person)
    form = {"clue_id": clue.id, "result": "untrue", "evidence": "外地是另一人", "quiet_until": "2023-12-31"}
    through(county, "conclude_clue", form)

    assert screening_warnings(person) == []


def screening_warnings(person: int) -> list[Any]:
    return queries.warnings([person], MAY_DAY)


def test_one_who_is_to_be_employed_while_drawing_is_told_of_before_the_enrolment(county: County) -> None:
    (person,) = county.people
    asked = counter_warnings._as_asked("enrol_employees", {"employer_id": 1}, [person])

    told = counter_warnings.warned([person], asked)

    assert [change.what for change in told] == ["筛查提示 R011"]
