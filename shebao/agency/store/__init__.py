"""How rows are kept: bulk writes, sealed fields, append-only tables, crash points. No business in here."""
