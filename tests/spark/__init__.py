"""The rule texts on a real Spark cluster on this machine: a master and two workers, started from the package."""
