"""个人账户: entries, balances, interest."""
