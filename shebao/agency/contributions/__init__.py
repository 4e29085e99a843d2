"""缴费: what was declared, paid and subsidised."""
