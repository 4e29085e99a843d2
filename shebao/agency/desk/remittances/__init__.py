"""Pages of money to bodies: orders and their payees."""
