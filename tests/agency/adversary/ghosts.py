"""Rows that nothing stands behind, for every check of `verify` of which a county that has lived has nothing to edit."""

from __future__ import annotations


class Row:
    """A row of a table, and what some of its columns say; every other column says something that its type takes."""

    def __init__(self, table: str, **values: object) -> None:
        self.table, self.values = table, values


_CANCELLED = '{"employer":1,"insurances":[[1,202306]],"month":202306,"reason":"closed"}'
_LEFT = '{"workers":[[1,"2023-06-01"]]}'
_REPORT = '{"names":[],"title":"","columns":[],"assets":[["","","",1]],"claims":[["","","",2]],"income":[],"owned_fen":0,"payable":null}'
_CLOSED = '{"closed_on":"2023-06-01","differences":[1],"outcome":"closed"}'
SAYING = {
    "employers.employers": f"UPDATE journal_entry SET verb = 'employers.cancel', body = '{_CANCELLED}' WHERE seq = 155",
    "employers.insurances": f"UPDATE journal_entry SET verb = 'employers.cancel', body = '{_CANCELLED}' WHERE seq = 155",
    "employers.roster": f"UPDATE journal_entry SET verb = 'employers.leave_project', body = '{_LEFT}' WHERE seq = 155",
    "declarations.differences": f"UPDATE journal_entry SET verb = 'declarations.close_differences', body = '{_CLOSED}' WHERE seq = 155",
}
"""Check → what the journal says of the row beside it."""
GHOSTS: dict[str, tuple[Row, ...]] = {
    "accounts.issues": (Row("accounts_statementissue", id=999),),
    "accounts.months": (Row("accounts_accountentry", id=999, scheme="employee", source_kind="month_payment"),),
    "annuity.books": (Row("annuity_posting"),),
    "annuity.claims": (Row("annuity_claim"), Row("annuity_arrival", claim_id=1)),
    "annuity.nominal": (Row("annuity_nominalentry", principal_fen=-1),),
    "annuity.postings": (Row("annuity_posting"),),
    "contributions.adjustments": (Row("contributions_adjustment"),),
    "contributions.months": (Row("contributions_monthpayment"),),
    "contributions.parts": (Row("contributions_contribution"),),
    "declarations.arrears": (Row("declarations_arrearsclaim"),),
    "declarations.assessments": (Row("declarations_assessment"),),
    "declarations.batches": (Row("declarations_taxbatch"),),
    "declarations.books": (Row("declarations_receipt", scheme="employee"),),
    "declarations.differences": (Row("declarations_difference"),),
    "declarations.late_fees": (Row("declarations_latefee"),),
    "declarations.receipts": (Row("declarations_receiptfile"),),
    "declarations.refunds_paid": (Row("declarations_refund", scheme="employee", outcome="已退还"),),
    "declarations.settled": (Row("declarations_receipt", scheme="employee", project_id=None),),
    "employers.accounts_open": (Row("employers_employeraccount"),),
    "employers.employers": (Row("employers_employer"),),
    "employers.insurances": (Row("employers_insurance"),),
    "employers.projects": (Row("employers_project", due_fen=1), Row("employers_projectpayment", project_id=1, fen=2)),
    "employers.projects_paid": (Row("employers_projectpayment"),),
    "employers.roster": (Row("employers_projectworker"),),
    "employers.roster_open": (Row("employers_projectworker"),),
    "enrolment.coverage": (Row("enrolment_coveragetask"),),
    "enrolment.relatives": (Row("enrolment_relative"),),
    "fund.banks": (Row("fund_statementline", id=999),),
    "fund.carried": (Row("fund_voucherline", id=99999, account="5001", item="basic", debit_fen=5, credit_fen=0),),
    "fund.deposits": (Row("fund_deposit", scheme="resident"),),
    "fund.orders": (Row("fund_order", scheme="resident", kind="up", amount_fen=-1),),
    "fund.reports": (
        Row(
            "fund_fundreport",
            scheme="resident",
            span="month",
            month=202305,
            content=_REPORT,
        ),
    ),
    "injury.account_numbers": (Row("injury_provideraccount"),),
    "injury.advances": (Row("injury_case"), Row("injury_claim", once_fen=1), Row("injury_advance", amount_fen=2)),
    "injury.bills": (Row("injury_settlement"),),
    "injury.books": (Row("injury_payable"), Row("injury_payablepaid")),
    "injury.claims": (Row("injury_claim"),),
    "injury.dependants": (Row("injury_case"), Row("injury_claim"), Row("injury_dependant")),
    "injury.paid_for_recognised": (Row("benefits_entitlement", id=999, scheme="work_injury", benefit="pension", state="active"),),
    "injury.repaid": (Row("injury_repayment"),),
    "injury.settlements": (Row("injury_settlement"),),
    "local_payments.money": (Row("local_payments_localmovement", item="heating", kind="paid"),),
    "parameters.documents": (Row("parameters_enteredvalue", file_digest="a" * 64),),
    "payout.never_due": (Row("payout_neverduecleared", id=10000001),),
    "payout.debts_bounded": (
        Row("payout_debt", id=999, scheme="resident", amount_fen=1),
        Row("payout_debtstep", debt_id=999, kind="repaid", amount_fen=5, undoes_id=99),
    ),
    "payout.kept_back": (
        Row("payout_debt", id=999, scheme="resident"),
        Row("payout_deductionorder", id=999, debt_id=999),
        *(Row("payout_linededuction", id=number, run_id=1, line_id=10000000 + number, order_id=999, fen=5) for number in (1, 2, 3)),
    ),
    "payout.repaid": (Row("payout_debt", id=999, scheme="resident"), Row("payout_debtstep", debt_id=999, kind="repaid")),
    "registers.steps": (Row("registers_record"),),
    "remittances.accounts_open": (Row("remittances_remittance"),),
    "remittances.books": (Row("remittances_order"), Row("remittances_remittance"), Row("remittances_payment")),
    "remittances.orders": (Row("remittances_order"),),
    "residents.land": (Row("residents_landpayment"),),
    "screening.campaigns": (Row("screening_batch", lines=5),),
    "screening.clues": (Row("screening_clue"),),
    "screening.conclusions": (Row("screening_conclusion"),),
    "screening.lists": (Row("screening_sourcelist"),),
    "transfers.accounts": (Row("accounts_accountentry", id=999, source_kind="transfer"),),
    "transfers.books": (
        Row("transfers_case", direction="in", kind="employee"),
        Row("transfers_casestep", case_id=1, state="done"),
    ),
    "transfers.packets": (Row("transfers_packet"),),
    "transfers.years": (
        Row("transfers_case", direction="in", kind="employee"),
        Row("transfers_casestep", case_id=1, state="done"),
    ),
    "unemployment.amounts": (Row("unemployment_claim"),),
    "unemployment.claims": (Row("unemployment_claim"),),
    "unemployment.premiums": (Row("unemployment_medicalmonth"),),
    "certification.replies": (Row("certification_onlinereply", event_id=999_999),),
    "staff.authority": (Row("staff_limit", key="nothing"),),
    "inspection.draws": (Row("inspection_plan", tickets="[[1,1]]", seed=1, size=1),),
    "inspection.cases": (Row("inspection_case"),),
    "inspection.found_arrears": (Row("inspection_casefinding", unit_fen=100),),
    "inspection.campaigns": (Row("inspection_campaigntask"), Row("inspection_campaignstep", state="done", heads=5)),
    "inspection.samples": (Row("inspection_sampledmatter"), Row("inspection_sampleresult", checker_id=3)),
    "accuracy.samples": (Row("accuracy_sampleline"),),
    "payout.layouts": (Row("payout_banklayout", content="name: x"),),
    "reconciliation.items": (Row("reconciliation_item"),),
}
"""Check → rows that nothing stands behind, where the county that has lived has none of its kind."""
