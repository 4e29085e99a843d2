"""参保登记: who is insured in which scheme, and when."""
