"""职业年金: what units and members pay, nominal and real, and where it goes."""
