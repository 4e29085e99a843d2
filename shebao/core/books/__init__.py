"""基金会计: the chart of accounts, balanced vouchers, closing and statements of a social-insurance fund. Pure."""
