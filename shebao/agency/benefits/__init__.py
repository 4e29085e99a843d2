"""待遇核定: decisions with their calculation sheets."""
