"""A month's pay killed at every commit and file edge, and taken up again by the same command."""
