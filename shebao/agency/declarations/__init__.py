"""申报征收: wages declared, months assessed, batches to the tax office, receipts back, and every fen of difference with an owner."""
