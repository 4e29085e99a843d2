"""三方对账: what was paid, what was booked and what the bank's statement says, each difference with an owner and a day."""
