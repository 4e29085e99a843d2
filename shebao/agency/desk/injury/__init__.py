"""The counter of work injury and of survivors: cases, providers, what organisations are owed, what a death leaves."""
