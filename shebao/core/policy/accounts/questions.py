"""What a year of an account reads: the rate of the scheme it belongs to, declared once for the sheet and for columns."""

from __future__ import annotations

from collections.abc import Mapping

from shebao.core.policy.accounts import interest
from shebao.core.policy.questions import Fact, Question, Read
from shebao.core.rules import RuleSet

LIMIT = 10**8
"""No personal account reaches a hundred million yuan; a larger figure is damaged data and refused at the door."""

RATES: Mapping[str, Read] = {
    "employee": Read("employee_account_rate"),
    "resident": Read("resident_account_rate", otherwise="resident_account_rate_floor"),
    "annuity": Read("annuity_account_rate"),
}
"""Scheme → its account rate; residents where the place published none earn the legal floor, which its row says. An annuity's employer
part that is only recorded earns a rate of its own until it is paid in."""

EMPLOYEE_YEAR = Question.of(
    "account_year",
    RuleSet.of(interest),
    reads={"rate": RATES["employee"]},
    facts={
        "opening_balance": Fact("上年末储存额", "Yuan", 0, LIMIT),
        "principal": Fact("本年记账额", "Yuan", -LIMIT, LIMIT),
        "month_product": Fact("月积数", "Yuan", -LIMIT * 12, LIMIT * 12),
        "interest_months": Fact("上年储存额计息月数", "Months", 0, 12),
    },
    results=("opening_interest", "current_interest", "closing"),
)

ACCOUNT_YEARS: Mapping[str, Question] = {
    scheme: EMPLOYEE_YEAR.differing(EMPLOYEE_YEAR.parts["account_year"], rate=rate) for scheme, rate in RATES.items()
}
"""Scheme → the question about a year of its accounts."""
