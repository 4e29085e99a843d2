"""First floor: pure calculation. No framework, no clock, no disk, no network."""
