"""Somebody with the database's own rights changes what stands about arrears, refunds, projects or lists: `verify` says which check it breaks."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction

from shebao.agency.procedures.checks import checks, run_check
from tests.agency.procedures.modules import employers as projects
from tests.agency.procedures.modules.collection import at
from tests.support.guards import drop_guards
from tests.world.employers import Works, enter_project_rate, number_of, scan
from tests.world.people import citizen_number
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county"), pytest.mark.slow]
AUGUST_3 = date(2023, 8, 3)
EDITS = (
    ("declarations_latefee", "fee_fen = fee_fen + 1", "declarations.late_fees"),
    ("declarations_latefee", "days = days + 1", "declarations.late_fees"),
    ("declarations_deferral", "ended_on = '2023-07-01'", "declarations.arrears"),
    ("declarations_arrearsclaim", "owed_fen = owed_fen + 1", "declarations.arrears"),
    ("declarations_bankruptcyclaim", "outcome = '核销'", "declarations.arrears"),
    ("declarations_refund", "closed_on = '2023-07-01'", "declarations.arrears"),
    ("declarations_refundline", "unit_fen = unit_fen + 1", "declarations.arrears"),
    ("contributions_adjustment", "person_fen = person_fen + 1", "contributions.adjustments"),
    ("employers_project", "ended_on = '2023-07-01'", "employers.projects"),
    ("employers_projectpayment", "fen = fen + 1", "employers.projects_paid"),
    ("employers_projectworker", "left_on = '2023-07-30'", "employers.roster"),
    ("employers_projectworker", "number_tail = '0000'", "employers.roster_open"),
    ("enrolment_relative", "to_on = '2023-07-01'", "enrolment.relatives"),
    ("enrolment_coveragetask", "state = 'insured'", "enrolment.coverage"),
)


def lived(works: Works) -> None:
    """Something of everything: nothing of the edits' tables is empty."""
    works.receive(works.rows())
    enter_project_rate()
    projects.paid(works, projects.project(works))
    rows = [{"citizen_number": citizen_number(date(1990, 1, 2)), "name": "外地工甲", "trade": "钢筋工", "entered_on": "2023-07-29"}]
    carry_through("roster_project", {"code": "XM1", "rows": rows}, works.staff, AUGUST_3)
    carry_through("assess_month", {"month": "2023-07"}, works.staff, date(2023, 7, 21))
    carry_through("assess_late_fee", {"employer_id": str(works.employer), "what": "charge"}, works.staff, AUGUST_3)
    carry_through("claim_arrears", at(works, action="reminded"), works.staff, AUGUST_3)
    deferral = {"what": "defer", "scheme": "employee", "from_month": "2023-07", "to_month": "2023-07", "due_on": "2023-12-31"}
    carry_through("defer_contributions", at(works, **deferral, cause="policy", document="例〔2023〕5号"), works.staff, AUGUST_3)
    filing = {"what": "file", "court_case": "1 号", "accepted_on": "2023-08-01", "deadline": "2023-09-30"}
    carry_through("file_bankruptcy_claim", at(works, **filing), works.staff, AUGUST_3)
    carry_through("change_employer_account", at(works, bank="示例银行", account_number="6200123456789"), works.staff, AUGUST_3)
    refund = {"scheme": "employee", "payee": "employer", "reason": "repeated", "via": "account"}
    carry_through(
        "refund_contributions", at(works, **refund, rows=[{"person_id": works.workers[0], "month": 202306}]), works.staff, AUGUST_3
    )
    old = {
        "person_id": str(works.workers[1]), "what": "add", "scheme": "employee", "from_month": "2008-01", "to_month": "2008-01",
        "base_fen": 100_00, "person_fen": 8_00, "document": "凭证 1 号", "why": "漏录", "scans": scan(),
    }  # fmt: skip
    carry_through("correct_months", old, works.staff, AUGUST_3)
    relative = {
        "person_id": str(works.workers[0]), "what": "enter", "relative_number": number_of(works.workers[1]), "relative_name": "李甲二",
        "relation": "agent", "scope": "certify", "from_on": "2023-07-01", "scans": scan(),
    }  # fmt: skip
    carry_through("record_family", relative, works.staff, AUGUST_3)
    rows = [{"citizen_number": citizen_number(date(1995, 9, 9)), "name": "外地人", "scheme": "resident"}]
    form = {"rows": rows, "group": "platform", "owner": "驻村干部甲", "due_on": "2023-09-30"}
    carry_through("check_coverage_list", form, works.staff, AUGUST_3)


def test_an_altered_row_of_what_is_late_or_goes_back_is_found_out(works: Works) -> None:
    lived(works)
    asked = dict(checks())
    assert [name for *_, name in EDITS if not run_check(name, asked[name]).ok] == []
    overlooked = []
    drop_guards()
    with connection.cursor() as cursor:
        for table, change, name in EDITS:
            with transaction.atomic():
                cursor.execute(f"UPDATE {table} SET {change} WHERE id = (SELECT MIN(id) FROM {table})")
                if cursor.rowcount != 1 or run_check(name, asked[name]).ok:
                    overlooked.append((table, change))
                transaction.set_rollback(True)

    assert overlooked == []
