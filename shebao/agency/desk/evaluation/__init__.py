"""绩效自评: the yearly report, its scores and figures, surveys, publication, and the checker that is open to everyone; views, addresses and templates together."""
