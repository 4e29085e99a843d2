"""The two schemes of working people, lived through the counters: hand-over, contributions, awards, payments, the outcome."""
