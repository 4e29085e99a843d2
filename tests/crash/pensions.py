"""An award, its recalculation and a year's interest as a command that may be run again after it was killed, each from wherever it stands."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from typing import Any

from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts.models import AccountEntry
from shebao.agency.benefits.models import Decision
from shebao.agency.enrolment.actions import enrol
from shebao.agency.parameters import queries as parameters
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.core.policy.locale import shipped_places
from tests.crash.collection import business_digest, carry
from tests.world.calendar import GO_LIVE, YEAR_END, by
from tests.world.law import PLACE
from tests.world.people import make_people, make_village, new_person, start_over
from tests.world.staff import make_staff

__all__ = ["LATER", "PLACE", "build", "business_digest", "faults", "live"]
os.environ.setdefault("SHEBAO_PLACE", PLACE)
MAY, PUBLISHED, NOVEMBER = date(2023, 5, 26), date(2023, 11, 15), date(2023, 11, 20)
LATER = YEAR_END
TOTALS = [3280_07, 3369_61]
"""The provisional award and the one on the year's own base."""


def _late_base() -> Any:
    """The base of 2023 becomes known in November, in every process that lives this story."""
    places = shipped_places()
    late = (row.key == "calc_base" and row.place == "gansu" and row.effective_from.year == 2023 for row in places.rows)
    rows = (replace(row, known_from=PUBLISHED) if known_late else row for row, known_late in zip(places.rows, late, strict=True))
    return replace(places, rows=tuple(rows))


PLACES = _late_base()
parameters.shipped_places = lambda: PLACES


def build() -> None:
    """The retiree of the worked example and two who save."""
    start_over()
    make_staff()
    rows = [new_person("周丙", birth=date(1963, 5, 5), village_id=make_village())]
    rows += [new_person(name, birth=date(1980, 5, 5), village_id=make_village()) for name in ("李甲", "王乙")]
    people = make_people(rows, day=GO_LIVE)
    enrol(people, EMPLOYEE, 199601, by=by(GO_LIVE))
    accounts.open_accounts(list(zip(people, (143_567_89, 10_000_00, 20_000_00), strict=True)), EMPLOYEE, 202212, by=by(GO_LIVE))


def live(staff: dict[str, int]) -> None:
    """Award, recalculation and interest, each from wherever it stands to its end."""
    people = [staff["acceptance"], staff["reviewer"], staff["approver"]]
    claim = {
        "person_id": 1,
        "applied_on": "2023-05-08",
        "category": "male60",
        "road": "legal",
        "retire_month": "2023-05",
        "archive": "档案与身份证一致，卷三第2页",
        "actual_months": 256,
        "deemed_months": 37,
        "deemed_proof": "招工表，卷三第5页",
        "avg_index": "1.2287",
    }
    carry("decide_employee_pension", claim, MAY, people)
    carry("recalculate_pension", {"year": 2023}, NOVEMBER, people)
    carry("credit_interest", {"scheme": EMPLOYEE, "year": "2023"}, YEAR_END, people)


def faults() -> tuple[int, int]:
    """(versions and interests that are missing, those that are there twice or wrong)."""
    totals = list(Decision.objects.order_by("version").values_list("total_fen", flat=True))
    interests = list(AccountEntry.objects.filter(kind="interest").order_by("person_id").values_list("person_id", flat=True))
    lost = max(len(TOTALS) - len(totals), 0) + max(3 - len(interests), 0)
    twice = max(len(totals) - len(TOTALS), 0) + len(interests) - len(set(interests))
    return lost, twice + (totals[: len(TOTALS)] != TOTALS[: len(totals)])
