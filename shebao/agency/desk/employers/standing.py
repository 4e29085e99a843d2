"""What stands against or for an employer besides its months: late fees, deferrals, claims, filings, successions, projects."""

from __future__ import annotations

from typing import Any

from shebao.agency.declarations import arrears
from shebao.agency.declarations.kinds import CLAIMS, DEFERRALS
from shebao.agency.employers import projects
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES, SUCCESSIONS


def standing_of(employer_id: int) -> dict[str, Any]:
    """For the template: each list with its Chinese words."""
    charged, received = arrears.late_fee_sums(employer_id)
    successions = employers.successions(employer_id)
    names = employers.names({key for row in successions for key in (row.former_id, row.successor_id)})
    return {
        "late_fees": [(INSURANCES[row.scheme], row) for row in arrears.late_fees_of(employer_id)],
        "late_fee_charged_fen": charged,
        "late_fee_received_fen": received,
        "deferrals": [(INSURANCES[row.scheme], DEFERRALS[row.cause], row) for row in arrears.deferrals_of(employer_id)],
        "claims": [(CLAIMS[row.action][0], row) for row in arrears.claims_of(employer_id)],
        "bankruptcies": arrears.bankruptcies_of(employer_id),
        "successions": [(SUCCESSIONS[row.kind], names[row.former_id], names[row.successor_id], row) for row in successions],
        "projects": projects.of_employer(employer_id),
    }
