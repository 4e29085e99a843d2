"""办件: the one engine by which business data changes."""
