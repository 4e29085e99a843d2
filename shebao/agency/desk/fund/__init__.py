"""基金: the position of the fund, statements, vouchers; views, addresses and templates together."""
