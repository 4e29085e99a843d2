"""Transfers between two agencies, each a process with a home of its own."""
