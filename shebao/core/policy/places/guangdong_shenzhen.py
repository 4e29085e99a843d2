"""Shenzhen keeps the nation's basic pension formula: its printed sheets do not use the province's low-index factor."""

from __future__ import annotations

from shebao.core.policy.employee.disability import basic
from shebao.core.policy.employee.pension import basic_pension

RULES = {
    "employee_pension": (basic_pension,),
    "pension_recalculation": (basic_pension,),
    "disability_allowance": (basic,),
}
