"""What people do with the register of persons. Each verb takes a list, journals what it did, or refuses the whole list."""

from .bank_accounts import NewAccount, change_bank_accounts, check_accounts, check_evidence, verify_bank_accounts
from .deaths import check_deaths, record_deaths, withdraw_deaths
from .heirs import NewHeir, Share, ensure_family, enter_shares, register_heirs
from .identity import Corrected, change_phone, check_identity, correct_identity
from .merge import merge
from .register import NewPerson, check_new, ensure_villages, place_problems, register
from .residence import move_persons
from .unmask import unmask, unmask_account

__all__ = [
    "Corrected",
    "NewAccount",
    "NewHeir",
    "NewPerson",
    "Share",
    "change_bank_accounts",
    "change_phone",
    "check_accounts",
    "check_deaths",
    "check_evidence",
    "check_identity",
    "check_new",
    "correct_identity",
    "ensure_family",
    "ensure_villages",
    "enter_shares",
    "merge",
    "move_persons",
    "place_problems",
    "record_deaths",
    "register",
    "register_heirs",
    "unmask",
    "unmask_account",
    "verify_bank_accounts",
    "withdraw_deaths",
]
