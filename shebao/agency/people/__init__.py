"""人员信息: persons, bank accounts, villages."""
