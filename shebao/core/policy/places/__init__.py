"""One file a place: dated values in YAML, and a Python file of the same name where the formula itself differs."""
