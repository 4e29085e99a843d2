"""基金财务: vouchers, positions, periods."""
