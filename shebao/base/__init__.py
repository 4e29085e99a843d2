"""Ground floor: the words everyone uses. Standard library and numpy only."""
