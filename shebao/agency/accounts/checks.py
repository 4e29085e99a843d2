"""What must always be true of personal accounts beside their balances: the statements that were issued say what the entries say."""

from .statements import check_issues

__all__ = ["check_issues"]
