"""参保人: the register, one person, the calculation sheet of a decision; views, addresses and templates together."""
