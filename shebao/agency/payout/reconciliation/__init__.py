"""Both sides of a payment held against each other: the run and the journal, the bank and us, the answers and the books."""
