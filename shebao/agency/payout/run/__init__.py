"""A run and its way: proposed, computed, sealed, signed, filed, answered; its states and what it proves of itself."""
