"""The law: one folder a chapter of rules, one file a place of dated values; see README.md for how to add to it."""
