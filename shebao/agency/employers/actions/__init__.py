"""What people do with the register of employers. Each verb journals what it did, or refuses the whole request."""

from .cancel import cancel
from .change import change, change_account, change_insurance
from .rates import apply_cut, check_factor, set_injury_rates
from .register import NewEmployer, check_new, register
from .verification import Declared, verify_year

__all__ = [
    "Declared",
    "NewEmployer",
    "apply_cut",
    "cancel",
    "change",
    "change_account",
    "change_insurance",
    "check_factor",
    "check_new",
    "register",
    "set_injury_rates",
    "verify_year",
]
