"""What people do with the register of employers. Each verb journals what it did, or refuses the whole request."""

from .cancel import cancel
from .change import change, change_account, change_insurance
from .projects import NewProject, RosterRow, change_project, keep_roster, post_project_payments, register_project
from .rates import apply_cut, check_factor, set_injury_rates
from .register import NewEmployer, check_new, register
from .succession import succeed
from .verification import Declared, verify_year

__all__ = [
    "Declared",
    "NewEmployer",
    "NewProject",
    "RosterRow",
    "apply_cut",
    "cancel",
    "change",
    "change_account",
    "change_insurance",
    "change_project",
    "check_factor",
    "check_new",
    "keep_roster",
    "post_project_payments",
    "register",
    "register_project",
    "set_injury_rates",
    "succeed",
    "verify_year",
]
