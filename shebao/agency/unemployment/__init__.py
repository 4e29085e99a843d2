"""Unemployment (失业): claims and their months, premiums of claimants, what is granted once to people and to employers."""
